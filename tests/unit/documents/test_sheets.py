"""What was read before signing is kept as plain values, and set again as it was."""

import json

from glidepath.documents.entries import series_of
from glidepath.documents.letters import letter_parts
from glidepath.documents.sheets import entries_of, set_sheets, sheets
from glidepath.documents.writing import papers
from glidepath.domain.grading import Route
from tests.unit.documents.hand_built import proposal
from tests.unit.documents.several import crossover, later


def test_papers_kept_as_json_are_set_the_same_to_the_byte():
    for made in (proposal(), crossover()):
        kept = sheets(made)
        again = json.loads(json.dumps(kept))
        assert set_sheets(again) == set_sheets(kept)


def test_the_papers_of_a_proposal_are_those_sheets_and_the_plan_itself():
    made = proposal()
    assert papers(made, None, b"{}") == {"plan.json": b"{}", **set_sheets(sheets(made))}


def test_letters_are_set_one_to_a_page():
    made = proposal()
    letters = [letter_parts(made, route, ()) for route in (Route.NEUROLOGY, Route.PHARMACIST)]
    text = set_sheets(sheets(made, letters=letters))["letters.txt"].decode()
    assert [page.splitlines()[0] for page in text.split("\f\n")] == [
        "To: Neurology",
        "To: Pharmacy",
    ]


def test_entries_of_a_record_take_its_series_and_drop_those_of_the_plan_before():
    kept = sheets(later(proposal(), 2))
    series = series_of("some-record-of-a-person")
    own = entries_of(kept, series)
    assert {one.series for one in own} == {series}
    before = (*own[1:], *entries_of(kept | {"entries": [_moved(kept["entries"][-1])]}, series))
    listed = entries_of(kept, series, before)
    assert [one.name for one in listed if one.cancelled] == ["review-20300101-1"]


def _moved(table):
    return {**table, "name": "review-20300101-1", "start": "2030-01-01"}


def test_a_later_version_without_a_record_asks_to_delete_older_entries_by_hand():
    said = b"Delete the entries of older plans"
    flat = set_sheets(sheets(later(proposal(), 2)))["calendar.ics"].replace(b"\r\n ", b"")
    assert said in flat
    kept = sheets(later(proposal(), 2))
    series = series_of("some-record-of-a-person")
    gone = entries_of(kept | {"entries": [_moved(kept["entries"][-1])]}, series)
    taken = set_sheets(kept, listed=entries_of(kept, series, gone))["calendar.ics"]
    assert said not in taken.replace(b"\r\n ", b"")
    assert b"takes entries of older plans out" in taken.replace(b"\r\n ", b"")
