"""Rules still to come on this shelf."""
