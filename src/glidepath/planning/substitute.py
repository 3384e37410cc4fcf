"""One drug exchanged for another, one intake at a time, with both drugs watched together.

Each dose, or part of a dose, that is taken away is replaced by the makeable dose of the
new drug at or just below its equal (just above, where the one below would be a cut). Where
the new drug is taken already, it is given on top of what is taken of it at that time.
Nothing is lowered before the new drug has built up. Whether both together stay near the
present regimen is simulated, and said where not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.plan import Course, CourseKind, Cut, Review, Step, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.dosing.makeable import Makeable, makeable
from glidepath.pharmacology.steady import time_to_new_steady_state
from glidepath.planning.exchange import Exchanged, Row, SubstitutionRequest, SubstitutionResult
from glidepath.planning.fall import falling_steps, with_doses
from glidepath.planning.together import reports

__all__ = ["can_be_made", "followed_by", "substitute"]

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
    old_made, new_made = _makes(request)
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


def can_be_made(request: SubstitutionRequest) -> bool:
    """Whether the products make every dose of the exchange, in these parts."""
    try:
        _stages(request, *_makes(request))
    except BadInput:
        return False
    return True


def _makes(request: SubstitutionRequest) -> tuple[Makeable, Makeable]:
    """What the products of the old and of the new drug make for one intake."""
    old = makeable(request.old_products, max(request.present.doses), request.most_pieces)
    return old, makeable(request.new_products, _largest_new(request), request.most_pieces)


def followed_by(new: Course, taper: Course) -> Course:
    """The course of the new drug with a taper after it, planned from its last regimen on.

    Refuses (as a course would) a taper that does not begin on the day after it ends.
    """
    return Course(new.kind, new.drug_id, (*new.steps, *taper.steps))


def _largest_new(request: SubstitutionRequest) -> Mass:
    """What is carried and the equal of the old dose by the highest rate: none is ever above."""
    old = {one.time: one.dose.nanograms for one in request.present.intakes}
    return Mass(
        max(
            one.dose.nanograms + int(old.get(one.time, 0) * request.rate.high)
            for one in request.taking.intakes
        )
    )


def _stages(request: SubstitutionRequest, old_made: Makeable, new_made: Makeable) -> list[_Stage]:
    """Every exchange in order, from the present regimen to the new drug alone."""
    stages = [_Stage(request.present.doses, request.taking.doses)]
    problems = [*_unmade(request.present, old_made), *_unmade(request.taking, new_made)]
    for time in request.order:
        for part in range(1, request.parts + 1):
            stage = _next(request, stages[-1], time, part, (old_made, new_made))
            if isinstance(stage, Problem):
                problems.append(stage)
            else:
                stages.append(stage)
    if problems:
        raise BadInput(problems)
    return stages


def _unmade(present: Regimen, made: Makeable) -> Iterator[Problem]:
    for intake in present.intakes:
        if made.compose(intake.dose) is None:
            given = f"{intake.dose.mg} mg cannot be made from the products given"
            yield Problem(f"dose at {intake.time}", given, "a dose the products make")


def _next(
    request: SubstitutionRequest,
    before: _Stage,
    time: TimeOfDay,
    part: int,
    made: tuple[Makeable, Makeable],
) -> _Stage | Problem:
    """The stage after a part of one dose has been exchanged, or why it cannot be."""
    place, above = request.present.times.index(time), request.taking.times.index(time)
    whole, carried = request.present.doses[place], request.taking.doses[above]
    remaining = _at_or_above(whole.nanograms * Fraction(request.parts - part, request.parts), made)
    if remaining is None or not remaining < before.old[place]:
        given = f"part {part} of {request.parts} of {whole.mg} mg cannot be taken away"
        return Problem(f"dose at {time}", given, "fewer parts, or a smaller strength")
    given_new = _near(whole - remaining, carried, before.new[above], request, made[1])
    if given_new is None:
        asked = f"no dose of {request.new_drug} near the equal of {(whole - remaining).mg} mg"
        return Problem(f"dose at {time}", asked, "a strength that makes it", "Add a liquid.")
    removed = before.old[place] - remaining
    more = given_new - before.new[above]
    exchanged = Exchanged(time, removed, removed.nanograms * request.rate.chosen / _NG, more)
    return _Stage(_put(before.old, place, remaining), _put(before.new, above, given_new), exchanged)


def _at_or_above(asked: Fraction, made: tuple[Makeable, Makeable]) -> Mass | None:
    return next((dose for dose in made[0].doses if dose.nanograms >= asked), None)


def _near(
    removed: Mass, carried: Mass, least: Mass, request: SubstitutionRequest, made: Makeable
) -> Mass | None:
    """The makeable dose at or just below what is carried and the equal, else just above it.

    A dose below counts only as far as the corridor goes down: much less than the equal would
    be a cut that nobody asked for.
    """
    gone, rate, held = removed.nanograms, request.rate, carried.nanograms
    equal = held + gone * rate.chosen
    low = held + max(gone * rate.low, gone * rate.chosen * request.corridor.low)
    high = held + gone * rate.high
    sound = [dose for dose in made.doses if low <= dose.nanograms <= high and dose >= least]
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
            with_doses(request.taking, stage.new, made[1]),
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
    taken = [row for row in rows if row.new.daily_dose]
    steps = [Step(row.span, row.new, _kind(request, row)) for row in taken]
    if request.fall:
        last = taken[-1]
        steps += falling_steps(last.new, request.fall, made, last.span.next_day)
    return Course(CourseKind.SUBSTITUTION_IN, request.new_drug, tuple(steps))


def _kind(request: SubstitutionRequest, row: Row) -> StepKind:
    return StepKind.RAISED if _begun(request, row) else StepKind.PRESENT


def _begun(request: SubstitutionRequest, row: Row) -> bool:
    """Whether more is given of the new drug than before the exchange."""
    return row.new.doses != request.taking.doses


def _rechecks(request: SubstitutionRequest, rows: Sequence[Row]) -> Iterator[Review]:
    """A meeting so many days after every exchange."""
    for row in rows:
        if _begun(request, row):
            day = row.span.start + timedelta(days=request.recheck_days)
            yield Review(day, request.texts["recheck"], request.recheck_source)
