"""The rest of a signed plan for a person as they are: it stands, it moves, or it is made anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from glidepath.care.assess import Assessment, bound_of_pieces
from glidepath.care.choice import goal_of, taper_request
from glidepath.care.propose import present_regimen, stay_course
from glidepath.care.replan_rules import ReplanRules
from glidepath.care.replan_stand import Stand
from glidepath.care.settings import Settings
from glidepath.care.tuning import Tuned, held, shaped, spared, with_small_steps
from glidepath.domain.answer import Refusal
from glidepath.domain.calendar import Span
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput, Unreachable
from glidepath.domain.following import DiffLine, Following, Wish, WishKind
from glidepath.domain.person import Goal, GoalKind
from glidepath.domain.plan import Course, CourseKind, Plan
from glidepath.domain.policy import Pace, Policy
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wishes import Shape
from glidepath.domain.wording import date_text, dose_text, share_text
from glidepath.dosing.makeable import makeable
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.replan import anew, meet, same_rest, step_back
from glidepath.planning.request import TaperRequest
from glidepath.planning.shortage import Shelf, within
from glidepath.planning.slowing import SLOWED, faster, pace_called, slowed, stretched

__all__ = ["STAY", "Asked", "Rest", "cannot_make", "is_alone", "planned_anew", "rest_of"]

_DAY = timedelta(days=1)
_ALONE = (CourseKind.TAPER, CourseKind.MAINTENANCE)
STAY = "stay"


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything a re-plan looks at: the person, the plan that was signed, record and wish."""

    assessment: Assessment
    earlier: Plan
    following: Following
    wish: Wish
    policy: Policy
    stands: tuple[Stand, ...]
    rules: ReplanRules
    use: Settings
    kb: KnowledgeBase

    @property
    def on(self) -> date:
        """The day of asking."""
        return self.assessment.situation.as_of

    @property
    def leading(self) -> Stand:
        """The standing in the course that the plan is about."""
        return self.stands[0]

    @property
    def began(self) -> Regimen:
        """The doses the first version of the plan began with."""
        return self.earlier.began or self.earlier.course.steps[0].regimen

    @property
    def pace(self) -> Pace:
        """The pace of the earlier plan, as often slowed as it was."""
        return pace_called(self.policy, self.earlier.pace, self.rules.slow_share)

    @property
    def shelf(self) -> Shelf:
        """What is to be had on each day."""
        situation = self.assessment.situation
        return Shelf(
            tuple(item.product for item in situation.products),
            self.following.out_of_supply,
            bound_of_pieces(situation, self.use.most_pieces),
        )

    def refused(self, name: str, **slots: object) -> Refusal:
        """A refusal in the words of the data."""
        words = self.rules.refusals[name]
        found = self.assessment
        text = words["text"].format(**slots)
        return Refusal(found.findings, text, words["next_step"], found.questions)


@dataclass(frozen=True, slots=True)
class Rest:
    """The courses from today on, the pace they follow, and why they are as they are.

    `policy` is what the checker judges by where it is not the policy of the plan, `met_by`
    the courses by whose cuts people meet where steps are small.
    """

    courses: tuple[Course, ...]
    pace: str
    why: tuple[DiffLine, ...] = ()
    policy: Policy | None = None
    met_by: tuple[Course, ...] = ()


def rest_of(asked: Asked) -> Rest | Refusal:
    """The rest of the plan as the wish and the record have it, or why there is none."""
    kind = asked.wish.kind
    stands = [one.place for one in asked.stands]
    on_course = meet(asked.earlier.courses, stands)
    if kind is WishKind.STEP_BACK:
        return _stepped_back(asked)
    if not _ends_as_wished(asked):
        return _for_goal(asked)
    if kind is WishKind.SLOW and asked.leading.present.daily_dose:
        return _at_pace(asked, slowed(asked.pace, asked.rules.slow_share), "slow")
    if kind is WishKind.FASTER:
        pace = faster(asked.policy, asked.pace, _start(asked), asked.rules.slow_share)
        if pace is None:
            return asked.refused("faster", pace=asked.pace.name)
        return _at_pace(asked, pace, "faster")
    if not on_course:
        dose = dose_text(asked.leading.present.daily_dose)
        return planned_anew(asked, asked.pace, asked.rules.reason("off_course", dose=dose))
    if is_alone(asked) and asked.policy.id != asked.earlier.policy_id:
        names = {"before": asked.earlier.policy_id, "policy": asked.policy.id}
        return planned_anew(asked, asked.pace, asked.rules.reason("policy", **names))
    if _can_cut_finer(asked):
        return planned_anew(asked, asked.pace, asked.rules.reason("finer"))
    return _same(asked)


def _can_cut_finer(asked: Asked) -> bool:
    """Whether a product has come to hand since, and cuts are ahead that had to be too large."""
    known = {product.id for product in asked.earlier.products}
    ahead = (step for step in asked.earlier.course.steps if step.span.start >= asked.on)
    is_new = any(product.id not in known for product in asked.shelf.products)
    if not (is_alone(asked) and is_new and any(step.terminal for step in ahead)):
        return False
    return not set(_makes(asked, asked.shelf.products)) <= set(
        _makes(asked, asked.earlier.products)
    )


def _makes(asked: Asked, products: Sequence[Product]) -> tuple[Mass, ...]:
    """The doses that the leading drug's products make, up to the largest present one."""
    own = [product for product in products if product.drug_id == asked.earlier.course.drug_id]
    return makeable(own, max(asked.leading.present.doses), asked.shelf.most_pieces).doses


def _start(asked: Asked) -> Mass:
    return max(asked.began.daily_dose, asked.leading.present.daily_dose)


def _same(asked: Asked) -> Rest:
    """Every remaining step as it was, moved by the days held or late."""
    until, why = _held_until(asked)
    stands = [one.place for one in asked.stands]
    courses = same_rest(asked.earlier.courses, stands, asked.on, until)
    courses = _kept_on(asked, _after_exchange(courses, asked.on))
    if is_alone(asked):
        course, said = held(asked.assessment, asked.use, courses[0])
        moved = course != courses[0]
        why = (*why, *(DiffLine("why.medicine", text) for text in said if moved))
        courses = (course,)
    return Rest(courses, asked.earlier.pace, why, _judged_by(asked))


def _after_exchange(courses: tuple[Course, ...], today: date) -> tuple[Course, ...]:
    """Once the old drug is gone what is left of an exchange is the new drug's own taper."""
    old, *further = courses
    gone = old.kind is CourseKind.SUBSTITUTION_OUT and not any(
        step.regimen.daily_dose or step.span.end > today for step in old.steps
    )
    if not gone or len(further) != 1 or any(_rises(further[0])):
        return courses
    return (replace(further[0], kind=CourseKind.TAPER),)


def _rises(course: Course) -> Iterator[bool]:
    return (
        before.regimen.daily_dose < after.regimen.daily_dose
        for before, after in pairwise(course.steps)
    )


def _judged_by(asked: Asked) -> Policy:
    """The policy as the earlier plan was judged by it, where it went in small steps."""
    if asked.assessment.situation.preferences.shape is Shape.SMALL_STEPS:
        return with_small_steps(asked.policy, asked.use)
    return asked.policy


def _kept_on(asked: Asked, courses: tuple[Course, ...]) -> tuple[Course, ...]:
    """A dose that is kept is planned until its next review, also when the last plan ran out."""
    last = courses[-1].steps[-1].regimen
    if len(courses) > 1 or asked.earlier.span.end >= asked.on or not last.daily_dose:
        return courses
    span = Span.lasting(asked.on, asked.use.maintain_days)
    return (stay_course(courses[0].drug_id, last, span),)


def _held_until(asked: Asked) -> tuple[date | None, tuple[DiffLine, ...]]:
    """The day before which no cut is made, because of a hold or of missed days, and why."""
    found: list[date] = []
    why: list[DiffLine] = []
    for one in asked.stands:
        if one.told.wait_from is not None:
            found.append(_wait(asked, one))
            days = ", ".join(date_text(day) for day in one.told.missed)
            line = asked.rules.reason("missed_days", days=days, until=date_text(found[-1]))
            why.append(line)
    if asked.wish.until is not None:
        cuts = [one.place.next_cut for one in asked.stands if one.place.next_cut]
        found.append(asked.wish.until)
        over = bool(cuts) and asked.wish.until <= min(cuts)
        day = min(cuts) if over else asked.wish.until
        why.append(asked.rules.reason("hold_over" if over else "hold", day=date_text(day)))
    return max(found, default=None), tuple(why)


def _wait(asked: Asked, stand: Stand) -> date:
    assert stand.told.wait_from is not None
    return stand.told.wait_from + asked.policy.step_days.value.shortest * _DAY


def _ends_as_wished(asked: Asked) -> bool:
    """Whether the earlier plan leads to the goal as it is now."""
    goal = goal_of(asked.assessment.situation)
    course = asked.earlier.course
    if goal is None or not is_alone(asked):
        return asked.wish.kind not in (WishKind.STAY, WishKind.NEW_GOAL)
    if goal.kind is GoalKind.STAY:
        return course.kind is CourseKind.MAINTENANCE
    last, end = course.steps[-1].regimen.daily_dose, goal.daily_dose or Mass.zero()
    return last == end or (course.kind is CourseKind.MAINTENANCE and last < end)


def is_alone(asked: Asked) -> bool:
    """Whether the plan is of one drug that is lowered or kept, which can be planned anew here.

    A start that has led to its dose counts as well, once its goal is no longer to begin.
    """
    kind, goal = asked.earlier.course.kind, goal_of(asked.assessment.situation)
    begun = kind is CourseKind.TITRATION and goal is not None and goal.kind is not GoalKind.START
    return len(asked.earlier.courses) == 1 and (kind in _ALONE or begun)


def _for_goal(asked: Asked) -> Rest | Refusal:
    goal = goal_of(asked.assessment.situation)
    if goal is None:
        return asked.refused("together")
    key = "stay" if goal.kind is GoalKind.STAY else "goal"
    return planned_anew(asked, asked.pace, asked.rules.reason(key, goal=_goal_text(goal)))


def _goal_text(goal: Goal) -> str:
    return f"{dose_text(goal.daily_dose)} a day" if goal.daily_dose else goal.kind.value


def _at_pace(asked: Asked, pace: Pace, key: str) -> Rest | Refusal:
    share = share_text(asked.rules.slow_share)
    line = asked.rules.reason(key, pace=pace.name, before=asked.pace.name, share=share)
    return planned_anew(asked, pace, line)


def planned_anew(asked: Asked, pace: Pace, line: DiffLine) -> Rest | Refusal:
    """The rest planned anew from what is taken now; only for a plan of one drug that falls."""
    if not is_alone(asked):
        return asked.refused("together")
    until, why = _held_until(asked)
    goal = goal_of(asked.assessment.situation)
    present = asked.leading.present.daily_dose
    end = (goal.daily_dose if goal else None) or Mass.zero()
    if goal is None or goal.kind is GoalKind.STAY or present <= end:
        return Rest((_staying(asked),), STAY, (*why, line))
    request, said = spared(asked.assessment.situation, asked.use, _request(asked, pace, until))
    course = _tapered(asked, request)
    if course is None:
        return cannot_make(asked)
    quicker = _sooner(asked, pace) if course.span.days > asked.rules.longest_days else None
    if quicker is not None:
        return planned_anew(asked, quicker, asked.rules.reason("slowest", pace=quicker.name))
    told = tuple(DiffLine("why.order", text) for text in said)
    tuned = in_shape(asked, course)
    return replace(tuned, pace=pace.name, why=(*why, line, *told, *tuned.why))


def _sooner(asked: Asked, pace: Pace) -> Pace | None:
    """The pace slowed once less; None where it is not slowed."""
    if not pace.name.endswith(SLOWED):
        return None
    return faster(asked.policy, pace, _start(asked), asked.rules.slow_share)


def in_shape(asked: Asked, course: Course) -> Rest:
    """A new course in the shape asked for, held while another medicine moves the level."""
    tuned = shaped(asked.assessment, asked.use, asked.policy, Tuned(course, asked.policy))
    said = tuple(DiffLine("why.shape", text) for text in tuned.said)
    met_by = (tuned.met_by,) if tuned.met_by else ()
    return Rest((tuned.course,), asked.pace.name, said, tuned.policy, met_by)


def _staying(asked: Asked) -> Course:
    regimen = present_regimen(asked.assessment, asked.use)
    span = Span.lasting(asked.on, asked.use.maintain_days)
    return stay_course(asked.earlier.course.drug_id, regimen, span)


def _request(asked: Asked, pace: Pace, until: date | None) -> TaperRequest:
    """The taper from what is taken now; no cut before the present dose was kept long enough."""
    kept = asked.policy.step_days.value.shortest * _DAY
    since = asked.leading.told.since or asked.on
    wished = asked.assessment.situation.preferences.first_cut_on
    days = [asked.on, since + kept, until, wished]
    if asked.wish.kind is WishKind.SLOW and asked.leading.place.next_cut:
        days.append(asked.leading.place.next_cut)
    return _requested(asked, pace, max(day for day in days if day is not None))


def _requested(
    asked: Asked, pace: Pace, first_cut_on: date, present: Regimen | None = None
) -> TaperRequest:
    """The taper of this person at a pace, from what is taken now or from other doses."""
    situation = asked.assessment.situation
    wishes = replace(situation.preferences, first_cut_on=first_cut_on)
    treatment = replace(situation.treatment, regimen=present or situation.treatment.regimen)
    seen = replace(
        asked.assessment,
        situation=replace(situation, preferences=wishes, treatment=treatment),
    )
    policy = stretched(asked.policy, pace, asked.rules.slow_hold)
    return taper_request(seen, asked.kb, asked.use, policy, pace)


def _tapered(asked: Asked, request: TaperRequest) -> Course | None:
    """The best course from all products, where the shelf lets it through."""
    try:
        course = anew(request, asked.began).course
    except Unreachable:
        return None
    return course if within(course, asked.shelf) is not None else None


def _stepped_back(asked: Asked) -> Rest | Refusal:
    """Back to the last stable dose, kept, then lower again at a slower pace."""
    if not asked.wish.chosen_by_clinician:
        return asked.refused("step_back")
    if not is_alone(asked):
        return asked.refused("together")
    target = _target(asked)
    shortest = asked.policy.step_days.value.shortest
    days = max(asked.rules.stable_days, shortest)
    if target is None:
        return asked.refused("no_step_back", days=asked.rules.stable_days)
    try:
        pace, course = _back_to(asked, target, asked.on + days * _DAY)
    except BadInput:
        return asked.refused("no_step_back", days=asked.rules.stable_days)
    dose = dose_text(target.daily_dose)
    line = asked.rules.reason("step_back", dose=dose, days=days, pace=pace.name)
    tuned = in_shape(asked, course)
    return replace(tuned, pace=pace.name, why=(line, *tuned.why))


def _back_to(asked: Asked, target: Regimen, first_cut_on: date) -> tuple[Pace, Course]:
    """The course from the doses stepped back to: slower, unless that would last too long."""
    for pace in (slowed(asked.pace, asked.rules.slow_share), asked.pace):
        request = _requested(asked, pace, first_cut_on, target)
        course = step_back(request, asked.began).course
        if course.span.days <= asked.rules.longest_days:
            break
    return pace, course


def _target(asked: Asked) -> Regimen | None:
    """The doses to step back to: those named, or the last higher ones that were stable."""
    known = [*_recorded(asked), *_planned(asked)]
    if asked.wish.doses is not None:
        wanted = asked.wish.doses
        return next((one for one in known if one.doses == wanted.doses), None)
    return known[0] if known else None


def _recorded(asked: Asked) -> Sequence[Regimen]:
    """Higher doses that the record tells of for long enough, the last first."""
    present = asked.leading.present
    runs = asked.following.runs(asked.earlier.course.drug_id)
    return [
        run.regimen
        for run in reversed(runs)
        if run.regimen is not None
        and run.span.days >= asked.rules.stable_days
        and _above(run.regimen, present)
    ]


def _planned(asked: Asked) -> Sequence[Regimen]:
    """The doses of the plan's own steps before the present one, the last first."""
    place = asked.leading.place.place
    passed = asked.earlier.course.steps[: place or 0] if place else ()
    present = asked.leading.present
    return [one.regimen for one in reversed(passed) if _above(one.regimen, present)]


def _above(one: Regimen, present: Regimen) -> bool:
    same = one.times == present.times
    return (
        same
        and one.doses != present.doses
        and all(then >= now for then, now in zip(one.doses, present.doses, strict=True))
    )


def cannot_make(asked: Asked) -> Refusal:
    """What is at hand does not make the doses that have to be taken."""
    short = {one.product_id for one in asked.following.out_of_supply}
    at_hand = asked.assessment.situation.products
    names = [item.product.name for item in at_hand if item.product.id in short]
    return asked.refused("shortage", products=", ".join(names) or "other products")
