"""How a record of an older version becomes one of today."""
