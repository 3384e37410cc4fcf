"""The other shapes and ends of a plan for one person: each is planned, checked, and then shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from glidepath.care.assess import of_drug
from glidepath.care.compare_rows import row_of
from glidepath.care.prepare import prepare
from glidepath.care.settings import Settings
from glidepath.domain.answer import Answer, Proposal, Questions, Refusal
from glidepath.domain.comparison import Comparison, LeftOut, RowKind
from glidepath.domain.drug import Product
from glidepath.domain.errors import BadInput
from glidepath.domain.person import AtHand, Goal, GoalKind, Known, Situation
from glidepath.domain.plan import Course, CourseKind
from glidepath.domain.policy import Policy, PolicyKind
from glidepath.domain.quantity import Mass
from glidepath.domain.wishes import Shape, Switch
from glidepath.domain.wording import dose_text
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["Shapes", "direct"]

_Row = Comparison | LeftOut


def direct(situation: Situation) -> Situation:
    """The same person without an exchange, a joining, or a day by which to end."""
    alone = situation
    if situation.switch is not None and not situation.also:
        alone = of_drug(situation, situation.treatment.drug_id)
    asked = replace(alone.preferences, end_on=None, two_drugs=None)
    return replace(alone, preferences=asked, switch=None)


@dataclass(frozen=True, slots=True)
class Shapes:
    """Everything beside the policies that is held against the plan of one person."""

    situation: Situation
    plan: Proposal
    kb: KnowledgeBase
    use: Settings
    policy_id: str | None = None

    def rows(self) -> Iterator[_Row]:
        """The plan itself, and every shape and end with its row, or why it has none."""
        yield self._row(self.plan, RowKind.PLAN, self._says("plan"))
        if any(step.cut for course in self.plan.plan.courses for step in course.steps):
            stay = self._asked(goal=Known(Goal(GoalKind.STAY)))
            yield self._shown(stay, RowKind.STAY, self._says("stay"))
        yield from self._less()
        yield self._other_shape()
        yield self._with_liquid()
        yield from self._exchanges()

    def _less(self) -> Iterator[_Row]:
        """A lower dose that is kept: the lowest one that breaks no ceiling."""
        answer = self._answer(self._downwards())
        if not isinstance(answer, Proposal):
            yield LeftOut(self._says("less"), self._why(answer))
            return
        course = answer.plan.course
        dose = _lowest_kept(course)
        if dose is None:
            yield LeftOut(self._says("less"), self._says("no_less"))
        elif dose != course.steps[-1].regimen.daily_dose:
            title = self._says("less_than", dose=dose_text(dose))
            asked = self._asked(goal=Known(Goal(GoalKind.LOWER, dose)))
            yield self._shown(asked, RowKind.LESS, title)

    def _other_shape(self) -> _Row:
        """Small steps where each cut is held, and the other way round."""
        if self.situation.preferences.shape is Shape.SMALL_STEPS:
            held = self._shaped(self._downwards(), Shape.HOLD)
            return self._shown(held, RowKind.HOLD, self._says("hold"))
        small = self._shaped(self._downwards(), Shape.SMALL_STEPS)
        liquid = self._liquid()
        choices = [small, *([_with(small, liquid)] if liquid else [])]
        answer: Answer | str = ""
        for choice in choices:
            answer = self._answer(choice)
            if isinstance(answer, Proposal) and self._has_small_steps(answer, choice):
                return self._row(answer, RowKind.SMALL_STEPS, self._says("small"))
        no_steps = "no_small_beside" if small.also else "no_small"
        why = self._says(no_steps) if isinstance(answer, Proposal) else self._why(answer)
        return LeftOut(self._says("small"), why)

    def _has_small_steps(self, answer: Proposal, choice: Situation) -> bool:
        """Whether any step became smaller: two drugs are lowered in whole cuts alone."""
        if not choice.also:
            return self.use.says["shape.not_small"] not in answer.plan.notes
        held = self._answer(self._shaped(choice, Shape.HOLD))
        return isinstance(held, Proposal) and answer.plan.courses != held.plan.courses

    def _with_liquid(self) -> _Row:
        """The plan with one liquid more, where there is none at hand."""
        drug = self.situation.treatment.drug_id
        if any(one.product.form.is_liquid for one in self.situation.products_of(drug)):
            return LeftOut(self._says("liquid"), self._says("has_liquid"))
        liquid = self._liquid()
        if liquid is None:
            country = self.situation.country
            return LeftOut(
                self._says("liquid"), self._says("no_liquid", drug=drug, country=country)
            )
        title = self._says("liquid_of", product=liquid.name)
        return self._shown(_with(self._downwards(), liquid), RowKind.LIQUID, title)

    def _exchanges(self) -> Iterator[_Row]:
        """A change of drug, under each policy that is written for the new one."""
        title = self._says("switch")
        situation, new = self.situation, self.use.compared_switch
        if situation.switch is not None and not situation.also:
            yield from self._exchanged(situation, situation.switch.to)
        elif situation.also:
            yield LeftOut(title, self._says("one_change"))
        elif situation.treatment.drug_id == new:
            yield LeftOut(title, self._says("is_target", drug=new))
        else:
            wished = self._to(new)
            if wished is None:
                country = situation.country
                yield LeftOut(title, self._says("no_products", new=new, country=country))
            else:
                yield from self._exchanged(wished, new)

    def _exchanged(self, situation: Situation, new: str) -> Iterator[_Row]:
        """The plan's own way to exchange, if it is not the plan, and that of each policy."""
        if self.situation.switch is None:
            first = self._exchange(situation, new, None)
            yield first
            if isinstance(first, LeftOut):
                return  # what stands in its way stands in the way of every policy
        for policy in self._written_for(new):
            if self.plan.plan.policy_id != policy.id:
                yield self._exchange(situation, new, policy)

    def _exchange(self, situation: Situation, new: str, policy: Policy | None) -> _Row:
        pace = situation.preferences.pace
        if policy is not None and pace not in policy.paces:
            pace = ""
        asked = replace(
            situation, preferences=replace(situation.preferences, pace=pace, end_on=None)
        )
        answer = self._answer(asked, policy.id if policy else None)
        title = self._says("switch_to", new=new)
        if not isinstance(answer, Proposal):
            return LeftOut(title, self._why(answer))
        if answer.plan.course.kind is not CourseKind.SUBSTITUTION_OUT:
            return LeftOut(title, answer.plan.notes[0])
        return self._row(answer, RowKind.SWITCH, title)

    def _written_for(self, new: str) -> Iterator[Policy]:
        policies = (self.kb.policy(policy_id) for policy_id in self.kb.policy_ids())
        for policy in sorted(policies, key=lambda one: (one.default_rank, one.id)):
            if policy.scope.unit_drug == new and policy.kind is PolicyKind.PLANNABLE:
                yield policy

    def _to(self, new: str) -> Situation | None:
        """The person with the new drug's tablets and capsules of the catalogue to be had."""
        country = self.situation.country
        listed = self.kb.products(country, new) if country in self.kb.countries() else ()
        products = tuple(AtHand(one) for one in listed if not one.form.is_liquid)
        if not products:
            return None
        return replace(
            self._asked(), switch=Switch(new), products=(*self.situation.products, *products)
        )

    def _liquid(self) -> Product | None:
        """The liquid of the catalogue with the smallest measure that this person may take."""
        situation = self.situation
        if situation.country not in self.kb.countries():
            return None
        age = situation.person.age_years
        listed = [
            one
            for one in self.kb.products(situation.country, situation.treatment.drug_id)
            if one.form.is_liquid
            and (
                one.from_years is None
                or (isinstance(age, Known) and age.value >= one.from_years.value)
            )
        ]
        return min(listed, key=lambda one: min(part.mass for part in one.portions), default=None)

    def _asked(self, **changed: Any) -> Situation:
        return replace(direct(self.situation), **changed)

    def _downwards(self) -> Situation:
        """The person on the way down, also where the dose is to stay."""
        goal = self.situation.goal
        stays = isinstance(goal, Known) and goal.value.kind is GoalKind.STAY
        return self._asked(goal=Known(Goal(GoalKind.STOP))) if stays else self._asked()

    @staticmethod
    def _shaped(situation: Situation, shape: Shape) -> Situation:
        return replace(situation, preferences=replace(situation.preferences, shape=shape))

    def _answer(self, situation: Situation, policy_id: str | None = None) -> Answer | str:
        direct_plan = situation.switch is None and self.situation.switch is None
        own = self.policy_id if direct_plan else None
        try:
            return prepare(situation, self.kb, policy_id or own, alone=True)
        except BadInput as bad:
            return "; ".join(map(str, bad.problems))

    def _shown(self, situation: Situation, kind: RowKind, title: str) -> _Row:
        answer = self._answer(situation)
        if isinstance(answer, Proposal):
            return self._row(answer, kind, title)
        return LeftOut(title, self._why(answer))

    def _row(self, answer: Proposal, kind: RowKind, title: str) -> Comparison:
        plan = answer.plan
        policy = self.kb.policy_of_plan(plan.policy_id)
        sources = policy.sources if policy else plan.sources
        row = row_of(plan.courses, self.situation, self.use.house, kind, plan.policy_id, plan.pace)
        return replace(row, title=title, sources=sources)

    def _why(self, answer: Answer | str) -> str:
        if isinstance(answer, Questions):
            asked = " ".join(one.text for one in answer.questions if one.blocks)
            return self._says("ask_first", questions=asked)
        return answer.text if isinstance(answer, Refusal) else str(answer)

    def _says(self, name: str, **slots: str) -> str:
        return self.use.says[f"compare.{name}"].format(**slots)


def _with(situation: Situation, product: Product) -> Situation:
    return replace(situation, products=(*situation.products, AtHand(product)))


def _lowest_kept(course: Course) -> Mass | None:
    """The lowest dose that is reached before any cut has to break the ceiling; None for none."""
    reached = []
    for step in course.steps:
        if step.terminal or not step.regimen.daily_dose:
            break
        reached.append(step)
    lower = [step.regimen.daily_dose for step in reached if step.cut]
    return lower[-1] if lower else None
