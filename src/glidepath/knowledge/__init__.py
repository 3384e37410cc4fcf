"""Facts, sources, rules and wording: cited TOML data and the one loader that reads it."""
