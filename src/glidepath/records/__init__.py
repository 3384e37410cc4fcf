"""What is kept: an append-only record of what was proposed, signed and reported."""
