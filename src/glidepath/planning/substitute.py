"""One drug exchanged for another, one intake at a time, with both drugs watched together.

Each dose, or part of a dose, that is taken away is replaced by the makeable dose of the
new drug at or just below its equal (just above, where the one below would be a cut).
Nothing is lowered before the new drug has built up. Whether both together stay near the
present regimen is simulated, and said where not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.plan import Course, CourseKind, Cut, Review, Step, StepKind
from glidepath.domain.quantity import Mass
from glidepath.dosing.makeable import Makeable, makeable
from glidepath.pharmacology.steady import time_to_new_steady_state
from glidepath.planning.exchange import Exchanged, Row, SubstitutionRequest, SubstitutionResult
from glidepath.planning.fall import falling_steps, with_doses
from glidepath.planning.together import reports

__all__ = ["followed_by", "substitute"]

_NG = 1_000_000


@dataclass(frozen=True)
class _Stage:
    """The doses of both drugs after one exchange, and what was exchanged (none at first)."""

    old: tuple[Mass, ...]
    new: tuple[Mass, ...]
    exchanged: Exchanged | None = None


def substitute(request: SubstitutionRequest) -> SubstitutionResult:
    """The courses of both drugs, their table, and how near they stay to the present regimen.

    Refuses present doses, parts of doses and equals that the products cannot make, telling
    all of them at once.
    """
    old_made = makeable(request.old_products, max(request.present.doses), request.most_pieces)
    new_made = makeable(request.new_products, _largest_new(request), request.most_pieces)
    stages = _stages(request, old_made, new_made)
    build_up = time_to_new_steady_state(request.new_drug).active
    last_on = request.first_on + timedelta(days=request.step_days * (len(stages) - 2))
    reduce_on = last_on + timedelta(days=max(request.step_days, build_up))
    rows = _rows(request, stages, (old_made, new_made), reduce_on)
    return SubstitutionResult(
        courses=(_old_course(request, rows), _new_course(request, rows, new_made)),
        table=tuple(rows),
        exchanged=tuple(stage.exchanged for stage in stages if stage.exchanged),
        reports=reports(request, rows),
        build_up_days=build_up,
        start_of_reduction=reduce_on,
        rechecks=tuple(_rechecks(request, rows)),
        rate=request.rate,
    )


def followed_by(new: Course, taper: Course) -> Course:
    """The course of the new drug with a taper after it, planned from its last regimen on.

    Refuses (as a course would) a taper that does not begin on the day after it ends.
    """
    return Course(new.kind, new.drug_id, (*new.steps, *taper.steps))


def _largest_new(request: SubstitutionRequest) -> Mass:
    """The equal of the largest dose by the highest rate: no new dose is ever above it."""
    return Mass(int(max(request.present.doses).nanograms * request.rate.high))


def _stages(request: SubstitutionRequest, old_made: Makeable, new_made: Makeable) -> list[_Stage]:
    """Every exchange in order, from the present regimen to the new drug alone."""
    nothing = (Mass(0),) * len(request.present.doses)
    stages, problems = [_Stage(request.present.doses, nothing)], [*_unmade(request, old_made)]
    for time in request.order:
        place = request.present.times.index(time)
        for part in range(1, request.parts + 1):
            stage = _next(request, stages[-1], place, part, (old_made, new_made))
            if isinstance(stage, Problem):
                problems.append(stage)
            else:
                stages.append(stage)
    if problems:
        raise BadInput(problems)
    return stages


def _unmade(request: SubstitutionRequest, made: Makeable) -> Iterator[Problem]:
    for intake in request.present.intakes:
        if made.compose(intake.dose) is None:
            given = f"{intake.dose.mg} mg cannot be made from the products given"
            yield Problem(f"dose at {intake.time}", given, "a dose the products make")


def _next(
    request: SubstitutionRequest,
    before: _Stage,
    place: int,
    part: int,
    made: tuple[Makeable, Makeable],
) -> _Stage | Problem:
    """The stage after a part of one dose has been exchanged, or why it cannot be."""
    time, whole = request.present.times[place], request.present.doses[place]
    remaining = _at_or_above(whole.nanograms * Fraction(request.parts - part, request.parts), made)
    if remaining is None or not remaining < before.old[place]:
        given = f"part {part} of {request.parts} of {whole.mg} mg cannot be taken away"
        return Problem(f"dose at {time}", given, "fewer parts, or a smaller strength")
    equal = (whole - remaining).nanograms * request.rate.chosen
    removed_ng = (whole - remaining).nanograms
    given_new = _near(equal, removed_ng, before.new[place], request, made[1])
    if given_new is None:
        asked = f"no dose of {request.new_drug} near the equal of {(whole - remaining).mg} mg"
        return Problem(f"dose at {time}", asked, "a strength that makes it", "Add a liquid.")
    removed = before.old[place] - remaining
    more = given_new - before.new[place]
    exchanged = Exchanged(time, removed, removed.nanograms * request.rate.chosen / _NG, more)
    return _Stage(_put(before.old, place, remaining), _put(before.new, place, given_new), exchanged)


def _at_or_above(asked: Fraction, made: tuple[Makeable, Makeable]) -> Mass | None:
    return next((dose for dose in made[0].doses if dose.nanograms >= asked), None)


def _near(
    equal: Fraction, removed: int, least: Mass, request: SubstitutionRequest, made: Makeable
) -> Mass | None:
    """The makeable dose at or just below the equal, else just above it, within the range.

    A dose below counts only as far as the corridor goes down: much less than the equal would
    be a cut that nobody asked for.
    """
    least_ng = max(removed * request.rate.low, equal * request.corridor.low)
    high = removed * request.rate.high
    sound = [dose for dose in made.doses if least_ng <= dose.nanograms <= high and dose >= least]
    below = [dose for dose in sound if dose.nanograms <= equal]
    return below[-1] if below else next(iter(sound), None)


def _put(doses: Sequence[Mass], place: int, dose: Mass) -> tuple[Mass, ...]:
    return (*doses[:place], dose, *doses[place + 1 :])


def _rows(
    request: SubstitutionRequest,
    stages: Sequence[_Stage],
    made: tuple[Makeable, Makeable],
    reduce_on: date,
) -> list[Row]:
    """Both regimens by days, from the present one until the lowering may start."""
    days = timedelta(days=request.step_days)
    changes = [request.first_on + n * days for n in range(len(stages) - 1)]
    starts = [request.as_of, *changes, reduce_on]
    return [
        Row(
            Span(first, after - timedelta(days=1)),
            with_doses(request.present, stage.old, made[0]),
            with_doses(request.present, stage.new, made[1]),
            _in_old(request, stage),
        )
        for stage, (first, after) in zip(stages, pairwise(starts), strict=True)
        if first < after
    ]


def _in_old(request: SubstitutionRequest, stage: _Stage) -> Fraction:
    """Both drugs added up as mg of the old one, by the rate that was chosen."""
    old = sum(dose.nanograms for dose in stage.old)
    new = sum(dose.nanograms for dose in stage.new)
    return (old + new / request.rate.chosen) / _NG


def _old_course(request: SubstitutionRequest, rows: Sequence[Row]) -> Course:
    steps, before = [], request.present.daily_dose
    for place, row in enumerate(rows):
        daily = row.old.daily_dose
        kind = StepKind.REDUCED if daily else StepKind.AFTER
        cut = Cut(before, daily) if place else None
        if daily == request.present.daily_dose:
            kind = StepKind.PRESENT
        steps.append(Step(row.span, row.old, kind, cut))
        before = daily
    return Course(CourseKind.SUBSTITUTION_OUT, request.old_drug, tuple(steps))


def _new_course(request: SubstitutionRequest, rows: Sequence[Row], made: Makeable) -> Course:
    rising = [row for row in rows if row.new.daily_dose]
    steps = [Step(row.span, row.new, StepKind.RAISED) for row in rising]
    if request.fall:
        last = rising[-1]
        steps += falling_steps(last.new, request.fall, made, last.span.next_day)
    return Course(CourseKind.SUBSTITUTION_IN, request.new_drug, tuple(steps))


def _rechecks(request: SubstitutionRequest, rows: Sequence[Row]) -> Iterator[Review]:
    """A meeting so many days after every exchange."""
    for row in rows:
        if row.new.daily_dose:
            day = row.span.start + timedelta(days=request.recheck_days)
            yield Review(day, request.texts["recheck"], request.recheck_source)
