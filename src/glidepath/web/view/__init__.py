"""From values of the domain to the words and rows that a template prints; nothing is decided."""
