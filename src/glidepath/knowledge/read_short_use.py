"""What may be done after rare or short use, from tables to values."""

from __future__ import annotations

from glidepath.domain.evidence import Fact
from glidepath.domain.short_use import ShortUseRules
from glidepath.domain.titration import Check
from glidepath.knowledge.read_crossover import read_barrier
from glidepath.knowledge.read_policies import read_policy
from glidepath.knowledge.table import Table

__all__ = ["read_short_use"]

_POLICY = "short-use"


def read_short_use(table: Table) -> ShortUseRules | None:
    """The rules after short use; None when anything in the file is wrong."""
    rare, stop, short = (
        _number(table.sub(key))
        for key in ("rare_days_a_week", "stop_below_days", "short_below_days")
    )
    policy = read_policy(_POLICY, table.sub("policy"))
    cautions = tuple(read_barrier(row) for row in table.subs("caution"))
    named = table.sub("says")
    says = [_said(named.sub(way)) for way in ("rare", "stop", "short", "full")]
    named.close()
    table.close()
    if policy is None or not table.sound:
        return None
    return table.made(lambda: ShortUseRules(rare, stop, short, policy, cautions, *says), None)


def _number(row: Table) -> Fact[int]:
    return row.fact(row.whole("value", 1), lambda other: other.whole("value", 1))


def _said(row: Table) -> Check:
    fact = row.fact(row.text("text"))
    return Check(fact.value, fact.sources, fact.confidence.value)
