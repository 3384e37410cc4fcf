"""Where the record leaves the plan, who has answered for it, and what has to be asked first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from glidepath.care.replan_rules import ReplanRules
from glidepath.care.replan_stand import Stand
from glidepath.domain.answer import Question
from glidepath.domain.calendar import Span
from glidepath.domain.following import Chooser, Chosen, Following
from glidepath.domain.person import Known, Situation
from glidepath.domain.plan import Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import date_text, dose_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.departure import Bounds, Departure, Way, departures

__all__ = ["Left", "as_answered", "left_by", "slots_of", "unanswered"]


@dataclass(frozen=True, slots=True)
class Left:
    """Days on which one drug left the plan, and the answer for them (None: not answered)."""

    drug_id: str
    departure: Departure
    answer: Chosen | None


def left_by(
    stands: Sequence[Stand],
    following: Following,
    earlier: Plan,
    today: date,
    rules: ReplanRules,
    kb: KnowledgeBase,
) -> tuple[Left, ...]:
    """Every departure from a plan up to a day, cut where the answers for its days change."""
    span = Span(earlier.span.start, today)
    found: list[Left] = []
    for stand in stands:
        drug = stand.course.drug_id
        tolerance = rules.tolerance(kb.drug(drug), stand.course.steps[0].regimen)
        bounds = Bounds(
            rules.departure_days, rules.departure_window, tolerance.gap_days,
            following.restart_agreed_on,
        )  # fmt: skip
        for one in departures(stand.course, stand.present, following.of(drug), span, bounds):
            found += _by_answer(drug, one, following)
    return tuple(found)


def _by_answer(drug: str, departure: Departure, following: Following) -> Iterator[Left]:
    answers = {day: following.answer_for(drug, day) for day in departure.days}
    for answer in dict.fromkeys(answers.values()):
        days = tuple(day for day, one in answers.items() if one == answer)
        yield Left(drug, replace(departure, days=days), answer)


def as_answered(situation: Situation, left: Sequence[Left]) -> Situation:
    """The situation with what an answer says of it: a person who took more of themselves."""
    more = any(
        one.answer is not None
        and one.answer.by is Chooser.PERSON
        and one.departure.way is not Way.LOWER
        for one in left
    )
    if not more:
        return situation
    history = replace(situation.history, takes_more_than_prescribed=Known(True))
    return replace(situation, history=history)


def unanswered(left: Sequence[Left], rules: ReplanRules) -> Iterator[Question]:
    """What has to be answered first: who chose the doses of these days, how the person is."""
    words = rules.questions["chosen"]
    for one in left:
        if one.answer is None:
            text = words["text"].format(way=rules.ways[one.departure.way], **slots_of(one))
            yield Question("record.chosen", text, words["why"], True, tuple(words["source"]))


def slots_of(one: Left) -> dict[str, object]:
    """What the sentences may name of a departure."""
    days = one.departure.days
    first, last = date_text(days[0]), date_text(days[-1])
    return {
        "drug": one.drug_id,
        "days": f"On {first}" if len(days) == 1 else f"On {len(days)} days from {first} to {last}",
        "taken": _range(one.departure.taken),
        "planned": _range(one.departure.planned),
    }


def _range(doses: tuple[Mass, Mass]) -> str:
    low, high = (dose_text(dose) for dose in doses)
    return low if low == high else f"{low} to {high}"
