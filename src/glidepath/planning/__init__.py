"""Proposes courses: an exact search over the doses that the products can make."""
