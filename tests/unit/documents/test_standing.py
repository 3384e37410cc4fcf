"""A signed plan says by whom, as what and when; an unsigned one is a proposal everywhere."""

import io
from datetime import UTC, datetime, timedelta, timezone

import icalendar
import pytest
from pypdf import PdfReader

from glidepath.documents.letters import letter_parts
from glidepath.documents.sheets import set_sheets, sheets
from glidepath.documents.standing import PROPOSED, Signature, Standing, filled, when_text
from glidepath.domain.grading import Route
from tests.unit.documents.hand_built import proposal

AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
SIGNED = Standing(Signature("GP-TEST-PLAN", 1, "Dr A. Example, GP", "prescriber", AT))
OVER = Standing(SIGNED.signature, datetime(2027, 1, 3, 17, 30, tzinfo=UTC))
SAID = (
    "Signed in the record by Dr A. Example, GP as prescriber on 24 Nov 2026, 09:05 UTC: "
    "plan GP-TEST-PLAN, version 1."
)
UNSIGNED = "proposal"
KEPT = sheets(proposal(), letters=(letter_parts(proposal(), Route.PRIMARY_CARE, ()),))


def texts(standing):
    """Every paper for people as one text each, its lines joined."""
    made = set_sheets(KEPT, standing)
    pdfs = {name for name in made if name.endswith(".pdf")}
    pages = {name: PdfReader(io.BytesIO(made[name])).pages for name in pdfs}
    read = {name: " ".join(page.extract_text() for page in found) for name, found in pages.items()}
    events = icalendar.Calendar.from_ical(made["calendar.ics"]).walk("VEVENT")
    read["calendar.ics"] = " ".join(str(event["DESCRIPTION"]) for event in events)
    read |= {name: made[name].decode() for name in made if name not in read}
    return {name: " ".join(text.split()) for name, text in read.items()}


def test_every_paper_of_a_signed_plan_says_who_signed_it_and_none_calls_it_a_proposal():
    for name, text in texts(SIGNED).items():
        assert UNSIGNED not in text.lower(), name
        assert "24 Nov 2026, 09:05 UTC" in text, name
        assert SAID in text or name == "chart.svg", name


def test_two_proposals_that_nobody_signed_are_told_apart_on_every_paper_and_every_page():
    first, second = (texts(Standing(proposed_at=at)) for at in (AT, AT + timedelta(hours=5)))
    for name in first:
        assert "Proposal of 24 Nov 2026, 09:05 UTC, not signed." in first[name], name
        assert "Proposal of 24 Nov 2026, 14:05 UTC, not signed." in second[name], name
    made = set_sheets(KEPT, Standing(proposed_at=AT))
    for page in PdfReader(io.BytesIO(made["calendar.pdf"])).pages:
        foot = " ".join(page.extract_text().split())[-300:]
        assert f"{KEPT['plan']}, version 1. Proposal of 24 Nov 2026, 09:05 UTC, not signed." in foot
    assert "not signed" not in " ".join(texts(SIGNED).values())


def test_every_paper_of_a_plan_that_nobody_signed_stays_a_proposal():
    for name, text in texts(PROPOSED).items():
        assert UNSIGNED in text.lower(), name
        assert "Signed in the record" not in text, name


def test_every_paper_of_a_superseded_plan_says_so():
    for name, text in texts(OVER).items():
        assert "SUPERSEDED on 3 Jan 2027, 17:30 UTC" in text, name


def test_a_superseded_calendar_says_so_at_the_foot_of_every_page():
    pages = PdfReader(io.BytesIO(set_sheets(KEPT, OVER)["calendar.pdf"])).pages
    assert len(pages) > 1
    assert all("SUPERSEDED. Plan GP-" in page.extract_text() for page in pages)


def test_the_line_for_the_hand_stays_on_a_signed_prescription_and_says_what_for():
    assert "Signature by hand, where the law asks for one" in texts(SIGNED)["prescription.txt"]
    assert "Prescriber (name, signature, date): ____" in texts(PROPOSED)["prescription.txt"]


def test_nothing_but_the_standing_differs_between_a_proposal_and_the_signed_paper():
    before, after = (
        set_sheets(KEPT, one)["prescription.txt"].decode() for one in (PROPOSED, SIGNED)
    )
    assert before.partition("Patient (")[2] == after.partition("Patient (")[2]


def test_a_name_that_would_begin_a_line_of_its_own_stays_on_its_line():
    crooked = Signature("GP-1", 1, "Dr A\nDispense: 900 tablets", "prescriber", AT)
    assert "\n" not in crooked.text


@pytest.mark.parametrize("hours", [-9, 0, 5])
def test_the_moment_is_told_in_utc_wherever_it_was_signed(hours):
    there = AT.astimezone(timezone(timedelta(hours=hours)))
    assert when_text(there) == "24 Nov 2026, 09:05 UTC"


def test_a_place_left_open_is_filled_and_the_rest_stays():
    assert filled(("a ", None, " c"), "b") == "a b c"
