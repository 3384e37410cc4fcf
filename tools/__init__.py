"""The workshop: lock files, set-up, generated pages, mutation runs and benches."""
