"""What a rule sees: one person's situation, the facts, and the rule's own figures and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from glidepath.domain.drug import Form
from glidepath.domain.person import Answered, Condition, Known, Medicine, Situation, UseCriterion
from glidepath.domain.wording import date_text, dose_text, plain_number
from glidepath.safety.facts import Group, RuleFacts
from glidepath.safety.rulebook import RuleText
from glidepath.safety.ruling import Ruling, both, cannot_tell, either, judged, when

__all__ = ["View"]


@dataclass(frozen=True, slots=True)
class View:
    """A situation seen through one rule; every look answers fires, clear or cannot tell.

    A look at a fact nobody has given names that fact, so that it can be asked for.
    """

    situation: Situation
    facts: RuleFacts
    rule: RuleText

    def limit(self, name: str) -> Fraction:
        """A threshold of this rule."""
        return self.rule.limits[name].value

    def says(self, name: str, word: str) -> bool:
        """Whether a list of this rule names the word."""
        return word in self.rule.words[name]

    def in_country(self, name: str = "countries") -> Ruling:
        """Whether a list of this rule names the country."""
        return when(self.says(name, self.situation.country))

    def has(self, *conditions: Condition) -> Ruling:
        """Whether one of these conditions is present."""
        return either(*(self._has(condition) for condition in conditions))

    def _has(self, condition: Condition) -> Ruling:
        answer = self.situation.condition(condition)
        words = self.facts.book.phrases.get(f"condition.{condition}", condition.replace("_", " "))
        return judged(f"conditions.{condition}", answer, bool, conditions=lambda _: words)

    def meets(self, criterion: UseCriterion) -> Ruling:
        """Whether a sign of a use disorder is there."""
        return judged(f"use_criteria.{criterion}", self.situation.criterion(criterion), bool)

    def true(self, field: str) -> Ruling:
        """Whether a yes-or-no fact of the history is a yes."""
        return judged(f"history.{field}", getattr(self.situation.history, field), bool)

    def count(self, field: str, limit: str) -> Ruling:
        """Whether a count of the history reaches a threshold of this rule."""
        least = self.limit(limit)
        answer: Answered[int] = getattr(self.situation.history, field)
        return judged(f"history.{field}", answer, lambda n: n >= least, count=str)

    def age(self, fits: Callable[[int], bool]) -> Ruling:
        """Whether the age in years fits."""
        return judged("person.age", self.situation.person.age_years, fits, age=str)

    def indication(self, fits: Callable[[str], bool]) -> Ruling:
        """Whether what the drug is taken for fits."""
        answer = self.situation.treatment.indication
        return judged(
            "treatment.indication", answer, fits, indication=lambda use: use.replace("_", " ")
        )

    def treats_epilepsy(self) -> Ruling:
        """Whether the drug is taken against seizures."""
        answer = self.situation.treatment.indication
        return judged("treatment.indication", answer, lambda use: use.is_epilepsy)

    def days_a_week(self, fits: Callable[[int], bool]) -> Ruling:
        """Whether the number of days a week with a dose fits."""
        answer = self.situation.treatment.days_per_week
        return judged("treatment.days_per_week", answer, fits, days_per_week=str)

    def days_of_use(self, fits: Callable[[int], bool]) -> Ruling:
        """Whether the days since the treatment began fit."""
        return self.days_since("treatment.since", self.situation.treatment.since, fits)

    def days_since(self, ask: str, answer: Answered[date], fits: Callable[[int], bool]) -> Ruling:
        """Whether the days that have passed since a day fit; a day to come counts as none."""
        today = self.situation.as_of
        return judged(
            ask,
            answer,
            lambda day: fits(max(0, (today - day).days)),
            days=lambda day: str(max(0, (today - day).days)),
            since=date_text,
        )

    def supply(self, fits: Callable[[str], bool]) -> Ruling:
        """Whether the place where the tablets come from fits."""
        words = self.facts.book.phrases
        answer = self.situation.treatment.source
        return judged(
            "treatment.source", answer, fits, supply=lambda it: words.get(f"supply.{it}", it)
        )

    def daily_mg(self, fits: Callable[[Fraction], bool]) -> Ruling:
        """Whether the daily dose in mg fits."""
        dose = self.situation.treatment.regimen.daily_dose
        return when(fits(Fraction(dose.mg)), dose=dose_text(dose))

    def mg_per_kg_above(self, limit: str) -> Ruling:
        """Whether the daily dose is above a threshold of this rule in mg for each kg of weight.

        Multiplied, never divided, so that it is exact and a weight of nothing breaks nothing.
        """
        mg, most = Fraction(self.situation.treatment.regimen.daily_dose.mg), self.limit(limit)
        answer = self.situation.person.weight_kg
        return judged("person.weight_kg", answer, lambda kg: mg > most * kg, weight=_kg_text)

    def weight(self, fits: Callable[[Fraction], bool]) -> Ruling:
        """Whether the body weight in kg fits."""
        return judged("person.weight_kg", self.situation.person.weight_kg, fits)

    def takes(self, *groups: Group) -> Ruling:
        """Whether a medicine of one of these classes is taken now, or is about to be."""
        return self._any_medicine(groups, self._is_current)

    def changed(self, limit: str, *groups: Group) -> Ruling:
        """Whether such a medicine was started or stopped within so many days."""
        days = self.limit(limit)
        today = self.situation.as_of

        def lately(medicine: Medicine) -> bool:
            moves = (medicine.started, medicine.stopped)
            return any(day and abs((today - day).days) <= days for day in moves)

        return self._any_medicine(groups, lately)

    def _is_current(self, medicine: Medicine) -> bool:
        return medicine.stopped is None or medicine.stopped > self.situation.as_of

    def _any_medicine(
        self, groups: tuple[Group, ...], counts: Callable[[Medicine], bool]
    ) -> Ruling:
        medicines = self.situation.medicines
        if not isinstance(medicines, Known):
            return cannot_tell("medicines")
        return either(*(self._one(m, groups) for m in medicines.value if counts(m)))

    def _one(self, medicine: Medicine, groups: tuple[Group, ...]) -> Ruling:
        found = self.facts.groups_of(medicine.name, medicine.group)
        if found is None:
            return cannot_tell("medicines.group")
        return when(bool(set(found) & set(groups)), medicines=medicine.name)

    def supplied(self, words: str) -> Ruling:
        """Whether a list of this rule names the place where the tablets come from."""
        return self.supply(lambda place: self.says(words, place))

    def used_for(self, words: str) -> Ruling:
        """Whether a list of this rule names what the drug is taken for."""
        return self.indication(lambda use: self.says(words, use))

    def heads_for(self, words: str) -> Ruling:
        """Whether a list of this rule names the goal."""
        return judged("goal", self.situation.goal, lambda goal: self.says(words, goal.kind))

    def pregnant(self) -> Ruling:
        """Whether the person is said to be pregnant."""
        return judged("person.pregnant", self.situation.person.pregnant, bool)

    def has_product(self, form: Form) -> Ruling:
        """Whether one of the products at hand has this form; cannot tell where none is named."""
        products = self.situation.products
        if not products:
            return cannot_tell("products")
        return when(any(at_hand.product.form is form for at_hand in products))

    def switches_to(self, words: str) -> Ruling:
        """Whether a change to a drug that a list of this rule names has been proposed."""
        return when(self.says(words, self.situation.preferences.switch_to))

    def of_drug(self, words: str) -> Ruling:
        """Whether a list of this rule names the drug."""
        return when(self.says(words, self.facts.drug_id))

    def can_be_pregnant(self) -> Ruling:
        """Whether a pregnancy cannot be ruled out from sex and age."""
        person = self.situation.person
        low, high = self.limit("from_age"), self.limit("to_age")
        sex = judged("person.sex", person.sex, lambda sex: not self.says("not_pregnant", sex))
        return both(sex, self.age(lambda years: low <= years <= high))


def _kg_text(kg: Fraction) -> str:
    return f"{plain_number(Decimal(kg.numerator) / Decimal(kg.denominator))} kg"
