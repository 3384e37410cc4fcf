"""`python -m bench.command`: what the command costs beyond a bare interpreter, started cold."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "clonazepam_panic.toml"
RUNS = 9


def wall(*command: str) -> float:
    """Seconds one run takes from outside, its output thrown away."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def medians(*commands: tuple[str, ...]) -> list[float]:
    """The median of several runs of each command, in turn, the first round not counted."""
    rounds = [[wall(*command) for command in commands] for _ in range(RUNS + 1)][1:]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def main() -> None:
    """Print the medians, and what each costs beyond the bare interpreter."""
    glidepath = str(Path(sys.executable).parent / "glidepath")
    with tempfile.TemporaryDirectory() as folder:
        bare, terminal, papers = medians(
            (sys.executable, "-c", "pass"),
            (glidepath, "plan", str(EXAMPLE)),
            (glidepath, "plan", str(EXAMPLE), "--out", folder),
        )
    for name, seconds in (("plan on the terminal", terminal), ("plan with all papers", papers)):
        extra = seconds - bare
        sys.stdout.write(
            f"{name}: {extra:.3f} s beyond python -c pass ({extra / bare:.0f} times)\n"
        )


if __name__ == "__main__":
    main()
