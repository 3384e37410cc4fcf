"""A signed plan read back whole."""

import json

import pytest

from glidepath.domain.answer import Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.plan import StepKind
from glidepath.interop.answerfile import write_answer
from glidepath.interop.signedfile import read_signed
from tests.house.source import ROOT
from tests.unit.care.replanned import DAY, go_on, planned, rest_of
from tests.unit.care.test_replan import BACK, PLAN, TODAY
from tests.unit.interop.cases import KB


def written(done):
    return write_answer(done.answer, KB)


def read(tables):
    return read_signed(json.dumps(tables).encode(), "plan.json", KB)


def test_our_own_plan_comes_back_as_it_was_signed():
    done = go_on(PLAN, TODAY, BACK)
    signed, plan = read(written(done)), rest_of(done)
    assert signed.course == plan.course
    assert signed.course.steps[0].kind is StepKind.STEPPED_BACK
    assert (signed.version, signed.pace, signed.as_of) == (2, "usual-slower", TODAY)
    assert signed.began.doses == plan.began.doses
    assert [one.id for one in signed.products] == [one.id for one in plan.products]


def test_going_on_from_the_file_is_going_on_from_the_plan():
    done = go_on(PLAN, TODAY)
    later = TODAY + 12 * DAY
    from_file = rest_of(go_on(read(written(done)), later))
    assert from_file.course == rest_of(go_on(rest_of(done), later)).course


def test_a_typed_plan_is_version_one_and_counts_from_its_first_day():
    path = ROOT / "examples" / "plan_by_hand.toml"
    signed = read_signed(path.read_bytes(), path.name, KB)
    assert (signed.version, signed.pace) == (1, "as written")
    assert signed.as_of == signed.course.span.start


def test_a_drug_outside_our_scope_is_a_refusal():
    tables = written(go_on(PLAN, TODAY))
    tables["plan"]["drug"] = "phenobarbital"
    assert isinstance(read(tables), Refusal)


@pytest.mark.parametrize("change", [{"began": [{}]}, {"as_of": "soon"}, {"further": 3}])
def test_a_plan_json_that_was_changed_by_hand_is_told_so(change):
    tables = written(go_on(PLAN, TODAY))
    tables["plan"] |= change
    with pytest.raises(BadInput):
        read(tables)


def test_reasons_that_do_not_belong_to_the_steps_are_left_out():
    tables = written(go_on(PLAN, TODAY))
    tables["plan"]["version"] = "two"
    signed = read(tables)
    assert signed.version == 1
    assert planned().version == 1
