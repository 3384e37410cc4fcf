"""From raw answers to how soon, to whom, and the fixed words; the worst advice wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.finding import Verdict
from glidepath.domain.grading import Advice, Route, Urgency
from glidepath.domain.person import UNKNOWN, Answered, Condition, Known, Situation
from glidepath.monitoring.flags import Flag, FlagBook, Numbers

__all__ = ["Answers", "Triage", "context_of", "denied", "triage"]

_CONTEXT = {
    "context_seizure_history": (Condition.EPILEPSY, Condition.WITHDRAWAL_SEIZURE_OR_DELIRIUM),
    "context_bipolar": (Condition.BIPOLAR_DISORDER,),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person, a scale or an observer said: symptoms yes or no, and measured figures.

    What is not listed is unknown, never a no. `at_least` are figures known only from below,
    such as the total of a scale with answers missing.
    """

    symptoms: Mapping[str, Answered[bool]] = field(default_factory=dict)
    figures: Mapping[str, Answered[Fraction]] = field(default_factory=dict)
    at_least: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Triage:
    """How soon somebody has to be seen, the advice that says so, and what is still unknown.

    `advice` holds every flag raised, the most urgent first. `ask` are the questions nobody
    has answered that could raise it further, `could_be` the urgency they could raise it to.
    """

    urgency: Urgency
    text: str
    advice: tuple[Advice, ...] = ()
    ask: tuple[str, ...] = ()
    could_be: Urgency = Urgency.ROUTINE

    @property
    def routes(self) -> tuple[Route, ...]:
        """Whom to see, in the order of urgency, each once."""
        return tuple(dict.fromkeys(route for one in self.advice for route in one.routes))


def denied(book: FlagBook) -> Answers:
    """Every symptom answered with no, as with "none of these"; no figure was measured."""
    return Answers({name: Known(False) for name in book.questions})


def context_of(situation: Situation) -> Answers:
    """What a situation says of the person's context, as answers; the rest stays unknown."""
    return Answers({name: _any(situation, conditions) for name, conditions in _CONTEXT.items()})


def _any(situation: Situation, conditions: tuple[Condition, ...]) -> Answered[bool]:
    told = [situation.condition(condition) for condition in conditions]
    if any(isinstance(one, Known) and one.value for one in told):
        return Known(True)
    return Known(False) if all(isinstance(one, Known) for one in told) else UNKNOWN


def triage(answers: Answers, country: str, book: FlagBook) -> Triage:
    """The urgency and the advice for these answers.

    A flag is raised by its own answers alone; no other answer and no total takes it back.
    Where nothing is raised and something is unanswered the urgency is unknown, never routine.
    Refuses symptoms and figures that the data do not name.
    """
    _refuse_unknown_names(answers, book)
    seen = {flag: _verdict(flag, answers, book) for flag in book.flags}
    raised = sorted(
        (flag for flag, (verdict, _) in seen.items() if verdict is Verdict.FIRES),
        key=lambda flag: (-flag.urgency, flag.id),
    )
    unsure = {flag: ask for flag, (v, ask) in seen.items() if v is Verdict.CANNOT_TELL}
    numbers = book.numbers_of(country)
    could_be = max((flag.urgency for flag in unsure), default=Urgency.ROUTINE)
    urgency = max(
        (*(flag.urgency for flag in raised), Urgency.UNKNOWN if unsure else Urgency.ROUTINE)
    )
    return Triage(
        urgency=urgency,
        text=_text(raised, urgency, numbers, book),
        advice=tuple(_advice(flag, numbers) for flag in raised),
        ask=_asked(unsure, urgency, book),
        could_be=max(urgency, could_be),
    )


def _refuse_unknown_names(answers: Answers, book: FlagBook) -> None:
    strange = sorted({*answers.symptoms} - {*book.questions})
    strange += sorted({*answers.figures, *answers.at_least} - {*book.figures})
    if strange:
        raise BadInput(
            Problem("answers", name[:40], "an answer that the triage data name", "See the list.")
            for name in strange
        )


def _verdict(flag: Flag, answers: Answers, book: FlagBook) -> tuple[Verdict, tuple[str, ...]]:
    """Whether one group of answers is all yes; else which unanswered ones could make it so."""
    ask: list[str] = []
    for group in flag.when:
        told = {name: _answer(name, answers, book) for name in group}
        if all(isinstance(one, Known) and one.value for one in told.values()):
            return Verdict.FIRES, ()
        if not any(isinstance(one, Known) and not one.value for one in told.values()):
            ask += [name for name, one in told.items() if not isinstance(one, Known)]
    return (Verdict.CANNOT_TELL if ask else Verdict.CLEAR), tuple(ask)


def _answer(name: str, answers: Answers, book: FlagBook) -> Answered[bool]:
    sign = book.signs.get(name)
    if sign is None:
        return answers.symptoms.get(name, UNKNOWN)
    figure = answers.figures.get(sign.figure, UNKNOWN)
    if isinstance(figure, Known):
        return Known(figure.value >= sign.at_least.value)
    if sign.figure in answers.at_least:
        return Known(True) if answers.at_least[sign.figure] >= sign.at_least.value else UNKNOWN
    covering = answers.symptoms.get(sign.covered_by, UNKNOWN)
    return Known(False) if isinstance(covering, Known) and not covering.value else UNKNOWN


def _text(raised: list[Flag], urgency: Urgency, numbers: Numbers, book: FlagBook) -> str:
    if raised and urgency is not Urgency.UNKNOWN:
        return _filled(raised[0].says, numbers)
    return book.phrases["unknown" if urgency is Urgency.UNKNOWN else "routine"]


def _filled(text: str, numbers: Numbers) -> str:
    return text.format(number=numbers.emergency, crisis=numbers.crisis).replace("  ", " ")


def _advice(flag: Flag, numbers: Numbers) -> Advice:
    return Advice(
        flag_id=flag.id,
        urgency=flag.urgency,
        routes=flag.routes,
        text=_filled(flag.says, numbers),
        dose=flag.dose,
        contact=numbers.emergency if flag.urgency is Urgency.EMERGENCY else "",
        sources=flag.sources,
        confidence=flag.confidence.value,
    )


def _asked(
    unsure: Mapping[Flag, tuple[str, ...]], urgency: Urgency, book: FlagBook
) -> tuple[str, ...]:
    """The unanswered symptoms and figures that could raise the urgency, the gravest first."""
    higher = sorted(
        (flag for flag in unsure if flag.urgency > urgency or urgency is Urgency.UNKNOWN),
        key=lambda flag: (-flag.urgency, flag.id),
    )
    names = (name for flag in higher for name in unsure[flag])
    figure = {name: sign.figure for name, sign in book.signs.items()}
    return tuple(dict.fromkeys(figure.get(name, name) for name in names))
