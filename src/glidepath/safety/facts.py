"""What the rules know of the world: plain values, read beforehand, so that no rule reads a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol

from glidepath.domain.codes import AtcCode
from glidepath.domain.drug import Drug
from glidepath.domain.evidence import Fact
from glidepath.domain.person import Known, Situation
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import dose_text
from glidepath.safety.registry import rule_ids
from glidepath.safety.rulebook import Raw, RuleText, read_fact, read_rules

__all__ = [
    "Group",
    "QuestionText",
    "RiskTable",
    "RuleBook",
    "RuleFacts",
    "Smallest",
    "label_maximum",
    "read_book",
    "rule_facts",
]


class Group(StrEnum):
    """A class of medicines that some rule speaks of; `other` is one that no rule speaks of."""

    OPIOID = "opioid"
    OPIOID_AGONIST_TREATMENT = "opioid_agonist_treatment"
    BENZODIAZEPINE = "benzodiazepine"
    Z_DRUG = "z_drug"
    GABAPENTINOID = "gabapentinoid"
    BARBITURATE = "barbiturate"
    SEDATING_ANTIHISTAMINE = "sedating_antihistamine"
    SEDATING_ANTIPSYCHOTIC = "sedating_antipsychotic"
    SEDATING_ANTIDEPRESSANT = "sedating_antidepressant"
    MUSCLE_RELAXANT = "muscle_relaxant"
    CYP3A_INHIBITOR = "cyp3a_inhibitor"
    CYP_INDUCER = "cyp_inducer"
    VALPROATE = "valproate"
    ANTISEIZURE = "antiseizure"
    SEIZURE_THRESHOLD_LOWERING = "seizure_threshold_lowering"
    SEROTONERGIC_ANTIDEPRESSANT = "serotonergic_antidepressant"
    CLONIDINE = "clonidine"
    BETA_BLOCKER = "beta_blocker"
    HYDROXYZINE = "hydroxyzine"
    BUSPIRONE = "buspirone"
    PROPANTHELINE = "propantheline"
    ANAESTHETIC = "anaesthetic"
    FLUMAZENIL = "flumazenil"
    NALOXONE = "naloxone"
    ANTICOAGULANT = "anticoagulant"
    OTHER = "other"


class Knowledge(Protocol):
    """As much of the knowledge as the rules need."""

    def raw(self, relative_path: str, /) -> Mapping[str, Any]:
        """One data file as a table."""

    def drug(self, drug_id: str, /) -> Drug:
        """One drug."""


@dataclass(frozen=True, slots=True)
class RiskTable:
    """The guideline's table: durations, days a week, and mg bands of each drug by itself."""

    month: Fact[Fraction]
    three_months: Fact[Fraction]
    rare_up_to: Fact[Fraction]
    low_to: Mapping[str, Fact[Fraction]]
    high_above: Mapping[str, Fact[Fraction]]
    texts: Mapping[str, str]
    care: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class QuestionText:
    """How a missing fact is asked for, why, and the answers worth trying before it is known."""

    fact: str
    text: str
    why: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, the risk table, the classes of medicines and the questions, as data."""

    rules: Mapping[str, RuleText]
    risk: RiskTable
    medicine_groups: Mapping[str, tuple[Group, ...]]
    atc_groups: Mapping[str, tuple[Group, ...]]
    questions: Mapping[str, QuestionText]
    phrases: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Smallest:
    """The least of a drug that its products make, and the daily dose it may be stopped from."""

    drug_name: str
    least: Mass
    stop_from: Mass

    @property
    def text(self) -> str:
        """What it is, for a person to read."""
        return f"{dose_text(self.least)} ({self.drug_name})"


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What the rules need besides the person: the drug as this country's label sees it.

    `label_maximum` is the highest daily dose the label gives for the person's use, None
    where no label gives one. `licensed_uses` are the label's uses in the country, None where
    nobody has read the label. `unmakeable` names present doses that the products cannot
    make, None where nobody has looked. `smallest` is the least that can be taken of each
    drug that is to be lowered, None where no product of it is named.
    """

    book: RuleBook
    drug_id: str
    drug_name: str
    is_z_drug: bool = False
    label_maximum: Fact[Mass] | None = None
    licensed_uses: Fact[tuple[str, ...]] | None = None
    unmakeable: tuple[str, ...] | None = None
    smallest: tuple[Smallest, ...] | None = None

    def groups_of(self, name: str, group: str = "") -> tuple[Group, ...] | None:
        """The classes of a medicine by the class given, by name, or by ATC code; else None."""
        if group in Group.__members__.values():
            return (Group(group),)
        plain = name.strip().casefold()
        return self.book.medicine_groups.get(plain) or self._groups_of_code(plain.upper())

    def _groups_of_code(self, code: str) -> tuple[Group, ...] | None:
        """The classes of an ATC code; the longest beginning that the data name decides."""
        if not re.fullmatch(AtcCode.pattern, code):
            return None
        beginnings = (code[:length] for length in range(len(code), 0, -1))
        known = self.book.atc_groups
        return next((known[start] for start in beginnings if start in known), None)


def read_book(raw: Raw) -> RuleBook:
    """Read every rule and the tables beside them; takes the knowledge's reader of raw files."""
    questions = raw("questions.toml")
    return RuleBook(
        rules=read_rules(raw, rule_ids()),
        risk=_risk_table(raw("risk.toml")),
        medicine_groups=_medicine_groups(raw("medicines.toml")),
        atc_groups={
            start: tuple(map(Group, groups))
            for start, groups in raw("medicines.toml")["atc"].items()
        },
        questions={
            fact: QuestionText(fact, table["text"], table["why"], table["answers"])
            for fact, table in questions["fact"].items()
        },
        phrases=dict(questions["phrase"]),
    )


def _risk_table(raw: Mapping[str, Any]) -> RiskTable:
    bands = raw["band"]
    return RiskTable(
        month=read_fact(raw["month"]),
        three_months=read_fact(raw["three_months"]),
        rare_up_to=read_fact(raw["rare_up_to"]),
        low_to={drug: read_fact(band | {"value": band["low_to"]}) for drug, band in bands.items()},
        high_above={
            drug: read_fact(band | {"value": band["high_above"]}) for drug, band in bands.items()
        },
        texts=dict(raw["text"]),
        care=dict(raw["care"]),
    )


def _medicine_groups(raw: Mapping[str, Any]) -> dict[str, tuple[Group, ...]]:
    found: dict[str, tuple[Group, ...]] = {}
    for group, table in raw["group"].items():
        for name in table["names"]:
            key = name.casefold()
            found[key] = (*found.get(key, ()), Group(group))
    return found


def rule_facts(
    book: RuleBook,
    drug: Drug,
    situation: Situation,
    unmakeable: Iterable[str] | None = None,
    lowered: tuple[Drug, ...] = (),
) -> RuleFacts:
    """The facts for one person: their drug as their country's label sees it.

    `unmakeable` are the present doses that the products cannot make (empty: all can be made;
    None: nobody has looked). `lowered` are the drugs that are to be lowered; without any it
    is the drug itself.
    """
    return RuleFacts(
        book=book,
        drug_id=drug.id,
        drug_name=drug.name,
        is_z_drug=drug.is_z_drug,
        label_maximum=label_maximum(drug, situation),
        licensed_uses=drug.indications.get(situation.country),
        unmakeable=None if unmakeable is None else tuple(unmakeable),
        smallest=tuple(_smallest(lowered or (drug,), situation)) or None,
    )


def _smallest(drugs: Iterable[Drug], situation: Situation) -> Iterator[Smallest]:
    """The least portion of each of these drugs that has a product at hand."""
    for drug in drugs:
        masses = [
            portion.mass
            for at_hand in situation.products_of(drug.id)
            for portion in at_hand.product.portions
        ]
        if masses:
            yield Smallest(drug.name, min(masses), drug.stop_from.value)


def label_maximum(drug: Drug, situation: Situation) -> Fact[Mass] | None:
    """The highest daily dose the country's label gives for the person's use.

    For a use the label does not name, the figure for any use; where the use is unknown, the
    lowest figure the country's label gives, so that not knowing never allows more.
    """
    use = situation.treatment.indication
    if isinstance(use, Known):
        return drug.label_maximum_for(situation.country, str(use.value))
    here = [
        fact for (country, _), fact in drug.label_maximum.items() if country == situation.country
    ]
    return min(here, key=lambda fact: fact.value, default=None)
