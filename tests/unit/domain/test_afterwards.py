"""The rules after the last dose keep every position of the sources."""

from dataclasses import replace

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence, Fact
from glidepath.knowledge.base import KnowledgeBase

RULES = KnowledgeBase.packaged().afterwards()


@pytest.mark.parametrize(
    "wrong",
    [
        {"positions": RULES.positions[:1]},
        {"days_high_risk": Fact(7, ("made-up",), Confidence.ASSUMED)},
    ],
)
def test_one_position_alone_or_days_out_of_order_are_refused(wrong) -> None:
    with pytest.raises(BadInput, match="one position, or days out of order"):
        replace(RULES, **wrong)
