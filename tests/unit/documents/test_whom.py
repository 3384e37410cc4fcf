"""A prescription for a child says age, weight, mg for each kilogram, and who decides."""

from dataclasses import replace
from pathlib import Path

import pytest

from glidepath.care.prepare import prepare
from glidepath.documents.prescription import prescription_text
from glidepath.documents.whom import whom_lines
from glidepath.domain.answer import Proposal
from glidepath.domain.person import Known, Unknown
from glidepath.interop.casefile import read_case
from glidepath.knowledge.base import KnowledgeBase
from tests.unit.documents.hand_built import proposal

RULE = (
    "Rule followed: Netherlands: children under 10 years or under 30 kg with epilepsy. "
    "It is decided by: The paediatric neurologist."
)
KB = KnowledgeBase.packaged()
EXAMPLES = Path(__file__).parents[3] / "examples"


def planned(name):
    case = EXAMPLES / f"{name}.toml"
    answer = prepare(read_case(case.read_bytes(), case.name, KB), KB)
    assert isinstance(answer, Proposal)
    return answer


@pytest.fixture(scope="module")
def child():
    return planned("clonazepam_start_child_nl")


def told(made, **changed):
    """The lines for the same proposal about somebody else."""
    found = made.trace["assessment"]
    person = replace(found.situation.person, **changed)
    other = replace(found, situation=replace(found.situation, person=person))
    return whom_lines(replace(made, trace={**made.trace, "assessment": other}))


def test_a_childs_start_says_age_weight_dose_by_weight_and_who_decides(child):
    assert whom_lines(child) == [
        "Age: 4 years.",
        "Body weight: 16.5 kg, as known on 22 Nov 2026. Weigh again before each rise.",
        # By hand: 0.1 / 16.5 = 0.00606..., 0.8 / 16.5 = 0.04848...
        (
            "Dose by weight: at first 0.1 mg a day, about 0.0061 mg for each kg a day; "
            "at most 0.8 mg a day, about 0.0485 mg for each kg a day."
        ),
        RULE,
    ]


def test_it_stands_on_the_prescription_beside_the_line_for_the_name(child):
    text = prescription_text(child)
    assert text.index("Patient (name") < text.index("Body weight: 16.5 kg") < text.index("Drug:")


def test_a_weight_that_nobody_knows_is_asked_for_and_never_guessed(child):
    lines = told(child, weight_kg=Unknown())
    assert any("Body weight: not known" in line for line in lines)
    assert not any("for each kg" in line for line in lines)


def test_an_adults_start_says_who_decides_and_nothing_of_weight():
    (line,) = whom_lines(planned("clonazepam_start_panic"))
    assert line.endswith("It is decided by: The prescriber who treats the panic disorder.")


def test_outside_the_label_the_specialist_is_named(child):
    said = KB.raw("wording/courses.toml")["start"]["off_label"]["text"]
    note = said.format(country="NL", who="A specialist.")
    plan = replace(child.plan, notes=(*child.plan.notes, note))
    assert whom_lines(replace(child, plan=plan))[-1] == note


def test_a_plan_that_knows_nothing_of_the_person_names_whoever_decides_and_no_more(child):
    assert whom_lines(proposal()) == []
    assert whom_lines(replace(child, trace={})) == [RULE]


@pytest.mark.parametrize(("age", "lines"), [(17, 3), (18, 0)])
def test_a_taper_tells_age_and_weight_below_eighteen_only(age, lines):
    made = planned("clonazepam_panic")
    assert len(told(made, age_years=Known(age), weight_kg=Known(50))) == lines


def test_in_the_united_kingdom_the_dose_for_each_kilogram_is_in_micrograms_too(child):
    british = replace(child, plan=replace(child.plan, country="UK"))
    # By hand: 100 / 16.5 = 6.06..., 800 / 16.5 = 48.48...
    said = "Dose by weight: at first 100 micrograms a day, about 6.1 micrograms for each kg a day; "
    assert whom_lines(british)[2].startswith(said)
    assert "800 micrograms a day, about 48.5 micrograms for each kg" in whom_lines(british)[2]
