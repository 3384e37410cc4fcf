"""What a rule function gives back: an answer of three values, and how answers are put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from glidepath.domain.finding import Verdict
from glidepath.domain.person import Answered, Known

__all__ = ["CLEAR", "Ruling", "both", "cannot_tell", "either", "judged", "unless", "when"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule's answer before it is put into words: verdict, deciding figures, missing facts."""

    verdict: Verdict
    values: Mapping[str, str] = field(default_factory=dict)
    ask: tuple[str, ...] = ()

    @property
    def fires(self) -> bool:
        """Whether the rule applies."""
        return self.verdict is Verdict.FIRES


CLEAR = Ruling(Verdict.CLEAR)


def when(applies: bool, **values: str) -> Ruling:
    """Fires with these figures, or is clear."""
    return Ruling(Verdict.FIRES, values) if applies else CLEAR


def cannot_tell(*ask: str) -> Ruling:
    """Nobody has given these facts."""
    return Ruling(Verdict.CANNOT_TELL, {}, ask)


def judged(
    ask: str, answer: Answered[T], applies: Callable[[T], bool], **show: Callable[[T], str]
) -> Ruling:
    """Fires where the known answer fits; cannot tell, and asks, where there is no answer."""
    if not isinstance(answer, Known):
        return cannot_tell(ask)
    value = answer.value
    if not applies(value):
        return CLEAR
    return Ruling(Verdict.FIRES, {name: text(value) for name, text in show.items()})


def either(*rulings: Ruling) -> Ruling:
    """Fires if one fires, is clear only if all are, and otherwise cannot tell."""
    fired = [ruling for ruling in rulings if ruling.fires]
    if fired:
        return Ruling(Verdict.FIRES, _merged(fired))
    return _undecided(rulings)


def both(*rulings: Ruling) -> Ruling:
    """Fires if all fire, is clear if one is, and otherwise cannot tell."""
    if any(ruling.verdict is Verdict.CLEAR for ruling in rulings):
        return CLEAR
    if all(ruling.fires for ruling in rulings):
        return Ruling(Verdict.FIRES, _merged(rulings))
    return _undecided(rulings)


def unless(ruling: Ruling) -> Ruling:
    """Fires where the other is clear, and the reverse; what is unknown stays unknown."""
    if ruling.verdict is Verdict.CANNOT_TELL:
        return ruling
    return when(not ruling.fires)


def _undecided(rulings: Iterable[Ruling]) -> Ruling:
    asked = {ask: None for ruling in rulings for ask in ruling.ask}
    unknown = any(ruling.verdict is Verdict.CANNOT_TELL for ruling in rulings)
    return cannot_tell(*asked) if unknown else CLEAR


def _merged(rulings: Iterable[Ruling]) -> dict[str, str]:
    """All figures together; where two rulings name the same one, both in order of the alphabet."""
    found: dict[str, set[str]] = {}
    for ruling in rulings:
        for name, text in ruling.values.items():
            found.setdefault(name, set()).update(text.split(", "))
    return {name: ", ".join(sorted(texts)) for name, texts in found.items()}
