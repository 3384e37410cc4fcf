"""A regimen in one line, and what is refused in it."""

import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.regimen_line import parse_regimen_line


def test_parts_follow_each_other() -> None:
    found = parse_regimen_line("1 mg q12h for 4 weeks then 0.75 mg q12h for 10 days", "clonazepam")
    assert found.before is None
    assert found.steps == (
        (28, ((8.0, 1.0), (20.0, 1.0))),
        (10, ((8.0, 0.75), (20.0, 0.75))),
    )


def test_a_line_may_begin_at_a_steady_state_and_end_with_nothing() -> None:
    text = "steady on 1 mg bid then .5 mg daily for 1 week then stop"
    found = parse_regimen_line(text, "clonazepam")
    assert found.before == ((8.0, 1.0), (20.0, 1.0))
    assert found.steps == ((7, ((8.0, 0.5),)), (28, ()))


def test_intakes_may_have_their_own_times_and_the_drug_its_name() -> None:
    text = "diazepam 5 mg at 7:30 and 10 mg at 22:00 for 2 weeks"
    assert parse_regimen_line(text, "diazepam").steps == ((14, ((7.5, 5.0), (22.0, 10.0))),)


def test_nothing_for_a_stated_time_is_a_step() -> None:
    assert parse_regimen_line("1 mg daily for 1 day then stop for 3 days", "x").steps[1] == (3, ())


def test_a_line_becomes_a_course() -> None:
    course = parse_regimen_line("steady on 2 mg tid then 1 mg tid for 1 week", "x").course("x")
    assert len(course.days) == 7
    assert course.before is not None
    assert len(course.before) == 3


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("1 mg q12h", "how long"),
        ("1 mg q12h for 0 days", "at least 1"),
        ("1 mg q12h for 3 moons", "moons"),
        ("1 q12h for 2 weeks", "with its unit"),
        ("1 mcg q12h for 2 weeks", "dose in mg"),
        ("1,5 mg q12h for 2 weeks", "not a comma"),
        ("1.5.2 mg q12h for 2 weeks", "not a comma"),
        ("1 mg q7h for 2 weeks", "q7h"),
        ("1 mg at 25:00 for 2 weeks", "25:00"),
        ("1 mg for 2 weeks", "how often"),
        ("lorazepam 1 mg q12h for 2 weeks", "clonazepam"),
        ("-1 mg q12h for 2 weeks", "a dose and how often"),
        ("", "how long"),
    ],
)
def test_what_is_unclear_is_refused_by_its_part(text: str, word: str) -> None:
    with pytest.raises(BadInput, match="part 1") as caught:
        parse_regimen_line(text, "clonazepam")
    assert word in str(caught.value)


def test_every_unclear_part_is_named_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        parse_regimen_line("1 q12h for 2 weeks then 2 mg q7h for 3 moons", "clonazepam")
    assert {one.where for one in caught.value.problems} == {"part 1", "part 2"}
    assert len(caught.value.problems) == 3
