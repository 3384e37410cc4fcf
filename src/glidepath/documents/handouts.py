"""Pages for the person, as text: skills, the plan for hard times, a check of what they know."""

from __future__ import annotations

from collections.abc import Iterator

from glidepath.domain.support import SelfCheck, Skill, SupportBook

__all__ = ["hard_times_form", "self_check", "skill_cards"]

_UNREVIEWED = "Words of our own; not yet reviewed by a clinician."
_LINES = 4


def skill_cards(skills: tuple[Skill, ...]) -> str:
    """Every skill on a card of its own: what it helps with, the steps, how often, and the care."""
    return "\n".join(["WHAT CAN HELP", _UNREVIEWED, "", *(_card(skill) for skill in skills)])


def _card(skill: Skill) -> str:
    steps = [f"  {number}. {step}" for number, step in enumerate(skill.steps, 1)]
    head = [skill.title.upper(), f"  Helps with: {', '.join(skill.helps)}."]
    return "\n".join([*head, *steps, f"  When: {skill.often}", f"  Take care: {skill.caution}", ""])


def hard_times_form(book: SupportBook) -> str:
    """The person's plan for hard times, with lines to write on and what everybody's plan says."""
    return "\n".join(["MY PLAN FOR HARD TIMES", _UNREVIEWED, "", *_form(book)])


def _form(book: SupportBook) -> Iterator[str]:
    for heading in book.headings:
        yield heading.title.upper()
        yield f"  ({heading.hint})"
        yield from ["  ______________________________________________________________"] * _LINES
        yield ""
    yield "ALWAYS"
    yield from (f"  - {said.text}" for said in book.always)
    yield ""
    yield "WHAT THE WORDS MEAN"
    yield from (f"  {name}: {said.text}" for name, said in book.words.items())


def self_check(checks: tuple[SelfCheck, ...]) -> str:
    """Statements to think about first, and the answers after all of them."""
    asked = [f"  {number}. {one.statement}" for number, one in enumerate(checks, 1)]
    answers = [
        f"  {number}. {'True' if one.truth else 'Not so'}. {one.why.text}"
        for number, one in enumerate(checks, 1)
    ]
    head = ["WHAT DO YOU THINK?", "True or not so? The answers are below."]
    return "\n".join([*head, *asked, "", "ANSWERS", *answers])
