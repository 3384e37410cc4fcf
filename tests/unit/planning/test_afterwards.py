"""The watch after the last dose goes by the half-life and by the risk."""

from datetime import date

import pytest

from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.afterwards import watch

KNOWN = KnowledgeBase.packaged()
STOPPED = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("drug", "gone_after"),
    [("clonazepam", 9), ("lorazepam", 3), ("diazepam", 13), ("zopiclone", 2)],
)
@pytest.mark.parametrize(("high_risk", "more"), [(False, 14), (True, 21)])
def test_the_watch_begins_to_count_when_the_drug_has_left(
    drug: str, gone_after: int, high_risk: bool, more: int
) -> None:
    found = watch(KNOWN.drug(drug), STOPPED, KNOWN.afterwards(), high_risk=high_risk)
    assert found.gone_after == gone_after
    assert found.days == gone_after + more
    assert (found.until - STOPPED).days + 1 == found.days


def test_all_positions_of_the_sources_come_with_it() -> None:
    found = watch(KNOWN.drug("clonazepam"), STOPPED, KNOWN.afterwards(), high_risk=False)
    assert [one.sources[0].partition("#")[0] for one in found.positions] == [
        "afssaps-2011", "joint-guideline-2025",
    ]  # fmt: skip
