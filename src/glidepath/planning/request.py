"""What a taper is asked for, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.plan import Course
from glidepath.domain.policy import Pace, Policy
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen

__all__ = ["TaperRequest", "TaperResult"]


@dataclass(frozen=True, slots=True)
class TaperRequest:
    """A direct taper of one drug, from the present regimen to a daily dose.

    `as_of` is the day the course starts on the present dose, `first_cut_on` the first day
    of the first lower dose, `goal` the daily dose at the end (0 to stop), `stop_from` the
    daily dose from which stopping is a permitted last step, `after_days` how many days of
    watching (after a stop) or staying (at a lower dose) the course ends with, `texts` the
    sentences for the reasons. `anchor` is the regimen a running course began with, where
    the taper goes on from the middle of one; its times of day are those of `present`.
    `cut_first` holds a weight for each time of day, higher the sooner it should be cut
    (see `order`); without it the earlier times count more.
    """

    drug_id: str
    present: Regimen
    products: tuple[Product, ...]
    policy: Policy
    pace: Pace
    as_of: date
    first_cut_on: date
    goal: Mass
    stop_from: Mass
    most_pieces: int
    after_days: int
    texts: Mapping[str, str] = field(default_factory=dict)
    anchor: Regimen | None = None
    cut_first: tuple[int, ...] | None = None

    @property
    def pattern(self) -> Regimen:
        """The regimen whose daily pattern is kept and whose dose the pace is counted from."""
        return self.anchor or self.present

    def __post_init__(self) -> None:
        """Refuse a goal that is not lower, and a first cut before the course starts."""
        problems = []
        if not self.goal < self.present.daily_dose:
            given = f"{self.goal.mg} mg from {self.present.daily_dose.mg} mg"
            problems.append(Problem("goal", given, "a lower daily dose"))
        if self.first_cut_on < self.as_of:
            problems.append(
                Problem("first_cut_on", str(self.first_cut_on), f"{self.as_of} or later")
            )
        if not self.products:
            problems.append(Problem("products", "none", "at least one product"))
        if not self._fits_pattern():
            problems.append(Problem("anchor", "another pattern", "its times, no dose below ours"))
        if self.cut_first is not None and not self._weighs_every_time(self.cut_first):
            problems.append(Problem("cut_first", str(self.cut_first), "0 or more for each time"))
        if problems:
            raise BadInput(problems)

    def _weighs_every_time(self, weights: tuple[int, ...]) -> bool:
        return len(weights) == len(self.present.times) and min(weights) >= 0

    def _fits_pattern(self) -> bool:
        """Whether the present doses could be a step of a course that began with the anchor."""
        return self.present.times == self.pattern.times and all(
            now <= then for now, then in zip(self.present.doses, self.pattern.doses, strict=True)
        )


@dataclass(frozen=True, slots=True)
class TaperResult:
    """The best course, the pace and products it uses, and the grounds that prove it best.

    `worst_break`, `breaks`, `beyond_asked`, `drift` and `uneven` are the grounds 1 to 5,
    `handling` the grounds 6 to 9 (see `ground`); masses in nanograms times `scale`, drift
    in thousandths of a day.
    """

    course: Course
    pace: str
    products: tuple[Product, ...]
    worst_break: int
    breaks: int
    beyond_asked: int
    drift: int
    uneven: int
    handling: tuple[int, int, int, int]
    scale: int

    @property
    def days(self) -> int:
        """Days from the start of the course to its goal."""
        return (self.course.steps[-1].span.start - self.course.span.start).days

    @property
    def grounds(self) -> tuple[int, ...]:
        """All grounds in order; of two courses for one request the smaller is better."""
        pace = (self.worst_break, self.breaks, self.beyond_asked, self.drift, self.uneven)
        return (*pace, *self.handling)
