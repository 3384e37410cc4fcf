"""Writes the generated pages: glossary, names, commands, and what the knowledge holds."""
