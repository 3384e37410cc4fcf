"""Earlier attempts, use, support and daily life."""

from __future__ import annotations

from glidepath.web.forms.fields import YES_NO, Field, Group, Kind

__all__ = ["history_groups"]

_BEFORE = (
    ("failed_tapers", "Earlier tapers that failed", Kind.WHOLE),
    ("missed_dose_symptoms", "Symptoms when a dose is missed", Kind.ASKED),
    ("last_review_on", "Last review of this treatment", Kind.DAY),
)
_USE = (
    ("alcohol_drinks_per_week", "Alcoholic drinks a week", Kind.WHOLE),
    ("takes_more_than_prescribed", "Takes more than prescribed", Kind.ASKED),
    ("takes_for_effect", "Takes it for the effect itself", Kind.ASKED),
    ("combines_with_sedatives", "Combines it with alcohol or sedatives", Kind.ASKED),
    ("needs_more_for_effect", "Needs more for the same effect", Kind.ASKED),
    ("early_refills", "Early refills in the last year", Kind.WHOLE),
    ("naloxone_at_hand", "Naloxone is at hand, if opioids are taken", Kind.ASKED),
)
_LIFE = (
    ("has_support", "Has somebody who supports the plan", Kind.ASKED),
    ("lives_alone", "Lives alone", Kind.ASKED),
    ("ready_to_change", "Is ready for a change now", Kind.ASKED),
    ("can_attend_reviews", "Can come to reviews", Kind.ASKED),
    ("drives", "Drives", Kind.ASKED),
    ("safety_critical_work", "Works where a slip is dangerous", Kind.ASKED),
    ("nights_of_little_sleep", "Nights of little sleep in the last 31 days", Kind.WHOLE),
)
_SIGNS = (
    ("more_or_longer_than_meant", "More, or for longer, than meant"),
    ("cannot_cut_down", "Tried to cut down and could not"),
    ("much_time_spent", "Much time goes into getting it or getting over it"),
    ("strong_urge", "Strong urge to take it"),
    ("duties_missed", "Duties at work, school or home are missed"),
    ("relationships_harmed", "Goes on although it harms relationships"),
    ("activities_given_up", "Has given up things that mattered"),
    ("use_in_danger", "Takes it where that is dangerous"),
    ("use_despite_harm", "Goes on although it harms health"),
    ("tolerance", "Needs more than before (expected with use as prescribed)"),
    ("withdrawal", "Withdrawal when it is left out (expected with use as prescribed)"),
)


def history_groups() -> tuple[Group, ...]:
    """History, use, daily life, and the signs of a use disorder."""
    signs = tuple(
        Field(f"use_criteria.{name}", label, Kind.ASKED, options=YES_NO) for name, label in _SIGNS
    )
    return (
        _group("Before", _BEFORE),
        _group("Use", _USE),
        _group("Daily life", _LIFE),
        Group(
            "Signs of a use disorder", signs, rest="rest-signs", folded=True,
            hint="Dependence under a prescription is not a use disorder. Ask where there is cause.",
        ),
    )  # fmt: skip


def _group(title: str, rows: tuple[tuple[str, str, Kind], ...]) -> Group:
    return Group(title, tuple(_field(*row) for row in rows))


def _field(name: str, label: str, kind: Kind) -> Field:
    place = f"history.{name}"
    if kind is Kind.ASKED:
        return Field(place, label, kind, options=YES_NO)
    return Field(place, label, kind, may_refuse=True)
