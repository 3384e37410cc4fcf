"""Diary and scales read into a follow-up decision, and red flags into a route."""
