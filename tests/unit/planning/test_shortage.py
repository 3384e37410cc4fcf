"""The same doses from what is to be had on each day."""

from dataclasses import replace
from datetime import timedelta

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.following import OutOfSupply
from glidepath.domain.plan import Course, CourseKind, Step, StepKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Intake, Piece, Regimen
from glidepath.planning.shortage import Shelf, within
from glidepath.planning.taper import taper
from tests.unit.planning.test_replan import AS_OF, regimen, request, tablet

DAY = timedelta(days=1)
HALF, ONE, OTHER = tablet("0.5", "1/2"), tablet("1"), tablet("0.25")
COURSE = taper(request(regimen(t08_00="1", t22_00="1"), products=(HALF, ONE))).course


def out(product, first, last):
    return OutOfSupply(product.id, Span(AS_OF + first * DAY, AS_OF + last * DAY))


def shelf(products, *short):
    return Shelf(products, short, 6)


def used(step):
    return {p.portion.product_id for one in step.regimen.intakes for p in one.pieces}


def doses(course):
    return [step.regimen.doses for step in course.steps]


def test_a_course_whose_products_are_all_to_be_had_stays_as_it_is():
    assert within(COURSE, shelf((HALF, ONE))) == COURSE
    assert within(COURSE, shelf((HALF, ONE, OTHER))) == COURSE


def test_a_product_that_is_gone_gives_way_to_another_that_makes_the_same_doses():
    made = within(COURSE, shelf((HALF,)))
    assert doses(made) == doses(COURSE)
    assert [step.span for step in made.steps] == [step.span for step in COURSE.steps]
    assert all(used(step) <= {HALF.id} for step in made.steps)


def test_without_a_product_that_makes_the_present_dose_there_is_no_way_on():
    assert within(COURSE, shelf((tablet("2"),))) is None


def test_a_short_product_is_not_used_on_those_days_and_used_again_after_them():
    made = within(COURSE, shelf((HALF, ONE), out(ONE, 3, 9)))
    days = {day: step for step in made.steps for day in step.span}
    before = {day: step for step in COURSE.steps for day in step.span}
    assert list(days) == list(before)
    for day, step in days.items():
        assert step.regimen.doses == before[day].regimen.doses
        if AS_OF + 3 * DAY <= day <= AS_OF + 9 * DAY:
            assert ONE.id not in used(step)
        else:
            assert used(step) == used(before[day])
    cuts = [step.cut for step in made.steps if step.cut]
    assert cuts == [step.cut for step in COURSE.steps if step.cut]


def test_a_dose_that_cannot_be_made_in_a_shortage_waits_until_it_is_over():
    first = COURSE.steps[1].span.start
    last = (first - AS_OF).days + 20
    made = within(COURSE, shelf((HALF, ONE), out(HALF, 0, last)))
    assert made.steps[0].span == Span(AS_OF, AS_OF + last * DAY)
    moved = timedelta(days=21)
    later = [(s.regimen, s.span.start - moved, s.span.end - moved) for s in made.steps[1:]]
    assert later == [(s.regimen, s.span.start, s.span.end) for s in COURSE.steps[1:]]


def test_a_dose_that_needs_two_products_waits_for_the_later_of_them():
    first = (COURSE.steps[1].span.start - AS_OF).days
    short = (out(HALF, 0, first + 5), out(HALF, first + 4, first + 12))
    made = within(COURSE, shelf((HALF, ONE), *short))
    assert made.steps[0].span == Span(AS_OF, AS_OF + (first + 12) * DAY)


def test_on_its_last_day_a_product_is_still_out_of_supply_and_the_day_after_it_is_back():
    short = shelf((HALF, ONE), out(ONE, 3, 9))
    assert short.on(AS_OF + 9 * DAY) == (HALF,)
    assert short.on(AS_OF + 10 * DAY) == (HALF, ONE)


def test_a_product_that_comes_back_on_the_last_day_of_a_step_is_used_on_that_day():
    short = shelf((HALF, ONE), out(ONE, 3, 9))
    assert [*short.stretches(Span(AS_OF + 4 * DAY, AS_OF + 10 * DAY))] == [
        Span(AS_OF + 4 * DAY, AS_OF + 9 * DAY), Span.lasting(AS_OF + 10 * DAY, 1),
    ]  # fmt: skip


def test_a_dose_waits_only_until_the_first_return_that_makes_it():
    first = (COURSE.steps[1].span.start - AS_OF).days
    large = tablet("2")
    made = within(COURSE, shelf((HALF, ONE, large), out(HALF, 0, first + 9), out(large, 0, 300)))
    assert made.steps[0].span == Span(AS_OF, AS_OF + (first + 9) * DAY)


def test_a_named_last_cut_that_goes_on_from_other_pieces_is_named_once():
    last = replace(COURSE.steps[0], terminal=True)
    course = replace(COURSE, steps=(last, *COURSE.steps[1:]))
    made = within(course, shelf((HALF, ONE), out(HALF, 2, 3)))
    assert made.steps[1].regimen.doses == last.regimen.doses
    assert [step.terminal for step in made.steps[:3]] == [True, False, False]


def test_what_cannot_be_made_even_after_the_shortage_has_no_way_on():
    assert within(COURSE, shelf((ONE,), out(HALF, 0, 90))) is None


def test_a_present_dose_that_the_shortage_takes_away_has_no_way_on():
    first = (COURSE.steps[2].span.start - AS_OF).days
    assert within(COURSE, shelf((HALF, ONE), out(HALF, first, first + 9))) is None


def test_an_intake_whose_product_is_still_to_be_had_keeps_its_pieces():
    two_halves = Piece(next(one for one in HALF.portions if one.part < 1), 2)
    intakes = (
        Intake(TimeOfDay(480), Mass.from_mg("0.5"), (two_halves,)),
        Intake(TimeOfDay(1320), Mass.from_mg("1"), (Piece(ONE.portions[0], 1),)),
    )
    step = Step(Span.lasting(AS_OF, 28), Regimen(intakes), StepKind.MAINTAINED)
    course = Course(CourseKind.MAINTENANCE, "clonazepam", (step,))
    for products in ((HALF, OTHER), (HALF,)):
        made = within(course, shelf(products))
        morning, night = made.steps[0].regimen.intakes
        assert morning == intakes[0]
        assert night != intakes[1]
        assert night.dose == intakes[1].dose


def test_a_dose_stepped_back_to_that_goes_on_from_other_pieces_is_no_second_step_back():
    first = replace(COURSE.steps[0], kind=StepKind.STEPPED_BACK)
    course = replace(COURSE, steps=(first, *COURSE.steps[1:]))
    made = within(course, shelf((HALF, ONE), out(HALF, 2, 3)))
    assert [step.kind for step in made.steps].count(StepKind.STEPPED_BACK) == 1
    last = (course.steps[1].span.start - AS_OF).days + 9
    held = within(course, shelf((HALF, ONE), out(HALF, 0, last)))
    assert [step.kind for step in held.steps].count(StepKind.STEPPED_BACK) == 1


def test_a_product_of_another_drug_never_stands_in():
    other = replace(ONE, id="other", drug_id="diazepam")
    half = replace(HALF, id="half", drug_id="diazepam")
    assert within(COURSE, shelf((other, half))) is None
