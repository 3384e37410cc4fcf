"""One plan, six papers, the same numbers: each is read back and held against the plan."""

import io
import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from xml.etree import ElementTree as ET

import icalendar
import pytest
from hypothesis import Phase, given, settings
from pypdf import PdfReader

from glidepath.documents.calendar_ics import calendar_ics
from glidepath.documents.calendar_pdf import calendar_pdf
from glidepath.documents.chart import chart_svg
from glidepath.documents.identity import plan_id
from glidepath.documents.prescription import prescription_text
from glidepath.documents.terminal import terminal_text
from glidepath.domain.wording import date_text, dose_text, pieces_text, share_text
from tests.unit.documents.hand_built import HALVED, proposal, proposals
from tests.unit.dosing.courses import at_hand

DAY = r"\d{1,2} [A-Z][a-z]{2} \d{4}"
STEP = rf"Step (\d+)[:,] (?:.*?)({DAY}) to ({DAY})"


def day(text: str) -> date:
    return datetime.strptime(text, "%d %b %Y").date()  # noqa: DTZ007 - a date has no zone


def planned(made) -> list[tuple]:
    """The plan itself: first day, last day, daily dose, real cut, and every dose in words."""
    products = {product.id: product for product in made.plan.products}
    return [
        (
            step.span.start,
            step.span.end,
            dose_text(step.regimen.daily_dose),
            share_text(step.cut.share) if step.cut else "",
            tuple(
                f"{pieces_text(intake.pieces, products)} ({dose_text(intake.dose)})"
                for intake in step.regimen.intakes
            ),
        )
        for step in made.plan.course.steps
    ]


def of_terminal(made) -> list[tuple]:
    text = terminal_text(made, width=900)
    block = text.split("\nThe plan\n", 1)[1].split("─\n", 1)[1].split("\n\n", 1)[0]
    found = []
    for line in block.splitlines():
        start, end, _, *rest = re.split(r"\s{2,}", line.strip())
        rest = [cell for cell in rest if not cell.startswith("The products")]
        doses = [cell for cell in rest if cell.endswith("mg)")]
        daily, cut = ([cell for cell in rest if cell not in doses] + [""])[:2]
        found.append((day(start), day(end), daily, cut.removesuffix(" *"), tuple(doses)))
    return found


def of_svg(made) -> list[tuple]:
    root = ET.fromstring(chart_svg(made))
    text = root.find("{http://www.w3.org/2000/svg}desc").text
    steps = re.findall(rf"Step \d+, ({DAY}) to ({DAY}): (.+? mg) a day(?:, ([\d.]+ %) less)?", text)
    return [(day(start), day(end), daily, cut) for start, end, daily, cut in steps]


def of_pdf(made) -> tuple[list[tuple], str]:
    pages = PdfReader(io.BytesIO(calendar_pdf(made))).pages
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    steps = re.findall(
        rf"Step \d+: (.+? mg) a day(?:, ([\d.]+ %) less than before|, your dose until now)?\. "
        rf"({DAY}) to ({DAY})\.",
        text,
    )
    return [(day(start), day(end), daily, cut) for daily, cut, start, end in steps], text


def bare(text: str) -> str:
    """The text without spaces: where a line of the sheet ends is of no concern."""
    return re.sub(r"\s", "", text)


def of_ics(made) -> list[tuple]:
    found = []
    for event in icalendar.Calendar.from_ical(calendar_ics(made)).walk("VEVENT"):
        if "-step-" not in str(event["UID"]):
            continue
        text = str(event["DESCRIPTION"])
        days = int(re.search(r", (\d+) days:", text)[1])
        start = event["DTSTART"].dt
        daily = re.search(r": (\S+ mg) a day", str(event["SUMMARY"]))[1]
        cut = re.search(r"Cut: (.+? %) of", text)
        doses = tuple(re.findall(r"^\d\d:\d\d: (.+)$", text, re.MULTILINE))
        end = start + timedelta(days=days - 1)
        found.append((start, end, daily, cut[1] if cut else "", doses))
    return found


def of_prescription(made) -> dict[tuple[date, str], str]:
    """The dose of each day and time as the Sig lines say it."""
    said = {}
    for line in prescription_text(made).splitlines():
        match = re.match(
            r"    Take .* at (\d\d:\d\d), (?:from (.+) to|on) (.+?) \((\S+ mg)\)\.$", line
        )
        if match:
            time, start, end, dose = match.groups()
            last = day(end)
            start = start or end
            first = day(start if re.search(r"\d{4}$", start) else f"{start} {last.year}")
            for n in range((last - first).days + 1):
                said[first + timedelta(days=n), time] = dose
    return said


def assert_papers_agree(made):
    plan = planned(made)
    short = [row[:4] for row in plan]
    assert of_terminal(made) == plan
    assert of_svg(made) == short
    assert of_ics(made) == plan
    steps, text = of_pdf(made)
    assert steps == short
    for _, _, daily, _, doses in plan:
        if daily != "0 mg":
            assert all(bare(dose) in bare(text) for dose in doses)
    doses = {
        (when, str(intake.time)): dose_text(intake.dose)
        for step in made.plan.course.steps
        for when in step.span
        for intake in step.regimen.intakes
    }
    for key, dose in of_prescription(made).items():
        assert doses[key] == dose


def test_the_papers_of_the_hand_built_plan_agree_with_it():
    made = proposal()
    assert_papers_agree(made)
    covered = {when for when, _ in of_prescription(made)}
    assert covered == {when for period in made.supply for when in period.span}


# No shrinking: each try sets a whole PDF, and the first that fails says enough.
@settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(proposals())
def test_the_papers_of_any_plan_agree_with_it(made):
    assert_papers_agree(made)


def test_every_paper_names_the_same_plan():
    made = proposal()
    name = plan_id(made.plan)
    assert name in terminal_text(made)
    assert name in chart_svg(made)
    assert name in prescription_text(made)
    assert name in of_pdf(made)[1]
    assert name.lower() in calendar_ics(made).decode()


def test_reviews_are_the_same_on_the_terminal_the_sheet_and_in_the_calendar():
    made = proposal()
    text, sheet = terminal_text(made), of_pdf(made)[1]
    events = icalendar.Calendar.from_ical(calendar_ics(made)).walk("VEVENT")
    days = [event["DTSTART"].dt for event in events if "-review-" in str(event["UID"])]
    assert days == [review.on for review in made.plan.reviews]
    for review in made.plan.reviews:
        assert f"{date_text(review.on)}: {review.reason}" in text
        assert f"{date_text(review.on)} {review.reason}" in sheet


@pytest.mark.parametrize("carry", [True, False])
def test_tablets_dispensed_minus_what_is_left_are_the_tablets_on_the_sheet(carry):
    made = proposal(stock=at_hand((HALVED, 43), (proposal().plan.products[1], 10)), carry=carry)
    text = prescription_text(made)
    dispensed = sum(int(n) for n in re.findall(r"Dispense: (\d+) \(", text))
    wasted = sum(line.opened - line.taken for p in made.supply for line in p.lines)
    left = sum(line.left for line in made.supply[-1].lines)
    on_sheet = sum(
        piece.units * step.span.days
        for step in made.plan.course.steps
        for intake in step.regimen.intakes
        for piece in intake.pieces
    )
    assert Fraction(43 + 10 + dispensed) == on_sheet + wasted + left
