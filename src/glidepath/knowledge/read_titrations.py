"""Ways of starting and raising a drug, from tables to values."""

from __future__ import annotations

from fractions import Fraction

from glidepath.domain.evidence import Fact
from glidepath.domain.person import Indication
from glidepath.domain.titration import Amount, Check, Per, TitrationRule, Whom
from glidepath.knowledge.table import Table

__all__ = ["read_titration"]

_USES = tuple(use.value for use in Indication)
_STAND_IN = Amount(Fraction(1), Per.DAY)


def read_titration(rule_id: str, table: Table) -> TitrationRule | None:
    """One rule; None when anything in its file is wrong."""
    if table.text("id") != rule_id:
        table.note(f"the id is not that of the file, {rule_id}", "id")
    title, drug_id, note = table.text("title"), table.text("drug"), table.text_or("note")
    decides, off_label = table.text("who_decides"), table.text_or("off_label_decides")
    whom = _whom(table.sub("whom"))
    start, rise, maximum = (_amount(table.sub(key)) for key in ("start", "rise", "maximum"))
    target, adult = (
        _amount(table.sub(key)) if table.has(key) else None for key in ("target", "adult")
    )
    days, doses = _days(table.sub("days")), _doses(table.sub("doses_a_day"))
    checks, stops, unlike = (
        tuple(_check(row) for row in table.subs(key)) for key in ("check", "stop", "disagreement")
    )
    table.close()
    if not table.sound:
        return None
    return table.made(
        lambda: TitrationRule(
            rule_id, title, drug_id, whom, start, rise, days, maximum, doses, decides, off_label,
            checks, stops, target, unlike, note, adult,
        ),
        None,
    )  # fmt: skip


def _whom(row: Table) -> Whom:
    indications, countries = row.texts("indications"), row.texts("countries")
    for use in indications:
        if use not in _USES:
            row.note(f"{use!r} is not one of {', '.join(_USES)}", "indications")
    whom = Whom(
        indications,
        countries,
        _whole(row, "age_from"),
        _whole(row, "age_to"),
        _exact(row, "kg_above"),
        _exact(row, "kg_to"),
        row.has("either") and row.flag("either"),
        _whole(row, "under_years"),
    )
    return row.fact(whom).value


def _whole(row: Table, key: str) -> int | None:
    return row.whole(key) if row.has(key) else None


def _exact(row: Table, key: str) -> Fraction | None:
    return row.exact(key) if row.has(key) else None


def _amount(row: Table) -> Fact[Amount]:
    return row.fact(_amount_of(row), _amount_of)


def _amount_of(row: Table) -> Amount:
    per = Per(row.choice("unit", [per.value for per in Per]))
    most, least = row.exact("most"), _exact(row, "least")
    return row.made(lambda: Amount(most, per, least), _STAND_IN, "most")


def _days(row: Table) -> Fact[int]:
    return row.fact(row.whole("value", 1))


def _doses(row: Table) -> Fact[tuple[int, int]]:
    fewest, most = row.whole("fewest", 1), row.whole("most", 1)
    if fewest > most:
        row.note(f"{fewest} is above {most}", "fewest")
    return row.fact((fewest, most))


def _check(row: Table) -> Check:
    fact = row.fact(row.text("text"))
    return Check(fact.value, fact.sources, fact.confidence.value)
