"""A plan has one short name, and any change of the plan changes it."""

import re
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from glidepath.documents.identity import canonical, plan_id
from glidepath.domain.plan import Review
from tests.unit.documents.hand_built import proposal


def test_equal_plans_have_equal_names_of_eight_plain_signs():
    name = plan_id(proposal().plan)
    assert name == plan_id(proposal().plan)
    assert re.fullmatch(r"GP-[2-9A-HJKMNP-TW-Z]{4}-[2-9A-HJKMNP-TW-Z]{4}", name)


def changed():
    plan = proposal().plan
    later = plan.as_of + timedelta(days=1)
    product = plan.products[0]
    return [
        replace(plan, as_of=later),
        replace(plan, pace="gentle"),
        replace(plan, notes=()),
        replace(plan, knowledge="abc124"),
        replace(plan, reviews=(*plan.reviews, Review(later, "One more.", "from-memory"))),
        replace(plan, products=(replace(product, note="unscored"), *plan.products[1:])),
        replace(
            plan,
            course=replace(
                plan.course,
                steps=(replace(plan.course.steps[0], why=("Because.",)), *plan.course.steps[1:]),
            ),
        ),
    ]


def test_any_change_of_the_plan_changes_its_name():
    names = {plan_id(plan) for plan in [proposal().plan, *changed()]}
    assert len(names) == 1 + len(changed())


def test_the_written_form_keeps_every_kind_of_value_apart():
    assert canonical({"a": (Fraction(1, 3), None, 2)}) == {"a": ["1/3", None, 2]}


def test_a_value_without_a_written_form_is_refused_rather_than_left_out():
    with pytest.raises(TypeError, match="float has no canonical form"):
        canonical([0.5])
