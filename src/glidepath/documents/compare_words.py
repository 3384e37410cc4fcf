"""A comparison in words: what the table, the picture and the page print of each row.

Nothing is decided or worked out here; every number stands in the comparison already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.comparison import Breach, Compared, Comparison, EffectDay, Made, RowKind
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import amounts_text, dose_text, share_text

__all__ = ["COLUMNS", "RowWords", "misfit_words", "now_words", "row_words", "source_numbers"]

_MISFITS = {
    "drug": "speaks of another drug",
    "indication": "speaks of another use",
    "unit": "counts in mg of another drug",
}


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row in words: `cells` for a table, and the same at more length in `asks`.

    `written` is what the policy's own document would do from here; empty for a row that is
    no policy's own schedule. `largest_cut` carries a star where last steps go beyond it.
    """

    title: str
    pace: str
    sources: str
    start: str
    written: str
    length: str
    largest_cut: str
    breaks: str
    pieces: str
    products: str
    hardest_day: str
    half_way: str
    asks: tuple[str, ...]
    misfit: str

    @property
    def name(self) -> str:
        """The row's title with its pace."""
        return f"{self.title}, {self.pace}" if self.pace else self.title

    @property
    def cells(self) -> tuple[str, ...]:
        """The numbers in the order of `COLUMNS`."""
        return (
            self.length, self.largest_cut, self.breaks, self.pieces, self.products,
            self.hardest_day, self.half_way,
        )  # fmt: skip


COLUMNS = ("length", "cut", "breaks", "pieces", "products", "hardest day", "half way")
"""The heads of the cells of a row."""


def row_words(row: Comparison, compared: Compared) -> RowWords:
    """A row in words."""
    course, numbers = row.course, source_numbers(compared)
    own = row.kind is not RowKind.POLICY
    seen = course.foreseen if course else None
    return RowWords(
        title=amounts_text(row.title, compared.micrograms_below),
        pace=_pace(row),
        sources=", ".join(str(numbers[one]) for one in row.sources),
        start=_start(row, compared),
        written="" if own else f"{_time(row.days)}, {_count(len(row.breaches), 'break')}",
        length=_length(course) if course else "",
        largest_cut=_largest(course) if course else "",
        breaks=str(len(row.made_breaches)) if course else "",
        pieces=str(course.most_pieces_a_day) if course else "",
        products=str(len(course.product_ids)) if course else "",
        hardest_day=_banded(seen.typical, seen.least, seen.most) if seen else "",
        half_way=_at(seen.half_way) if seen and seen.effect else "",
        asks=_asks(row, course, compared.micrograms_below) if course else (),
        misfit=misfit_words(row),
    )


def _asks(row: Comparison, course: Made, below: Mass | None) -> tuple[str, ...]:
    """What the course asks and what is expected of it, line by line."""
    pieces = _count(course.most_pieces_a_day, "piece")
    seen = course.foreseen
    lines = [
        f"{_length(course)} until the last step" if course.days else _length(course),
        _cut(course),
        _broken(row.made_breaches, below),
        f"at most {pieces} a day, of {_count(len(course.product_ids), 'product')}",
    ]
    if seen is None:
        return (*lines, "no data to foresee the effect")
    lines.append(f"hardest day {_banded(seen.typical, seen.least, seen.most)}")
    if seen.effect:
        lines.append(f"effect half way {_at(seen.half_way)}, at the end {_at(seen.effect[-1])}")
    return tuple(lines)


def now_words(compared: Compared) -> str:
    """What is taken now: "clonazepam, 2 mg a day", with the drugs beside it."""
    taken = [(compared.drug_id, compared.dose), *compared.beside]
    return "; ".join(
        f"{drug}, {dose_text(dose, compared.micrograms_below)} a day" for drug, dose in taken
    )


def misfit_words(row: Comparison) -> str:
    """Why a row is for comparison only; empty for one that fits this person."""
    return _MISFITS.get(row.applies, row.applies)


def source_numbers(compared: Compared) -> dict[str, int]:
    """The number by which each document is cited, in the order of the rows."""
    used = dict.fromkeys(source for row in compared.rows for source in row.sources)
    return {source: number for number, source in enumerate(used, start=1)}


def _pace(row: Comparison) -> str:
    """The policy by the name under which it is asked for, and the pace."""
    pace = "" if row.pace == "stay" else f"{row.pace.replace('_', ' ')} pace"
    return ", ".join(part for part in (row.policy_id, pace) if part)


def _start(row: Comparison, compared: Compared) -> str:
    if row.unit_drug == compared.drug_id:
        return dose_text(compared.dose, compared.micrograms_below)
    return f"{_dose(row.points[0][1], None)} {row.unit_drug}"


def _time(days: int) -> str:
    return f"{days} days" if days % 7 else f"{days // 7} weeks"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _length(course: Made) -> str:
    return _time(course.days) if course.days else "stays as it is"


def _largest(course: Made) -> str:
    return share_text(course.largest_cut) + (" *" if course.last_cuts else "")


def _cut(course: Made) -> str:
    """The largest real cut; last steps that must break the ceiling are named beside it."""
    text = f"largest cut {share_text(course.largest_cut)}"
    last = course.last_cuts
    if not last:
        return text
    if not course.largest_cut:
        return f"every cut beyond the ceiling, up to {share_text(max(last))}"
    steps = "the last step" if len(last) == 1 else f"the last {len(last)} steps"
    return f"{text}; {steps} beyond the ceiling, up to {share_text(max(last))}"


def _broken(breaches: Sequence[Breach], below: Mass | None) -> str:
    """How often the ceiling is broken, and where first."""
    if not breaches:
        return "no break"
    first = breaches[0]
    count = "1 break" if len(breaches) == 1 else f"{len(breaches)} breaks, the first"
    fall = f"{_dose(first.before, below)} to {_dose(first.after, below)}"
    return f"{count} on day {first.day}: {fall} ({share_text(first.fall)})"


def _at(day: EffectDay) -> str:
    return _banded(day.typical, day.least, day.most)


def _banded(typical: Fraction, least: Fraction, most: Fraction) -> str:
    if least == most:
        return share_text(typical)
    return f"{share_text(typical)} ({share_text(least).removesuffix(' %')} to {share_text(most)})"


def _dose(milligrams: Fraction, below: Mass | None) -> str:
    """A dose exactly; a schedule's own mg, which often nobody could take, to four figures."""
    nanograms = milligrams * 1_000_000
    if nanograms.denominator == 1 and nanograms.numerator % 1000 == 0:
        return dose_text(Mass(nanograms.numerator), below)
    return f"{milligrams.numerator / milligrams.denominator:.4g} mg"
