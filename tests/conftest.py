"""What every test shares: Hypothesis profiles and the rule for long runs."""

import os
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, settings

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


def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Leave out the long runs unless they are asked for by name or by profile."""
    if os.environ.get("GLIDEPATH_TEST_PROFILE") == "thorough" or config.getoption("markexpr"):
        return
    skip = pytest.mark.skip(reason="a long run: `make thorough` does it")
    for item in items:
        if "thorough" in item.keywords:
            item.add_marker(skip)
