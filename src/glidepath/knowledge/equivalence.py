"""Doses that published tables call equal, through one reference drug, with the whole range shown.

The sources disagree: 1 mg of clonazepam is 10 mg of diazepam in some tables and 20 in others.
So an answer is always a low, a typical and a high figure with the tables behind it, never one
factor. Every conversion goes through diazepam; there are no tables from drug to drug, which is
how conversions elsewhere came to contradict themselves. The figures are exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from glidepath.domain.drug import Range
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.quantity import Mass
from glidepath.knowledge.table import Table

__all__ = [
    "Equivalence",
    "EquivalenceTable",
    "EquivalentRange",
    "Purpose",
    "read_equivalence",
]

# The ranges say how many mg are taken as equal to so many mg of the reference drug.
PER_REFERENCE_MG = Fraction(10)


class Purpose(StrEnum):
    """What a conversion is for: adding doses up, or giving one drug in place of another."""

    ARITHMETIC = "arithmetic"
    SUBSTITUTION = "substitution"


@dataclass(frozen=True, slots=True)
class EquivalenceTable:
    """One published table: for each drug the mg taken as equal to 10 mg of diazepam.

    `counts` says whether it widens the range of a drug; `printed` keeps the rows as the
    table prints them.
    """

    id: str
    title: str
    rows: Mapping[str, Range]
    printed: Mapping[str, str]
    counts: bool
    source: Fact[str]


@dataclass(frozen=True, slots=True)
class EquivalentRange:
    """A dose of one drug that sources take as equal to a dose of another, in mg.

    `low`, `typical` and `high` are exact fractions of a milligram and often not makeable.
    `tables` names the tables behind the figures, `sources` their documents.
    `for_arithmetic_only` says that a z-drug is involved: the figure may be added up, and is
    no ground for giving one drug in place of the other.
    """

    low: Fraction
    typical: Fraction
    high: Fraction
    tables: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence
    for_arithmetic_only: bool = False


class Equivalence:
    """Every named table, and one range for each drug of ours."""

    def __init__(
        self,
        reference_drug: str,
        tables: Mapping[str, EquivalenceTable],
        ranges: Mapping[str, Fact[Range]],
        z_drugs: frozenset[str],
    ) -> None:
        """Keep the tables, the ranges, and which of our drugs are z-drugs."""
        self.reference_drug = reference_drug
        self.tables = tables
        self.ranges = ranges
        self._z_drugs = z_drugs

    def equivalent(
        self,
        dose: Mass,
        from_drug: str,
        to_drug: str,
        table: str | None = None,
        *,
        purpose: Purpose,
        epilepsy: bool,
    ) -> EquivalentRange:
        """The dose of `to_drug` that is taken as equal to a dose of `from_drug`.

        Takes the dose as a mass of `from_drug`; with `table` only that table speaks, without
        it the range over all tables that count. `purpose` and `epilepsy` have no default:
        who asks must say whether the drug would be exchanged, and whether it protects
        against seizures.

        Refuses an unknown drug or table, a table that lacks one of the drugs, any
        exchange when the drug protects against seizures, and the exchange of a z-drug.

        Source: the tables of `data/equivalence.toml`. That tables made for anxiety must not
        be used to exchange antiseizure treatment is shown by children who needed at least
        2.5 times the clonazepam mg of nitrazepam where the tables imply 20 times.
        """
        if purpose is Purpose.SUBSTITUTION:
            self._refuse_exchange(epilepsy, from_drug, to_drug)
        old, new = self._row(from_drug, table), self._row(to_drug, table)
        named = self._behind(from_drug, to_drug, table)
        milligrams = Fraction(dose.nanograms, 1_000_000)
        low, typical, high = (
            (milligrams, milligrams, milligrams)
            if from_drug == to_drug
            else (
                milligrams * new.low / old.high,
                milligrams * new.typical / old.typical,
                milligrams * new.high / old.low,
            )
        )
        return EquivalentRange(
            low, typical, high, tuple(one.id for one in named),
            tuple(dict.fromkeys(source for one in named for source in one.source.sources)),
            named[0].source.confidence if table else self.ranges[to_drug].confidence,
            bool({from_drug, to_drug} & self._z_drugs),
        )  # fmt: skip

    def in_reference(self, dose: Mass, drug: str, table: str | None = None) -> EquivalentRange:
        """A dose added up as mg of diazepam; for arithmetic only."""
        return self.equivalent(
            dose, drug, self.reference_drug, table, purpose=Purpose.ARITHMETIC, epilepsy=False
        )

    def _refuse_exchange(self, epilepsy: bool, from_drug: str, to_drug: str) -> None:
        if epilepsy:
            raise BadInput(
                Problem(
                    "equivalence", f"{from_drug} to {to_drug} in epilepsy",
                    "no exchange by these tables: they were made for anxiety and sleep",
                    "Neurology sets the drug and the dose.",
                )
            )  # fmt: skip
        if z_drugs := sorted({from_drug, to_drug} & self._z_drugs):
            raise BadInput(
                Problem(
                    "equivalence", f"{from_drug} to {to_drug}, an exchange of {z_drugs[0]}",
                    "the rows of z-drugs serve arithmetic only",
                    "Lower the drug itself, or let the prescriber set the new dose.",
                )
            )  # fmt: skip

    def _row(self, drug: str, table: str | None) -> Range:
        if table is None:
            rows: Mapping[str, Range] = {name: fact.value for name, fact in self.ranges.items()}
        elif table in self.tables:
            rows = self.tables[table].rows
        else:
            raise BadInput(Problem("equivalence", repr(table), f"one of {', '.join(self.tables)}"))
        if drug not in rows:
            raise BadInput(
                Problem("equivalence", f"{drug!r} in {table or 'the ranges'}", ", ".join(rows))
            )
        return rows[drug]

    def _behind(self, one: str, other: str, table: str | None) -> tuple[EquivalenceTable, ...]:
        if table is not None:
            return (self.tables[table],)
        counting = (found for found in self.tables.values() if found.counts)
        return tuple(found for found in counting if one in found.rows or other in found.rows)


def read_equivalence(table: Table, z_drugs: frozenset[str]) -> Equivalence:
    """The whole file of tables and ranges."""
    reference = table.text("reference_drug")
    named = table.sub("table")
    tables = {name: _table(name, named.sub(name)) for name in named}
    _keep_unusable(table)
    listed = table.sub("range")
    ranges = {drug: _drug_range(listed.sub(drug)) for drug in listed}
    table.close()
    return Equivalence(reference, tables, ranges, z_drugs)


def _drug_range(row: Table) -> Fact[Range]:
    return row.fact(row.range())


def _keep_unusable(table: Table) -> None:
    # Tables that were read and cannot be used are checked like the rest, and then left alone.
    if table.has("unusable"):
        unusable = table.sub("unusable")
        for name in unusable:
            row = unusable.sub(name)
            listed = row.sub("mg")
            for drug in listed:
                _pair(listed, drug)
            row.fact(row.text("title"))


def _table(name: str, row: Table) -> EquivalenceTable:
    title, counts = row.text("title"), row.flag("counts")
    reference = _pair(row, "reference_mg")
    listed = row.sub("mg")
    rows = {drug: _row_range(listed, drug, reference) for drug in listed}
    printed = {drug: _as_printed(listed, drug) for drug in listed}
    return EquivalenceTable(name, title, rows, printed, counts, row.fact(title))


def _pair(row: Table, key: str) -> tuple[Fraction, Fraction]:
    before = len(row.problems)
    numbers = [row.as_exact(text, key) for text in row.texts(key)]
    if len(row.problems) == before:
        if len(numbers) not in (1, 2):
            row.note("neither one figure nor a range of two", key)
        elif not 0 < numbers[0] <= numbers[-1]:
            row.note("not a range above 0, low before high", key)
        else:
            return numbers[0], numbers[-1]
    return Fraction(1), Fraction(1)


def _row_range(listed: Table, drug: str, reference: tuple[Fraction, Fraction]) -> Range:
    if listed.holds_table(drug):
        own = listed.sub(drug)
        figures, reference = _pair(own, "mg"), _pair(own, "diazepam_mg")
        own.close()
    else:
        figures = _pair(listed, drug)
    ends = sorted(mg * PER_REFERENCE_MG / of for mg, of in zip(figures, reference, strict=True))
    return Range(ends[0], (ends[0] + ends[1]) / 2, ends[1])


def _as_printed(listed: Table, drug: str) -> str:
    if listed.holds_table(drug):
        own = listed.sub(drug)
        return f"{own.text('mg')} mg as {own.text('diazepam_mg')} mg of diazepam"
    return " to ".join(listed.texts(drug))
