"""Every policy for one person, side by side, each with what it does not fit and where it breaks."""

from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.policy import PolicyKind, Scope
from glidepath.domain.quantity import Mass
from glidepath.planning.compare import Comparable, compare, points_of
from glidepath.planning.taper import taper
from tests.unit.dosing.courses import HALF, tablet
from tests.unit.planning.asking import QUARTER_IN_14, fixed, pace, policy, request, share

SCORED = (tablet("0.5", HALF),)
MG = Fraction


def person(made=lambda rule, pace: None, **more) -> Comparable:
    facts = {
        "drug_id": "clonazepam",
        "indication": "panic_disorder",
        "dose": Mass.from_mg("1"),
        "equivalents": {"diazepam": tuple(Mass.from_mg(mg) for mg in ("10", "20", "20"))},
        "last": {"clonazepam": Mass.from_mg("0.25"), "diazepam": Mass.from_mg("2")},
        "makeable": frozenset({MG(1), MG(3, 4), MG(1, 2), MG(1, 4), MG(0)}),
        "ceiling": QUARTER_IN_14,
        "made": made,
    }
    return Comparable(**{**facts, **more})


FIXED = policy(pace(fixed("0.5", 14)), ceiling=None, days=(14, 14, 14), id="fixed")
HALVES = policy(pace(share("0.5", 28)), pace(share("0.3", 14), name="faster"), id="halves")
OF_DIAZEPAM = policy(
    pace(fixed("5", 14)), ceiling=None, days=(14, 14, 14), id="dzp",
    scope=Scope(unit_drug="diazepam"),
)  # fmt: skip


def test_each_policy_and_pace_has_a_row_in_order():
    rows = compare(person(), [HALVES, FIXED])
    assert [(row.policy_id, row.pace, row.unit_drug) for row in rows] == [
        ("halves", "usual", "clonazepam"),
        ("halves", "faster", "clonazepam"),
        ("fixed", "usual", "clonazepam"),
    ]


def test_a_row_tells_the_schedule_its_breaches_and_the_doses_that_cannot_be_made():
    (row,) = compare(person(makeable=frozenset({MG(1), MG(0)})), [FIXED])
    assert row.points == ((0, MG(1)), (14, MG(1, 2)), (28, MG(0)))
    assert row.days == 28
    assert [(b.day, b.fall) for b in row.breaches] == [(14, MG(1, 2)), (28, MG(1))]
    assert row.unmakeable == (MG(1, 2),)
    assert (row.applies, row.made, row.made_breaches) == ("", (), ())


def test_a_share_of_the_present_dose_stops_from_the_drug_s_own_last_dose():
    usual, _ = compare(person(), [HALVES])
    assert usual.points == ((0, MG(1)), (28, MG(1, 2)), (56, MG(1, 4)), (84, MG(0)))
    with pytest.raises(BadInput, match="one that ends within 400 doses"):
        compare(person(last={}), [HALVES])


def test_a_policy_in_another_drug_s_milligrams_has_a_row_for_each_equivalent_and_says_so():
    rows = compare(person(made=lambda rule, pace: 1 / 0), [OF_DIAZEPAM])
    assert [row.points[0] for row in rows] == [(0, MG(10)), (0, MG(20))]
    assert {row.unit_drug for row in rows} == {"diazepam"}
    assert {row.applies for row in rows} == {"unit"}
    assert {row.unmakeable for row in rows} == {()}
    assert compare(person(equivalents={}), [OF_DIAZEPAM]) == ()


def test_a_policy_for_another_drug_or_use_says_which():
    other_drug = policy(pace(fixed("0.5", 14)), scope=Scope(drugs=("lorazepam",)))
    other_use = policy(pace(fixed("0.5", 14)), scope=Scope(indications=("insomnia",)))
    same = policy(
        pace(fixed("0.5", 14)),
        scope=Scope(("clonazepam",), ("panic_disorder",), unit_drug="clonazepam"),
    )
    rows = compare(person(made=lambda rule, pace: None), [other_drug, other_use, same])
    assert [row.applies for row in rows] == ["drug", "indication", ""]


def test_the_makeable_course_stands_beside_the_schedule_with_its_own_breaches():
    result = taper(request("1", SCORED)).course
    (row,) = compare(person(made=lambda rule, pace: result), [FIXED])
    assert row.made == tuple((point.day, point.mg) for point in points_of(result))
    assert row.made[:3] == ((0, MG(1)), (7, MG(3, 4)), (63, MG(1, 2)))
    assert [b.before for b in row.made_breaches] == [MG(3, 4), MG(1, 2), MG(1, 4)]


def test_no_course_is_made_for_a_schedule_a_policy_that_does_not_fit_or_what_is_refused():
    def refuses(rule, pace):
        raise BadInput(Problem("goal", "x", "y"))

    (row,) = compare(person(made=refuses), [FIXED])
    assert row.made == ()
    only = policy(pace(fixed("0.5", 14)), kind=PolicyKind.SCHEDULE_ONLY)
    unfit = policy(pace(fixed("0.5", 14)), scope=Scope(drugs=("lorazepam",)))
    rows = compare(person(made=lambda rule, pace: 1 / 0), [only, unfit])
    assert [row.made for row in rows] == [(), ()]


def test_the_points_of_a_course_count_days_from_its_start():
    points = points_of(taper(request("0.5", SCORED)).course)
    assert [(point.day, point.mg) for point in points] == [
        (0, MG(1, 2)), (7, MG(1, 4)), (63, MG(0)),
    ]  # fmt: skip
