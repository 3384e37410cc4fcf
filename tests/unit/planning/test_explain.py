"""Each cut says why it is as large as it is, in the words it was given."""

from glidepath.planning.taper import taper
from tests.unit.dosing.courses import HALF, liquid, tablet
from tests.unit.planning.asking import fixed, pace, policy, request

SCORED = tablet("0.5", HALF)
WORDS = {
    "within": "within: {cut} of {before}, asked {asked}",
    "coarse": "coarse: {mg} to {after}, asked {asked}",
    "terminal": "terminal: {ceiling} in {window} days",
    "stop_low": "stop from {before} at {stop_from}",
    "stop_smallest": "stop from smallest {before}",
}


def whys(doses: str, products, rule=None, **more) -> list[tuple[str, ...]]:
    more["texts"] = more.get("texts", WORDS)
    wanted = request(doses, products, rule, **more) if rule else request(doses, products, **more)
    return [step.why for step in taper(wanted).course.steps[1:]]


def test_coarse_terminal_and_last_steps_are_told_apart():
    assert whys("1", (SCORED,)) == [
        ("coarse: 0.25 mg to 0.75 mg, asked 10 %",),
        ("coarse: 0.25 mg to 0.5 mg, asked 10 %", "terminal: 25 % in 14 days"),
        ("coarse: 0.25 mg to 0.25 mg, asked 10 %", "terminal: 25 % in 14 days"),
        ("stop from smallest 0.25 mg",),
    ]


def test_a_cut_of_what_is_asked_says_so():
    assert whys("5", (SCORED,), most_pieces=10)[:2] == [
        ("within: 10 % of 5 mg, asked 10 %",),
        ("within: 5.6 % of 4.5 mg, asked 10 %",),
    ]


def test_a_stop_from_a_low_dose_names_the_stopping_dose():
    assert whys("0.5", (SCORED,), stop_from="0.5") == [("stop from 0.5 mg at 0.5 mg",)]


def test_nothing_follows_only_after_the_smallest_dose_however_fast_the_pace_asks():
    rule = policy(pace(fixed("0.5", 14)), ceiling=None, days=(14, 14, 14))
    assert whys("1", (SCORED,), rule)[-1] == ("stop from smallest 0.25 mg",)


def test_without_a_ceiling_its_places_in_the_words_stay_empty():
    rule = policy(pace(fixed("0.5", 14)), ceiling=None, days=(14, 14, 14))
    words = {"within": "{ceiling}|{window}|{asked}"}
    assert whys("2", (SCORED,), rule, texts=words)[0] == ("||25 %",)


def test_a_reason_without_words_is_left_out():
    assert whys("1", (SCORED,), texts={"terminal": "t"}) == [(), ("t",), ("t",), ()]


def test_a_liquid_makes_cuts_within_the_one_asked():
    drops = liquid("2.5", drops=25)
    found = whys("2", (drops,), goal="1")
    assert {why.split(":")[0] for step in found for why in step} == {"within"}
