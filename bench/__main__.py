"""`python -m bench`: search, courses, pharmacology and the command against others and bare Python.

Each part runs in a process of its own (two of the solvers cannot be loaded together). All
figures are ratios of the same run, or times beside a bare interpreter's.
"""

import subprocess
import sys

PARTS = ("bench.command", "bench.courses", "bench.planning", "bench.pharmacology", "bench.web")


def main() -> int:
    """Run every part, or those named; the exit status is the worst of them."""
    asked = [part for part in PARTS if not sys.argv[1:] or part.split(".")[1] in sys.argv[1:]]
    worst = 0
    for part in asked:
        sys.stdout.write(f"\n== {part}\n")
        sys.stdout.flush()
        worst = max(worst, subprocess.run([sys.executable, "-m", part], check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
