"""Pages for the person, as text: skills, the plan for hard times, a check of what they know.

Each is in English or in a language of `translated`; then it says that nobody reviewed that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from glidepath.documents.phrases import phrase
from glidepath.documents.translated import ENGLISH, teller
from glidepath.domain.support import SelfCheck, Skill, SupportBook

__all__ = ["hard_times_form", "self_check", "skill_cards"]

_LINES = 4
Tell = Callable[[str], str]


def skill_cards(skills: tuple[Skill, ...], language: str = ENGLISH) -> str:
    """Every skill on a card of its own: what it helps with, the steps, how often, and the care."""
    tell = teller(language)
    head = _head("handout.skills", tell)
    return "\n".join([*head, *(_card(skill, tell) for skill in skills)])


def _card(skill: Skill, tell: Tell) -> str:
    steps = [f"  {number}. {tell(step)}" for number, step in enumerate(skill.steps, 1)]
    helps = _filled("handout.helps", ", ".join(map(tell, skill.helps)), tell)
    when = _filled("handout.when", tell(skill.often), tell)
    care = _filled("handout.caution", tell(skill.caution), tell)
    title = tell(skill.title).upper()
    return "\n".join([title, f"  {helps}", *steps, f"  {when}", f"  {care}", ""])


def _filled(name: str, what: str, tell: Tell) -> str:
    return tell(phrase(name)).format(what=what)


def _head(title: str, tell: Tell) -> list[str]:
    """The title of a page, and that no clinician has reviewed its words."""
    return [tell(phrase(title)), tell(phrase("handout.unreviewed")), ""]


def hard_times_form(book: SupportBook, language: str = ENGLISH) -> str:
    """The person's plan for hard times, with lines to write on and what everybody's plan says."""
    tell = teller(language)
    return "\n".join([*_head("handout.hard_times", tell), *_form(book, tell)])


def _form(book: SupportBook, tell: Tell) -> Iterator[str]:
    for heading in book.headings:
        yield tell(heading.title).upper()
        yield f"  ({tell(heading.hint)})"
        yield from ["  ______________________________________________________________"] * _LINES
        yield ""
    yield tell(phrase("handout.always"))
    yield from (f"  - {tell(said.text)}" for said in book.always)
    yield ""
    yield tell(phrase("handout.words"))
    yield from (f"  {tell(name)}: {tell(said.text)}" for name, said in book.words.items())


def self_check(checks: tuple[SelfCheck, ...], language: str = ENGLISH) -> str:
    """Statements to think about first, and the answers after all of them."""
    tell = teller(language)
    asked = [f"  {number}. {tell(one.statement)}" for number, one in enumerate(checks, 1)]
    answers = [
        f"  {number}. {tell(phrase('handout.true' if one.truth else 'handout.not_so'))}. "
        f"{tell(one.why.text)}"
        for number, one in enumerate(checks, 1)
    ]
    head = [*_head("handout.self_check", tell)[:-1], tell(phrase("handout.self_check_how"))]
    return "\n".join([*head, *asked, "", tell(phrase("handout.answers")), *answers])
