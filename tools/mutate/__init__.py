"""Changes the code a little, many times over, and asks whether a test notices.

One process loads pytest, the tests and the package once, and learns which test runs which line.
For every small change (a mutant) it forks; the child swaps the code of the one changed function,
runs the tests that pass through the changed line, quickest first, and stops at the first failure.
What survives, and what stands outside functions, runs again in a process that imports the changed
file afresh, so that tables, defaults, decorators and caches change as well.
"""
