"""The pages of the situation in their order, and the questions on each."""

from __future__ import annotations

from collections.abc import Callable

from glidepath.domain.person import Indication, Sex, SupplyOrigin
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.read_drugs import COUNTRIES
from glidepath.web.forms.fields import YES_NO, Field, Group, Kind, Option, Topic
from glidepath.web.forms.topic_conditions import condition_groups
from glidepath.web.forms.topic_goal import goal_topic
from glidepath.web.forms.topic_history import history_groups

__all__ = ["LABEL", "SUMMARY", "TOPIC_IDS", "topic"]

LABEL = "label"
SUMMARY = "summary"
TOPIC_IDS = ("who", "taken", "products", "conditions", "medicines", "history", "goal")

_COUNTRY_NAMES = {
    "US": "United States", "UK": "United Kingdom", "NL": "Netherlands", "CH": "Switzerland",
    "AU": "Australia", "CA": "Canada", "IE": "Ireland", "DE": "Germany", "ES": "Spain",
    "IT": "Italy", "FR": "France", "DK": "Denmark",
}  # fmt: skip


def topic(topic_id: str, kb: KnowledgeBase) -> Topic:
    """One page of the situation."""
    pages: dict[str, Callable[[KnowledgeBase], Topic]] = {
        "who": _who,
        "taken": _taken,
        "products": _products,
        "conditions": _conditions,
        "medicines": _medicines,
        "history": _history,
        "goal": goal_topic,
    }
    return pages[topic_id](kb)


def _words(kind: type[Indication | Sex | SupplyOrigin]) -> tuple[Option, ...]:
    return tuple(Option(str(one), one.value.replace("_", " ").capitalize()) for one in kind)


def _asked(name: str, label: str, hint: str = "") -> Field:
    return Field(name, label, Kind.ASKED, hint, YES_NO)


def _who(_: KnowledgeBase) -> Topic:
    countries = tuple(Option(code, _COUNTRY_NAMES[code]) for code in COUNTRIES)
    person = (
        Field("person.age", "Age in years", Kind.WHOLE, may_refuse=True),
        Field("person.birth_date", "Or date of birth", Kind.DAY, "One of the two is enough."),
        Field("person.sex", "Sex", Kind.CHOICE, options=_words(Sex), may_refuse=True),
        Field("person.weight_kg", "Weight", Kind.TEXT, may_refuse=True, unit="kg"),
    )
    child = (
        _asked("person.pregnant", "Pregnant"),
        Field("person.gestation_weeks", "Week of pregnancy", Kind.WHOLE, "If pregnant.",
              may_refuse=True),
        _asked("person.breastfeeding", "Breastfeeding"),
    )  # fmt: skip
    visit = (
        Field(LABEL, "Name or number for your list", Kind.TEXT, "Never printed or sent anywhere."),
        Field("as_of", "Day of this situation", Kind.DAY, "Everything is reckoned from this day."),
        Field("country", "Country", Kind.CHOICE, "Decides products, labels and numbers to call.",
              countries),
    )  # fmt: skip
    return Topic(
        "who", "Who this is about", "What is left empty counts as not known, never as no.",
        ("as_of", "country", "person"),
        (Group("This visit", visit), Group("The person", person),
         Group("Pregnancy and breastfeeding", child)),
    )  # fmt: skip


def _taken(kb: KnowledgeBase) -> Topic:
    brands = {
        fact.value for drug in kb.drug_ids() for row in kb.names(drug).brands.values()
        for fact in row
    }  # fmt: skip
    names = (*kb.drug_ids(), *sorted(brands))
    drug = (
        Field("treatment.drug", "Drug", Kind.TEXT, "Its name or brand, as on the package.",
              suggestions=names),
        Field("treatment.indication", "Taken for", Kind.CHOICE, options=_words(Indication),
              may_refuse=True),
        Field("treatment.since", "Taken since", Kind.DAY, "The first day, as near as is known.",
              may_refuse=True),
        Field("treatment.days_per_week", "Days a week", Kind.WHOLE, "1 to 7.", may_refuse=True),
        Field("treatment.last_taken", "Last taken on", Kind.DAY, may_refuse=True),
        Field("treatment.source", "Where the tablets come from", Kind.CHOICE,
              options=_words(SupplyOrigin), may_refuse=True),
    )  # fmt: skip
    return Topic(
        "taken", "What is really taken",
        "What the person takes now, which may differ from what is written on the prescription.",
        ("treatment", "also"), (Group("The drug", drug), _also(names)),
    )  # fmt: skip


def _also(names: tuple[str, ...]) -> Group:
    """A second benzodiazepine or sleeping tablet of the same kind, if there is one."""
    start = "also#1"
    fields = (
        Field(f"{start}.drug", "The other drug", Kind.TEXT, suggestions=names),
        Field(f"{start}.indication", "Taken for", Kind.CHOICE, options=_words(Indication),
              may_refuse=True),
        Field(f"{start}.since", "Taken since", Kind.DAY, may_refuse=True),
        Field(f"{start}.days_per_week", "Days a week", Kind.WHOLE, "1 to 7.", may_refuse=True),
        *(
            field
            for n in (1, 2)
            for field in (
                Field(f"{start}.intakes#{n}.time", f"Time {n}", Kind.TEXT, "such as 22:30"),
                Field(f"{start}.intakes#{n}.dose", f"Dose {n}", Kind.TEXT, "with its unit"),
            )
        ),
        Field(f"{start}.last_taken", "Last taken on", Kind.DAY, may_refuse=True),
        Field(f"{start}.source", "Where the tablets come from", Kind.CHOICE,
              options=_words(SupplyOrigin), may_refuse=True),
    )  # fmt: skip
    return Group("A second benzodiazepine or z-drug", fields, folded=True,
                 hint="Other medicines have a page of their own.")  # fmt: skip


def _products(_: KnowledgeBase) -> Topic:
    return Topic(
        "products", "Products at hand",
        "Which products can be had, and what lies at home. Doses are made of these and no others.",
        ("products",),
    )  # fmt: skip


def _conditions(_: KnowledgeBase) -> Topic:
    return Topic(
        "conditions", "Illnesses and states",
        "Each is yes, no, not known or not told. What is not answered counts as not known.",
        ("conditions",), condition_groups(),
    )  # fmt: skip


def _medicines(_: KnowledgeBase) -> Topic:
    return Topic(
        "medicines", "Other medicines",
        "What else is taken or was taken lately, also without a prescription.", ("medicines",),
    )  # fmt: skip


def _history(_: KnowledgeBase) -> Topic:
    return Topic(
        "history", "History and daily life",
        "What happened before, and what the days are like.", ("history", "use_criteria"),
        history_groups(),
    )  # fmt: skip
