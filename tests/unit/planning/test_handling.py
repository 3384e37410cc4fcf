"""Of equally well paced courses the one that is easiest to handle, on stated grounds."""

from dataclasses import replace

from glidepath.planning.handling import MOST_TRIED, choose
from glidepath.planning.taper import instance, solve, taper
from tests.unit.dosing.courses import HALF, QUARTER, liquid, tablet
from tests.unit.planning.asking import TENTH, fixed, pace, policy, request, share

SCORED, ONE, TWO = tablet("0.5", HALF), tablet("1"), tablet("2")
QUICK = policy(pace(fixed("0.5", 14)), ceiling=None, days=(14, 14, 14))


def chosen(wanted):
    problem = instance(wanted)
    return problem, choose(
        solve(problem), problem.space, problem.clock, wanted.products, wanted.most_pieces
    )


def doses(wanted) -> list[tuple[str, ...]]:
    return [
        tuple(str(dose.mg) for dose in step.regimen.doses) for step in taper(wanted).course.steps
    ]


def test_few_pieces_over_all_days_come_first():
    # 2 mg: a day of 2 x 0.5 + 1 x 1 mg counts 3 pieces and one for the second product
    problem, found = chosen(request("2", (SCORED, ONE), QUICK, stop_from="0.5"))
    # 2 mg in the lead-in is not counted; then 1.5, 1 and 0.5 mg for 14 days each
    assert [problem.space.totals[n] for n in found.path] == [2000000, 1500000, 1000000, 500000, 0]
    assert found.products == (SCORED,)
    assert found.handling == (14 * (3 + 2 + 1), 4, 0, 0)


def test_a_second_product_is_taken_when_it_saves_more_pieces_than_it_costs():
    _, found = chosen(request("4", (SCORED, TWO), QUICK, stop_from="0.5"))
    # 3.5 3 2.5 2 1.5 1 0.5 mg: 7 6 5 4 3 2 1 with one product; 4 3 2 1 3 2 1 and 1 more with both
    assert found.products == (SCORED, TWO)
    assert found.handling[0] == 14 * (4 + 3 + 2 + 1 + 3 + 2 + 1 + 7)


def test_of_products_that_are_equally_easy_the_first_given_is_taken():
    twin = tablet("0.5", HALF, name="twin")
    assert taper(request("1", (twin, SCORED), QUICK)).products == (twin,)
    assert taper(request("1", (SCORED, twin), QUICK)).products == (SCORED,)


def test_a_choice_of_products_that_cannot_make_the_present_dose_is_passed_over():
    assert taper(request("0.25", (ONE, SCORED), QUICK)).products == (SCORED,)


def test_a_choice_that_cannot_make_the_goal_is_passed_over():
    found = taper(request("1", (ONE, SCORED), QUICK, goal="0.5"))
    assert found.products == (SCORED,)


def test_each_intake_of_the_day_has_to_be_made_by_a_choice_of_products():
    assert taper(request("0.25 1", (ONE, SCORED), QUICK)).products == (SCORED,)


def test_a_choice_of_products_need_not_make_doses_that_its_course_does_not_have():
    # 2 1.5 1 0.5 mg; nobody takes the 0.25 or 1.75 mg that the smaller tablet would make
    half, quarter = tablet("0.5"), tablet("0.25")
    assert taper(request("2", (half, quarter), QUICK, stop_from="0.5")).products == (half,)


def test_the_earlier_dose_is_cut_first_and_takes_fewer_changes():
    assert doses(request("0.5 0.5", (SCORED,), TENTH))[:4] == [
        ("0.5", "0.5"), ("0.25", "0.5"), ("0.25", "0.25"), ("0", "0.25"),
    ]  # fmt: skip


def test_changes_are_counted_intake_by_intake():
    found = taper(request("1 1", (SCORED,), policy(pace(share("0.25", 14)))))
    # 2 1.5 are two changes, then one for each cut of a quarter milligram
    assert found.handling[1] == 8
    assert doses(request("1 1", (SCORED,), QUICK, stop_from="0.5"))[1] == ("0.75", "0.75")


def test_surplus_over_the_pattern_weighs_more_in_the_morning():
    found = taper(request("0.5 0.5", (SCORED,), TENTH))
    # twice the evening 250000 x 1000000 above its half share, weight 1: at 0.75 and at 0.25 mg
    assert found.handling[2] == 2 * 125000 * 1000000
    odd = taper(request("0.25 0.5", (tablet("0.25"),), TENTH))
    # (0.25, 0.25): 0.25 x 0.75 - 0.25 x 0.5 over for the morning, weight 2; (0, 0.25): 0.0625
    assert odd.handling[2] == 2 * 62500000000 + 62500000000 + 0


def test_what_is_left_of_a_cut_tablet_at_the_end_of_the_day_is_waste():
    found = taper(request("0.5", (SCORED,), policy(pace(fixed("0.25", 14)), ceiling=None)))
    # half a tablet left (6 twelfths) on each of 14 days at 0.25 mg
    assert found.handling == (14, 2, 0, 14 * 6)


def test_two_halves_of_one_day_come_from_one_tablet_and_leave_nothing():
    rule = policy(pace(fixed("0.25", 14)), ceiling=None)
    found = taper(request("0.5 0.5", (SCORED,), rule))
    # (0.25, 0.5) leaves a half, (0.25, 0.25) nothing, (0, 0.25) a half; each for 14 days
    assert found.handling == (14 * (2 + 2 + 1), 4, 2 * 125000 * 1000000, 14 * (6 + 6))


def test_one_piece_a_day_is_easier_than_two_even_where_it_leaves_the_pattern_further():
    found = doses(request("0.25 0.5", (SCORED,), policy(pace(fixed("0.25", 14)), ceiling=None)))
    assert found == [("0.25", "0.5"), ("0", "0.5"), ("0", "0.25"), ("0", "0")]


def test_quarters_are_counted_in_twelfths():
    crossed = tablet("0.5", HALF, QUARTER)
    rule = policy(pace(fixed("0.125", 14)), ceiling=None)
    assert taper(request("0.25", (crossed,), rule)).handling == (14, 2, 0, 14 * 9)


def test_liquid_is_never_waste():
    drops = liquid("2.5", drops=25)
    rule = policy(pace(fixed("0.1", 14)), ceiling=None)
    assert taper(request("0.3", (drops,), rule)).handling == (28, 3, 0, 0)


def test_every_choice_is_tried_of_up_to_six_products_and_up_to_three_of_more():
    assert MOST_TRIED == 6
    makes = [tablet(mg, name=f"only {mg}") for mg in ("0.8", "0.4", "0.2", "0.1")]
    fill = [tablet("16", name=f"large {n}") for n in range(3)]
    rule = policy(pace(share("0.5", 14)), ceiling=None)
    # with one piece a day each of the four doses needs the tablet of its own size
    wanted = request("0.8", (*makes, *fill[:2]), rule, most_pieces=1, stop_from="0.001")
    assert taper(wanted).products == tuple(makes)
    every = (*makes, *fill)
    assert taper(replace(wanted, products=every)).products == every


def test_three_of_many_products_are_enough_where_three_doses_need_them():
    makes = tuple(tablet(mg, name=f"only {mg}") for mg in ("0.4", "0.2", "0.1"))
    fill = tuple(tablet("16", name=f"large {n}") for n in range(4))
    rule = policy(pace(share("0.5", 14)), ceiling=None)
    wanted = request("0.4", (*makes, *fill), rule, most_pieces=1, stop_from="0.001")
    assert taper(wanted).products == makes


def test_with_more_than_six_products_all_of_them_together_are_tried_too():
    # seven doses, each its own tablet: only all products together make the course
    sizes = ["0.64", "0.32", "0.16", "0.08", "0.04", "0.02", "0.01"]
    products = tuple(tablet(mg, name=f"one {mg}") for mg in sizes)
    rule = policy(pace(share("0.5", 14)), ceiling=None)
    found = taper(request("0.64", products, rule, most_pieces=1, stop_from="0.001"))
    assert found.products == products
    assert [step.regimen.daily_dose.nanograms // 10000 for step in found.course.steps] == [
        64, 32, 16, 8, 4, 2, 1, 0,
    ]  # fmt: skip
