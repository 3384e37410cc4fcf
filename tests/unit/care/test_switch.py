"""Exchanging a drug: only when asked, with every doubt told, and never against a barrier."""

import pytest

from glidepath.care.judge import forbids
from glidepath.domain.answer import Proposal, Questions, Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Verdict
from glidepath.domain.plan import CourseKind
from tests.spec.test_scottish_switch import SCHEDULE
from tests.unit.care.asked import DIAZEPAM, LORAZEPAM, answer, doses, proposal, told

SWITCH = {**LORAZEPAM, "switch": {"to": "diazepam"}}
IN_TENS = {
    **LORAZEPAM,
    "country": "NL",
    "treatment__drug": "diazepam",
    "treatment__intakes": [{"time": "08:00", "dose": "14 mg"}, {"time": "22:00", "dose": "14 mg"}],
    "products": [
        *DIAZEPAM,
        {"drug": "oxazepam", "name": "oxazepam 10 mg", "form": "tablet", "strength": "10 mg"},
    ],
    "switch": {"to": "oxazepam"},
}


def test_the_scottish_schedule_comes_out_of_the_main_job_step_by_step() -> None:
    given = proposal("scotland-2024", **SWITCH, preferences__pace="faster")
    old, new = given.plan.courses
    assert (old.kind, new.kind) == (CourseKind.SUBSTITUTION_OUT, CourseKind.SUBSTITUTION_IN)
    assert doses(given, 1) == [after for _, after in SCHEDULE]
    assert doses(given) == ["1 1", "1 0", "0 0"]
    assert {step.span.days for step in new.steps[:-1]} == {14}


def test_nothing_is_exchanged_unasked() -> None:
    given = proposal(**{**LORAZEPAM, "products": ["uk-lorazepam-tablet-1mg"]})
    assert [course.drug_id for course in given.plan.courses] == ["lorazepam"]
    assert {product.drug_id for product in given.plan.products} == {"lorazepam"}
    assert told(given, "do not make the cuts asked", "only if somebody asks for it")


def test_where_the_products_make_the_cuts_no_exchange_is_spoken_of() -> None:
    assert not told(proposal(), "only if somebody asks for it")


def test_the_table_is_named_with_its_range_and_among_the_sources() -> None:
    given = proposal(**SWITCH)
    assert told(given, "scotland-2024", "10 mg of diazepam", "5 to 10 mg")
    assert "scotland-2024" in given.plan.sources


def test_where_a_countrys_table_lacks_a_drug_the_middle_of_all_is_taken_and_said() -> None:
    given = proposal(
        **{**SWITCH, "treatment__drug": "alprazolam",
           "products": [{"drug": "alprazolam", "name": "a", "form": "tablet", "strength": "0.5 mg"},
                        *DIAZEPAM],
           "treatment__intakes": [{"time": "08:00", "dose": "0.5 mg"}]}
    )  # fmt: skip
    assert told(given, "by the middle of all tables that count")


def test_nothing_is_lowered_before_the_new_drug_has_built_up() -> None:
    given = proposal(**SWITCH)
    new = given.plan.courses[1]
    last_rise = [step for step in new.steps if not step.cut][-1].span.start
    first_cut = next(step for step in new.steps if step.cut).span.start
    assert (first_cut - last_rise).days >= 11
    assert told(given, "11 days to build up")


def test_what_both_drugs_do_together_is_told_by_the_ends_of_the_tables_and_by_simulation() -> None:
    given = proposal(**SWITCH)
    assert told(given, "100 % to 200 %", "by the ends of all tables")
    assert told(given, "outside the corridor of 80 % to 120 %", "symptoms of withdrawal")
    assert told(given, "outside the corridor of 80 % to 120 %", "sleepiness")
    fires = {one.rule_id for one in given.findings if one.verdict is Verdict.FIRES}
    assert "GP-C-083" not in fires
    assert forbids(given.findings) == ()


def test_the_new_drug_is_kept_where_the_goal_is_to_stay() -> None:
    given = proposal(**{**SWITCH, "goal": "stay"})
    assert doses(given, 1)[-1] == "10 10"
    assert given.plan.pace == "stay"


def test_a_lower_goal_is_told_in_the_new_drug() -> None:
    goal = {"kind": "lower", "daily_dose": "1 mg"}
    given = proposal(**{**SWITCH, "goal": goal})
    assert given.plan.courses[1].steps[-1].regimen.daily_dose.mg == 10
    assert told(given, "The goal of 1 mg of lorazepam", "10 mg of diazepam")


def test_a_barrier_gives_the_direct_taper_with_its_reason() -> None:
    given = proposal(**{**SWITCH, "person__age": 70})
    assert [course.kind for course in given.plan.courses] == [CourseKind.TAPER]
    assert told(given, "No exchange for diazepam", "From 65 years")
    assert told(given, "direct taper of lorazepam")
    barred = [one for one in given.findings if one.rule_id == "switch-barred"]
    assert [one.values["fact"] for one in barred] == ["age_65_or_more"]


def test_a_goal_that_the_exchange_has_already_passed_leads_to_a_direct_taper() -> None:
    """28 mg of diazepam come to 80 mg of oxazepam in tablets of 10 mg, 27 mg equal 81 mg."""
    given = proposal(**{**IN_TENS, "goal": {"kind": "lower", "daily_dose": "27 mg"}})
    assert told(given, "27 mg of diazepam", "below what equals the 80 mg of oxazepam")
    assert told(given, "A direct taper of diazepam is given instead.")
    assert given.plan.course.steps[-1].regimen.daily_dose.mg == 27


def test_a_barrier_with_the_goal_to_stay_keeps_the_present_drug() -> None:
    given = proposal(**{**SWITCH, "person__age": 70, "goal": "stay"})
    assert told(given, "kept at its present dose")


def test_a_policy_for_the_new_drug_alone_does_not_bind_the_direct_taper() -> None:
    given = proposal("scotland-2024", **{**SWITCH, "person__age": 70})
    assert given.plan.policy_id != "scotland-2024"


@pytest.mark.parametrize(
    ("place", "fact"),
    [("conditions__frailty", "conditions.frailty"), ("medicines", "medicines")],
)
def test_a_barrier_that_nobody_spoke_of_is_asked(place: str, fact: str) -> None:
    given = answer(**{**SWITCH, place: "unknown"})
    assert isinstance(given, Questions)
    assert fact in {one.fact for one in given.questions if one.blocks}


def test_for_seizures_an_exchange_is_refused_whatever_the_goal() -> None:
    for goal in ("stay", "stop"):
        given = answer(**{**SWITCH, "goal": goal, "treatment__indication": "epilepsy_other"})
        assert isinstance(given, Refusal)
        assert "neurology" in given.next_step


def test_an_exchange_in_epilepsy_that_passed_the_gate_is_still_refused(monkeypatch) -> None:
    from glidepath.care import prepare as preparing

    monkeypatch.setattr(preparing, "stop_before_plan", lambda *_: None)
    given = answer(**{**SWITCH, "treatment__indication": "epilepsy_other"})
    assert isinstance(given, Refusal)
    assert "neurologist's own" in given.text


def test_products_that_cannot_make_the_new_doses_give_the_direct_taper() -> None:
    coarse = [{"drug": "diazepam", "name": "d", "form": "tablet", "strength": "7 mg"}]
    given = proposal(**{**SWITCH, "products": ["uk-lorazepam-tablet-1mg", *coarse]})
    assert told(given, "No exchange for diazepam", "near the equal of 1 mg")


def test_without_products_of_the_new_drug_they_are_asked_for() -> None:
    given = answer(**{**SWITCH, "products": ["uk-lorazepam-tablet-1mg"]})
    assert isinstance(given, Questions)
    assert any("diazepam" in one.text for one in given.questions)


def test_order_parts_and_days_are_as_asked() -> None:
    asked = {"to": "diazepam", "order": ["08:00", "22:00"], "step_days": 5, "parts": 1,
             "first_on": "2026-12-01"}  # fmt: skip
    given = proposal(**{**SWITCH, "switch": asked})
    old = given.plan.courses[0]
    assert doses(given) == ["1 1", "0 1", "0 0"]
    assert str(old.steps[1].span.start) == "2026-12-01"
    assert old.steps[1].span.days == 5
    assert not told(given, "exchanged in this order")


def test_an_end_date_that_cannot_be_met_says_the_earliest_day() -> None:
    given = answer(**{**SWITCH, "preferences__end_on": "2027-01-30"})
    assert isinstance(given, Refusal)
    assert "earliest day" in given.text


def test_an_end_date_that_can_be_met_is_met() -> None:
    given = proposal(**{**SWITCH, "preferences__end_on": "2029-01-30"})
    stops = given.plan.courses[1].stops_on
    assert stops is not None
    assert str(stops) <= "2029-01-30"


def test_an_exchange_beside_a_second_drug_is_refused() -> None:
    beside = [{"drug": "zolpidem", "intakes": [{"time": "22:00", "dose": "5 mg"}]}]
    with pytest.raises(BadInput, match="one of them"):
        answer(**SWITCH, also=beside)


def test_a_plan_the_checker_forbids_gives_way_to_the_direct_taper(monkeypatch) -> None:
    from glidepath.care import prepare as preparing

    real = preparing.judge

    def strict(claim, context):
        found = real(claim, context)
        if not claim.further:
            return found
        from dataclasses import replace

        from glidepath.domain.finding import Severity

        return (replace(found[0], verdict=Verdict.FIRES, severity=Severity.BLOCK, text="too far"),)

    monkeypatch.setattr(preparing, "judge", strict)
    given = answer(**SWITCH)
    assert isinstance(given, Proposal)
    assert told(given, "No exchange for diazepam", "too far")


def test_no_exchange_begins_while_another_medicine_moves_the_level() -> None:
    given = proposal(**SWITCH, medicines=[{"name": "rifampicin", "started": "2026-11-20"}])
    assert told(given, "rifampicin, started on 20 Nov 2026")
    assert told(given, "No cut before")
    usual = proposal(**SWITCH).plan.course.steps[1].span.start
    assert given.plan.course.steps[1].span.start > usual


def test_a_medicine_that_has_settled_long_ago_is_told_and_delays_nothing() -> None:
    given = proposal(**SWITCH, medicines=[{"name": "rifampicin", "started": "2026-09-01"}])
    usual = proposal(**SWITCH).plan.course.steps[1].span.start
    assert given.plan.course.steps[1].span.start == usual
    assert told(given, "rifampicin, started on 1 Sep 2026")


def test_without_binding_data_the_corridor_is_unknown_and_it_is_said(monkeypatch) -> None:
    from glidepath.planning import together

    monkeypatch.setattr(together, "foreseeable", lambda *_: False)
    assert told(proposal(**SWITCH), "cannot be foreseen")


def test_where_both_drugs_stay_near_the_present_level_that_is_said(monkeypatch) -> None:
    from fractions import Fraction

    from glidepath.planning import substitute
    from glidepath.planning.exchange import CorridorReport

    near = CorridorReport("chosen", Fraction(9, 10), Fraction(11, 10), ())
    monkeypatch.setattr(substitute, "reports", lambda *_: (near,))
    assert told(proposal(**SWITCH), "stay between 90 % and 110 % of the present level")


def test_an_order_with_a_fault_that_is_not_the_products_is_bad_input() -> None:
    from dataclasses import replace

    from glidepath.care.prepare import prepare
    from glidepath.domain.calendar import TimeOfDay
    from glidepath.domain.wishes import Switch
    from tests.unit.care.asked import person
    from tests.unit.interop.cases import KB

    wrong = Switch("diazepam", (TimeOfDay.read("09:00"),))
    with pytest.raises(BadInput, match="order"):
        prepare(replace(person(**SWITCH), switch=wrong), KB)


def test_a_direct_taper_that_is_refused_stays_refused() -> None:
    given = answer(**{**SWITCH, "person__age": 70, "preferences__end_on": "2026-12-10"})
    assert isinstance(given, Refusal)
    assert "earliest day" in given.text


ONCE = {**SWITCH, "treatment__intakes": [{"time": "22:00", "dose": "1 mg"}]}


def test_a_single_dose_is_never_exchanged_at_once_where_its_halves_can_be_made() -> None:
    small = {**ONCE, "products": ["uk-lorazepam-tablet-0.5mg", *DIAZEPAM]}
    given = proposal(**small)
    assert doses(given) == ["1", "0.5", "0"]
    assert doses(given, 1)[:2] == ["5", "10"]
    assert told(given, "exchanged in two parts")
    whole = proposal(**{**small, "switch": {"to": "diazepam", "parts": 1}})
    assert doses(whole) == ["1", "0"]
    assert not told(whole, "Only one dose a day")


def test_where_halves_of_a_single_dose_cannot_be_made_it_is_said() -> None:
    given = proposal(**ONCE)
    assert doses(given) == ["1", "0"]
    assert told(given, "it is exchanged at once", "smaller strength")


def test_an_exchange_that_makes_the_cuts_larger_says_so() -> None:
    ten = {"drug": "diazepam", "name": "d", "form": "tablet", "strength": "10 mg"}
    products = ["uk-lorazepam-tablet-0.5mg", "uk-lorazepam-tablet-1mg", ten]
    given = proposal(**{**SWITCH, "products": products})
    assert told(given, "the smallest cut after the exchange is 50 %, before it 25 %")
    assert not told(proposal(**SWITCH), "smallest cut after the exchange")


def test_a_z_drug_is_not_exchanged_and_a_sentence_says_why() -> None:
    zolpidem = {"drug": "zolpidem", "name": "z", "form": "tablet", "strength": "5 mg"}
    given = proposal(
        **{**SWITCH, "treatment__drug": "zolpidem", "treatment__indication": "insomnia",
           "products": [zolpidem, *DIAZEPAM],
           "treatment__intakes": [{"time": "22:00", "dose": "10 mg"}]}
    )  # fmt: skip
    assert told(given, "No exchange for diazepam: zolpidem is a z-drug")
    assert not any("->" in note for note in given.plan.notes)
    assert not told(given, "only if somebody asks for it")


def test_no_note_of_an_exchange_that_cannot_be_made_reads_like_an_error() -> None:
    coarse = [{"drug": "diazepam", "name": "d", "form": "tablet", "strength": "7 mg"}]
    given = proposal(**{**SWITCH, "products": ["uk-lorazepam-tablet-1mg", *coarse]})
    assert told(given, "Dose at 22:00: no dose of diazepam near the equal of 1 mg; it takes")
    assert not any("->" in note for note in given.plan.notes)


def test_the_certificate_is_of_the_new_drug_from_the_dose_it_comes_to() -> None:
    shown = proposal(**SWITCH).certificate.products
    assert len(shown) == len(DIAZEPAM)
    assert all("diazepam" in one for one in shown)


def test_an_end_date_is_paced_by_the_drug_that_is_lowered() -> None:
    given = proposal(**SWITCH, preferences__end_on="2028-03-01")
    assert told(given, "Paced to reach the goal by")
    assert not told(given, "at most 100 %")


def test_a_single_day_outside_the_corridor_is_told_as_one_day() -> None:
    daily = {**SWITCH, "switch": {"to": "diazepam", "step_days": 1}}
    days = proposal(**daily).plan.notes
    assert any(" on 29 Nov 2026" in note or "On 29 Nov 2026" in note for note in days)
    assert not any("from 29 Nov 2026 to 29 Nov 2026" in note.casefold() for note in days)


def test_an_exchange_that_comes_to_more_than_the_label_has_gives_the_direct_taper() -> None:
    large = [{"time": "08:00", "dose": "2 mg"}, {"time": "22:00", "dose": "2 mg"}]
    given = proposal(**{**SWITCH, "treatment__intakes": large})
    assert [course.kind for course in given.plan.courses] == [CourseKind.TAPER]
    assert told(given, "It would come to 40 mg of diazepam a day, more than the 30 mg")


def test_wishes_that_a_plan_of_two_drugs_does_not_keep_are_spoken_of() -> None:
    for wish in ({"preferences__shape": "small_steps"}, {"preferences__keep": "trough"}):
        assert told(proposal(**SWITCH, **wish), "neither is planned")
    assert not told(proposal(**SWITCH), "neither is planned")


def test_a_drug_is_not_exchanged_for_itself() -> None:
    with pytest.raises(BadInput, match=r"switch\.to: lorazepam"):
        answer(
            **{**LORAZEPAM, "products": LORAZEPAM["products"][:1], "switch": {"to": "lorazepam"}}
        )
