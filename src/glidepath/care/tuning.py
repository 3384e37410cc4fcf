"""What history and wishes make of a taper: its pace, its order, its shape, its holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from glidepath.care.assess import Assessment, bound_of_pieces
from glidepath.care.settings import Settings
from glidepath.domain.errors import BadInput
from glidepath.domain.person import Known, Situation
from glidepath.domain.plan import Course
from glidepath.domain.policy import Policy, StepDays
from glidepath.domain.quantity import Mass
from glidepath.domain.wishes import Keep, Shape
from glidepath.domain.wording import dose_text, share_text
from glidepath.planning.again import slower
from glidepath.planning.request import TaperRequest, TaperResult
from glidepath.planning.taper import taper

__all__ = [
    "Tuned",
    "held",
    "in_small_steps",
    "paced",
    "settled_on",
    "shaped",
    "slow_enough",
    "spared",
    "unshaped",
    "with_small_steps",
]

_Said = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tuned:
    """A course, the policy it is judged by, and what is said of how it came about.

    `met_by` is the same course in steps that are held, where its own steps are small.
    """

    course: Course
    policy: Policy
    said: _Said = ()
    met_by: Course | None = None


def slow_enough(
    use: Settings, request: TaperRequest, asked: TaperRequest, result: TaperResult, drug: str = ""
) -> _Said:
    """What a slower pace comes to with these products: how much longer, and where no longer.

    `drug` names the one that is spoken of in a plan of several.
    """
    if request.pace == asked.pace:
        return ()
    failed = taper(asked)
    if result.days <= failed.days:
        said: _Said = (use.says["again.same"],)
    else:
        longer = use.says["again.days"].format(days=result.days, failed=failed.days)
        said = (longer, *_no_slower(use, result.course, failed.course))
    return tuple(f"{drug}: {one}" for one in said) if drug else said


def _no_slower(use: Settings, course: Course, failed: Course) -> _Said:
    """From which dose down every step is the same as at the pace that failed."""
    found, before = (
        [(step.regimen.doses, step.span.days) for step in reversed(one.steps[:-1])]
        for one in (course, failed)
    )
    pairs = zip(found, before, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if not same:
        return ()
    dose = course.steps[-1 - same].regimen.daily_dose
    return (use.says["again.no_slower"].format(dose=dose_text(dose)),)


def unshaped(situation: Situation, use: Settings) -> _Said:
    """What is said where small steps or hours to spare are asked for in a plan of two drugs."""
    wishes = situation.preferences
    asked = wishes.shape is Shape.SMALL_STEPS or wishes.keep is not None
    return (use.says["shape.not_two"],) if asked else ()


def hinted(use: Settings, course: Course, *, may_change: bool) -> _Said:
    """What else there is where these products do not even make the first cut within the ceiling.

    A change of the drug only where one could be planned: not for a z-drug, nor where one was
    asked for and could not be.
    """
    first = next((step for step in course.steps if step.cut), None)
    if first is None or not first.terminal:
        return ()
    return (use.says["switch.may_help" if may_change else "switch.finer"],)


def paced(situation: Situation, use: Settings, request: TaperRequest) -> tuple[TaperRequest, _Said]:
    """After a taper that failed a slower pace, unless one was asked for; and it is said."""
    failed = situation.history.failed_tapers
    if not isinstance(failed, Known) or not failed.value:
        return request, ()
    if situation.preferences.pace or situation.preferences.end_on:
        return request, (use.says["again.asked"],)
    try:
        found = slower(request.policy, request.pace, request.present.daily_dose)
    except BadInput:
        return request, (use.says["again.none"],)
    text = use.says["again.slower"]
    said = text.format(share=share_text(found.share), failed=request.pace.name)
    return replace(request, pace=found.pace), (said,)


def spared(
    situation: Situation, use: Settings, request: TaperRequest
) -> tuple[TaperRequest, _Said]:
    """The order in which doses are cut so that the hours to spare are spared, and why."""
    keep = situation.preferences.keep
    if keep is None or sum(map(bool, request.present.doses)) < 2:
        return request, ()
    from glidepath.pharmacology.outlook import foreseeable  # only where it is asked for

    if not foreseeable(request.drug_id):
        return request, (use.says["order.unknown"],)
    return _in_order(use, request, keep)


def _in_order(use: Settings, request: TaperRequest, keep: Keep) -> tuple[TaperRequest, _Said]:
    from glidepath.planning.order import FirstCut, OrderRequest, first_cuts, weights

    dose = request.present.daily_dose
    asked = request.pace.band_at(dose.nanograms, dose).cut_from(dose.nanograms, dose)
    cut = Mass(max(1, int(asked)))
    ranked = first_cuts(
        OrderRequest(
            request.drug_id, request.present, request.products, cut, keep, request.most_pieces
        )
    )

    def told(name: str, one: FirstCut) -> str:
        beyond = use.says["order.beyond"] if one.beyond else ""
        return use.says[name].format(
            time=one.time, hours=_hours(keep), before=share_text(one.before),
            after=share_text(one.after), beyond=beyond,
        )  # fmt: skip

    said = (told("order.chosen", ranked[0]), *(told("order.other", one) for one in ranked[1:]))
    return replace(request, cut_first=weights(ranked, request.present.times)), said


def _hours(keep: Keep) -> str:
    if keep.hours == 24:
        return keep.name
    return f"{keep.name}, {keep.hours} hours from {keep.begins}"


def shaped(assessment: Assessment, use: Settings, policy: Policy, tuned: Tuned) -> Tuned:
    """The course in the shape asked for, and held while another medicine still moves the level."""
    situation = assessment.situation
    if situation.preferences.shape is Shape.SMALL_STEPS:
        tuned = in_small_steps(assessment, use, policy, tuned)
    course, said = held(assessment, use, tuned.course)
    met_by = held(assessment, use, tuned.met_by)[0] if tuned.met_by else None
    return replace(tuned, course=course, said=(*tuned.said, *said), met_by=met_by)


def held(assessment: Assessment, use: Settings, course: Course) -> tuple[Course, _Said]:
    """A course without a cut while another medicine moves the level, and what is said of it."""
    if not _something_moves(assessment.situation):
        return course, ()
    from glidepath.care.acting import held_while_moving  # needs pharmacology

    return held_while_moving(assessment, use, course)


def settled_on(
    assessment: Assessment, use: Settings, drug_id: str, first: date
) -> tuple[date, _Said]:
    """The first day from which a change may begin that must not be held midway, and why."""
    if not _something_moves(assessment.situation):
        return first, ()
    from glidepath.care.acting import settled_from  # needs pharmacology

    return settled_from(assessment, use, drug_id, first)


def _something_moves(situation: Situation) -> bool:
    medicines = situation.medicines
    return isinstance(medicines, Known) and any(
        one.started is not None or one.stopped is not None for one in medicines.value
    )


def in_small_steps(assessment: Assessment, use: Settings, policy: Policy, tuned: Tuned) -> Tuned:
    """The same course with its cuts spread over small steps, where the products make them."""
    from glidepath.planning.spread import spread  # only where it is asked for

    situation = assessment.situation
    products = [one.product for one in situation.products_of(tuned.course.drug_id)]
    pieces = bound_of_pieces(situation, use.most_pieces)
    ceilings = (use.house, *((policy.ceiling.value,) if policy.ceiling else ()))
    found = spread(tuned.course, products, pieces, ceilings, use.small_step_days)
    if found.spread == 0:
        return replace(tuned, said=(*tuned.said, use.says["shape.not_small"]))
    said = [use.says["shape.small"].format(days=use.small_step_days)]
    said += [use.says["shape.partly"]] if found.held else []
    judged = with_small_steps(policy, use)
    return Tuned(found.course, judged, (*tuned.said, *said), tuned.course)


def with_small_steps(policy: Policy, use: Settings) -> Policy:
    """The policy as small steps are judged by it: shorter steps, the ceiling that of the house.

    A policy's own ceiling was kept when the steps were spread; a policy whose steps are
    shorter than the window of its ceiling cannot be written down.
    """
    days = policy.step_days.value
    shorter = StepDays(min(use.small_step_days, days.shortest), days.longest, days.stretch)
    return replace(policy, ceiling=None, step_days=replace(policy.step_days, value=shorter))
