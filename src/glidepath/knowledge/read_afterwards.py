"""What is done after the last dose, from tables to values."""

from __future__ import annotations

from glidepath.domain.afterwards import AfterRules
from glidepath.domain.evidence import Fact
from glidepath.domain.titration import Check
from glidepath.knowledge.table import Table

__all__ = ["read_afterwards"]


def read_afterwards(table: Table) -> AfterRules | None:
    """The rules after the last dose; None when anything in the file is wrong."""
    half_lives, days, high = (
        _number(table.sub(key)) for key in ("half_lives", "days", "days_high_risk")
    )
    positions = tuple(_said(row) for row in table.subs("position"))
    table.close()
    if not table.sound:
        return None
    return table.made(lambda: AfterRules(half_lives, days, high, positions), None)


def _number(row: Table) -> Fact[int]:
    return row.fact(row.whole("value", 1))


def _said(row: Table) -> Check:
    fact = row.fact(row.text("text"))
    return Check(fact.value, fact.sources, fact.confidence.value)
