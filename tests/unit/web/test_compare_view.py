"""A click on a row of the comparison plans that row, and nothing is offered that cannot be."""

from datetime import date
from fractions import Fraction

import pytest

from glidepath.care.comparing import compared
from glidepath.domain.comparison import Compared, RowKind
from glidepath.web.forms.example import example_fields
from glidepath.web.forms.read import read_fields
from glidepath.web.pages.builder import with_choices
from glidepath.web.planning import plan_from
from glidepath.web.view.compare import comparison_view
from tests.unit.interop.cases import KB


class Form:
    """What a browser would send back of one row."""

    def __init__(self, flat: dict[str, str]) -> None:
        self.flat = flat

    def one(self, name: str) -> str:
        return self.flat.get(name, "")


def side_by_side(fields: dict[str, str]) -> Compared:
    found = compared(read_fields(fields, KB).situation, KB, fields.get("policy") or None)
    assert isinstance(found, Compared)
    return found


@pytest.fixture(scope="module")
def fields() -> dict[str, str]:
    return example_fields(date(2026, 11, 22))


def test_each_row_that_is_offered_is_planned_as_it_is_shown(fields) -> None:
    held = side_by_side(fields)
    view = comparison_view(held, fields, KB)
    offered = 0
    for row, shown in zip(held.drawn, view["rows"], strict=True):
        if shown["wishes"] is None or (row.kind is RowKind.POLICY and offered > 5):
            continue
        offered += 1
        planned = plan_from(with_choices(fields, Form(shown["wishes"])), KB, made_up=True)
        assert planned.proposal is not None, (row.title, planned.faults)
        course = planned.proposal.plan.course
        assert course.span.days == row.course.span, row.title
        assert row.made == tuple(
            ((step.span.start - course.span.start).days, Fraction(step.regimen.daily_dose.mg))
            for step in course.steps
        ), row.title
    assert offered == 6


def test_the_plan_itself_and_what_needs_another_product_are_not_offered(fields) -> None:
    held = side_by_side(fields)
    for row, shown in zip(held.drawn, comparison_view(held, fields, KB)["rows"], strict=True):
        if row.kind is RowKind.PLAN or row.course.needs:
            assert shown["wishes"] is None
        assert bool(shown["needs"]) == bool(row.course.needs)


def test_wishes_that_are_no_part_of_a_row_go_along_with_it(fields) -> None:
    kept = fields | {"preferences.keep": "13:00-18:00", "preferences.dispense_days": "14"}
    for shown in comparison_view(side_by_side(kept), kept, KB)["rows"]:
        if shown["wishes"]:
            assert shown["wishes"]["preferences.keep"] == "13:00-18:00"
            assert shown["wishes"]["preferences.dispense_days"] == "14"
