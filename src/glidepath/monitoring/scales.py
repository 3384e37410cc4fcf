"""Answers of a rating scale to its total, band and red flags; what changed since the last one.

A total is evidence and never a dose. Where an answer is missing there is no total, except by
the scale's own rule, and then it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import prod

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import UNKNOWN, Answered, Known
from glidepath.domain.scale import (
    Choice,
    Filling,
    Gate,
    Item,
    Qualifier,
    Reckoning,
    ScaleChange,
    ScaleDefinition,
    ScaleResult,
)

__all__ = ["change", "entered", "offered", "result_of", "score"]

Answers = Mapping[str, Answered[int]]
Words = Mapping[str, str]


def offered(definition: ScaleDefinition, somebody_watches: bool) -> bool:
    """Whether a scale may be put before a person: one with red-flag items only where they are read.

    `definition.instead` names the scale for where nobody watches: PHQ-8 for PHQ-9.
    """
    return somebody_watches or not definition.red_flags


def score(
    definition: ScaleDefinition, answers: Answers, on: date, qualifiers: Words | None = None
) -> ScaleResult:
    """What these answers come to, in any order in which they are given.

    Takes each answer as what it counts, by the name of its item; what is not listed is
    unknown. No total where an answer is missing, unless the scale's rule makes one up from
    the rest; a red-flag item is never made up and is raised whatever the total. Refuses items
    the scale does not have, values it does not offer, answers behind a gate that is shut, and
    a missing or unknown qualifier, all at once.
    """
    words = _with_defaults(definition, qualifiers or {})
    problems = [*_wrong_answers(definition, answers), *_wrong_words(definition, words)]
    if not definition.items:
        problems.append(
            Problem(definition.id, "answers", "a total", "Enter the total of a filled-in form.")
        )
    if problems:
        raise BadInput(problems)
    shut = _shut(definition, answers)
    unanswered = tuple(item.id for item in definition.items if _is_open(item, answers, shut))
    total, prorated = _total(definition, answers, shut, unanswered)
    return _result(definition, on, total, answers, words, prorated, unanswered, was_entered=False)


def entered(
    definition: ScaleDefinition,
    total: Fraction,
    on: date,
    qualifiers: Words | None = None,
    items: Answers | None = None,
) -> ScaleResult:
    """A total that somebody reached on a form of their own, checked against what it can be.

    `qualifiers` say what has to be said beside it, such as the form or the time it looks back
    over; `items` are the answers to its red-flag items, without which these stay unanswered.
    Refuses a total out of range, one that cannot have come out, a missing or unknown
    qualifier, and items that are no red-flag items, all at once.
    """
    words, flagged = dict(qualifiers or {}), dict(items or {})
    asked = {item.id for item in definition.red_flags}
    problems = [
        *_wrong_words(definition, words),
        *_wrong_answers(definition, {name: flagged[name] for name in flagged if name in asked}),
        *(
            Problem(f"{definition.id}.{name[:40]}", "an answer", "answers to red-flag items only")
            for name in sorted(set(flagged) - asked)
        ),
    ]
    if not problems:
        problems += _wrong_total(definition, total, words)
    if problems:
        raise BadInput(problems)
    unanswered = tuple(
        item.id for item in definition.red_flags if not isinstance(_of(item, flagged), Known)
    )
    counted = prod((one.times for one in _choices(definition, words)), start=total)
    return _result(definition, on, counted, flagged, words, False, unanswered, was_entered=True)


def result_of(filling: Filling, definition: ScaleDefinition) -> ScaleResult:
    """What a filling-in came to, scored from its answers or checked as a total.

    Refuses answers to words that are not those we ship: another version is never rescored.
    """
    if filling.words and definition.text_checksum not in ("", filling.words):
        raise BadInput(
            Problem(
                f"{definition.id}.words", "answers to other words", "the words that are shipped",
                "Answers to another version are not scored by this one.",
            )
        )  # fmt: skip
    if filling.total is not None:
        total, words = filling.total, filling.qualifiers
        return replace(
            entered(definition, total, filling.on, words, filling.answers), words=filling.words
        )
    result = score(definition, filling.answers, filling.on, filling.qualifiers)
    return replace(result, words=filling.words)


def change(before: ScaleResult, after: ScaleResult, definition: ScaleDefinition) -> ScaleChange:
    """What changed between two fillings-in of one scale, against the smallest change that matters.

    A change between two that look back over some of the same days is marked as too soon.
    Refuses results of different scales, versions or forms, and an order that runs backwards.
    """
    problems = [*_misfits(before, after, definition)]
    if problems:
        raise BadInput(problems)
    points = None
    if before.total is not None and after.total is not None:
        points = after.total - before.total
    days = (after.on - before.on).days
    reaches = None
    if points is not None and definition.mid is not None:
        reaches = abs(points) >= definition.mid.value
    return ScaleChange(
        scale_id=definition.id,
        points=points,
        days=days,
        too_soon=days < definition.min_interval_days,
        mid=definition.mid,
        reaches_mid=reaches,
        prorated=before.prorated or after.prorated,
    )


def _misfits(
    before: ScaleResult, after: ScaleResult, definition: ScaleDefinition
) -> Iterator[Problem]:
    if {before.scale_id, after.scale_id} != {definition.id}:
        yield Problem("change", "results of different scales", f"two results of {definition.id}")
    elif before.version != after.version:
        yield Problem("change", "results of different versions", "two of one version")
    for one in definition.qualifiers:
        said = {result.qualifiers.get(one.name) for result in (before, after)}
        if len(said) > 1 and not one.comparable:
            yield Problem(f"change.{one.name}", "different answers", "two with the same answer")
    if after.on < before.on:
        yield Problem("change", "a later result before an earlier one", "the earlier one first")


def _with_defaults(definition: ScaleDefinition, words: Words) -> dict[str, str]:
    own = {one.name: one.choices[0].word for one in definition.qualifiers if one.for_totals}
    return {**own, **words}


def _wrong_words(definition: ScaleDefinition, words: Words) -> Iterator[Problem]:
    for name in sorted(words):
        if definition.qualifier(name) is None:
            allowed = ", ".join(one.name for one in definition.qualifiers) or "none"
            yield Problem(f"{definition.id}.qualifiers", repr(name[:40]), allowed)
    for one in definition.qualifiers:
        if one.choice(words.get(one.name, "")) is None:
            yield _ask(definition, one, words)


def _ask(definition: ScaleDefinition, one: Qualifier, words: Words) -> Problem:
    given = repr(words[one.name][:40]) if one.name in words else "nothing"
    allowed = ", ".join(repr(choice.word) for choice in one.choices)
    return Problem(f"{definition.id}.{one.name}", given, allowed, one.asks)


def _choices(definition: ScaleDefinition, words: Words) -> list[Choice]:
    found = (one.choice(words[one.name]) for one in definition.qualifiers)
    return [choice for choice in found if choice is not None]


def _wrong_total(definition: ScaleDefinition, total: Fraction, words: Words) -> Iterator[Problem]:
    choices = _choices(definition, words)
    own = [choice for choice in choices if choice.times != 1 or not choice.banded]
    ranges = own or [Choice("", definition.lowest, definition.highest, step=definition.times)]
    for one in ranges:
        if not one.lowest <= total <= one.highest:
            allowed = f"{one.lowest} to {one.highest}"
            yield Problem(f"{definition.id}.total", "a total out of range", allowed)
        elif one.step is not None and (total - one.lowest) % one.step:
            allowed = f"{one.lowest} to {one.highest} in steps of {one.step}"
            yield Problem(f"{definition.id}.total", "a total that cannot have come out", allowed)


def _wrong_answers(definition: ScaleDefinition, answers: Answers) -> Iterator[Problem]:
    for name, answer in sorted(answers.items()):
        where, item = f"{definition.id}.{name[:40]}", definition.item(name)
        if item is None:
            names = ", ".join(one.id for one in definition.items)
            yield Problem(where, "no item of this scale", names or "a total")
        elif isinstance(answer, Known) and answer.value not in item.values:
            yield Problem(where, str(answer.value)[:20], ", ".join(map(str, item.values)))
        elif isinstance(answer, Known) and _behind_shut(name, definition, answers):
            yield Problem(where, "an answer", "none: the question before it was answered no")


def _behind_shut(name: str, definition: ScaleDefinition, answers: Answers) -> bool:
    return any(name in gate.opens and _is_shut(gate, answers) for gate in definition.gates)


def _is_shut(gate: Gate, answers: Answers) -> bool:
    first = answers.get(gate.item, UNKNOWN)
    return isinstance(first, Known) and first.value < gate.with_at_least


def _shut(definition: ScaleDefinition, answers: Answers) -> frozenset[str]:
    shut = (gate.opens for gate in definition.gates if _is_shut(gate, answers))
    return frozenset(name for names in shut for name in names)


def _of(item: Item, answers: Answers) -> Answered[int]:
    return answers.get(item.id, UNKNOWN)


def _is_open(item: Item, answers: Answers, shut: frozenset[str]) -> bool:
    return item.id not in shut and not isinstance(_of(item, answers), Known)


def _total(
    definition: ScaleDefinition,
    answers: Answers,
    shut: frozenset[str],
    unanswered: Iterable[str],
) -> tuple[Fraction | None, bool]:
    """The total and whether it was made up; items behind a shut gate count nothing."""
    scored = [item for item in definition.items if item.scored]
    lacking = {item.id for item in scored} & set(unanswered)
    told = [known.value for one in scored if isinstance(known := _of(one, answers), Known)]
    values = told + [0] * len({item.id for item in scored} & shut)
    if not lacking:
        reckon = max if definition.reckoning is Reckoning.HIGHEST else sum
        return reckon(values) * definition.times, False
    rule = definition.missing.value if definition.missing else None
    if rule is None or len(lacking) > rule.most or lacking & set(rule.never):
        return None, False
    return Fraction(sum(values) * len(scored), len(values)) * definition.times, True


def _result(
    definition: ScaleDefinition,
    on: date,
    total: Fraction | None,
    answers: Answers,
    words: Words,
    prorated: bool,
    unanswered: tuple[str, ...],
    *,
    was_entered: bool,
) -> ScaleResult:
    known = {item: _of(item, answers) for item in definition.items}
    told = {item: one.value for item, one in known.items() if isinstance(one, Known)}
    figures = {item.figure: Fraction(value) for item, value in told.items() if item.figure}
    at_least = {}
    if definition.figure and total is not None:
        figures[definition.figure] = total
    elif definition.figure:
        at_least[definition.figure] = _lowest_total(definition, told)
    return ScaleResult(
        scale_id=definition.id,
        version=definition.version,
        on=on,
        total=total,
        band=_band(definition, total, words),
        prorated=prorated,
        raised=tuple(
            item.id
            for item, value in told.items()
            if item.raised_from is not None and value >= item.raised_from
        ),
        unanswered=unanswered,
        qualifiers=dict(words),
        figures=figures,
        at_least=at_least,
        was_entered=was_entered,
    )


def _lowest_total(definition: ScaleDefinition, told: Mapping[Item, int]) -> Fraction:
    """What the total is at the least, whatever the missing answers are."""
    least = [told.get(item, min(item.values)) for item in definition.items if item.scored]
    reckon = max if definition.reckoning is Reckoning.HIGHEST else sum
    return reckon(least) * definition.times


def _band(definition: ScaleDefinition, total: Fraction | None, words: Words) -> str:
    """The highest band that the total has reached; a total made up is not rounded to reach one."""
    choices = _choices(definition, words)
    if total is None or definition.bands is None or not all(one.banded for one in choices):
        return ""
    reached = [band.name for band in definition.bands.value if total >= band.lowest]
    return reached[-1] if reached else ""
