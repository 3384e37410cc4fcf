"""From a diary to a decision, in a fixed order: red flags first, a lower dose last.

Red flags, and a yes nobody has explained; too early; too little known; reasons to hold, and
from a long or severe hold back; staying for good; the step that is not over; what has to be
known before any cut; then slower, faster, on.
A reason to hold is looked at again on the entry before: one bad day decides nothing. What
could not be told never counts as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from glidepath.domain.decision import Decision, DecisionKind, Reason
from glidepath.domain.finding import Verdict
from glidepath.domain.grading import Urgency
from glidepath.domain.person import Known
from glidepath.monitoring.decide_book import DecisionBook
from glidepath.monitoring.decide_go import (
    ASK_AT_ONCE,
    ASK_BEFORE_CUT,
    ASK_FIRST,
    BACK,
    FASTER,
    MAINTAIN,
    SLOW,
    back_is_possible,
    continues,
    early_until,
    known_of_old,
    not_back,
    nothing_new,
    prefer_hold,
    step_lasts,
    too_early,
)
from glidepath.monitoring.decide_hold import (
    AT_ONCE,
    GUARDED,
    LONE_SCORES,
    SYMPTOMS,
    has_company,
    undealt,
)
from glidepath.monitoring.decide_view import Rule, Seen, View, reason, seen
from glidepath.monitoring.follow_up import FollowUp, SoFar

__all__ = ["decide", "stands"]

_FOUND = dict[str, Seen]
_FEELS = ("hold-not-back", "hold-phq9", "hold-gad7", "hold-function", *BACK)
_SCALE_NAMES = {"phq9": "PHQ-9", "gad7": "GAD-7"}


def decide(told: FollowUp, far: SoFar, book: DecisionBook) -> Decision:
    """What the record speaks for on a day, with the rules, figures and days behind it.

    Takes what was told (later entries than the day are not looked at), how far the course
    has come, and the rules. Source of the order: instruments and care, section 2.2; all but
    the rule on sleep in mood illness is a proposal.
    """
    view = View(told.until(far.on), far, book)
    flags = undealt(view, Urgency.SAME_DAY, Urgency.EMERGENCY)
    if flags.fires:
        return _decision(view, DecisionKind.URGENT, {"red-flag": flags})
    holds = stands(view)
    at_once = _speaking(view, ASK_AT_ONCE)
    if at_once:
        return _decision(view, DecisionKind.ASK, at_once, holds)
    early = too_early(view)
    if early.fires:
        seen_already = {**holds, **_speaking(view, ASK_FIRST)}
        return _decision(view, DecisionKind.WAIT, {"too-early": early}, seen_already)
    asked = _speaking(view, ASK_FIRST)
    if asked:
        return _decision(view, DecisionKind.ASK, asked, holds)
    if holds:
        return _halted(view, holds)
    return _going_on(view)


def stands(view: View) -> _FOUND:
    """Every reason to hold that speaks, confirmed or not; a lone score without company does not."""
    rules = {**AT_ONCE, **GUARDED}
    return {**_speaking(view, rules), **_scores(view, alone=False)}


def _speaking(view: View, rules: Mapping[str, Rule]) -> _FOUND:
    found = {name: rule(view) for name, rule in rules.items()}
    return {name: told for name, told in found.items() if told.fires}


def _scores(view: View, *, alone: bool) -> _FOUND:
    """Scores and lists that point to a hold: with the diary or a second one beside them, or not."""
    found = _speaking(view, LONE_SCORES)
    company = has_company(view)
    return {
        name: told
        for name, told in found.items()
        if (company or _said_before(view, name, told)) is not alone
    }


def _said_before(view: View, name: str, told: Seen) -> bool:
    """Whether the result or list before this one said the same."""
    latest = max(told.dates)
    view_then = view.at(latest - timedelta(days=1))
    earlier = LONE_SCORES[name](view_then)
    return earlier.fires


# Reasons to hold.


def _halted(view: View, holds: _FOUND) -> Decision:
    """Hold, or back, or wait for a second entry to say the same."""
    sure = {name: told for name, told in holds.items() if _is_confirmed(view, name)}
    if not sure:
        waits = {"wait-confirm": seen(day for told in holds.values() for day in told.dates)}
        return _decision(view, DecisionKind.WAIT, waits, holds)
    back = _back(view, sure)
    if back:
        return _decision(view, DecisionKind.STEP_BACK, {**back, **sure})
    beside = {"prefer-hold": prefer_hold, "known-of-old": known_of_old, **SLOW}
    return _decision(view, DecisionKind.HOLD, sure, _speaking(view, beside))


def _is_confirmed(view: View, name: str) -> bool:
    """Whether a reason needs no second entry, or the entry before said the same."""
    if name not in GUARDED:
        return True
    before = [one.on for one in view.told.entries][:-1]
    return bool(before) and GUARDED[name](view.at(before[-1])).fires


def _back(view: View, sure: _FOUND) -> _FOUND:
    """Reasons to go back a step: only for how the person feels, and not where it would mislead."""
    of_symptoms = [name for name in sure if name in SYMPTOMS]
    explained = "hold-circumstance" in sure or prefer_hold(view).fires or nothing_new(view)
    if not of_symptoms or explained or not back_is_possible(view):
        return {}
    return _speaking(view, BACK)


# Nothing holds.


def _going_on(view: View) -> Decision:
    """Stay, or until the step is over; then what must be known; then slower, faster, on."""
    maintained = _speaking(view, MAINTAIN)
    if maintained:
        return _decision(view, DecisionKind.MAINTAIN, maintained)
    lasts = step_lasts(view)
    if lasts.fires:
        notes = {**_scores(view, alone=True), **_speaking(view, SLOW)}
        return _decision(view, DecisionKind.WAIT, {"wait-step": lasts}, notes)
    asked = {**_unknown_before_cut(view), **_speaking(view, ASK_BEFORE_CUT)}
    if asked:
        return _decision(view, DecisionKind.ASK, asked)
    away = not_back(view)
    if away.fires:
        return _decision(view, DecisionKind.HOLD, {"hold-not-back": away})
    for kind, rules in ((DecisionKind.SLOW, SLOW), (DecisionKind.OFFER_FASTER, FASTER)):
        found = _speaking(view, rules)
        if found:
            return _decision(view, kind, found)
    return _decision(view, DecisionKind.CONTINUE, {"continue": continues(view)})


def _unknown_before_cut(view: View) -> _FOUND:
    """A lone score that points to a hold, and reasons to hold that nobody can rule out."""
    lone = _scores(view, alone=True)
    found = {}
    if lone:
        days = (day for told in lone.values() for day in told.dates)
        found["ask-single-score"] = seen(days, rules=", ".join(lone))
    open_rules = _open(view, {**AT_ONCE, **GUARDED, **LONE_SCORES})
    if open_rules:
        found["ask-unanswered"] = seen([], rules=", ".join(open_rules))
    return found


def _open(view: View, rules: Mapping[str, Rule]) -> list[str]:
    return [name for name, rule in rules.items() if rule(view).verdict is Verdict.CANNOT_TELL]


# The decision as it is handed on.


def _decision(
    view: View, kind: DecisionKind, found: _FOUND, notes: Mapping[str, Seen] | None = None
) -> Decision:
    words, rules = view.book.kinds[kind], view.book.rules
    reasons = tuple(reason(view, name, told) for name, told in found.items())
    also = tuple(reason(view, name, told) for name, told in (notes or {}).items())
    return Decision(
        kind=kind,
        on=view.on,
        text=words.text if view.far.share_of_start else words.at_zero or words.text,
        reasons=reasons,
        would_change=_distinct(rules[one.rule_id].changes.format(**one.figures) for one in reasons),
        options=tuple(one for one in words.options if _may(view, one, found)),
        next_review=_review(view, kind, also),
        sure=_sure(view, reasons),
        support=view.book.texts["support"],
        notes=(*also, *_other_use(view), *_masks(view), *_never_scored(view, kind)),
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _may(view: View, option: DecisionKind, found: _FOUND) -> bool:
    """Whether an option makes sense: back only for how the person feels, and after a cut."""
    if option is not DecisionKind.STEP_BACK:
        return True
    feels = any(name in (*SYMPTOMS, *_FEELS) for name in found)
    return feels and "hold-circumstance" not in found and back_is_possible(view)


def _review(view: View, kind: DecisionKind, notes: Iterable[Reason]) -> date:
    """The usual day for this kind; while waiting the day waited for, sooner where notes stand."""
    usual = view.on + timedelta(days=view.book.kinds[kind].review_days)
    cut, next_cut = view.far.last_cut, view.far.next_cut_on
    if kind is not DecisionKind.WAIT or any(notes):
        return usual
    if cut is not None and view.on < early_until(view, cut):
        return early_until(view, cut)
    return next_cut if next_cut is not None and next_cut > view.on else usual


def _sure(view: View, reasons: tuple[Reason, ...]) -> str:
    rules = [view.book.rules[one.rule_id] for one in reasons]
    name = "sure_sourced" if any(rule.sourced for rule in rules) else "sure"
    name = "sure_flag" if rules[0].id == "red-flag" else name
    window = view.days("window_days")
    return view.book.texts[name].format(known=view.known_days, window=window)


def _other_use(view: View) -> Iterable[Reason]:
    """What else was taken on days of the window, said beside every decision."""
    for use, said in view.book.other_use.items():
        days = [one.on for one in view.window if one.others.get(use) == Known(True)]
        if days:
            figures = {"days": str(len(days)), "window": str(view.days("window_days"))}
            text = said.text.format(**figures)
            yield Reason(
                f"also-{use.value}", text, figures, tuple(days), said.sources, said.confidence
            )


def _masks(view: View) -> Iterable[Reason]:
    """What medicines hide or imitate, said beside every decision."""
    days = view.days("activation_days")
    for one in view.far.masks:
        mask = view.book.masks[one.mask_id]
        names = ", ".join(one.medicines)
        text = mask.says.format(medicines=names, days=days)
        dates = (one.since,) if one.since else ()
        yield Reason(
            f"mask-{mask.id}",
            text,
            {"medicines": names},
            dates,
            mask.sources,
            mask.confidence.value,
        )


def _never_scored(view: View, kind: DecisionKind) -> Iterable[Reason]:
    """Scales nobody ever entered are no sign of health: said beside a decision that lowers."""
    text = view.book.texts["nobody_compared"]
    for scale, name in _SCALE_NAMES.items():
        if kind.lowers and not view.told.results(scale):
            yield Reason("never-scored", text.format(scale=name), {"scale": name})
