"""One drug for another, one intake at a time, with both watched together."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.crossover import Corridor
from glidepath.domain.errors import BadInput
from glidepath.domain.person import UNKNOWN, Known, Refused
from glidepath.domain.plan import CourseKind, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.planning.exchange import Exchanged, Rate, named_rate
from glidepath.planning.substitute import can_be_made, followed_by, substitute
from glidepath.planning.taper import taper
from tests.unit.planning.asking import TENTH
from tests.unit.planning.asking import request as taper_request
from tests.unit.planning.exchanging import (
    AS_OF,
    CLEAR,
    FIRST,
    KNOWN,
    MORNING,
    NIGHT,
    RULES,
    exchange,
    fall,
    of,
)

NIGHT_ONLY = fall("scotland-2024", "faster", NIGHT)


def shown(result) -> list[str]:
    """Each row of the table as old + new doses."""
    return [
        " ".join(str(dose.mg) for dose in (*row.old.doses, *row.new.doses)) for row in result.table
    ]


def refused(doses: str, **asked) -> str:
    with pytest.raises(BadInput) as error:
        substitute(exchange(doses, **asked))
    return str(error.value)


def test_one_intake_is_exchanged_at_a_time_at_the_rate_of_the_table() -> None:
    result = substitute(exchange("1 1"))
    assert shown(result) == ["1 1 0 0", "1 0 0 10", "0 0 10 10"]
    assert [row.old_equivalent_mg for row in result.table] == [2, 2, 2]
    assert [row.span.start for row in result.table] == [AS_OF, FIRST, FIRST + timedelta(days=14)]


def test_both_courses_say_what_they_are() -> None:
    old, new = substitute(exchange("1 1")).courses
    assert (old.kind, new.kind) == (CourseKind.SUBSTITUTION_OUT, CourseKind.SUBSTITUTION_IN)
    assert (old.drug_id, new.drug_id) == ("lorazepam", "diazepam")
    assert [step.kind for step in old.steps] == [
        StepKind.PRESENT, StepKind.REDUCED, StepKind.AFTER,
    ]  # fmt: skip
    assert [step.kind for step in new.steps] == [StepKind.RAISED] * 2
    assert old.steps[1].cut is not None
    assert old.steps[1].cut.before == Mass.from_mg("2")


def test_nothing_is_lowered_before_the_new_drug_has_built_up() -> None:
    slow = substitute(exchange("1 1", step_days=3))
    assert slow.build_up_days == 11
    assert slow.start_of_reduction == FIRST + timedelta(days=3 + 11)
    assert slow.courses[1].span.end == slow.start_of_reduction - timedelta(days=1)
    wide = substitute(exchange("1 1", step_days=28))
    assert wide.start_of_reduction == FIRST + timedelta(days=28 + 28)


def test_an_exchange_may_begin_on_the_first_day() -> None:
    result = substitute(exchange("1 1", first_on=AS_OF))
    assert shown(result) == ["1 0 0 10", "0 0 10 10"]
    assert result.courses[0].steps[0].kind is StepKind.REDUCED
    assert result.courses[0].steps[0].cut is None


def test_a_dose_may_be_exchanged_in_parts() -> None:
    result = substitute(exchange("1", parts=2))
    assert shown(result) == ["1 0", "0.5 5", "0 10"]
    half = Exchanged(NIGHT, Mass.from_mg("0.5"), Fraction(5), Mass.from_mg("5"))
    assert result.exchanged == (half, half)


def test_the_new_dose_is_the_makeable_one_at_or_just_below_the_equal() -> None:
    result = substitute(exchange("0.5", new_products=of("diazepam", "2")))
    assert shown(result)[-1] == "0 4"
    assert result.exchanged[0].equal_mg == 5
    assert result.table[-1].old_equivalent_mg == Fraction(2, 5)


def test_a_dose_above_the_equal_is_taken_only_when_none_below_is_in_the_range() -> None:
    asked = exchange("1", new_products=of("diazepam", "8"))
    assert shown(substitute(asked))[-1] == "0 8"
    narrow = replace(asked.rate, low=asked.rate.chosen, high=Fraction(16))
    assert shown(substitute(replace(asked, rate=narrow)))[-1] == "0 16"


def test_a_dose_far_below_the_equal_would_be_a_cut_and_is_not_taken() -> None:
    asked = exchange("1", new_products=of("diazepam", "6"))
    assert asked.rate.low < 6 < asked.corridor.low * asked.rate.chosen
    wide = replace(asked.rate, high=Fraction(12))
    assert shown(substitute(replace(asked, rate=wide)))[-1] == "0 12"
    with pytest.raises(BadInput, match="no dose of diazepam near the equal of 1 mg"):
        substitute(replace(asked, rate=replace(asked.rate, high=asked.rate.chosen)))


def test_a_later_part_never_takes_back_what_an_earlier_one_gave() -> None:
    asked = exchange("1", parts=2, new_products=of("diazepam", "6", "7"))
    rate = Rate(Fraction(9), Fraction(10), Fraction(12), "made-up", ())
    assert shown(substitute(replace(asked, rate=rate))) == ["1 0", "0.5 6", "0 12"]


def test_a_part_whose_equal_is_given_already_adds_nothing() -> None:
    asked = exchange("1", parts=4, old_products=of("lorazepam", "0.25"),
                     new_products=of("diazepam", "5"))  # fmt: skip
    rate = Rate(Fraction(9), Fraction(10), Fraction(20), "made-up", ())
    result = substitute(replace(asked, rate=rate))
    assert shown(result) == ["1 0", "0.75 5", "0.5 5", "0.25 10", "0 10"]


def test_products_that_make_no_equal_are_refused_with_the_time_of_day() -> None:
    said = refused("1 1", new_products=of("diazepam", "25"))
    assert said.count("no dose of diazepam near the equal of 1 mg") == 2
    assert "dose at 08:00" in said
    assert "dose at 22:00" in said


def test_present_doses_and_parts_that_cannot_be_made_are_refused_together() -> None:
    said = refused("1.25 1", parts=4)
    assert "dose at 08:00: 1.25 mg cannot be made" in said
    assert "dose at 22:00: part 1 of 4 of 1 mg cannot be taken away" in said


def test_parts_between_which_nothing_makeable_lies_are_refused() -> None:
    said = refused("1", parts=3, old_products=of("lorazepam", "1"))
    assert "part 1 of 3 of 1 mg cannot be taken away" in said


@pytest.mark.parametrize("fact", ["liver_disease", "age_65_or_more", "opioid", "for_epilepsy"])
def test_a_fact_that_speaks_against_the_exchange_refuses_it_and_says_why(fact: str) -> None:
    said = refused("1 1", facts=CLEAR | {fact: Known(True)})
    why = next(one.text for one in KNOWN.crossover().barriers if one.fact == fact)
    assert why in said


@pytest.mark.parametrize("fact", [UNKNOWN, Refused()])
def test_a_fact_nobody_knows_is_asked_for_first(fact) -> None:
    assert "opioid: not known" in refused("1 1", facts=CLEAR | {"opioid": fact})
    assert refused("1 1", facts={}).count("not known") == len(CLEAR)


def test_a_fact_against_one_drug_does_not_speak_against_another() -> None:
    asked = exchange(
        "1 1",
        new="oxazepam",
        table="ashton",
        new_products=of("oxazepam", "10", "20"),
        facts=CLEAR | {"age_65_or_more": Known(True)},
    )
    assert shown(substitute(asked))[-1] == "0 0 20 20"
    for other in RULES.barriers:
        if other.stands_before("oxazepam"):
            with pytest.raises(BadInput, match=f"{other.fact}: so"):
                replace(asked, facts=asked.facts | {other.fact: Known(True)})


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"order": (NIGHT,)}, "order: 22:00 -> allowed: 08:00, 22:00"),
        ({"first_on": date(2026, 11, 22)}, "first exchange: 2026-11-22"),
        ({"step_days": 0}, "exchange: days, parts or products of none"),
        ({"parts": 0}, "exchange: days, parts or products of none"),
        ({"new_products": ()}, "exchange: days, parts or products of none"),
        ({"old_products": ()}, "exchange: days, parts or products of none"),
        ({"new_products": of("oxazepam", "10")}, "allowed: a product of diazepam"),
        (
            {"fall": fall("scotland-2024", "faster", MORNING)},
            "order of the fall: 08:00 -> allowed: 08:00, 22:00",
        ),
        ({"new_drug": "lorazepam"}, "another drug than the present one"),
    ],
)
def test_a_request_that_does_not_fit_is_refused(asked, said: str) -> None:
    with pytest.raises(BadInput) as error:
        exchange("1 1", **asked)
    assert said in str(error.value)


def test_a_time_of_day_without_a_dose_is_not_exchanged() -> None:
    result = substitute(exchange("0 1", order=(NIGHT,)))
    assert shown(result) == ["0 1 0 0", "0 0 0 10"]
    lowered = substitute(exchange("0 1", order=(NIGHT,), fall=NIGHT_ONLY)).courses[1]
    assert lowered.stops_on is not None


def test_an_exchange_may_go_on_every_day() -> None:
    rows = substitute(exchange("1 1", step_days=1)).table
    assert rows[2].span.start - rows[1].span.start == timedelta(days=1)


def test_people_meet_a_week_after_every_exchange() -> None:
    meetings = substitute(exchange("1 1")).rechecks
    assert [one.on for one in meetings] == [FIRST + timedelta(days=n) for n in (7, 21)]
    assert meetings[0].reason == "How is it borne?"
    assert meetings[0].source == "scotland-2024"


def test_the_report_says_on_which_days_both_drugs_together_stray() -> None:
    chosen, low, high = substitute(exchange("1 1")).reports
    assert (chosen.assumed, low.assumed, high.assumed) == ("chosen", "low", "high")
    assert not chosen.holds
    assert chosen.highest <= Fraction(6, 5)
    assert [one.furthest < Fraction(4, 5) for one in chosen.outside] == [True, True]
    assert chosen.outside[0].span.start == FIRST + timedelta(days=1)
    assert chosen.lowest == min(one.furthest for one in chosen.outside)
    assert low.outside[-1].furthest == low.highest > Fraction(6, 5)


def test_four_weekly_quarters_stay_inside_the_corridor() -> None:
    asked = exchange(
        "2",
        old="clonazepam",
        table="ashton",
        old_products=of("clonazepam", "0.5", "2"),
        parts=4,
        step_days=7,
    )
    result = substitute(asked)
    assert shown(result) == ["2 0", "1.5 10", "1 20", "0.5 30", "0 40"]
    assert result.reports[0].holds
    assert Fraction(89, 100) < result.reports[0].lowest


def test_a_wider_corridor_holds_what_a_narrower_one_does_not() -> None:
    wide = Corridor(Fraction(1, 2), Fraction(2))
    assert substitute(exchange("1 1", corridor=wide)).reports[0].holds


def test_without_binding_data_nothing_is_said_of_the_corridor(monkeypatch) -> None:
    monkeypatch.setattr("glidepath.planning.together.foreseeable", lambda *drugs: False)
    assert substitute(exchange("1 1")).reports == ()


def test_the_lowering_empties_one_time_of_day_before_the_next() -> None:
    new = substitute(exchange("0.5 0.5", fall=fall())).courses[1]
    doses = [" ".join(str(dose.mg) for dose in step.regimen.doses) for step in new.steps]
    assert doses == [
        "0 5", "5 5", "4 5", "3 5", "2 5", "1 5", "0 5", "0 4", "0 3", "0 2", "0 1", "0 0",
    ]  # fmt: skip
    assert [step.span.days for step in new.steps[2:]] == [14] * 10
    assert new.steps[-1].kind is StepKind.AFTER


def test_a_cut_the_products_cannot_make_goes_to_the_next_dose_below() -> None:
    asked = exchange("0.5", new_products=of("diazepam", "5"), fall=NIGHT_ONLY)
    assert [str(step.regimen.daily_dose.mg) for step in substitute(asked).courses[1].steps] == [
        "5", "0",
    ]  # fmt: skip


def test_a_cut_smaller_than_the_one_asked_is_taken_where_the_asked_one_cannot_be_made() -> None:
    share = fall("joint-2025", "faster", NIGHT, ceiling=KNOWN.policy("joint-2025").ceiling.value)
    new = substitute(exchange("1", fall=share)).courses[1]
    cuts = [step.cut for step in new.steps if step.cut]
    assert str(cuts[0].after.mg) == "9"
    assert [step.terminal for step in new.steps if step.cut][-3:] == [True] * 3
    assert not new.steps[1].terminal


def test_a_taper_of_the_planner_may_follow_the_exchange() -> None:
    result = substitute(exchange("0.5", new="clonazepam", table="ashton",
                                 new_products=of("clonazepam", "0.25")))  # fmt: skip
    new = result.courses[1]
    asked = taper_request("0.25", of("clonazepam", "0.125", "0.25"), TENTH)
    later = replace(
        asked,
        present=new.steps[-1].regimen,
        as_of=result.start_of_reduction,
        first_cut_on=result.start_of_reduction,
    )
    whole = followed_by(new, taper(later).course)
    assert whole.kind is CourseKind.SUBSTITUTION_IN
    assert whole.stops_on is not None
    with pytest.raises(BadInput, match="is not followed by"):
        followed_by(new, taper(asked).course)


def test_the_middle_of_every_table_may_be_the_rate_and_a_named_table_may_widen_the_range() -> None:
    tables = KNOWN.equivalence()
    every = named_rate(tables, "clonazepam", "diazepam", "all")
    assert every.low <= every.chosen < every.high
    named = named_rate(tables, "clonazepam", "diazepam", "vadod-2021")
    assert (named.chosen, named.table) == (10, "vadod-2021")
    assert (named.low, named.high) == (every.low, every.high)
    assert "vadod-2021" in named.sources
    outside = named_rate(tables, "clonazepam", "diazepam", "nougg-2010")
    assert outside.low == outside.chosen < every.low


def test_a_z_drug_is_not_exchanged() -> None:
    with pytest.raises(BadInput, match="an exchange of zopiclone"):
        named_rate(KNOWN.equivalence(), "zopiclone", "diazepam", "ashton")


def test_a_rate_outside_its_own_range_is_refused() -> None:
    for low, chosen, high in ((1, 3, 2), (0, 1, 2), (3, 2, 4)):
        with pytest.raises(BadInput, match="above 0, in order"):
            Rate(Fraction(low), Fraction(chosen), Fraction(high), "made-up", ())


def joining(doses: str, carried: dict[str, str], **asked):
    """Lorazepam joined to diazepam that is taken already."""
    request = exchange(doses, **asked)
    held = {one.time: Mass.zero() for one in request.present.intakes}
    held |= {TimeOfDay.read(time): Mass.from_mg(mg) for time, mg in carried.items()}
    return replace(request, carried=Regimen.of(held.items()))


def test_the_new_drug_is_given_on_top_of_what_is_taken_of_it() -> None:
    result = substitute(joining("0.5 1", {"22:00": "5"}))
    assert shown(result) == ["0.5 1 0 5", "0.5 0 0 15", "0 0 5 15"]
    old, new = result.courses
    assert [step.kind for step in new.steps] == [
        StepKind.PRESENT, StepKind.RAISED, StepKind.RAISED,
    ]  # fmt: skip
    assert old.steps[0].kind is StepKind.PRESENT
    assert [row.old_equivalent_mg for row in result.table] == [2, 2, 2]
    assert [one.on for one in result.rechecks] == [FIRST + timedelta(days=n) for n in (7, 21)]


def test_a_time_at_which_only_the_new_drug_is_taken_stays_its_own() -> None:
    result = substitute(joining("1", {"07:00": "2"}))
    assert shown(result) == ["1 2 0", "0 2 10"]
    assert [str(time) for time in result.courses[0].steps[0].regimen.times] == ["22:00"]


def test_both_together_are_held_against_both_as_they_are_taken_now() -> None:
    little = substitute(joining("1", {"22:00": "1"})).reports[0]
    much = substitute(joining("1", {"22:00": "40"})).reports[0]
    assert little.lowest < Fraction(3, 5) < Fraction(4, 5) < much.lowest


def test_the_reports_do_not_depend_on_which_drug_is_taken_first_in_the_day() -> None:
    before = substitute(joining("1", {"21:00": "10"})).reports
    after = substitute(joining("1", {"23:00": "10"})).reports
    for one, other in zip(before, after, strict=True):
        assert abs(one.lowest - other.lowest) < Fraction(2, 100)
        assert abs(one.highest - other.highest) < Fraction(2, 100)


def test_what_is_carried_must_be_makeable_and_told_at_every_time_of_the_old_drug() -> None:
    with pytest.raises(BadInput, match=r"dose at 22:00: 0\.5 mg cannot be made"):
        substitute(joining("1", {"22:00": "0.5"}))
    night = Regimen.of([(NIGHT, Mass.from_mg("5"))])
    with pytest.raises(BadInput, match="times of the new drug: 22:00 -> allowed: 08:00, 22:00"):
        exchange("1 1", carried=night)


def test_the_lowering_afterwards_empties_every_time_of_the_new_drug() -> None:
    asked = joining("0.5", {"08:00": "1"})
    new = substitute(replace(asked, fall=fall())).courses[1]
    assert new.stops_on is not None
    with pytest.raises(BadInput, match="order of the fall: 22:00 -> allowed: 08:00, 22:00"):
        replace(asked, fall=NIGHT_ONLY)


def test_whether_an_exchange_can_be_made_is_told_without_working_it_out() -> None:
    assert can_be_made(exchange("1", parts=2))
    assert not can_be_made(exchange("1", parts=2, old_products=of("lorazepam", "1")))
