"""Measurements that are not tests: our own ways of computing against others."""
