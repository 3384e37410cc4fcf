"""Speed of the pharmacology, as ratios to other ways of getting the same numbers in one run."""
