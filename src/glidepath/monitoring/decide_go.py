"""When to wait, to ask, to go back, to go on, and how fast: small questions to the diary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import ceil

from glidepath.domain.calendar import Span
from glidepath.domain.diary import DayEntry, Tolerable
from glidepath.domain.grading import Urgency
from glidepath.domain.person import UNKNOWN, Answered, Known
from glidepath.domain.wording import date_text, share_text
from glidepath.monitoring.decide_view import CLEAR, Rule, Seen, View, number_text, seen
from glidepath.monitoring.follow_up import OTHER_DRUG, UNANSWERED

__all__ = [
    "ASK_AT_ONCE",
    "ASK_BEFORE_CUT",
    "ASK_FIRST",
    "BACK",
    "FASTER",
    "MAINTAIN",
    "SLOW",
    "back_is_possible",
    "continues",
    "early_until",
    "known_of_old",
    "not_back",
    "nothing_new",
    "overdue",
    "prefer_hold",
    "step_lasts",
    "too_early",
]

_SCALES = {"phq9": "PHQ-9", "gad7": "GAD-7"}


# Wait.


def early_until(view: View, cut: date) -> date:
    """The first day on which a cut may be judged."""
    settled = ceil(view.limit("early_half_lives") * view.far.half_life_h / 24)
    return cut + timedelta(days=max(view.days("early_days"), settled))


def too_early(view: View) -> Seen:
    """Whether the last cut was too few days ago for its effect to show."""
    cut = view.far.last_cut
    if cut is None or view.on >= early_until(view, cut):
        return CLEAR
    return seen([cut], days=(view.on - cut).days, least=(early_until(view, cut) - cut).days)


def step_lasts(view: View) -> Seen:
    """Whether the step that the plan has for these days is not over."""
    day = view.far.next_cut_on
    return seen([day], date=date_text(day)) if day is not None and view.on < day else CLEAR


# Ask.


def _silence(view: View) -> Seen:
    if not view.told.entries:
        return CLEAR  # a diary that has not begun has too few days
    last = view.told.entries[-1].on
    days = (view.on - last).days
    return seen([last], days=days) if days >= view.days("silence_days") else CLEAR


def _few_days(view: View) -> Seen:
    least = view.days("data_days")
    if view.known_days >= least:
        return CLEAR
    return seen((one.on for one in view.window), known=view.known_days, least=least)


def _unexplained(view: View) -> Seen:
    """Whether a yes of the safety gate, of whichever day, still does not say what it was."""
    told = view.told
    days = [one.on for one in told.entries if one.unexplained]
    open_days = [day for day in days if not told.is_seen_to(UNANSWERED, day)]
    return seen(open_days, days=_listed(open_days)) if open_days else CLEAR


def _gate(view: View) -> Seen:
    """Whether safety questions of this week's entries leave a same-day or graver flag open.

    Each entry asks about the time since the one before, so a later answer does not stand for
    an earlier one.
    """
    told = view.told
    if not told.triages:
        return seen([], days="no entry")
    last_of_day = dict(told.triages)
    days = {one.on for one in view.window} | {max(last_of_day)}
    open_days = [
        day
        for day, triage in last_of_day.items()
        if day in days
        and _is_open(triage.urgency, triage.could_be)
        and not told.is_seen_to(UNANSWERED, day)
    ]
    return seen(open_days, days=_listed(open_days)) if open_days else CLEAR


def _listed(days: Iterable[date]) -> str:
    return ", ".join(map(date_text, days))


def _left_plan(view: View) -> Seen:
    """Whether other doses than the plan's were taken and nobody has said who chose them."""
    days = view.far.left
    return seen(days, days=_listed(days)) if days else CLEAR


def _other_drug(view: View) -> Seen:
    """Whether a drug of this kind that the plan does not have was taken in these days."""
    window = {one.on for one in view.window}
    open_doses = [
        (day, drug)
        for day, drug in view.far.beside
        if day in window and not view.told.is_seen_to(OTHER_DRUG, day)
    ]
    if not open_doses:
        return CLEAR
    drugs = ", ".join(dict.fromkeys(drug for _, drug in open_doses))
    days = dict.fromkeys(day for day, _ in open_doses)
    return seen(days, drugs=drugs, days=_listed(days))


def _is_open(urgency: Urgency, could_be: Urgency) -> bool:
    return could_be > urgency and could_be >= Urgency.SAME_DAY


def _no_baseline(view: View) -> Seen:
    if view.baseline is not None:
        return CLEAR
    first = view.far.cuts[0] if view.far.cuts else None
    known = sum(first is None or one.on < first for one in view.told.entries)
    return seen([first] if first else [], known=known)


def _no_week_list(view: View) -> Seen:
    if view.week_list is not None:
        return CLEAR
    return seen([one.on for one in view.told.weeks[-1:]], least=view.days("week_list_days"))


def overdue(view: View, scale: str) -> Seen:
    """Whether a scale that was used before has not been filled in for too long."""
    results = view.told.results(scale)
    if not results:
        return CLEAR
    days = (view.on - results[-1].on).days
    late = days > view.days("scale_days")
    return seen([results[-1].on], scale=_SCALES[scale], days=days) if late else CLEAR


def _scale_overdue(view: View) -> Seen:
    late = (overdue(view, scale) for scale in _SCALES)
    return next((one for one in late if one.fires), CLEAR)


def _tolerable_open(view: View) -> Seen:
    """Whether too few days are known to have been tolerable because days are missing."""
    least, fine = view.days("tolerable_days"), view.tolerable_days
    told = sum(isinstance(one.tolerable, Known) for one in view.window)
    missing = view.days("window_days") - told
    if fine >= least or fine + missing < least:
        return CLEAR
    days = (one.on for one in view.window)
    return seen(days, days=fine, missing=missing, least=least)


def _epilepsy_open(view: View) -> Seen:
    known = isinstance(view.far.epilepsy, Known) or view.far.neurology_agrees
    return CLEAR if known else seen([])


# Stay, or go back.


def not_back(view: View) -> Seen:
    """Whether the week is not yet known to be back near the baseline."""
    enough = view.tolerable_days >= view.days("tolerable_days")
    if view.near and enough:
        return CLEAR
    base = view.baseline.median if view.baseline else "unknown"
    now = "unknown" if view.middle is None else view.middle
    least, tolerable = view.limit("near"), view.days("tolerable_days")
    days = (one.on for one in view.window)
    shown = {"days": view.tolerable_days, "least": least, "tolerable": tolerable}
    return seen(days, now=now, baseline=base, **shown)


def back_is_possible(view: View) -> bool:
    """Whether there is a dose before the last cut to go back to."""
    return bool(view.far.cuts)


def _held_without_easing(view: View) -> Seen:
    days = _held_days(view)
    if days < view.days("back_after_days") or _eased(view):
        return CLEAR
    since = view.far.held_since
    assert since is not None  # a hold of so many days has a first
    return seen([since], days=days, least=view.limit("fall"))


def _held_days(view: View) -> int:
    since = view.far.held_since
    return (view.on - since).days if since else 0


def _eased(view: View) -> bool:
    """Whether the week is easier than the first week of the hold; unknown counts as not."""
    since = view.far.held_since
    assert since is not None  # asked of a hold only
    first = Span.lasting(since, view.days("window_days"))
    began, now = view.middle_of(view.told.between(first)), view.middle
    return began is not None and now is not None and now <= began - view.limit("fall")


def _severe(view: View) -> Seen:
    hard = view.limit("severe_score")

    def severe(one: DayEntry) -> Answered[bool]:
        told, borne = one.hard, one.tolerable
        if not isinstance(told, Known) or not isinstance(borne, Known):
            return UNKNOWN
        return Known(told.value >= hard and borne.value is Tolerable.NO)

    return view.counted(severe, "severe_days", score=number_text(hard))


def prefer_hold(view: View) -> Seen:
    """Whether a medicine started lately may stir up by itself, so that holding comes first."""
    for mask in view.far.masks:
        if view.book.masks[mask.mask_id].recent and mask.since is not None:
            days = (view.on - mask.since).days
            if 0 <= days <= view.days("activation_days"):
                return seen([mask.since], days=days, least=view.days("activation_days"))
    return CLEAR


def nothing_new(view: View) -> bool:
    """Whether every strong symptom of the weekly list is known from before the drug."""
    listed = view.week_list.symptoms if view.week_list else {}
    bar = view.limit("worst_item") - 1
    told = [one for one in listed.values() if isinstance(one.severity, Known)]
    strong = [one for one in told if isinstance(one.severity, Known) and one.severity.value >= bar]
    old = all(one.had_before == Known(True) and one.new_since_cut == Known(False) for one in strong)
    return bool(strong) and old


def known_of_old(view: View) -> Seen:
    """Whether a long hold has not helped and nothing is new: the old illness may be back."""
    days = _held_days(view)
    if days < view.days("recurrence_days") or _eased(view) or not nothing_new(view):
        return CLEAR
    return seen([view.on], days=days)


# How to go on.


def _asked(answer: Answered[bool], view: View) -> Seen:
    return seen([view.on]) if isinstance(answer, Known) and answer.value else CLEAR


def _slow_asked(view: View) -> Seen:
    return _asked(view.far.asks_slower, view)


def _slow_after_hold(view: View) -> Seen:
    """A hold since the cut before the last that nothing else explains, not yet made slower."""
    steps = view.days("steps_with_hold")
    cuts = view.far.cuts
    since = cuts[-steps] if len(cuts) >= steps else date.min
    own = [hold.end for hold in view.far.holds if hold not in view.far.explained]
    ended = [end for end in own if end >= since and _not_yet_slower(view, end)]
    return seen([ended[-1]], steps=steps, date=date_text(ended[-1])) if ended else CLEAR


def _not_yet_slower(view: View, day: date) -> bool:
    return view.far.slowed_on is None or view.far.slowed_on < day


def _slow_late_return(view: View) -> Seen:
    cut = view.far.last_cut
    if cut is None or not _not_yet_slower(view, cut):
        return CLEAR
    if any(hold.end >= cut for hold in view.far.explained):
        return CLEAR  # it was not the cut that took so long
    away = [day for day in Span(cut, view.on) if _away(view, day)]
    days = (away[-1] - cut).days + 1 if away else 0
    return seen([away[-1]], days=days) if days > view.days("late_return_days") else CLEAR


def _away(view: View, day: date) -> bool:
    """Whether the week up to a day stood above the baseline by more than being near allows."""
    middle, base = view.middle_of(view.told.between(view.week_before(day))), view.baseline
    return middle is not None and base is not None and middle > base.median + view.limit("near")


def _slow_low_dose(view: View) -> Seen:
    since = view.far.low_since
    if since is None or not _not_yet_slower(view, since):
        return CLEAR
    return seen([since], share=share_text(view.far.share_of_start))


def _faster(view: View) -> Seen:
    steps = view.days("steady_steps")
    asked = _asked(view.far.asks_faster, view)
    if not asked.fires or len(view.far.cuts) < steps or view.far.low_since is not None:
        return CLEAR
    span = Span(view.far.cuts[-steps], view.on)
    return CLEAR if _rose(view, span) else seen([view.on], steps=steps)


def _rose(view: View, span: Span) -> bool:
    """Whether any week of a span was away from the baseline, any day not borne, any hold there."""
    not_borne = (one.tolerable == Known(Tolerable.NO) for one in view.told.between(span))
    held = any(hold.end >= span.start for hold in view.far.holds)
    return held or any(not_borne) or any(_away(view, day) for day in span)


def _maintain_epilepsy(view: View) -> Seen:
    epilepsy = view.far.epilepsy
    protects = isinstance(epilepsy, Known) and epilepsy.value
    return seen([]) if protects and not view.far.neurology_agrees else CLEAR


def _maintain_asked(view: View) -> Seen:
    return _asked(view.far.asks_to_stay, view)


def _maintain_goal(view: View) -> Seen:
    return seen([]) if view.far.next_cut_on is None else CLEAR


def continues(view: View) -> Seen:
    """The figures on which going on rests; it speaks when nothing before it did."""
    assert view.baseline is not None  # asked for before
    assert view.middle is not None
    days = [one.on for one in view.window]
    base = view.baseline.median
    return seen(days, now=view.middle, baseline=base, days=view.tolerable_days)


ASK_AT_ONCE: Mapping[str, Rule] = {"ask-yes": _unexplained}
ASK_FIRST: Mapping[str, Rule] = {
    "ask-chosen": _left_plan,
    "ask-other-drug": _other_drug,
    "ask-silence": _silence,
    "ask-few-days": _few_days,
    "ask-gate": _gate,
    "ask-baseline": _no_baseline,
}
ASK_BEFORE_CUT: Mapping[str, Rule] = {
    "ask-week": _no_week_list,
    "ask-scale": _scale_overdue,
    "ask-tolerable": _tolerable_open,
    "ask-epilepsy": _epilepsy_open,
}
BACK: Mapping[str, Rule] = {"back-severe": _severe, "back-after-hold": _held_without_easing}
MAINTAIN: Mapping[str, Rule] = {
    "maintain-epilepsy": _maintain_epilepsy,
    "maintain-asked": _maintain_asked,
    "maintain-goal": _maintain_goal,
}
SLOW: Mapping[str, Rule] = {
    "slow-asked": _slow_asked,
    "slow-after-hold": _slow_after_hold,
    "slow-late-return": _slow_late_return,
    "slow-low-dose": _slow_low_dose,
}
FASTER: Mapping[str, Rule] = {"faster-asked": _faster}
