"""`python -m bench.courses`: how long planning any kind of course takes, warm, and how it spreads.

The situations are those of the tests, every kind of course among them. Counted is the time
of this process alone, so that what else runs on the machine does not count.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

import tests

# Another package of this name may be installed beside ours.
tests.__path__ = [str(Path(__file__).parents[1] / "tests")]  # type: ignore[assignment]

from glidepath.care.prepare import prepare  # noqa: E402
from glidepath.domain.errors import BadInput  # noqa: E402
from glidepath.domain.person import Situation  # noqa: E402
from tests.generate import situation  # noqa: E402
from tests.generate_courses import KB, course_situation  # noqa: E402

WARM, MEASURED = 200, 1_000
GOAL_MS = 200.0
SHARES = (0.5, 0.9, 0.95, 0.99, 1.0)


def milliseconds(made: Situation, policy_id: str | None) -> float:
    """What one answer takes; refusals, questions and bad input are answers too."""
    began = time.process_time()
    with suppress(BadInput):
        prepare(made, KB, policy_id)
    return (time.process_time() - began) * 1000


def kind(made: Situation) -> str:
    """The kind of course a situation asks for."""
    if made.start is not None:
        return "start"
    if made.switch is not None:
        return "exchange"
    return "two drugs" if made.also else "taper, stay, short use"


def quantile(times: list[float], share: float) -> float:
    """The time within which this share of the answers came."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> int:
    """Print the spread for each kind and for all; 1 where the goal is missed."""
    for number in range(WARM):
        milliseconds(*course_situation(number))
    found: dict[str, list[float]] = defaultdict(list)
    for number in range(WARM, WARM + MEASURED):
        source = course_situation if number % 2 else situation
        made, policy_id = source(number)
        found[kind(made)].append(milliseconds(made, policy_id))
    found["all"] = [one for times in found.values() for one in times]
    heads = "".join(f"{f'{share:.0%}':>9}" for share in SHARES)
    sys.stdout.write(f"{'milliseconds':24}{'n':>6}{heads}\n")
    for name, times in found.items():
        cells = "".join(f"{quantile(times, share):9.1f}" for share in SHARES)
        sys.stdout.write(f"{name:24}{len(times):6}{cells}\n")
    reached = quantile(found["all"], 0.95)
    sys.stdout.write(f"95 of 100 within {reached:.0f} ms; the goal is {GOAL_MS:.0f} ms\n")
    return int(reached > GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())
