"""The situation as it was understood, read back before anything is planned from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from glidepath.documents.units import in_units_of
from glidepath.domain.errors import BadInput
from glidepath.domain.person import Goal, Known, Situation
from glidepath.domain.reading import read_mass
from glidepath.domain.wording import count_digits, date_text, dose_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.fields import REFUSED, UNKNOWN, Field, Kind
from glidepath.web.forms.topics import TOPIC_IDS, topic
from glidepath.web.forms.tree import MEDICINES, MOST_INTAKES, MOST_MEDICINES, REFUSES
from glidepath.web.view.products import choices

__all__ = ["Said", "TopicSaid", "summary"]

_WORDS = {"yes": "Yes", "no": "No", UNKNOWN: "Not known", REFUSED: "Would not say"}


@dataclass(frozen=True, slots=True)
class Said:
    """One fact in words; `reckoned` says that it was worked out and not typed."""

    label: str
    text: str
    reckoned: bool = False


@dataclass(frozen=True, slots=True)
class TopicSaid:
    """What was said on one page, and what nobody knows."""

    id: str
    title: str
    said: tuple[Said, ...]
    unknown: tuple[str, ...]


def summary(
    fields: Mapping[str, str], situation: Situation | None, kb: KnowledgeBase
) -> tuple[TopicSaid, ...]:
    """Every page in turn; what was reckoned from it is there once the whole can be read."""
    return tuple(_topic(topic_id, fields, situation, kb) for topic_id in TOPIC_IDS)


def _topic(
    topic_id: str, fields: Mapping[str, str], situation: Situation | None, kb: KnowledgeBase
) -> TopicSaid:
    page = topic(topic_id, kb)
    asked = [field for group in page.groups for field in group.fields]
    said = [Said(field.label, text) for field in asked if (text := _text(field, fields))]
    unknown = tuple(
        field.label for field in asked if not _text(field, fields) and _can_be_unknown(field)
    )
    more = {
        "taken": _taken, "products": lambda *_: _products(fields, kb),
        "medicines": lambda *_: _medicines(fields),
    }.get(topic_id)  # fmt: skip
    said += more(fields, situation) if more else []
    said += _reckoned(topic_id, fields, situation) if situation else []
    country = fields.get("country", "")
    written = (replace(one, text=in_units_of(country, one.text)) for one in said)
    return TopicSaid(topic_id, page.title, tuple(written), unknown)


def _can_be_unknown(field: Field) -> bool:
    return (field.kind is Kind.ASKED or field.may_refuse) and not field.name.startswith("also#")


def _text(field: Field, fields: Mapping[str, str]) -> str:
    """What was answered, in words; empty where nothing was or nobody knows."""
    value = fields.get(field.name, "")
    if fields.get(field.name + REFUSES):
        return _WORDS[REFUSED]
    if value == UNKNOWN:
        return ""
    if value in _WORDS and field.kind is not Kind.TEXT:
        return _WORDS[value]
    if field.kind is Kind.CHOICE:
        return next((one.text for one in field.options if one.value == value), value)
    if field.kind is Kind.DAY:
        return _day(value)
    return f"{value} {field.unit}".strip() if value else ""


def _day(value: str) -> str:
    from datetime import date

    try:
        return date_text(date.fromisoformat(value)) if value else ""
    except ValueError:
        return value


def _taken(fields: Mapping[str, str], situation: Situation | None) -> list[Said]:
    rows = range(1, MOST_INTAKES + 1)
    start = "treatment.intakes#"
    found = [(fields.get(f"{start}{n}.time"), fields.get(f"{start}{n}.dose")) for n in rows]
    said = [
        Said(f"At {time or 'no time'}", _dose(dose or "no dose"))
        for time, dose in found
        if time or dose
    ]
    if situation is not None:
        total = dose_text(situation.treatment.regimen.daily_dose)
        said.append(Said("Together in a day", total, True))
    return said


def _dose(text: str) -> str:
    """A dose as it was understood, or as it was typed where it could not be."""
    try:
        return dose_text(read_mass(text))
    except BadInput:
        return text


def _products(fields: Mapping[str, str], kb: KnowledgeBase) -> list[Said]:
    said = [
        Said(one.name, f"{one.detail}; {one.home} at home" if one.home else
             f"{one.detail}; at home not counted")
        for one in choices(fields, kb)
        if one.ticked
    ]  # fmt: skip
    name = fields.get("described.name")
    if name:
        strength = fields.get("described.strength", "no strength")
        said.append(Said(name, f"described by hand, {strength}"))
    return said


def _medicines(fields: Mapping[str, str]) -> list[Said]:
    word = fields.get(MEDICINES, "")
    if word:
        return [Said("Other medicines", {"none": "None", **_WORDS}.get(word, word))]
    names = (fields.get(f"{MEDICINES}#{n}.name", "") for n in range(1, MOST_MEDICINES + 1))
    return [Said(f"Medicine {n}", name) for n, name in enumerate(filter(None, names), 1)]


def _reckoned(topic_id: str, fields: Mapping[str, str], situation: Situation) -> Iterator[Said]:
    """What was worked out, where it does not read the same as what was typed."""
    person, goal = situation.person, situation.goal
    if topic_id == "who" and "person.age" not in fields and isinstance(person.age_years, Known):
        yield Said("Age on that day", f"{person.age_years.value} years", True)
    if topic_id == "who" and isinstance(person.weight_kg, Known):
        weight = count_digits(person.weight_kg.value)
        if weight != fields.get("person.weight_kg"):
            yield Said("Weight as understood", f"{weight} kg", True)
    if topic_id == "taken" and situation.treatment.name_given != situation.treatment.drug_id:
        yield Said("Drug as understood", situation.treatment.drug_id, True)
    if topic_id == "goal" and isinstance(goal, Known):
        yield from _goal(goal.value)


def _goal(goal: Goal) -> Iterator[Said]:
    if goal.daily_dose is not None:
        yield Said("Lower daily dose as understood", dose_text(goal.daily_dose), True)
