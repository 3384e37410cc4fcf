"""The direct taper: the best makeable course from the present regimen to a goal.

The search is exact: on the grounds listed in `ground`, in that order, no course that
keeps the person's daily pattern and uses only doses the products can make is better.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise

from glidepath.domain.calendar import Span
from glidepath.domain.errors import BadInput, Problem, Unreachable
from glidepath.domain.plan import Course, CourseKind, Cut, Step, StepKind
from glidepath.domain.policy import Ceiling, Pace, StepDays
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Regimen, total
from glidepath.dosing.makeable import Makeable, makeable
from glidepath.planning.clock import Clock, clock
from glidepath.planning.edges import Edges, edges
from glidepath.planning.explain import reasons
from glidepath.planning.ground import Grounds, grounds
from glidepath.planning.handling import Chosen, choose
from glidepath.planning.request import TaperRequest, TaperResult
from glidepath.planning.search import Best, NoCourse, search
from glidepath.planning.space import Space, Vector, space

__all__ = ["Instance", "instance", "solve", "taper"]


@dataclass(frozen=True)
class Instance:
    """One taper as a problem in whole numbers: the space, its measures, its clock, its goals.

    `ways` are the cuts worth considering; they do not depend on how fast the pace is.
    """

    space: Space
    grounds: Grounds
    clock: Clock
    goals: tuple[int, ...]
    ways: Edges

    @cached_property
    def best(self) -> Best:
        """What the search proves; worked out once."""
        return search(self.space, self.ways, self.grounds, self.clock, self.goals)


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that the search looks at: doses at each time of day, the pace and its limits."""

    began: tuple[Mass, ...]
    makeable: tuple[tuple[Mass, ...], ...]
    present: tuple[Mass, ...]
    goal: Mass
    pace: Pace
    ceiling: Ceiling | None
    step_days: StepDays
    stop_from: Mass


def instance(request: TaperRequest) -> Instance:
    """The taper asked for, as a search problem; refuses what the products cannot make."""
    began, policy = request.pattern, request.policy
    made = makeable(request.products, max(began.doses), request.most_pieces)
    _refuse_unmakeable(request, made)
    return _instance(
        _Asked(
            began.doses,
            tuple(tuple(one for one in made.doses if one <= dose) for dose in began.doses),
            request.present.doses,
            request.goal,
            request.pace,
            policy.ceiling.value if policy.ceiling else None,
            policy.step_days.value,
            request.stop_from,
        )
    )


# Many choices of products make the same doses: their courses are searched for only once.
@lru_cache(maxsize=32)
def _instance(asked: _Asked) -> Instance:
    place, measures, ways = _timeless(replace(asked, pace=_without_days(asked.pace)))
    start = total(asked.began)
    ticks = clock(asked.pace, start, place.totals, asked.step_days, asked.stop_from)
    goals = tuple(n for n, daily in enumerate(place.totals) if daily == asked.goal.nanograms)
    return Instance(place, measures, ticks, goals, ways)


def _without_days(pace: Pace) -> Pace:
    """The cuts of a pace alone: how long it stays on each dose and what it is called left out."""
    return Pace("", tuple(replace(band, days=1) for band in pace.bands), (), "")


# Paces that differ only in the days between their cuts share all but the clock.
@lru_cache(maxsize=16)
def _timeless(asked: _Asked) -> tuple[Space, Grounds, Edges]:
    place = _place(asked.began, asked.makeable, asked.present, asked.goal, asked.ceiling)
    start = total(asked.began)
    measures = grounds(asked.pace, asked.ceiling, start, asked.stop_from, place.totals)
    return place, measures, edges(place, measures)


@lru_cache(maxsize=8)
def _place(
    began: tuple[Mass, ...],
    made: tuple[tuple[Mass, ...], ...],
    present: tuple[Mass, ...],
    goal: Mass,
    ceiling: Ceiling | None,
) -> Space:
    whole = space(began, made, present, ceiling.fall if ceiling else None)
    return _between(whole, goal.nanograms, present)


def solve(problem: Instance) -> Best:
    """The proof: the best values of the grounds 1 to 5 and every course that reaches them."""
    return problem.best


def taper(request: TaperRequest) -> TaperResult:
    """The best course for a request, with the grounds that prove it.

    Refuses, with the nearest doses that can be made, a present dose or a goal that the
    products cannot make, and a goal no makeable course leads to.
    """
    problem = instance(request)
    try:
        best = solve(problem)
    except NoCourse:
        raise Unreachable(_no_course(request)) from None
    chosen = choose(
        best,
        problem.space,
        problem.clock,
        request.products,
        request.most_pieces,
        request.cut_first,
    )
    course = Course(CourseKind.TAPER, request.drug_id, tuple(_steps(request, problem, chosen)))
    return TaperResult(
        course,
        request.pace.name,
        chosen.products,
        best.worst,
        *best.sums,
        chosen.handling,
        problem.grounds.scale,
    )


def _between(whole: Space, goal: int, present: tuple[Mass, ...]) -> Space:
    """The regimens from the goal up to the present one, which becomes the last."""
    top = tuple(dose.nanograms for dose in present)
    keep = [
        n
        for n, (daily, state) in enumerate(zip(whole.totals, whole.states, strict=True))
        if state == top or (goal <= daily < sum(top) and _none_above(state, top))
    ]
    return Space(
        whole.start,
        tuple(whole.states[n] for n in keep),
        tuple(whole.totals[n] for n in keep),
        tuple(whole.highest[n] for n in keep),
        tuple(whole.smallest[n] for n in keep),
    )


def _none_above(state: Vector, top: Vector) -> bool:
    return all(dose <= most for dose, most in zip(state, top, strict=True))


def _refuse_unmakeable(request: TaperRequest, made: Makeable) -> None:
    problems = [
        Problem(
            f"dose at {intake.time}",
            f"{intake.dose.mg} mg cannot be made from the products given",
            _nearest(made, intake.dose),
            "Add a product that makes it, or change the dose first.",
        )
        for intake in request.present.intakes
        if made.compose(intake.dose) is None
    ]
    if problems:
        raise BadInput(problems)


def _nearest(made: Makeable, dose: Mass) -> str:
    return " or ".join(f"{near.mg} mg" for near in made.nearest(dose) if near is not None)


def _no_course(request: TaperRequest) -> Problem:
    """Why there is no course, with the nearest goals to which one leads."""
    near = _nearest_goals(request)
    return Problem(
        "goal",
        f"{request.goal.mg} mg a day cannot be reached with the products given",
        " or ".join(f"{one.mg} mg" for one in near) or "no lower dose, or nothing at all",
        "Choose one of these or add a product.",
    )


def _nearest_goals(request: TaperRequest) -> tuple[Mass, ...]:
    """The daily doses next to the goal, below and above, to which a course leads."""
    problem = instance(replace(request, goal=Mass.zero()))
    space, first = problem.space, len(problem.space.states) - 1
    found, waiting = {first}, [first]
    while waiting:
        more = set(problem.ways[waiting.pop()]) - found
        found |= more
        waiting += more
    asked = request.goal.nanograms
    lower = {space.totals[place] for place in found - {first}} - {0}
    below = max((daily for daily in lower if daily < asked), default=None)
    above = min((daily for daily in lower if daily > asked), default=None)
    return tuple(Mass(one) for one in (below, above) if one is not None)


def _steps(request: TaperRequest, problem: Instance, chosen: Chosen) -> list[Step]:
    """The course day by day: the present dose, every lower dose, and what comes after."""
    path = [problem.space.states[place] for place in chosen.path]
    days = [problem.clock.days(sum(a), sum(b)) for a, b in pairwise(path[1:])]
    steps = _lead_in(request, chosen.makeable, path[0])
    day = request.first_cut_on
    for before, after, length in zip(path, path[1:], [*days, request.after_days], strict=False):
        steps.append(_step(request, problem, chosen.makeable, before, after, day, length))
        day += timedelta(days=length)
    return steps


def _lead_in(request: TaperRequest, made: Makeable, state: Vector) -> list[Step]:
    if request.first_cut_on == request.as_of:
        return []
    span = Span(request.as_of, request.first_cut_on - timedelta(days=1))
    return [Step(span, _regimen(request, made, state), StepKind.PRESENT)]


def _step(
    request: TaperRequest,
    problem: Instance,
    made: Makeable,
    before: Vector,
    after: Vector,
    day: date,
    length: int,
) -> Step:
    cut = Cut(Mass(sum(before)), Mass(sum(after)))
    terminal = problem.grounds.breaks(sum(before), sum(after))
    kind = StepKind.REDUCED
    if cut.after == request.goal:
        kind = StepKind.MAINTAINED if request.goal else StepKind.AFTER
    why = reasons(request, problem.grounds, cut, terminal)
    span = Span.lasting(day, length)
    return Step(span, _regimen(request, made, after), kind, cut, terminal, why)


def _regimen(request: TaperRequest, made: Makeable, state: Vector) -> Regimen:
    return Regimen(
        tuple(
            Intake(time, Mass(dose), made.compose(Mass(dose)))
            for time, dose in zip(request.present.times, state, strict=True)
        )
    )
