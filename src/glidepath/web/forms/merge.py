"""Two people at one form: what only one of them changed is kept, what both changed is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glidepath.web.forms.topics import LABEL
from glidepath.web.forms.tree import MEDICINES, PRODUCT

__all__ = ["Clash", "Merged", "merged", "of_topic", "owns", "with_rest"]

_BEGINNINGS = {
    "who": (LABEL, "as_of", "country", "person."),
    "taken": ("treatment.", "also#"),
    "products": (PRODUCT, "at_home.", "described."),
    "conditions": ("conditions.",),
    "medicines": (MEDICINES,),
    "history": ("history.", "use_criteria."),
    "goal": ("goal.", "preferences.", "start.", "switch."),
}


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people filled in differently since the same beginning."""

    field: str
    before: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Merged:
    """All fields after the change, those that clash as somebody else left them."""

    fields: dict[str, str]
    clashes: tuple[Clash, ...]


def owns(topic_id: str, name: str) -> bool:
    """Whether a field stands on a page."""
    return name.startswith(_BEGINNINGS[topic_id])


def of_topic(topic_id: str, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of one page."""
    return {name: value for name, value in fields.items() if owns(topic_id, name)}


def merged(
    topic_id: str, base: Mapping[str, str], theirs: Mapping[str, str], yours: Mapping[str, str]
) -> Merged:
    """Your page put into the form as it stands now.

    `base` is the form that your page was made from, `theirs` the form as it is kept now,
    `yours` the fields of your page. What you left alone stays as the others have it.
    """
    fields, clashes = dict(theirs), []
    names = {*of_topic(topic_id, base), *of_topic(topic_id, theirs), *of_topic(topic_id, yours)}
    for name in sorted(names):
        old, other, own = (one.get(name, "") for one in (base, theirs, yours))
        if own in (old, other):
            continue
        if other != old:
            clashes.append(Clash(name, old, other, own))
        elif own:
            fields[name] = own
        else:
            fields.pop(name, None)
    return Merged(fields, tuple(clashes))


def with_rest(fields: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """The same with "no" for each of some questions that nobody has answered."""
    return {**fields, **{name: "no" for name in names if not fields.get(name)}}
