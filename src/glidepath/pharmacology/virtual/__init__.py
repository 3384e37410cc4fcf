"""Virtual people by the thousand: what a course does to a population, fast and reproducible."""
