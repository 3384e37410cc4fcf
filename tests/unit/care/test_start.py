"""Beginning a drug: by the one rule that speaks of this person, or a question, or a refusal."""

import pytest

from glidepath.domain.answer import Questions, Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Verdict
from glidepath.domain.plan import CourseKind
from tests.unit.care.asked import CHILD, NOT_TAKEN, THRICE, TWICE, answer, doses, proposal, told

CHILD_KNOWN = dict.fromkeys(
    ("severe_liver_disease", "severe_lung_disease", "myasthenia_gravis",
     "benzodiazepine_allergy", "withdrawal_seizure_or_delirium", "suicidal_thoughts",
     "palliative_care", "narrow_angle_glaucoma"), "no",
)  # fmt: skip


def start(**more):
    return {**NOT_TAKEN, "start": TWICE, **more}


def blocking(given) -> set[str]:
    assert isinstance(given, Questions), given
    return {one.fact for one in given.questions if one.blocks}


def test_an_adult_with_panic_begins_as_the_label_says() -> None:
    given = proposal(**start())
    assert given.plan.course.kind is CourseKind.TITRATION
    assert given.plan.policy_id == "us-adult-panic"
    assert doses(given) == ["0.25 0.25", "0.5 0.5"]
    assert told(given, "highest dose is 4 mg a day", "up to 1 mg")


def test_every_rise_has_its_review_and_the_start_is_reviewed_within_a_month() -> None:
    given = proposal(**start(start={**TWICE, "end": "low"}))
    rises = [step.span.start for step in given.plan.course.steps[1:]]
    meetings = {review.on: review.reason for review in given.plan.reviews}
    assert len(rises) == 2
    assert all("Sleepiness" in meetings[day] for day in rises)
    assert any("Benefit and harm of the start" in reason for reason in meetings.values())


def test_a_lost_response_is_a_review_item_only_where_seizures_are_treated() -> None:
    def asked(given) -> bool:
        return any("response that was there" in one.reason for one in given.plan.reviews)

    assert asked(proposal(**CHILD))
    assert not asked(proposal(**start()))


def test_stop_signs_disagreements_and_the_rules_own_note_are_told() -> None:
    given = proposal(**start())
    assert told(given, "Stop raising: The panic attacks are controlled")
    assert told(given, "Sources disagree: Labels outside the United States")
    assert told(given, "The rule adds: At 65 years and over")


def test_a_child_is_dosed_by_weight_and_sees_what_other_countries_would_give() -> None:
    given = proposal(**CHILD)
    assert given.plan.policy_id == "nl-light-child-epilepsy"
    assert doses(given)[0] == "0 0 0.1"
    assert told(given, "United States", "1.65 to 3.3")
    assert told(given, "Switzerland", "0.165 to 0.495")
    assert told(given, "United Kingdom: children of 1 to 5 years", "1 to 3")
    assert told(given, "end at 0.8 mg", "0.825 mg")


def test_an_older_adult_gets_the_rule_for_older_people() -> None:
    given = proposal(
        **start(
            country="UK", person__age=78, treatment__indication="epilepsy_other",
            products=["uk-clonazepam-tablet-0.5mg-auden"], start={**THRICE, "up_to": "2 mg"},
        )
    )  # fmt: skip
    assert given.plan.policy_id == "uk-older-epilepsy"
    assert given.plan.course.steps[0].regimen.daily_dose.mg <= 0.5


def test_a_dose_that_cannot_be_made_is_lowered_and_it_is_said() -> None:
    given = proposal(**CHILD)
    lowered = [
        why for step in given.plan.course.steps for why in step.why if "largest below" in why
    ]
    assert lowered


def test_without_an_age_or_a_weight_there_are_questions_and_no_guess() -> None:
    assert "person.age" in blocking(answer(**start(person__age="unknown")))
    assert "person.weight_kg" in blocking(answer(**{**CHILD, "person__weight_kg": None}))


def test_what_the_label_forbids_forbids_a_start_though_not_a_taper() -> None:
    given = answer(**start(conditions__severe_liver_disease="yes"))
    assert isinstance(given, Refusal)
    assert "not begun" in given.text
    assert "severe liver disease" in given.text
    assert proposal(conditions__severe_liver_disease="yes")


def test_a_contraindication_that_nobody_spoke_of_is_asked_first() -> None:
    facts = blocking(answer(**start(conditions__narrow_angle_glaucoma="unknown")))
    assert "conditions.narrow_angle_glaucoma" in facts


def test_pregnancy_and_unassessed_suicidal_thoughts_still_forbid_a_start() -> None:
    assert isinstance(answer(**start(conditions__suicidal_thoughts="yes")), Refusal)


def test_a_use_outside_the_label_needs_a_named_rule_and_its_specialist() -> None:
    uk = start(country="UK", products=["uk-clonazepam-tablet-0.5mg-auden"])
    first = answer(**uk)
    assert isinstance(first, Refusal)
    assert "us-adult-panic" in first.text
    named = {**uk, "start": {**TWICE, "rule": "us-adult-panic"}}
    assert blocking(answer(**named)) >= {"preferences.specialist_confirms"}
    given = proposal(**named, preferences__specialist_confirms="yes")
    assert told(given, "Outside the label", "A specialist in mental health")


def test_where_nobody_may_decide_on_a_use_outside_the_label_it_is_refused() -> None:
    given = answer(
        **{**CHILD, "country": "UK", "products": ["uk-clonazepam-tablet-0.5mg-auden"],
           "start": {**THRICE, "rule": "nl-light-child-epilepsy"}}
    )  # fmt: skip
    assert isinstance(given, Refusal)
    assert "nobody who may decide" in given.text


def test_several_rules_that_speak_of_one_person_are_asked_about(monkeypatch) -> None:
    from dataclasses import replace

    from glidepath.care import start as starting
    from tests.unit.interop.cases import KB

    rule = KB.titration("us-adult-panic")
    two = (rule, replace(rule, id="another"))
    monkeypatch.setattr(starting, "_rules", lambda situation, kb: iter(two))
    assert "start.rule" in blocking(answer(**start()))


def test_products_that_make_no_first_dose_refuse_with_what_would_help() -> None:
    given = answer(**start(products=["us-clonazepam-tablet-2mg"]))
    assert isinstance(given, Refusal)
    assert "cannot be made" in given.text
    assert "smaller strength" in given.next_step


def test_a_rule_that_does_not_fit_the_person_is_bad_input() -> None:
    with pytest.raises(BadInput, match="Choose the rule that fits"):
        answer(**start(start={**TWICE, "rule": "us-adult-panic"}, person__age=16))


def test_the_other_end_of_the_rule_stands_among_the_alternatives() -> None:
    assert {"high", "low"} == {one.name for one in proposal(**start()).alternatives}


def test_a_start_without_its_table_is_bad_input() -> None:
    from dataclasses import replace

    from glidepath.care.prepare import prepare
    from tests.unit.care.asked import person
    from tests.unit.interop.cases import KB

    with pytest.raises(BadInput, match="start"):
        prepare(replace(person(**start()), start=None), KB)


def test_a_rule_for_under_eighteens_does_not_ask_an_adult_for_a_weight() -> None:
    adult = {**CHILD, "person__age": 40, "person__weight_kg": None, "country": "CH",
             "products": ["ch-clonazepam-drops-2.5mg-ml-rivotril"]}  # fmt: skip
    given = answer(**{**adult, "start": {**THRICE, "up_to": "1 mg"}})
    assert not isinstance(given, Questions) or "person.weight_kg" in blocking(given)


def test_products_that_end_below_the_dose_asked_for_say_so() -> None:
    assert told(proposal(**CHILD), "closes the gap")
    assert not told(proposal(**start()), "closes the gap")


def asks(given) -> set[str]:
    return {one.fact for one in given.questions}


def test_before_a_start_nobody_is_asked_how_a_drug_is_taken_that_is_not_taken() -> None:
    given = proposal(**start(history=None, treatment__source=None))
    assert not {
        "history.failed_tapers", "history.missed_dose_symptoms", "history.ready_to_change",
        "history.takes_more_than_prescribed", "treatment.source",
    } & asks(given)  # fmt: skip
    assert "history.alcohol_drinks_per_week" in asks(given)


def test_of_a_young_child_nobody_asks_about_drinking_driving_or_work() -> None:
    given = proposal(**CHILD, history=None, conditions=CHILD_KNOWN)
    assert not any(
        word in fact for fact in asks(given)
        for word in ("alcohol", "substance", "opioid", "drives", "work", "breastfeeding", "ptsd")
    )  # fmt: skip
    assert "conditions.sleep_apnoea" in asks(given)


def test_what_is_known_of_a_child_is_said_even_where_it_would_not_be_asked() -> None:
    given = proposal(**CHILD, conditions=CHILD_KNOWN | {"alcohol_use_disorder": "yes"})
    assert "alcohol-use-disorder" in {
        one.rule_id for one in given.findings if one.verdict is Verdict.FIRES
    }
