"""The pace to plan with: the one named, or the gentlest that is done by a day."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.evidence import Confidence
from glidepath.planning.pace import UNASKED, by_end_date, named_pace, paces_by_speed
from glidepath.planning.soonest import earliest
from glidepath.planning.taper import taper
from tests.unit.dosing.courses import HALF, QUARTER, tablet
from tests.unit.planning.asking import QUARTER_IN_14, fixed, pace, policy, request, share

SCORED = tablet("0.5", HALF)
GENTLE, USUAL = pace(share("0.05", 28), name="gentle"), pace(share("0.1", 28))
FASTER = pace(share("0.1", 14), name="faster")
THREE = policy(GENTLE, USUAL, FASTER)


def speeds(rule) -> list[tuple[Fraction, int]]:
    return [(one.bands[0].cut, one.bands[0].days) for one in paces_by_speed(rule)]


def test_a_pace_is_found_by_its_name_and_the_usual_one_is_meant_without():
    assert UNASKED == "usual"
    assert named_pace(THREE, "faster") is FASTER
    assert named_pace(THREE, "") is USUAL


def test_without_a_usual_pace_the_first_is_meant():
    assert named_pace(policy(FASTER), "") is FASTER


def test_a_pace_the_policy_does_not_have_is_refused_with_those_it_has():
    with pytest.raises(BadInput) as refused:
        named_pace(THREE, "swift")
    (problem,) = refused.value.problems
    assert (problem.where, problem.given, problem.allowed, problem.next_step) == (
        "pace", "'swift'", "faster, gentle, usual", "Choose one of these.",
    )  # fmt: skip


def test_a_share_under_a_ceiling_may_be_followed_in_grains_of_a_fortieth_and_a_week():
    found = speeds(THREE)
    cuts = [Fraction(n, 40) for n in range(2, 11)]
    assert sorted(found) == sorted((cut, days) for cut in cuts for days in (14, 21, 28))
    assert found[0] == (Fraction(1, 20), 28)
    assert found[-1] == (Fraction(1, 4), 14)
    # 0.05 in 14 days and 0.1 in 28 are as fast; the smaller cut comes first
    assert found.index((Fraction(1, 20), 14)) < found.index((Fraction(1, 10), 28))
    per_day = [cut / days for cut, days in found]
    assert per_day == sorted(per_day)


def test_a_pace_made_for_an_end_date_says_so():
    first = paces_by_speed(THREE)[0]
    assert (first.name, first.sources, first.confidence) == ("end_date", ("made-up",), "derived")


def test_no_step_is_longer_than_the_longest_of_the_policy():
    found = speeds(policy(USUAL, days=(14, 27, 56)))
    assert {days for _, days in found} == {14, 21}


def test_a_policy_without_a_ceiling_is_followed_only_at_its_named_paces():
    found = paces_by_speed(policy(FASTER, USUAL, GENTLE, ceiling=None))
    assert [one.name for one in found] == ["gentle", "usual", "faster"]


def test_a_ceiling_only_proposed_for_a_policy_gives_it_no_other_paces():
    bounded = replace(THREE, ceiling=replace(THREE.ceiling, confidence=Confidence.PROPOSED))
    assert [one.name for one in paces_by_speed(bounded)] == ["gentle", "usual", "faster"]


def test_a_policy_in_milligrams_is_followed_only_at_its_named_paces():
    slow, quick = pace(fixed("0.25", 28), name="slow"), pace(fixed("0.25", 14), name="quick")
    assert [one.name for one in paces_by_speed(policy(slow, quick))] == ["slow", "quick"]
    mixed = pace(share("0.1", 28, "1"), fixed("0.25", 28), name="mixed")
    assert [one.name for one in paces_by_speed(policy(mixed))] == ["mixed"]


def test_cuts_stay_within_the_ceiling():
    rule = policy(USUAL, ceiling=replace(QUARTER_IN_14, fall=Fraction(3, 25)))
    assert {cut for cut, _ in speeds(rule)} == {Fraction(1, 10)}


def reached(result) -> date:
    return result.course.steps[-1].span.start


def test_the_gentlest_course_in_time_is_found_among_all_of_them():
    wanted = request("1 0.5", (SCORED,), THREE)
    all_courses = [taper(replace(wanted, pace=one)) for one in paces_by_speed(THREE)]
    for day in range(150, 480, 30):
        end = wanted.as_of + timedelta(days=day)
        in_time = [one for one in all_courses if reached(one) <= end]
        found, fastest = by_end_date(wanted, end)
        assert (found and found.grounds) == (in_time[0].grounds if in_time else None)
        if found is None:
            assert reached(fastest) == min(map(reached, all_courses))
        else:
            assert found.course == in_time[0].course
            assert reached(fastest) == reached(found)


def test_a_course_that_ends_on_the_very_day_is_in_time_and_a_day_less_is_not():
    wanted = request("1 0.5", (SCORED,), THREE)
    fastest = min(reached(taper(replace(wanted, pace=one))) for one in paces_by_speed(THREE))
    found, second = by_end_date(wanted, fastest)
    assert found is not None
    assert reached(found) == reached(second) == fastest
    assert by_end_date(wanted, fastest - timedelta(days=1))[0] is None


def test_a_pace_whose_cuts_could_end_in_time_and_whose_doses_do_not_is_passed_over():
    wanted = request("1 1", (tablet("0.5", HALF, QUARTER),), THREE)
    all_courses = [taper(replace(wanted, pace=one)) for one in paces_by_speed(THREE)]
    bounds = [earliest(replace(wanted, pace=one)) for one in paces_by_speed(THREE)]
    late = [day for one, day in zip(all_courses, bounds, strict=True) if day < reached(one)]
    assert late
    for end in late:
        found, _ = by_end_date(wanted, end)
        assert found.course == next(one for one in all_courses if reached(one) <= end).course


def test_where_no_course_is_in_time_the_fastest_is_told_though_a_slower_one_promised_as_much():
    slow, quick = pace(share("0.14", 21), name="slow"), pace(share("0.1", 14), name="quick")
    rule = policy(slow, quick)
    rule = replace(rule, ceiling=replace(rule.ceiling, confidence=Confidence.PROPOSED))
    wanted = request("1 1", (tablet("0.5", HALF, QUARTER),), rule)
    first, second = (replace(wanted, pace=one) for one in paces_by_speed(rule))
    assert earliest(first) == earliest(second) == reached(taper(second)) < reached(taper(first))
    found, fastest = by_end_date(wanted, wanted.as_of)
    assert found is None
    assert fastest.course == taper(second).course
