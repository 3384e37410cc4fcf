"""What is settled before one drug is exchanged for another, from tables to values."""

from __future__ import annotations

from fractions import Fraction

from glidepath.domain.crossover import Barrier, Corridor, CrossoverRules
from glidepath.domain.evidence import Fact
from glidepath.knowledge.table import Table

__all__ = ["read_barrier", "read_crossover"]

_AS_NOW = Corridor(Fraction(1), Fraction(1))


def read_crossover(table: Table) -> CrossoverRules | None:
    """The rules of an exchange; None when anything in the file is wrong."""
    row = table.sub("corridor")
    low, high = row.exact("low"), row.exact("high")
    corridor = row.fact(row.made(lambda: Corridor(low, high), _AS_NOW, "low"))
    span = table.sub("days")
    days = span.fact((span.whole("fewest", 1), span.whole("most", 1)))
    again = table.sub("recheck")
    recheck = again.fact(again.whole("days", 1))
    named = table.sub("table")
    tables = {country: _table(named.sub(country)) for country in named}
    if "any" not in tables:
        named.note("missing, the table for every other country is needed", "any")
    barriers = tuple(read_barrier(one) for one in table.subs("barrier"))
    table.close()
    rules = CrossoverRules(corridor, days, recheck, tables, barriers)
    return rules if table.sound else None


def _table(row: Table) -> Fact[str]:
    return row.fact(row.text("value"))


def read_barrier(row: Table) -> Barrier:
    """A fact about the person, what it speaks against, and why."""
    fact_name, targets = row.text("fact"), row.texts("targets")
    found = row.fact(row.text("text"))
    return Barrier(fact_name, targets, found.value, found.sources, found.confidence.value)
