"""Proposes courses: exact search over makeable regimens, paces, comparisons and reasons."""
