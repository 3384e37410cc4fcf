"""The sheet for the person: help first, every line complete, tagged, the same bytes twice."""

import io
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from glidepath.documents.calendar_pdf import calendar_pdf, sheet
from glidepath.documents.identity import plan_id
from glidepath.documents.prescription import prescription_text
from glidepath.documents.rows import rows
from glidepath.dosing.supply import supply
from glidepath.knowledge.base import KnowledgeBase
from tests.unit.documents.hand_built import HALVED, WHOLE, proposal, proposals
from tests.unit.dosing.courses import BEDTIME, at_hand, course, pieces


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_the_pdf_is_tagged_titled_and_in_english():
    root = PdfReader(io.BytesIO(calendar_pdf(proposal()))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("en")
    assert b"pdfuaid" in bytes(root["/Metadata"].get_object().get_data())


def test_equal_plans_give_equal_bytes():
    assert calendar_pdf(proposal()) == calendar_pdf(proposal())


def test_what_to_do_in_danger_stands_before_any_dose():
    text = text_of(calendar_pdf(proposal()))
    order = [
        text.index(words)
        for words in ("Get help now. Call 911", "Call the same day", "Step 1: 2 mg a day")
    ]
    assert order == sorted(order)
    for words in ("If you miss a dose", "If you feel worse", "Whom to call", "Nobody watches"):
        assert words in text


def test_every_page_names_the_plan_its_version_and_its_number():
    made = proposal()
    reader = PdfReader(io.BytesIO(calendar_pdf(made, version=2)))
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert f"Plan {plan_id(made.plan)}, version 2" in text
        assert "Throw away all older sheets" in text
        assert f"page {number} of {len(reader.pages)}" in text


def test_a_line_a_week_holds_the_tablets_in_words_and_mg_and_a_box_for_each_day():
    step = sheet(proposal())["steps"][1]
    assert step["title"] == (
        "Step 2: 1.75 mg a day, 12.5 % less than before. 3 Dec 2026 to 30 Dec 2026."
    )
    assert len(step["lines"]) == 4
    line = step["lines"][0]
    assert (line["from"], line["to"]) == ("Thu 3 Dec 2026", "Wed 9 Dec 2026")
    assert line["drugs"][0]["doses"][0] == {
        "words": "one 0.5 mg tablet and half a 0.5 mg tablet",
        "mg": "0.75 mg",
        "boxes": ["3", "4", "5", "6", "7", "8", "9"],
        "alt": "Picture: one 0.5 mg tablet and half a 0.5 mg tablet",
        "drawn": [
            {"shape": "round", "part": [1, 1], "count": 1, "label": "1 \u00d7 0.5 mg"},
            {"shape": "round", "part": [1, 2], "count": 1, "label": "\u00bd \u00d7 0.5 mg"},
        ],
    }


def test_a_line_a_day_has_one_box_and_one_date():
    line = sheet(proposal(), line="day")["steps"][0]["lines"][0]
    assert (line["from"], line["to"]) == ("Thu 26 Nov 2026", "")
    assert line["drugs"][0]["doses"][0]["boxes"] == ["26"]


def test_a_time_of_day_that_is_empty_says_none_and_has_no_box():
    line = sheet(proposal())["steps"][6]["lines"][0]
    assert line["drugs"][0]["doses"][0] == {"words": "none", "mg": "0 mg", "boxes": []}


def test_the_dateless_sheet_counts_days_and_names_no_date_of_a_dose():
    made = sheet(proposal(), dated=False)
    assert made["relative"]
    assert made["steps"][1]["title"].endswith("Day 8 to day 35.")
    assert made["reviews"][0]["when"] == "day 8"
    years = re.findall(r"20\d\d", str(made["steps"]) + str(made["reviews"]))
    assert years == []
    assert made["steps"][0]["lines"][0]["drugs"][0]["doses"][0]["boxes"] == list("1234567")


def test_a_cut_beyond_the_ceiling_and_the_days_after_the_last_dose_are_explained():
    steps = sheet(proposal())["steps"]
    assert "larger than the usual limit" in steps[6]["notes"][0]
    assert steps[1]["notes"] == []
    assert steps[8]["notes"][0].startswith("No clonazepam from here on")
    assert steps[8]["lines"] == []


@pytest.mark.parametrize(
    ("carry", "said"), [(True, "use it for the next dose"), (False, "take back to a pharmacy")]
)
def test_the_sheet_says_what_to_do_with_the_other_half_as_the_supply_reckons(carry, said):
    items = sheet(proposal(carry=carry))["using"]["items"]
    assert [item for item in items if item.startswith("Break a tablet") and said in item]


def test_nothing_is_said_of_breaking_where_no_tablet_is_broken():
    whole = course((7, {BEDTIME: pieces((1, 1, WHOLE))}))
    items = sheet(proposal(whole, at_hand((HALVED, 0), (WHOLE, 0))))["using"]["items"]
    assert not [item for item in items if item.startswith("Break")]


def test_paper_and_number_to_call_follow_the_country():
    made = proposal()
    german = replace(made, plan=replace(made.plan, country="DE"))
    assert sheet(made)["paper"] == "us-letter"
    assert sheet(german)["paper"] == "a4"
    assert sheet(german)["emergency"]["title"] == "Get help now. Call 112"
    nowhere = replace(made, plan=replace(made.plan, country="XX"))
    assert "your local emergency number: ____" in sheet(nowhere)["emergency"]["title"]


def test_wording_that_no_clinician_has_signed_off_says_so(monkeypatch):
    unsigned = "A clinician has not yet signed off the wording of this sheet."
    assert sheet(proposal())["closing"][-1] == unsigned
    raw = KnowledgeBase.packaged().raw("wording/en.toml")
    monkeypatch.setitem(raw, "signed_off", "Dr A, 1 Dec 2026")
    assert unsigned not in sheet(proposal())["closing"]


def test_marks_of_the_type_setter_in_a_name_are_printed_and_not_obeyed():
    made = proposal()
    wild = '#panic("x") *[a] $b$ @c \\ "d"'
    review = replace(made.plan.reviews[0], reason=wild)
    text = text_of(calendar_pdf(replace(made, plan=replace(made.plan, reviews=(review,)))))
    assert '#panic("x") *[a] $b$ @c' in text


@settings(max_examples=8)
@given(proposals())
def test_the_sheet_has_every_day_of_every_step_with_a_dose(made):
    steps = sheet(made, line="day")["steps"]
    for row, step in zip(rows(made.plan), steps, strict=True):
        assert len(step["lines"]) == (0 if row.ends else row.days)


def boxes_of(pdf: bytes):
    """Where the label above each box stands: page, height, distance from the left."""
    found = []
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):

        def note(text, matrix, _, __, size, number=number):
            label = text.strip()
            if label.isdigit() and size < 8:
                found.append((number, round(matrix[5]), matrix[4]))

        page.extract_text(visitor_text=note)
    return sorted(found)


@pytest.mark.parametrize("times", [2, 3, 4, 5])
def test_no_box_of_a_day_lies_on_another_however_many_times_and_drugs_there_are(times):
    hours = [f"{6 + 4 * n:02}:00" for n in range(times)]
    built = course((28, {hour: pieces((1, 1, HALVED)) for hour in hours}), start=date(2026, 11, 26))
    made = proposal(built, at_hand((HALVED, 0)))
    boxes = boxes_of(calendar_pdf(made))
    assert len(boxes) >= 28
    side_by_side = [
        (left, right)
        for (page, height, left), (other, level, right) in pairwise(boxes)
        if (page, height) == (other, level)
    ]
    assert all(right - left > 11 for left, right in side_by_side)


def test_in_the_united_kingdom_calendar_and_prescription_write_micrograms_below_one_mg():
    made = proposal()
    plan = replace(made.plan, country="UK")
    below = KnowledgeBase.packaged().micrograms_below("UK")
    supplied = supply((plan.course,), at_hand((HALVED, 43), (WHOLE, 10)), 28, True, below)
    british = replace(made, plan=plan, supply=supplied)
    for text in (text_of(calendar_pdf(british)), prescription_text(british)):
        assert "750 micrograms" in text
        assert "500 microgram tablet" in text
        assert "0.75 mg" not in text
        assert "mcg" not in text
        assert "\u00b5g" not in text
    assert "750 micrograms" not in text_of(calendar_pdf(made))


def kept():
    """A course of one dose that is still taken on its last day, 30 Dec 2026."""
    built = course((28, {BEDTIME: pieces((1, 1, HALVED))}), start=date(2026, 12, 3))
    return proposal(built, at_hand((HALVED, 0)))


def test_a_sheet_that_ends_with_a_dose_says_that_the_medicine_does_not_end():
    said = "This sheet ends on Wed 30 Dec 2026. Your medicine does not. Do not stop then"
    text = text_of(calendar_pdf(kept()))
    assert said in text
    assert "Take what is left over back" not in text
    assert "This sheet ends on day 28." in text_of(calendar_pdf(kept(), dated=False))
    assert "This plan ends on 30 Dec 2026 with 0.5 mg a day." in prescription_text(kept())


def test_a_sheet_that_ends_without_a_dose_says_what_to_do_with_the_rest():
    text = text_of(calendar_pdf(proposal()))
    assert "This sheet ends on" not in text
    assert "Take what is left over back" in text
    assert "This plan ends on" not in prescription_text(proposal())
