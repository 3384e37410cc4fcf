"""What is held side by side for one person: every policy and shape, in the same words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from glidepath.domain.answer import Question
from glidepath.domain.finding import Finding
from glidepath.domain.quantity import Mass

__all__ = [
    "Breach", "Compared", "Comparison", "DoseLine", "EffectDay", "Foreseen", "LeftOut", "Made",
    "RowKind",
]  # fmt: skip


class RowKind(StrEnum):
    """What a row shows: the plan that is proposed, another shape or end of it, or a policy."""

    PLAN = "plan"
    STAY = "stay"
    LESS = "less"
    HOLD = "hold"
    SMALL_STEPS = "small_steps"
    LIQUID = "liquid"
    SWITCH = "switch"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Breach:
    """Where a schedule first falls faster than a ceiling, and by how much.

    `day` counts from the start; the fall is from `before` to `after` (mg a day) within
    the window, whose first cut was on `first_cut_day`.
    """

    day: int
    before: Fraction
    after: Fraction
    fall: Fraction
    window_days: int
    ceiling: Fraction
    first_cut_day: int


@dataclass(frozen=True, slots=True)
class EffectDay:
    """The effect expected on a day (0 is the first) as a share of the person's own now.

    Of a typical adult, and the ends of the widest of the 90 % bands.
    """

    day: int
    typical: Fraction
    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the model expects of a course: a ruler, not a forecast of symptoms.

    The withdrawal drive of the hardest day, as a share of the person's own baseline: of a
    typical adult, and the ends of the range that holds 90 in 100 people. `effect` is the
    effect beside the present one on days spread evenly over the course, the last among them,
    `statements` what the numbers are not.
    """

    typical: Fraction
    least: Fraction
    most: Fraction
    effect: tuple[EffectDay, ...] = ()
    statements: tuple[str, ...] = ()

    @property
    def half_way(self) -> EffectDay:
        """The effect on the day told that lies nearest to the middle of the course."""
        last = self.effect[-1].day
        return min(self.effect, key=lambda one: abs(2 * one.day - last))


@dataclass(frozen=True, slots=True)
class DoseLine:
    """The daily doses of one drug: from each day on (0 is the first) so many mg."""

    drug_id: str
    points: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What a makeable course asks of a person, and what is expected of it.

    `largest_cut` is the largest real cut before the named last steps, `last_cuts` are the
    cuts of those, which had to break the ceiling. `days` count until the goal, `span` the
    whole course with the watch or the stay at its end. `needs` names products that are not
    at hand. `foreseen` is None where there are no data for the drug.
    """

    largest_cut: Fraction
    last_cuts: tuple[Fraction, ...]
    days: int
    span: int
    most_pieces_a_day: int
    product_ids: tuple[str, ...]
    lines: tuple[DoseLine, ...]
    foreseen: Foreseen | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """One policy at one pace for this person: its own schedule, and the one that can be made.

    `unit_drug` is the drug its mg are of; `points` are days (from the start) and daily
    doses in mg as the policy says them, `breaches` where that falls faster than the
    ceiling, `unmakeable` which of its doses the products do not make. `applies` is empty
    where the policy speaks of this person, else what it does not fit: drug, indication or
    unit. `made` and `made_breaches` are the same for the makeable course, empty where
    there is none; `course` is what that course asks of the person. `kind` tells what the
    row shows, `title` names it in words, `sources` are the documents behind it.
    """

    policy_id: str
    pace: str
    unit_drug: str
    points: tuple[tuple[int, Fraction], ...]
    breaches: tuple[Breach, ...]
    unmakeable: tuple[Fraction, ...]
    applies: str
    made: tuple[tuple[int, Fraction], ...] = ()
    made_breaches: tuple[Breach, ...] = ()
    course: Made | None = None
    kind: RowKind = RowKind.POLICY
    title: str = ""
    sources: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """Days until the last dose of the policy's own schedule begins."""
        return self.points[-1][0]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A shape that has no row for this person, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything side by side for one person, the plan that is proposed first.

    `dose` is the daily dose of now, `beside` those of the other drugs; `ceiling` and
    `window_days` are what a break is counted by; `statements` say what the expected effect
    is not; `notes` what holds for every row. Doses below `micrograms_below` are written in
    micrograms, where the country's guidance says so.
    """

    drug_id: str
    dose: Mass
    as_of: date
    ceiling: Fraction
    window_days: int
    rows: tuple[Comparison, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    statements: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    micrograms_below: Mass | None = None
    beside: tuple[tuple[str, Mass], ...] = ()

    @property
    def drawn(self) -> tuple[Comparison, ...]:
        """The rows that products make, which are those with numbers and a line of doses."""
        return tuple(row for row in self.rows if row.course is not None)

    @property
    def not_made(self) -> tuple[Comparison, ...]:
        """The rows that only show what a document writes."""
        return tuple(row for row in self.rows if row.course is None)
