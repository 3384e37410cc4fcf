"""The rules, one short function each; their figures and words lie in the knowledge."""
