"""The only floor that composes planning, safety and monitoring into one answer."""
