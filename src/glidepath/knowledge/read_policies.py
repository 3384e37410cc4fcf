"""Policies of pacing a taper, from tables to values."""

from __future__ import annotations

import re
from fractions import Fraction

from glidepath.domain.evidence import Fact
from glidepath.domain.person import Indication
from glidepath.domain.policy import (
    Band,
    Ceiling,
    Law,
    Pace,
    Policy,
    PolicyKind,
    Scope,
    StepDays,
)
from glidepath.domain.quantity import Mass
from glidepath.knowledge.table import Table

__all__ = ["PACES", "read_policy"]

PACES = ("gentle", "usual", "faster")
_ANY = "any"
_USES = tuple(use.value for use in Indication)
_WHOLE_DOSE = Band(Law.SHARE_OF_CURRENT, Fraction(1), 1)


def read_policy(policy_id: str, table: Table) -> Policy | None:
    """One policy; None when anything in its file is wrong."""
    if table.text("id") != policy_id:
        table.note(f"the id is not that of the file, {policy_id}", "id")
    title, summary, note = table.text("title"), table.text("summary"), table.text_or("note")
    kind = PolicyKind(table.choice("kind", [kind.value for kind in PolicyKind]))
    rank = table.whole("default_rank", 1)
    scope = _scope(table.sub("scope"))
    step_days = _step_days(table.sub("step_days"))
    ceiling = _ceiling(table.sub("ceiling")) if table.has("ceiling") else None
    paces = _paces(table.sub("pace"))
    last = table.sub("terminal")
    terminal = last.fact(last.text("text"))
    table.close()
    if not table.sound:
        return None
    return table.made(
        lambda: Policy(
            policy_id, title, summary, kind, rank, scope, step_days, paces, terminal, ceiling, note
        ),
        None,
    )


def _scope(row: Table) -> Scope:
    drugs, uses, countries = (_listed(row, key) for key in ("drugs", "indications", "countries"))
    for use in uses:
        if use not in _USES:
            row.note(f"{use!r} is not one of {', '.join(_USES)}", "indications")
    unit_drug = row.text_or("unit_drug")
    row.close()
    return Scope(drugs, uses, unit_drug, countries)


def _listed(row: Table, key: str) -> tuple[str, ...]:
    values = row.texts(key)
    return () if values == (_ANY,) else values


def _step_days(row: Table) -> Fact[StepDays]:
    shortest, longest = row.whole("shortest", 1), row.whole("longest", 1)
    stretch = row.whole("stretch", 1) if row.has("stretch") else longest
    days = row.made(lambda: StepDays(shortest, longest, stretch), StepDays(1, 1, 1), "shortest")
    return row.fact(days)


def _ceiling(row: Table) -> Fact[Ceiling]:
    fall, days = row.exact("fall"), row.whole("days", 1)
    return row.fact(row.made(lambda: Ceiling(fall, days), Ceiling(Fraction(1, 2), 1), "fall"))


def _paces(table: Table) -> dict[str, Pace]:
    # A document may allow more pairings of cut and interval than three; those keep their names.
    given = table
    others = [name for name in given if name not in PACES]
    for name in others:
        if not re.fullmatch(r"[a-z]+(-[a-z]+)+", name):
            table.note(f"{name!r} is not one of {', '.join(PACES)}, nor a name such as one-two")
    names = [name for name in PACES if table.has(name)] + others
    return {name: _pace(name, table.sub(name)) for name in names}


def _pace(name: str, row: Table) -> Pace:
    bands = tuple(_band(band) for band in row.subs("band"))
    fact = row.fact(bands)
    stand_in = Pace(name, (_WHOLE_DOSE,), (), fact.confidence.value)
    if [band.above for band in bands] != sorted((band.above for band in bands), reverse=True):
        row.note("the bands do not go from the highest dose down", "band")
    return row.made(
        lambda: Pace(name, bands, fact.sources, fact.confidence.value, fact.note), stand_in, "band"
    )


def _band(row: Table) -> Band:
    law = Law(row.choice("law", [law.value for law in Law]))
    above = row.mass("above_mg") if row.has("above_mg") else Mass.zero()
    key = "above_share_of_start"
    above_share = row.exact(key) if row.has(key) else Fraction(0)
    days = row.whole("days", 1)
    fixed = law is Law.FIXED_MG
    cut_mass = row.mass("cut") if fixed else Mass.zero()
    cut = Fraction(0) if fixed else row.exact("cut")
    row.close()
    return row.made(lambda: Band(law, cut, days, above, above_share, cut_mass), _WHOLE_DOSE, "cut")
