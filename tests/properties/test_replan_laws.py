"""Laws of going on: nothing new changes nothing, and time is the only thing a hold takes."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.policy import Band, Law, Pace
from glidepath.domain.quantity import Mass
from glidepath.planning.replan import same_rest, standing
from glidepath.planning.taper import taper
from tests.unit.planning.test_replan import regimen, request, tablet

DAY = timedelta(days=1)
PRODUCTS = st.sampled_from(
    [
        (tablet("0.5", "1/2"), tablet("1")),
        (tablet("0.25"),),
        (tablet("0.5", "1/2", "1/4"), tablet("2", "1/2", "1/4")),
    ]
)


@st.composite
def requests(draw):
    quarters = draw(
        st.lists(st.integers(min_value=0, max_value=8), min_size=1, max_size=3).filter(any)
    )
    times = ["t08_00", "t14_00", "t22_00"][: len(quarters)]
    doses = {time: str(Mass(n * 250_000).mg) for time, n in zip(times, quarters, strict=True)}
    pace = Pace(
        "usual",
        (
            Band(
                Law.SHARE_OF_CURRENT, draw(st.sampled_from([Fraction(1, 20), Fraction(1, 10)])), 28
            ),
        ),
        ("a source",),
        "read",
    )
    return request(regimen(**doses), products=draw(PRODUCTS), pace=pace, most_pieces=8)


@st.composite
def moments(draw):
    """A course, and a day in the middle of one of its lower steps."""
    asked = draw(requests())
    course = taper(asked).course
    place = draw(st.integers(min_value=1, max_value=len(course.steps) - 1))
    step = course.steps[place]
    today = step.span.start + draw(st.integers(0, step.span.days - 1)) * DAY
    return course, place, today


def go_on(course, step, today, until=None):
    """The rest of a course for whoever has been on a step since its first day."""
    stand = standing(course, step.regimen, step.span.start, today)
    return same_rest([course], [stand], today, until)[0]


@given(moments())
def test_with_nothing_new_the_remaining_steps_are_the_same(moment):
    course, place, today = moment
    rest = go_on(course, course.steps[place], today)
    assert rest.steps[1:] == course.steps[place + 1 :]


@given(moments(), st.integers(min_value=1, max_value=60))
def test_a_hold_takes_time_and_nothing_else(moment, days):
    course, place, today = moment
    step = course.steps[place]
    until = step.span.next_day + days * DAY
    rest = go_on(course, step, today, until)
    moved = [(s.regimen, s.span.start - days * DAY, s.span.days) for s in rest.steps[1:]]
    assert moved == [(s.regimen, s.span.start, s.span.days) for s in course.steps[place + 1 :]]


@given(moments())
def test_going_on_twice_is_going_on_once(moment):
    course, place, today = moment
    step = course.steps[place]
    once = go_on(course, step, today)
    twice = go_on(once, once.steps[0], min(today + DAY, step.span.end))
    assert twice.steps[1:] == once.steps[1:]


@given(requests(), st.integers(min_value=1, max_value=52))
def test_shifting_every_date_by_weeks_shifts_the_course_by_weeks(asked, weeks):
    by = weeks * 7 * DAY
    plain = taper(asked).course
    shifted = taper(
        replace(asked, as_of=asked.as_of + by, first_cut_on=asked.first_cut_on + by)
    ).course
    assert [(s.regimen, s.span.start + by) for s in plain.steps] == [
        (s.regimen, s.span.start) for s in shifted.steps
    ]
