"""Every policy for one person, side by side: its own schedule, and where it breaks a ceiling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from glidepath.domain.comparison import Comparison
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import Course
from glidepath.domain.policy import Ceiling, Pace, Policy, PolicyKind
from glidepath.domain.quantity import Mass
from glidepath.planning.breach import breaches
from glidepath.planning.schedule import Point, Schedule, literal

__all__ = ["Comparable", "compare", "points_of"]

_NG_PER_MG = 1_000_000


@dataclass(frozen=True, slots=True)
class Comparable:
    """What comparing needs to know of a person.

    `equivalents` gives for a policy's own drug the present dose in mg of that drug (low,
    typical and high, as the named tables have it); `last` the daily dose, by drug, at
    which a share of the current dose is stopped from; `makeable` the daily doses in mg
    that the products make; `made` the makeable course under a policy and pace, None
    where there is none.
    """

    drug_id: str
    indication: str
    dose: Mass
    equivalents: Mapping[str, tuple[Mass, ...]]
    last: Mapping[str, Mass]
    makeable: frozenset[Fraction]
    ceiling: Ceiling
    made: Callable[[Policy, Pace], Course | None]


def compare(person: Comparable, policies: Iterable[Policy]) -> tuple[Comparison, ...]:
    """One row for every policy, pace and starting dose, in the order of the policies."""
    return tuple(
        row
        for policy in policies
        for pace in policy.paces.values()
        for row in _rows(person, policy, pace)
    )


def _rows(person: Comparable, policy: Policy, pace: Pace) -> Iterable[Comparison]:
    unit_drug = policy.scope.unit_drug or person.drug_id
    same = unit_drug == person.drug_id
    starts = (person.dose,) if same else person.equivalents.get(unit_drug, ())
    for start in dict.fromkeys(starts):
        schedule = literal(pace, start, person.last.get(unit_drug, Mass(0)))
        made = _made(person, policy, pace) if same else None
        yield _row(person, policy, pace, unit_drug, schedule, made)


def _made(person: Comparable, policy: Policy, pace: Pace) -> Course | None:
    if _applies(person, policy) or policy.kind is PolicyKind.SCHEDULE_ONLY:
        return None
    try:
        return person.made(policy, pace)
    except BadInput:
        return None


def _row(
    person: Comparable,
    policy: Policy,
    pace: Pace,
    unit_drug: str,
    schedule: Schedule,
    made: Course | None,
) -> Comparison:
    missing = tuple(mg for mg in schedule.doses if mg not in person.makeable)
    points = points_of(made) if made else ()
    return Comparison(
        policy.id,
        pace.name,
        unit_drug,
        tuple((point.day, point.mg) for point in schedule.points),
        breaches(schedule.points, person.ceiling),
        missing if unit_drug == person.drug_id else (),
        _applies(person, policy),
        tuple((point.day, point.mg) for point in points),
        breaches(points, person.ceiling) if points else (),
    )


def points_of(course: Course) -> Sequence[Point]:
    """The daily doses of a course by day, counted from its start."""
    return [
        Point(
            (step.span.start - course.span.start).days,
            Fraction(step.regimen.daily_dose.nanograms, _NG_PER_MG),
        )
        for step in course.steps
    ]


def _applies(person: Comparable, policy: Policy) -> str:
    """Empty where the policy speaks of this person; else which part of its scope does not."""
    scope = policy.scope
    if scope.drugs and person.drug_id not in scope.drugs:
        return "drug"
    if scope.indications and person.indication not in scope.indications:
        return "indication"
    return "unit" if scope.unit_drug and scope.unit_drug != person.drug_id else ""
