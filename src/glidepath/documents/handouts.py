"""Pages for the person, as text: skills, the plan for hard times, a check of what they know."""

from __future__ import annotations

from collections.abc import Iterator

from glidepath.documents.phrases import phrase
from glidepath.domain.support import SelfCheck, Skill, SupportBook

__all__ = ["hard_times_form", "self_check", "skill_cards"]

_LINES = 4


def skill_cards(skills: tuple[Skill, ...]) -> str:
    """Every skill on a card of its own: what it helps with, the steps, how often, and the care."""
    return "\n".join([*_head("handout.skills"), *(_card(skill) for skill in skills)])


def _card(skill: Skill) -> str:
    steps = [f"  {number}. {step}" for number, step in enumerate(skill.steps, 1)]
    helps = phrase("handout.helps", what=", ".join(skill.helps))
    when = phrase("handout.when", what=skill.often)
    care = phrase("handout.caution", what=skill.caution)
    return "\n".join([skill.title.upper(), f"  {helps}", *steps, f"  {when}", f"  {care}", ""])


def _head(title: str) -> list[str]:
    """The title of a page, and that no clinician has reviewed its words."""
    return [phrase(title), phrase("handout.unreviewed"), ""]


def hard_times_form(book: SupportBook) -> str:
    """The person's plan for hard times, with lines to write on and what everybody's plan says."""
    return "\n".join([*_head("handout.hard_times"), *_form(book)])


def _form(book: SupportBook) -> Iterator[str]:
    for heading in book.headings:
        yield heading.title.upper()
        yield f"  ({heading.hint})"
        yield from ["  ______________________________________________________________"] * _LINES
        yield ""
    yield phrase("handout.always")
    yield from (f"  - {said.text}" for said in book.always)
    yield ""
    yield phrase("handout.words")
    yield from (f"  {name}: {said.text}" for name, said in book.words.items())


def self_check(checks: tuple[SelfCheck, ...]) -> str:
    """Statements to think about first, and the answers after all of them."""
    asked = [f"  {number}. {one.statement}" for number, one in enumerate(checks, 1)]
    answers = [
        f"  {number}. {phrase('handout.true' if one.truth else 'handout.not_so')}. {one.why.text}"
        for number, one in enumerate(checks, 1)
    ]
    head = [phrase("handout.self_check"), phrase("handout.self_check_how")]
    return "\n".join([*head, *asked, "", phrase("handout.answers"), *answers])
