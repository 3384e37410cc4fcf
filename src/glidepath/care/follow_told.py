"""What is told beside a decision: doses against the plan, what hides signs, how it went so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath.care.outcomes import Lived, Outcomes, outcome_rules, outcomes
from glidepath.domain.calendar import Span
from glidepath.domain.decision import Decision
from glidepath.domain.diary import Diary
from glidepath.domain.following import Following
from glidepath.domain.grading import Urgency
from glidepath.domain.person import Answered, Known
from glidepath.domain.plan import Plan
from glidepath.domain.wording import date_text, share_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.decide_book import decision_book
from glidepath.monitoring.diary import Hidden
from glidepath.monitoring.entry_triage import EntryTriage
from glidepath.monitoring.follow_up import SoFar
from glidepath.monitoring.taken import AgainstPlan, Tally, in_all, taken_against_plan

__all__ = ["Beside", "Words", "doses_in_words", "in_words", "outcome_of", "tallies"]


@dataclass(frozen=True, slots=True)
class Beside:
    """Beside a decision: every drug's doses against its plan, hidden signs, the outcome so far."""

    doses: tuple[Tally, ...]
    hidden: tuple[Hidden, ...]
    outcome: Outcomes


@dataclass(frozen=True, slots=True)
class Words:
    """The same in sentences of the data."""

    doses: tuple[str, ...]
    hidden: tuple[str, ...]
    outcome: tuple[str, ...]


def tallies(plan: Plan, diary: Diary, on: date) -> tuple[Tally, ...]:
    """The doses of every drug against the plan, from its first day to the day before a day."""
    return in_all(taken_against_plan(plan, diary.days, on - timedelta(days=1)))


def outcome_of(
    plan: Plan,
    diary: Diary,
    record: Following,
    far: SoFar,
    decided: Iterable[Decision],
    seen: Iterable[tuple[date, EntryTriage]],
    kb: KnowledgeBase,
) -> Outcomes:
    """How the treatment with the leading drug went, up to the day judged."""
    by_days = decision_book(kb).counted_by_days
    grave = {
        day
        for day, one in seen
        for advice in one.triage.advice
        if advice.urgency >= Urgency.SAME_DAY and advice.flag_id not in by_days
    }
    lived = Lived(
        drug_id=plan.course.drug_id,
        target=plan.course.steps[-1].regimen.daily_dose,
        first_cut_on=far.cuts[0] if far.cuts else None,
        taken=record,
        days=diary.days,
        weeks=diary.weeks,
        scales=diary.results,
        decisions=tuple(decided),
        red_flags=tuple(sorted(grave)),
    )
    return outcomes(lived, far.on, outcome_rules(kb.raw("outcomes.toml")))


def in_words(beside: Beside, kb: KnowledgeBase) -> Words:
    """Everything told beside a decision as sentences; what nobody knows is said to be unknown."""
    says: Mapping[str, Any] = kb.raw("wording/follow.toml")
    return Words(
        doses_in_words(beside.doses, kb),
        tuple(_hidden(one, says["hidden"]) for one in beside.hidden),
        tuple(_outcome(beside.outcome, says["outcome"], kb)),
    )


def doses_in_words(told: Iterable[Tally], kb: KnowledgeBase) -> tuple[str, ...]:
    """The doses of every drug against the plan as sentences."""
    says = kb.raw("wording/follow.toml")["doses"]
    return tuple(line for one in told for line in _doses(one, says))


def _doses(tally: Tally, says: Mapping[str, Any]) -> Iterator[str]:
    counts = [
        f"{tally.counts[kind]} {says[kind.value]['text']}"
        for kind in AgainstPlan
        if kind in tally.counts
    ]
    if counts:
        yield says["all"]["text"].format(drug=tally.drug_id, counts=", ".join(counts))
    for name, days in (("days_missed", tally.missed), ("days_other", tally.other)):
        if days:
            yield says[name]["text"].format(drug=tally.drug_id, days=_in_spans(days))
    if tally.silent:
        name = "day_silent" if tally.silent == 1 else "days_silent"
        yield says[name]["text"].format(drug=tally.drug_id, count=tally.silent)


def _in_spans(days: Sequence[date]) -> str:
    """Days in order, those that follow on one another as a span."""
    runs: list[Span] = []
    for day in days:
        if runs and runs[-1].next_day == day:
            runs[-1] = Span(runs[-1].start, day)
        else:
            runs.append(Span(day, day))
    texts = [(date_text(run.start), date_text(run.end)) for run in runs]
    return ", ".join(first if first == last else f"{first} to {last}" for first, last in texts)


def _hidden(one: Hidden, says: Mapping[str, Any]) -> str:
    return str(says["sign"]["text"]).format(medicines=", ".join(one.medicines), ask=one.ask)


def _outcome(found: Outcomes, says: Mapping[str, Any], kb: KnowledgeBase) -> Iterator[str]:
    def line(name: str, **slots: object) -> str:
        return str(says[name]["text"]).format(**slots)

    def shown(answer: Answered[Any]) -> str:
        return _value(answer.value) if isinstance(answer, Known) else says["unknown"]["text"]

    yield line("reached", day=shown(found.reached_on))
    yield line("in_taper", days=shown(found.days_in_taper))
    yield line("borne", share=shown(found.borne))
    yield line("out_of_role", days=shown(found.days_out_of_role))
    yield line("goal", rating=shown(found.goal_rating))
    yield line("flags", count=found.red_flags)
    yield line("written", told=found.days_written, silent=found.days_silent)
    for shift in found.shifts:
        yield line(
            "shift",
            scale=kb.scale(shift.scale_id).title, change=_value(shift.change, sign=True),
            first=date_text(shift.first_on), last=date_text(shift.last_on),
        )  # fmt: skip
    for mark, again in found.returned.items():
        yield line("returned", mark=mark, answer=shown(again))


def _value(value: object, *, sign: bool = False) -> str:
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction) and not sign:
        return share_text(value)
    if isinstance(value, Fraction):
        return f"{'+' if value > 0 else ''}{value}"
    return str(value)
