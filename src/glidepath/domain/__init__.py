"""Pure values and words of the field; the standard library only."""
