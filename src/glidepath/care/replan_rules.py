"""What going on from the middle of a plan needs from the data: bounds in days and sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from glidepath.domain.drug import Drug
from glidepath.domain.following import DiffLine
from glidepath.domain.regimen import Regimen
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.taken import Tolerance

__all__ = ["ReplanRules", "replan_rules"]


@dataclass(frozen=True, slots=True)
class ReplanRules:
    """Bounds in days, how much slower slower is, and the sentences of a diff, by name.

    `plan_stands` holds the next step of each refusal that leaves the earlier plan in force.
    """

    lone_days: int
    missed_days: int
    gap_days: int
    gap_days_short: int
    short_half_life: int
    slow_share: Fraction
    slow_hold: Fraction
    stable_days: int
    longest_days: int
    departure_days: int
    departure_window: int
    unwell_days: int
    review_days: int
    soon_days: int
    longest_wait: int
    waits_for: Mapping[str, Sequence[str]]
    reviewed_for: Mapping[str, Sequence[str]]
    waits_when: Sequence[str]
    why: Mapping[str, str]
    change: Mapping[str, str]
    notes: Mapping[str, str]
    refusals: Mapping[str, Mapping[str, str]]
    plan_stands: frozenset[str]
    questions: Mapping[str, Mapping[str, str]]
    ways: Mapping[str, str]
    chosen: Mapping[str, str]
    person_is: Mapping[str, str]
    reviews: Mapping[str, Mapping[str, Any]]

    def tolerance(self, drug: Drug, regimen: Regimen) -> Tolerance:
        """The bounds for a drug: shorter for a short half-life taken more than once a day."""
        often = sum(1 for dose in regimen.doses if dose) > 1
        short = often and drug.half_life_h.value.typical < self.short_half_life
        gap = self.gap_days_short if short else self.gap_days
        return Tolerance(self.lone_days, self.missed_days, gap)

    def reason(self, key: str, **slots: object) -> DiffLine:
        """A line that says why something changes, or why it does not."""
        return DiffLine(f"why.{key}", self.why[key].format(**slots))

    def changed(self, key: str, **slots: object) -> DiffLine:
        """A line that says what changes."""
        was, now = str(slots.get("was", "")), str(slots.get("now", ""))
        return DiffLine(f"change.{key}", self.change[key].format(**slots), was, now)


@lru_cache(maxsize=4)
def replan_rules(kb: KnowledgeBase) -> ReplanRules:
    """The rules of the data, read once for each knowledge base."""
    raw, words = kb.raw("replan.toml"), kb.raw("wording/replan.toml")
    return ReplanRules(
        lone_days=int(raw["lone_days"]["value"]),
        missed_days=int(raw["missed_days"]["value"]),
        gap_days=int(raw["gap_days"]["value"]),
        gap_days_short=int(raw["gap_days_short"]["value"]),
        short_half_life=int(raw["short_half_life"]["value"]),
        slow_share=Fraction(raw["slow_share"]["value"]),
        slow_hold=Fraction(raw["slow_hold"]["value"]),
        stable_days=int(raw["stable_days"]["value"]),
        longest_days=int(raw["longest_days"]["value"]),
        departure_days=int(raw["departure_days"]["value"]),
        departure_window=int(raw["departure_window"]["value"]),
        unwell_days=int(raw["unwell_days"]["value"]),
        review_days=int(raw["review_days"]["value"]),
        soon_days=int(raw["soon_days"]["value"]),
        longest_wait=int(raw["longest_wait"]["value"]),
        waits_for={way: table["waits"] for way, table in raw["chosen"].items()},
        reviewed_for={way: table["reviewed"] for way, table in raw["chosen"].items()},
        waits_when=tuple(raw["person_is"]["waits"]),
        why=_texts(words["why"]),
        change=_texts(words["change"]),
        notes=_texts(words["note"]),
        refusals=words["refusal"],
        plan_stands=frozenset(
            one["next_step"] for one in words["refusal"].values() if one.get("plan_stands")
        ),
        questions=words["question"],
        ways=_texts(words["way"]),
        chosen=_texts(words["chosen"]),
        person_is=_texts(words["person_is"]),
        reviews=words["review"],
    )


def _texts(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    return {name: table["text"] for name, table in tables.items()}
