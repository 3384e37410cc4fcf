"""A rating scale, what one filling-in of it came to, and what changed between two of them.

Evidence for a clinician, never by itself a dose: no figure of a scale moves a dose here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.evidence import Fact
from glidepath.domain.person import Answered
from glidepath.domain.scale_text import Licence

__all__ = [
    "Band",
    "Choice",
    "Filling",
    "Gate",
    "Item",
    "Missing",
    "Option",
    "Qualifier",
    "Reckoning",
    "ScaleChange",
    "ScaleDefinition",
    "ScaleResult",
]


class Reckoning(StrEnum):
    """How answers become a total: added up, or the highest of them."""

    SUM = "sum"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be ticked: what it counts, and its LOINC answer code if it has one.

    What an answer counts is written down here and never read from the order of the codes.
    """

    value: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a scale, known by its name; its words stand in the text that may be shipped.

    From `raised_from` on somebody has to look at the answer today, whatever the total; such
    an item is never made up. `figure` is the name by which triage knows the answer. An item
    that is not `scored` is asked and does not count.
    """

    id: str
    options: tuple[Option, ...]
    loinc: str = ""
    scored: bool = True
    raised_from: int | None = None
    figure: str = ""

    @property
    def values(self) -> tuple[int, ...]:
        """What an answer may count."""
        return tuple(option.value for option in self.options)


@dataclass(frozen=True, slots=True)
class Gate:
    """A question that opens others: without this answer they are not asked and count nothing."""

    item: str
    opens: tuple[str, ...]
    with_at_least: int


@dataclass(frozen=True, slots=True)
class Band:
    """A range of totals with a name, from its lowest total up to the next band."""

    lowest: Fraction
    name: str


@dataclass(frozen=True, slots=True)
class Missing:
    """How many answers may be missing for a total to be made up from the rest, marked as such."""

    most: int
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One way in which a total can have been reached, with the range that it then has.

    A total of this kind times `times` is a total of the scale; with `step` only whole
    multiples of it can have come out. Where `banded` is false the bands do not hold for it.
    """

    word: str
    lowest: Fraction
    highest: Fraction
    times: Fraction = Fraction(1)
    step: Fraction | None = None
    banded: bool = True


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What has to be said beside a result before it means anything, such as the form used.

    One that is `for_totals` is asked only where somebody enters a total; answers scored here
    take its first choice. Results under two choices are compared only if `comparable`.
    """

    name: str
    asks: str
    choices: tuple[Choice, ...]
    for_totals: bool = False
    comparable: bool = False

    def choice(self, word: str) -> Choice | None:
        """The choice of this name, if it is one."""
        return next((one for one in self.choices if one.word == word), None)


@dataclass(frozen=True, slots=True)
class ScaleDefinition:
    """All that is needed to score a scale, without its words.

    A total is the answers reckoned together `times` a factor. `recall_days` is the time its
    questions look back over, `min_interval_days` the time below which two fillings-in
    overlap. `missing` is None where every answer is needed. `figure` is the name by which
    triage knows the total, `instead` the scale for places where nobody answers its red-flag
    items. `bands` keep those of other sources beside the chosen ones.
    `text_checksum` is that of the words shipped with it; empty where none may be shipped.
    """

    id: str
    title: str
    version: str
    measures: str
    licence: Licence
    recall: str
    recall_days: int | None
    min_interval_days: int
    reckoning: Reckoning
    times: Fraction
    lowest: Fraction
    highest: Fraction
    items: tuple[Item, ...]
    gates: tuple[Gate, ...]
    bands: Fact[tuple[Band, ...]] | None
    missing: Fact[Missing] | None
    mid: Fact[Fraction] | None
    qualifiers: tuple[Qualifier, ...]
    sources: tuple[str, ...]
    confidence: str
    loinc_panel: str = ""
    loinc_score: str = ""
    figure: str = ""
    instead: str = ""
    note: str = ""
    text_checksum: str = ""

    def __post_init__(self) -> None:
        """Refuse a scale that contradicts itself."""
        problems = [Problem(f"scale {self.id}", *one) for one in self._contradictions()]
        if problems:
            raise BadInput(problems)

    def _contradictions(self) -> list[tuple[str, str]]:
        names = {item.id for item in self.items}
        named = {name for gate in self.gates for name in (gate.item, *gate.opens)}
        if self.missing:
            named |= set(self.missing.value.never)
        wrong = []
        if len(names) != len(self.items):
            wrong.append(("two items of one name", "each name once"))
        if named - names:
            wrong.append((f"items {sorted(named - names)} that it has not", "its own items"))
        if self.items and self._reachable != (self.lowest, self.highest):
            wrong.append(("a range that its items do not reach", "the range of its items"))
        if self.text_checksum and not self.licence.may_ship:
            wrong.append(("words that may not be shipped", "no words below tier A"))
        if self.missing and {item.id for item in self.red_flags} - set(self.missing.value.never):
            wrong.append(("a red-flag item that would be made up", "red-flag items never made up"))
        return wrong

    @property
    def _reachable(self) -> tuple[Fraction, Fraction]:
        values = [item.values for item in self.items if item.scored] or [(0,)]
        lows, highs = [min(one) for one in values], [max(one) for one in values]
        reckon = max if self.reckoning is Reckoning.HIGHEST else sum
        return reckon(lows) * self.times, reckon(highs) * self.times

    @property
    def red_flags(self) -> tuple[Item, ...]:
        """The items that somebody has to look at the same day."""
        return tuple(item for item in self.items if item.raised_from is not None)

    def item(self, name: str) -> Item | None:
        """The item of this name, if it is one."""
        return next((item for item in self.items if item.id == name), None)

    def qualifier(self, name: str) -> Qualifier | None:
        """What has to be said under this name beside a total, if anything."""
        return next((one for one in self.qualifiers if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Filling:
    """What somebody filled in, before it is scored: answers by item, or a total they reached.

    Beside a total the answers are those to red-flag items only; `qualifiers` say what has to
    be said beside it, such as the form. `words` is the checksum of the words that were shown,
    empty where nobody kept it.
    """

    scale_id: str
    on: date
    answers: Mapping[str, Answered[int]] = field(default_factory=dict)
    total: Fraction | None = None
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """What one filling-in of a scale came to.

    `total` is None where answers are missing and the scale's rule allows no total; with
    `prorated` it was made up from the answers that are there, by the scale's own rule.
    `band` names the range it falls in, empty where the scale has none. `raised` names the
    items that need somebody to look at them today, whatever the total. `unanswered` are the
    items without an answer. `qualifiers` are what was said beside a total that was entered,
    `figures` the totals and answers by the names that triage knows; what is not there is
    unknown. `at_least` are figures known only to be so much or more, because answers are
    missing. `words` is the checksum of the words that were answered, if it was kept.
    """

    scale_id: str
    version: str
    on: date
    total: Fraction | None
    band: str = ""
    prorated: bool = False
    raised: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Fraction] = field(default_factory=dict)
    at_least: Mapping[str, Fraction] = field(default_factory=dict)
    was_entered: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """What changed between two fillings-in of one scale.

    `points` is later less earlier, None where either has no total. `reaches_mid` says whether
    it is at least the smallest change that matters, None where no such figure is known.
    `too_soon` says that the two look back over some of the same days: no trend can be read
    from them.
    """

    scale_id: str
    points: Fraction | None
    days: int
    too_soon: bool
    mid: Fact[Fraction] | None = None
    reaches_mid: bool | None = None
    prorated: bool = False
