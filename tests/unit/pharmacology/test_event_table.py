"""Event tables of other tools: read strictly, walked exactly, written and read back."""

import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.doses import dosed_days
from glidepath.pharmacology.event_table import Event, read_events
from glidepath.pharmacology.event_walk import predict_subject
from glidepath.pharmacology.event_write import write_events
from glidepath.pharmacology.exposure import course_exposure

UNITS = "# TIME h, AMT mg\n"
HEAD = UNITS + "ID,TIME,AMT,II,ADDL,SS,EVID,CMT\n"


def problems(text: str, **options: object) -> str:
    with pytest.raises(BadInput) as caught:
        read_events(text, **options)  # type: ignore[arg-type]
    return str(caught.value)


def test_rows_become_events_by_person() -> None:
    text = HEAD + "7,0,1,12,3,0,1,1\n7,50,.,.,.,.,0,2\n8,0,2,.,.,.,4,2\n"
    first, second = read_events(text)
    assert (first.id, second.id) == ("7", "8")
    assert first.events[0] == Event(2, 0.0, 1, 1.0, 1, 12.0, 3, 0)
    assert first.events[1].kind == 0
    assert second.events[0].into == 2


def test_units_may_be_stated_by_the_asker_and_names_in_any_case() -> None:
    text = "id,time,amt,evid\n1,0,1,1\n"
    assert read_events(text, units={"TIME": "h", "AMT": "mg"})[0].events[0].mg == 1.0


def test_covariates_that_are_asked_for_are_kept() -> None:
    text = UNITS + "ID,TIME,AMT,EVID,WT\n1,0,1,1,70\n"
    assert read_events(text, covariates=["WT"])[0].events[0].covariates == (("WT", 70.0),)


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("", "event table", "nothing"),
        ("ID,TIME,AMT,EVID\n1,0,1,1\n", "unit of TIME", "no unit"),
        ("# TIME h, AMT g\nID,TIME,AMT,EVID\n", "unit of AMT", "g"),
        (UNITS + "ID,TIME,AMT,EVID,WT\n", "column 5 (WT)", "unknown"),
        (UNITS + "ID,TIME,AMT,EVID,ID\n", "column 5 (ID)", "a second time"),
        (UNITS + "ID,TIME,AMT\n", "column EVID", "missing"),
        (HEAD + "1,0,1,.,.,.,1\n", "row 2", "7 cells"),
        (HEAD + "1,x,1,.,.,.,1,1\n", "row 2, column TIME", "x"),
        (HEAD + "1,-3,1,.,.,.,1,1\n", "row 2, column TIME", "-3"),
        (HEAD + "1,0,-1,.,.,.,1,1\n", "row 2, column AMT", "-1"),
        (HEAD + "1,0,nan,.,.,.,1,1\n", "row 2, column AMT", "nan"),
        (HEAD + "1,0,0,.,.,.,1,1\n", "row 2, column AMT", "more than 0"),
        (HEAD + "1,0,5,.,.,.,0,1\n", "row 2, column AMT", "EVID 0"),
        (HEAD + "1,0,1,.,.,.,9,1\n", "row 2, column EVID", "9"),
        (HEAD + "1,0,1,.,.,.,1,3\n", "row 2, column CMT", "3"),
        (HEAD + "1,0,1,.,.,3,1,1\n", "row 2, column SS", "3"),
        (HEAD + "1,0,1,.,2,.,1,1\n", "row 2, column II", "interval"),
        (HEAD + "1,0,1,.,.,1,1,1\n", "row 2, column II", "interval"),
        (HEAD + "1,5,1,.,.,.,1,1\n1,4,1,.,.,.,1,1\n", "row 3, column TIME", "4 after 5"),
        (HEAD + " ,0,1,.,.,.,1,1\n", "row 2, column ID", "a name"),
        (UNITS + "ID,TIME,AMT,EVID,RATE\n1,0,1,1,2\n", "row 2, column RATE", "at once"),
    ],
)
def test_what_is_wrong_is_refused_by_row_and_column(text: str, where: str, what: str) -> None:
    told = problems(text)
    assert where in told
    assert what in told


def test_all_problems_are_told_at_once() -> None:
    told = problems(HEAD + "1,x,-1,.,.,.,9,7\n1,0,1,.,.,.,1,9\n")
    assert told.count("\n") == 3


def test_empty_lines_are_no_rows() -> None:
    assert len(read_events(HEAD + "1,0,1,.,.,.,1,1\n\n1,5,.,.,.,.,0,1\n")[0].events) == 2


@pytest.mark.parametrize("drug", ["clonazepam", "lorazepam", "diazepam"])
@pytest.mark.parametrize("start", [None, [(8, 1), (20, 1.5)]])
def test_a_course_written_read_and_walked_gives_the_same_levels(
    drug: str, start: list[tuple[float, float]] | None
) -> None:
    steps = [(9, [(8, 1), (20, 0.5)]), (1, [(7, 1)]), (5, [])]
    course = dosed_days(steps, drug=drug, before=start)
    hours = [0.05, 8.1, 30.5, 200.0, 330.0]
    (subject,) = read_events(write_events(course, observe=hours))
    walked = predict_subject(subject, drug)
    for name, expected in course_exposure(course, hours).items():
        assert [level for _, level in walked[name]] == pytest.approx(expected, rel=1e-10)


def test_a_reset_empties_the_body_and_an_injection_skips_absorption() -> None:
    text = (
        HEAD
        + "1,0,5,.,.,.,1,1\n1,3,2,.,.,.,4,2\n1,3,.,.,.,.,0,1\n1,9,.,.,.,.,3,1\n1,9,.,.,.,.,0,1\n"
    )
    levels = predict_subject(read_events(text)[0], "clonazepam")["clonazepam"]
    assert levels[0] == (3.0, pytest.approx(2 / 66 * 1000))
    assert levels[1] == (9.0, 0.0)


def test_other_rows_change_nothing() -> None:
    plain = HEAD + "1,0,5,.,.,.,1,1\n1,9,.,.,.,.,0,1\n"
    other = HEAD + "1,0,5,.,.,.,1,1\n1,4,.,.,.,.,2,1\n1,9,.,.,.,.,0,1\n"
    one, two = (predict_subject(read_events(text)[0], "oxazepam") for text in (plain, other))
    assert one == two


def test_a_course_of_two_drugs_needs_two_tables() -> None:
    course = dosed_days([(1, [(8, 1, "clonazepam"), (8, 5, "diazepam")])])
    with pytest.raises(BadInput, match="one drug a table"):
        write_events(course)
    with pytest.raises(BadInput, match="one drug a table"):
        write_events(dosed_days([(1, [])]))
