"""What every test shares: Hypothesis profiles and the rule for long runs."""

import os
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.databases import in_memory

if place := in_memory():  # records are forced to the disk at every event: minutes of waiting
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", place)

_SHARED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("quick", max_examples=50, derandomize=True, database=None, **_SHARED)
settings.register_profile("thorough", max_examples=2_000, **_SHARED)
settings.register_profile(
    "mutate",
    max_examples=30,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
    **_SHARED,
)
settings.load_profile(os.environ.get("GLIDEPATH_TEST_PROFILE", "quick"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put what takes longest first, and leave out the long runs unless they are asked for."""
    items[:] = _dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
    if os.environ.get("GLIDEPATH_TEST_PROFILE") == "thorough" or config.getoption("markexpr"):
        return
    skip = pytest.mark.skip(reason="a long run: `make thorough` does it")
    for item in items:
        if "thorough" in item.keywords:
            item.add_marker(skip)


def _dealt(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """The same tests, so that each of several workers begins with its share of what waits.

    Every worker gets one run of neighbours to begin with. All screens stand at the head of the
    first, since they share one costly preparation, the other browser tests at the other heads.
    """
    if workers < 2:
        return list(items)
    screens = [item for item in items if item.path.name == "test_screens.py"]
    browser = [item for item in items if "browser" in item.keywords and item not in screens]
    rest = [item for item in items if "browser" not in item.keywords]
    heads = [screens, *(browser[number :: workers - 1] for number in range(workers - 1))]
    share, dealt = len(items) // workers, list[pytest.Item]()
    for head in heads:
        room = max(0, share - len(head))
        dealt += [*head, *rest[:room]]
        rest = rest[room:]
    return dealt + rest
