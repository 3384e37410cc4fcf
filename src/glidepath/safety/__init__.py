"""Checks any situation and any plan with code of its own; it never sees the planner."""
