"""Two drugs become one: only when asked, every doubt told, refused with what to do instead."""

from typing import Any

import pytest

from glidepath.care.judge import forbids
from glidepath.domain.answer import Proposal, Questions, Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Verdict
from glidepath.domain.plan import CourseKind
from tests.unit.care.asked import DIAZEPAM, LORAZEPAM, answer, doses, proposal, told

BESIDE: dict[str, Any] = {
    "drug": "diazepam", "indication": "severe_anxiety", "since": "2019-01-01", "days_per_week": 7,
    "source": "prescribed", "last_taken": "2026-11-22",
    "intakes": [{"time": "22:00", "dose": "5 mg"}],
}  # fmt: skip
BOTH: dict[str, Any] = {
    **LORAZEPAM,
    "products": ["uk-lorazepam-tablet-0.5mg", "uk-lorazepam-tablet-1mg", *DIAZEPAM],
    "treatment__intakes": [{"time": "08:00", "dose": "0.5 mg"}, {"time": "22:00", "dose": "1 mg"}],
    "also": [BESIDE],
}
JOINED: dict[str, Any] = {**BOTH, "preferences__two_drugs": "joined"}


def refused(**places: Any) -> Refusal:
    given = answer(**{**JOINED, **places})
    assert isinstance(given, Refusal), given
    return given


def test_the_shorter_lived_drug_goes_over_into_the_longer_lived_one_step_by_step() -> None:
    given = proposal(**JOINED)
    old, new = given.plan.courses
    assert (old.drug_id, old.kind) == ("lorazepam", CourseKind.SUBSTITUTION_OUT)
    assert (new.drug_id, new.kind) == ("diazepam", CourseKind.SUBSTITUTION_IN)
    assert doses(given) == ["0.5 1", "0.5 0", "0 0"]
    assert doses(given, 1)[:3] == ["0 5", "0 15", "5 15"]
    assert new.stops_on is not None
    assert forbids(given.findings) == ()


def test_nothing_is_joined_unasked() -> None:
    for wish in ({}, {"preferences__two_drugs": "one_at_a_time"}):
        given = proposal(**BOTH, **wish)
        assert {one.kind for one in given.plan.courses} == {CourseKind.TAPER}
        assert told(given, "only where it is asked for", "preferences.two_drugs")


def test_the_plan_says_that_it_was_asked_for_and_which_drug_stays() -> None:
    given = proposal(**JOINED)
    assert told(given, "because this was asked for", "lorazepam goes over into diazepam")
    assert told(given, "Nobody said which of the two stays", "longer-lived")
    assert told(given, "One mg of lorazepam", "5 to 10 mg")
    named = proposal(**JOINED, switch={"to": "diazepam"})
    assert told(named, "diazepam stays because this was asked for")
    assert not told(named, "Nobody said which")


def test_nothing_is_lowered_before_what_was_added_has_built_up() -> None:
    new = proposal(**JOINED).plan.courses[1]
    last_rise = [step for step in new.steps if not step.cut][-1].span.start
    first_cut = next(step for step in new.steps if step.cut).span.start
    assert (first_cut - last_rise).days >= 11


def test_the_other_direction_may_be_asked_for_and_its_cost_is_said() -> None:
    given = proposal(**JOINED, switch={"to": "lorazepam"})
    assert [one.drug_id for one in given.plan.courses] == ["diazepam", "lorazepam"]
    assert doses(given, 1)[:2] == ["0.5 1", "0.5 1.5"]
    assert told(given, "lorazepam is the shorter-lived of the two")


def test_the_days_on_which_both_may_stray_are_told_against_both_as_taken_now() -> None:
    given = proposal(**JOINED)
    assert told(given, "100 % to 140 %", "by the ends of all tables")
    fires = {one.rule_id for one in given.findings if one.verdict is Verdict.FIRES}
    assert "GP-C-083" not in fires
    assert given.plan.strays


def test_to_stay_joins_and_then_keeps() -> None:
    given = proposal(**{**JOINED, "goal": "stay"})
    assert doses(given, 1)[-1] == "5 15"
    assert told(given, "which is then kept")
    assert not told(given, "alone is lowered")


def test_a_lower_goal_is_one_of_the_drug_named_first() -> None:
    goal = {"kind": "lower", "daily_dose": "1 mg"}
    given = proposal(**{**JOINED, "goal": goal})
    assert given.plan.courses[1].steps[-1].regimen.daily_dose.mg == 10
    assert told(given, "The goal of 1 mg of lorazepam", "10 mg of diazepam")


def test_a_lower_goal_of_the_drug_that_stays_is_taken_as_it_is() -> None:
    turned = {
        "treatment__drug": "diazepam",
        "treatment__intakes": BESIDE["intakes"],
        "also": [{**BESIDE, "drug": "lorazepam", "intakes": [{"time": "08:00", "dose": "1 mg"}]}],
        "goal": {"kind": "lower", "daily_dose": "10 mg"},
    }
    given = proposal(**{**JOINED, **turned})
    assert doses(given, 1)[:3] == ["0 5", "5 5", "10 5"]
    assert given.plan.courses[1].steps[-1].regimen.daily_dose.mg == 10


def test_a_goal_that_is_not_below_what_both_come_to_is_refused() -> None:
    given = answer(**{**JOINED, "goal": {"kind": "lower", "daily_dose": "2 mg"}})
    assert isinstance(given, Refusal)
    assert "a goal below what equals the 20 mg of diazepam that the exchange" in given.text


def test_staying_on_each_of_the_two_is_among_the_options() -> None:
    stays = [one for one in proposal(**JOINED).alternatives if one.name == "stay"]
    assert [(one.note, str(one.doses[0].mg)) for one in stays] == [
        ("lorazepam", "1.5"), ("diazepam", "5"),
    ]  # fmt: skip


def test_the_certificate_is_of_the_drug_that_is_lowered() -> None:
    shown = proposal(**JOINED).certificate.products
    assert len(shown) == len(DIAZEPAM)
    assert all("diazepam" in one for one in shown)


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ({"person__age": 70}, "From 65 years on"),
        ({"conditions__frailty": "yes"}, "In frailty"),
        ({"conditions__severe_lung_disease": "yes"}, "With severe lung disease"),
    ],
)
def test_what_speaks_against_it_refuses_it_and_says_what_to_do(places, words: str) -> None:
    given = refused(**places)
    assert words in given.text
    assert "direct taper" not in given.text
    assert "one_at_a_time" in given.next_step
    assert any(one.rule_id == "switch-barred" for one in given.findings)


def test_what_is_not_known_of_a_barrier_is_asked_first() -> None:
    given = answer(**{**JOINED, "conditions__sleep_apnoea": None})
    assert isinstance(given, Questions)
    assert "conditions.sleep_apnoea" in {one.fact for one in given.questions if one.blocks}


def test_a_z_drug_is_not_joined() -> None:
    night = [{"time": "22:30", "dose": "10 mg"}]
    beside = {**BESIDE, "drug": "zolpidem", "indication": "insomnia", "intakes": night}
    zolpidem = {"drug": "zolpidem", "name": "z", "form": "tablet", "strength": "5 mg"}
    given = refused(also=[beside], products=[*BOTH["products"][:2], zolpidem])
    assert "zolpidem is a z-drug" in given.text
    assert "one_at_a_time" in given.next_step
    assert "->" not in given.text


def test_a_use_of_the_second_drug_against_seizures_stops_it() -> None:
    given = refused(also=[{**BESIDE, "indication": "epilepsy_other"}])
    assert "seizures" in given.text


def test_doses_that_the_products_cannot_make_are_refused_in_a_sentence() -> None:
    five = [{"drug": "diazepam", "name": "d", "form": "tablet", "strength": "5 mg"}]
    given = refused(
        products=["uk-lorazepam-tablet-0.5mg", "uk-lorazepam-tablet-1mg", *five],
        switch={"to": "lorazepam"},
        also=[{**BESIDE, "intakes": [{"time": "22:00", "dose": "7.5 mg"}]}],
    )
    assert "7.5 mg" in given.text
    given = refused(switch={"to": "diazepam", "parts": 4})
    assert "part 1 of 4 of 0.5 mg cannot be taken away" in given.text
    assert "switch.parts" in given.next_step


def test_products_of_both_drugs_are_asked_for() -> None:
    given = answer(**{**JOINED, "products": BOTH["products"][:2]})
    assert isinstance(given, Questions)


@pytest.mark.parametrize(
    ("places", "where"),
    [
        ({"switch": {"to": "clonazepam"}}, "switch.to"),
        ({"also": [BESIDE, {**BESIDE, "drug": "oxazepam"}]}, "preferences.two_drugs"),
    ],
)
def test_a_wish_that_does_not_fit_two_drugs_is_bad_input(places, where: str) -> None:
    with pytest.raises(BadInput) as bad:
        answer(**{**JOINED, **places})
    assert [one.where for one in bad.value.problems] == [where]


def test_an_exchange_for_a_third_drug_beside_two_stays_refused() -> None:
    with pytest.raises(BadInput, match="also: beside an exchange"):
        answer(**BOTH, switch={"to": "clonazepam"})


def test_a_policy_that_empties_one_time_after_another_empties_every_time() -> None:
    given = proposal("scotland-2024", **JOINED, preferences__pace="faster")
    assert doses(given, 1)[2:5] == ["5 15", "4 15", "3 15"]
    assert doses(given, 1)[-1] == "0 0"


def test_an_end_date_paces_the_drug_that_is_lowered() -> None:
    given = proposal(**JOINED, preferences__end_on="2028-06-01")
    assert isinstance(given, Proposal)
    assert given.plan.courses[1].stops_on is not None
    assert not told(given, "at most 100 %")
    soon = answer(**JOINED, preferences__end_on="2026-12-24")
    assert isinstance(soon, Refusal)
    assert "earliest day" in soon.text


def test_two_drugs_that_come_to_more_than_the_label_has_are_not_joined() -> None:
    large = [{"time": "22:00", "dose": "25 mg"}]
    given = refused(also=[{**BESIDE, "intakes": large}])
    assert "It would come to 40 mg of diazepam a day, more than the 30 mg" in given.text


def test_what_two_drugs_come_to_is_held_to_the_label_for_the_use_of_the_one_that_stays() -> None:
    given = refused(also=[{**BESIDE, "indication": "insomnia"}])
    assert "It would come to 20 mg of diazepam a day, more than the 15 mg" in given.text


@pytest.mark.parametrize("named", [None, {"to": "diazepam"}])
@pytest.mark.parametrize("leading", ["lorazepam", "diazepam"])
def test_large_tablets_of_the_drug_that_gives_way_do_not_forbid_to_join(
    leading: str, named: dict[str, str] | None
) -> None:
    large = {"drug": "lorazepam", "name": "lorazepam 2.5 mg", "form": "capsule",
             "strength": "2.5 mg"}  # fmt: skip
    old = {**BESIDE, "drug": "lorazepam", "intakes": [{"time": "08:00", "dose": "2.5 mg"}]}
    first, second = (old, BESIDE) if leading == "lorazepam" else (BESIDE, old)
    given = proposal(**{
        **JOINED, "products": [large, *DIAZEPAM], "treatment": first, "also": [second],
        "treatment__intakes": first["intakes"], "treatment__drug": leading, "switch": named,
    })  # fmt: skip
    assert [one.drug_id for one in given.plan.courses] == ["lorazepam", "diazepam"]


def test_large_tablets_of_the_drug_that_stays_forbid_to_join() -> None:
    large = {"drug": "diazepam", "name": "diazepam 40 mg", "form": "capsule", "strength": "40 mg"}
    assert (
        "40 mg"
        in refused(
            products=[*BOTH["products"][:2], large],
            also=[{**BESIDE, "intakes": [{"time": "22:00", "dose": "40 mg"}]}],
        ).text
    )
