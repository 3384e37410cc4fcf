"""The bounds between rare, short and longer use."""

from dataclasses import replace

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence, Fact
from glidepath.knowledge.base import KnowledgeBase


def test_short_use_does_not_end_before_it_begins() -> None:
    rules = KnowledgeBase.packaged().short_use()
    with pytest.raises(BadInput, match="in order"):
        replace(rules, short_below_days=Fact(7, ("made-up",), Confidence.ASSUMED))
