"""The search for the best course against two general solvers, on the same instances."""
