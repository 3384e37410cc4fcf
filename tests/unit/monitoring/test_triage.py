"""Each red flag leads from raw answers to its route, and nothing else that is said lowers it."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.errors import BadInput
from glidepath.domain.grading import Route, Urgency
from glidepath.domain.person import UNKNOWN, Answered, Condition, Known, Refused
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.flags import Flag, flag_book, read_flags
from glidepath.monitoring.pages import red_flags
from glidepath.monitoring.triage import Answers, context_of, denied, triage
from tests.cases import given as people

BOOK = flag_book(KnowledgeBase.packaged())
GROUPS = [(flag, group) for flag in BOOK.flags for group in flag.when]
EMERGENCIES = [(flag, group) for flag, group in GROUPS if flag.urgency is Urgency.EMERGENCY]
IDS = [f"{flag.id}: {' and '.join(group)}" for flag, group in GROUPS]


def yes(group: tuple[str, ...], base: Answers | None = None) -> Answers:
    """These answers with yes, on top of others; signs by a figure that just reaches the bound."""
    start = base or Answers()
    symptoms, figures = dict(start.symptoms), dict(start.figures)
    for name in group:
        if name in BOOK.signs:
            sign = BOOK.signs[name]
            figures[sign.figure] = Known(sign.at_least.value)
        else:
            symptoms[name] = Known(True)
    return Answers(symptoms, figures)


@pytest.mark.parametrize(("flag", "group"), GROUPS, ids=IDS)
def test_these_answers_alone_raise_their_flag_and_show_its_words_and_routes(
    flag: Flag, group: tuple[str, ...]
) -> None:
    seen = triage(yes(group, denied(BOOK)), "UK", BOOK)
    advice = {one.flag_id: one for one in seen.advice}
    assert flag.id in advice
    assert seen.urgency >= flag.urgency
    assert advice[flag.id].routes == flag.routes
    assert set(flag.routes) <= set(seen.routes)
    assert advice[flag.id].text.split(".")[0] == flag.says.split(".")[0]


@pytest.mark.parametrize(
    ("flag", "group"), EMERGENCIES, ids=[f"{f.id}: {' and '.join(g)}" for f, g in EMERGENCIES]
)
def test_every_emergency_shows_the_emergency_route_and_the_local_number_first(
    flag: Flag, group: tuple[str, ...]
) -> None:
    for country, number in (("US", "911"), ("UK", "999"), ("AU", "000")):
        seen = triage(yes(group), country, BOOK)
        assert seen.urgency is Urgency.EMERGENCY
        assert seen.routes[0] is Route.EMERGENCY
        assert seen.advice[0].contact == number
        assert f"Call {number} now" in seen.text


def test_the_emergencies_of_the_source_tables_are_all_there() -> None:
    assert {flag.id for flag in BOOK.flags if flag.urgency is Urgency.EMERGENCY} == {
        "seizure", "confusion", "voices-or-danger", "suicide-danger", "breathing", "overdose",
        "allergy", "severe-signs", "chest-pain", "head-injury", "mania-unsafe",
    }  # fmt: skip


ANSWER = st.sampled_from([Known(True), Known(False), UNKNOWN, Refused()])
FIGURE = st.one_of(st.just(UNKNOWN), st.integers(0, 250).map(lambda n: Known(Fraction(n))))
OTHERS = st.builds(
    Answers,
    st.dictionaries(st.sampled_from(sorted(BOOK.questions)), ANSWER),
    st.dictionaries(st.sampled_from(sorted(BOOK.figures)), FIGURE),
)


@given(others=OTHERS, which=st.sampled_from(GROUPS))
def test_no_other_answers_lower_a_flag_that_is_raised(
    others: Answers, which: tuple[Flag, tuple[str, ...]]
) -> None:
    flag, group = which
    seen = triage(yes(group, others), "US", BOOK)
    assert seen.urgency >= flag.urgency or (
        flag.urgency is Urgency.ROUTINE and seen.urgency is Urgency.UNKNOWN
    )
    assert flag.id in {one.flag_id for one in seen.advice}


@pytest.mark.thorough
def test_no_other_answers_lower_an_emergency_in_a_hundred_thousand_cases() -> None:
    chance = random.Random(20260302)
    said = [Known(True), Known(False), UNKNOWN, Refused()]
    for number in range(100_000):
        symptoms = {name: chance.choice(said) for name in BOOK.questions if chance.random() < 0.5}
        figures = {name: Known(Fraction(chance.randrange(250))) for name in BOOK.figures}
        flag, group = EMERGENCIES[number % len(EMERGENCIES)]
        seen = triage(yes(group, Answers(symptoms, figures)), "US", BOOK)
        assert seen.urgency is Urgency.EMERGENCY
        assert flag.id in {one.flag_id for one in seen.advice}


@given(others=OTHERS)
def test_one_more_yes_never_lowers_the_urgency_and_a_missing_answer_is_never_well(
    others: Answers,
) -> None:
    before = triage(others, "US", BOOK)
    for name in ("hard_after_cut", "fall", "suicidal_thoughts", "seizure"):
        assert triage(yes((name,), others), "US", BOOK).urgency >= before.urgency
    if before.urgency is Urgency.ROUTINE:
        for name in (n for flag in BOOK.flags for group in flag.when for n in group):
            without = {k: v for k, v in others.symptoms.items() if k != name}
            unsaid = triage(replace(others, symptoms=without), "US", BOOK)
            assert unsaid.urgency in (Urgency.ROUTINE, Urgency.UNKNOWN)


def test_nothing_said_is_unknown_and_the_gravest_questions_come_first() -> None:
    seen = triage(Answers(), "US", BOOK)
    assert (seen.urgency, seen.could_be) == (Urgency.UNKNOWN, Urgency.EMERGENCY)
    assert "cannot be ruled out" in seen.text
    assert seen.ask[0] in {name for _, group in EMERGENCIES for name in group}


def test_everything_denied_is_routine_and_says_that_nobody_watches() -> None:
    seen = triage(denied(BOOK), "US", BOOK)
    assert (seen.urgency, seen.advice, seen.ask) == (Urgency.ROUTINE, (), ())
    assert "Nobody is watching this screen" in seen.text


def test_a_refused_answer_is_as_unknown_as_none() -> None:
    said = dict(denied(BOOK).symptoms) | {"seizure": Refused()}
    seen = triage(Answers(said), "US", BOOK)
    assert (seen.urgency, seen.could_be) == (Urgency.UNKNOWN, Urgency.EMERGENCY)
    assert seen.ask == ("seizure",)


def test_a_racing_heart_without_a_measured_pulse_asks_for_the_pulse() -> None:
    seen = triage(yes(("racing_heart",), denied(BOOK)), "US", BOOK)
    assert seen.could_be is Urgency.EMERGENCY
    assert seen.ask == ("pulse",)


def test_one_item_beats_any_total() -> None:
    answers = Answers(
        denied(BOOK).symptoms, {"phq9_total": Known(Fraction(1)), "phq9_item9": Known(Fraction(1))}
    )
    seen = triage(answers, "US", BOOK)
    assert seen.urgency is Urgency.SAME_DAY
    assert seen.routes[0] is Route.MENTAL_HEALTH


def test_a_lost_prescription_with_sweating_and_raised_pressure_is_seen_today() -> None:
    answers = yes(("no_tablets", "sweating", "raised_blood_pressure"), denied(BOOK))
    answers = replace(
        answers, figures={"systolic": Known(Fraction(150)), "diastolic": Known(Fraction(95))}
    )
    seen = triage(answers, "US", BOOK)
    assert seen.urgency is Urgency.SAME_DAY
    assert {one.flag_id for one in seen.advice} == {"no-supply", "signs-of-withdrawal"}
    assert "full dose is not simply started again" in " ".join(one.dose for one in seen.advice)


@pytest.mark.parametrize("sign", sorted(BOOK.signs))
def test_a_figure_just_below_its_bound_raises_nothing_by_it(sign: str) -> None:
    bound = BOOK.signs[sign]
    alone = {flag.id for flag in BOOK.flags if (sign,) in flag.when}
    below = Answers(
        denied(BOOK).symptoms, {bound.figure: Known(bound.at_least.value - Fraction(1, 100))}
    )
    at = Answers(denied(BOOK).symptoms, {bound.figure: Known(bound.at_least.value)})
    assert not alone & {one.flag_id for one in triage(below, "US", BOOK).advice}
    assert alone <= {one.flag_id for one in triage(at, "US", BOOK).advice}


def test_a_country_without_a_known_number_says_so_in_words() -> None:
    assert "your local emergency number" in triage(yes(("seizure",)), "ZZ", BOOK).text


def test_names_that_the_data_do_not_hold_are_refused_all_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        triage(Answers({"sneezing": Known(True)}, {"luck": Known(Fraction(1))}), "US", BOOK)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("conditions", "unknown", "expected"),
    [
        (["epilepsy"], [], Known(True)),
        ([], [], Known(False)),
        ([], ["conditions.epilepsy"], UNKNOWN),
    ],
)
def test_the_context_comes_from_the_situation(
    conditions: list[str], unknown: list[str], expected: Answered[bool]
) -> None:
    told = context_of(people.situation({"conditions": conditions, "unknown": unknown}))
    assert told.symptoms["context_seizure_history"] == expected
    assert set(told.symptoms) <= set(BOOK.questions)
    assert people.situation({}).condition(Condition.EPILEPSY) == Known(False)


def test_every_name_in_a_flag_is_a_question_or_a_sign_and_every_sign_has_its_figure() -> None:
    names = {name for _, group in GROUPS for name in group}
    assert names <= {*BOOK.questions, *BOOK.signs}
    assert {sign.figure for sign in BOOK.signs.values()} == {*BOOK.figures}
    assert {sign.covered_by for sign in BOOK.signs.values()} <= {*BOOK.questions}
    assert not {*BOOK.questions} & {*BOOK.signs}
    asked = {*BOOK.questions} - names - {sign.covered_by for sign in BOOK.signs.values()}
    assert asked == set()


def test_the_flags_can_be_read_from_any_reader_of_raw_files() -> None:
    assert read_flags(people.raw) == BOOK


def test_a_number_that_nobody_verified_carries_its_mark_and_one_that_was_read_does_not() -> None:
    def doubting(path: str) -> dict[str, Any]:
        table = deepcopy(people.raw(path))
        if path == "wording/en.toml":
            table["numbers"]["CH"]["crisis"]["confidence"] = "unverified"
        return table

    book = read_flags(doubting)
    seen = {c: triage(yes(("suicidal_plan_or_intent",)), c, book).text for c in ("CH", "AU", "IT")}
    assert "Or call 143. (unverified)" in seen["CH"]
    assert "Lifeline, 13 11 14. Do not stay alone" in seen["AU"]
    assert "now. Do not stay alone" in seen["IT"]
    read = triage(yes(("suicidal_plan_or_intent",)), "CH", BOOK).text
    assert "Or call 143. Do not stay alone" in read


PAIRS = [(flag, group, name) for flag, group in GROUPS for name in group if len(group) > 1]


@pytest.mark.parametrize(
    ("flag", "group", "name"), PAIRS, ids=[f"{f.id}: {n} without the rest" for f, _, n in PAIRS]
)
def test_half_of_what_a_flag_needs_does_not_raise_it(
    flag: Flag, group: tuple[str, ...], name: str
) -> None:
    alone = {one for other in flag.when for one in other if len(other) == 1}
    seen = triage(yes((name,), denied(BOOK)), "US", BOOK)
    assert (flag.id in {one.flag_id for one in seen.advice}) == (name in alone)


def saying(**said: Answered[bool]) -> Answers:
    return Answers(dict(denied(BOOK).symptoms) | said)


def test_only_what_is_missing_beside_a_yes_is_asked_for() -> None:
    seen = triage(saying(fall=Known(True), context_anticoagulant=UNKNOWN), "US", BOOK)
    assert (seen.urgency, seen.could_be) == (Urgency.SOON, Urgency.EMERGENCY)
    assert seen.ask == ("context_anticoagulant",)


def test_what_is_missing_beside_a_no_is_not_asked_for() -> None:
    seen = triage(saying(context_anticoagulant=UNKNOWN), "US", BOOK)
    assert (seen.urgency, seen.ask) == (Urgency.ROUTINE, ())


def test_every_group_of_a_flag_adds_its_missing_answers() -> None:
    seen = triage(saying(swelling_face_or_throat=UNKNOWN, trouble_breathing=UNKNOWN), "US", BOOK)
    assert seen.ask == ("swelling_face_or_throat", "trouble_breathing")


def test_beside_a_raised_flag_only_graver_questions_are_asked() -> None:
    seen = triage(
        saying(hard_to_bear=Known(True), chest_pain=UNKNOWN, fall=UNKNOWN, mania=UNKNOWN),
        "US",
        BOOK,
    )
    assert (seen.urgency, seen.could_be) == (Urgency.SAME_DAY, Urgency.EMERGENCY)
    assert seen.ask == ("chest_pain",)


def test_with_nothing_raised_even_a_light_question_is_asked_the_graver_first() -> None:
    seen = triage(saying(question_about_tablets=UNKNOWN, overdose=UNKNOWN), "US", BOOK)
    assert seen.urgency is Urgency.UNKNOWN
    assert seen.ask == ("overdose", "question_about_tablets")


def test_a_light_flag_does_not_hide_what_is_unknown() -> None:
    seen = triage(saying(hard_after_cut=Known(True), overdose=UNKNOWN), "US", BOOK)
    assert seen.urgency is Urgency.UNKNOWN
    assert "cannot be ruled out" in seen.text
    assert [one.flag_id for one in seen.advice] == ["hard-cut"]


def test_the_page_of_red_flags_holds_every_flag_with_its_words_and_marks() -> None:
    text = red_flags(BOOK)
    for flag in BOOK.flags:
        assert f"### {flag.id}\n\n{flag.says}\n" in text
        assert all(f"`{source}`" in text for source in flag.sources)
    assert "pulse of 120 beats a minute or more (unverified)" in text
    assert "temperature of 38.5 degrees Celsius or more (unverified)" in text


def test_a_figure_known_only_from_below_is_a_sign_once_it_reaches_the_bound() -> None:
    no = dict.fromkeys(BOOK.questions, Known(False))
    sure = triage(Answers(no, at_least={"phq9_total": Fraction(20)}), "US", BOOK)
    assert [one.flag_id for one in sure.advice] == ["severe-mood"]
    unsure = triage(Answers(no, at_least={"phq9_total": Fraction(19)}), "US", BOOK)
    assert (unsure.advice, unsure.urgency, unsure.ask) == ((), Urgency.UNKNOWN, ("phq9_total",))
    with pytest.raises(BadInput, match="triage data name"):
        triage(Answers(no, at_least={"toes": Fraction(1)}), "US", BOOK)
