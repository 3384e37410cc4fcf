"""A change of drug and a start: each paper is read back, day by day, and held against the plan.

What is read is what a person takes: so many mg of which drug on which day at which time.
A paper may be silent of a drug that was stopped before; it must never say another number.
"""

import io
import json
import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree as ET

import icalendar
import pytest
from pypdf import PdfReader

from glidepath.documents.calendar_ics import calendar_ics
from glidepath.documents.calendar_pdf import calendar_pdf
from glidepath.documents.chart import chart_svg
from glidepath.documents.prescription import prescription_text
from glidepath.documents.terminal import terminal_text
from glidepath.documents.told import dose_in
from glidepath.domain.wording import count_digits, date_text, share_text
from glidepath.interop.answerfile import as_json, write_answer
from glidepath.knowledge.base import KnowledgeBase
from tests.unit.documents.several import beginning, crossover

PLANS = {
    "lorazepam to diazepam and to nothing": crossover(),
    "lorazepam to diazepam in halves": crossover(fall=None, parts=2, step_days=7),
    "clonazepam started for panic": beginning(up_to="2"),
    "clonazepam started for seizures": beginning("us-adult-seizures", kg=70, times=3, up_to="4"),
}
DAY = r"\d{1,2} [A-Z][a-z]{2} \d{4}"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.fixture(params=PLANS.values(), ids=PLANS.keys())
def made(request):
    return request.param


def day(text: str) -> date:
    return datetime.strptime(text, "%d %b %Y").date()  # noqa: DTZ007 - a date has no zone


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def taken(plan) -> dict[tuple[date, str, str], Decimal]:
    """The plan itself: mg by day, drug and time."""
    return {
        (when, course.drug_id, str(intake.time)): intake.dose.mg
        for course in plan.courses
        for step in course.steps
        for when in days(step.span.start, step.span.end)
        for intake in step.regimen.intakes
    }


def assert_told(read: dict, plan) -> None:
    """Every dose of the plan is told, and nothing that is told differs from the plan."""
    truth = taken(plan)
    assert {key: mg for key, mg in truth.items() if mg} == {k: mg for k, mg in read.items() if mg}
    assert all(mg == truth.get(key, 0) for key, mg in read.items())


def drug_of(words: str, plan) -> str:
    """The one drug that some words name; on a plan of one drug it need not be named."""
    named = [course.drug_id for course in plan.courses if course.drug_id in words]
    if not plan.further:
        return plan.course.drug_id
    assert len(named) == 1, words
    return named[0]


def test_the_machine_readable_plan_says_every_dose(made) -> None:
    plan = json.loads(as_json(write_answer(made, KnowledgeBase.packaged())))["plan"]
    read = {}
    for course in (plan, *plan["further"]):
        for step in course["steps"]:
            for when in days(date.fromisoformat(step["start"]), date.fromisoformat(step["end"])):
                for intake in step["intakes"]:
                    pieces = sum(Decimal(piece["mg"]) for piece in intake["pieces"])
                    assert pieces == Decimal(intake["dose_mg"])
                    read[when, course["drug"], intake["time"]] = pieces
            summed = sum(Decimal(intake["dose_mg"]) for intake in step["intakes"])
            assert summed == Decimal(step["daily_dose_mg"])
    assert_told(read, made.plan)


def table_of(made) -> list[dict[str, str]]:
    """The table of the plan on the terminal, cell by cell, read by the places of its columns."""
    text = terminal_text(made, width=900)
    block = text.split("\nThe plan\n\n", 1)[1].split("\n\n", 1)[0]
    head, _, *lines = block.splitlines()
    names = re.split(r"\s{2,}", head.strip())
    places = [head.index(name) for name in names]
    return [
        {n: line[a:b].strip() for n, a, b in zip(names, places, [*places[1:], None], strict=True)}
        for line in lines
    ]


AMOUNT = r"[\d.]+ ?(?:mg|micrograms?)"


def mg_of(amount: str) -> Decimal:
    """An amount in mg, as a country writes it: "0.5 mg" or "500 micrograms"."""
    number, unit = re.fullmatch(r"([\d.]+) ?(mg|micrograms?)", amount).groups()
    return Decimal(number) / (1 if unit == "mg" else 1000)


def daily_cell(row: dict[str, str]) -> str:
    """What the terminal says of a whole day; the heading names a unit where there is only one."""
    return row["a day"] if "a day" in row else row["mg a day"]


def mg_in(cell: str) -> Decimal:
    """What a cell or a line says at its end: "one 10 mg diazepam tablet (10 mg)"."""
    return mg_of(re.search(rf"\(({AMOUNT})\)$", cell)[1])


def test_the_terminal_says_every_dose_and_each_daily_sum(made) -> None:
    read, first, last = {}, None, None
    for row in table_of(made):
        first = day(row["from"]) if row["from"] else first
        last = day(row["to"]) if row["to"] else last
        drug = row.get("drug", made.plan.course.drug_id)
        cells = {name: row[name] for name in row if re.fullmatch(r"\d\d:\d\d", name)}
        assert all(drug in cell for cell in cells.values()) or not made.plan.further
        assert mg_of(daily_cell(row)) == sum(map(mg_in, cells.values()))
        for when in days(first, last):
            read |= {(when, drug, clock): mg_in(cell) for clock, cell in cells.items()}
    assert_told(read, made.plan)


def test_the_calendar_entries_say_every_dose(made) -> None:
    read = {}
    for event in icalendar.Calendar.from_ical(calendar_ics(made)).walk("VEVENT"):
        if "-step-" not in str(event["UID"]):
            continue
        text = str(event["DESCRIPTION"])
        length = int(re.search(r"tep \d+, (\d+) days", text)[1])
        first = event["DTSTART"].dt
        for clock, words in re.findall(r"^(\d\d:\d\d): (.+)$", text, re.MULTILINE):
            drug = drug_of(words, made.plan)
            for when in days(first, first + timedelta(days=length - 1)):
                read[when, drug, clock] = mg_in(words)
    assert_told(read, made.plan)


def test_entries_at_the_times_of_day_ask_for_all_that_is_taken_then(made) -> None:
    read = {}
    for event in icalendar.Calendar.from_ical(calendar_ics(made, timed=True)).walk("VEVENT"):
        if "-take-" not in str(event["UID"]):
            continue
        start, count = event["DTSTART"].dt, event["RRULE"]["COUNT"][0]
        assert not made.plan.further or "pam" not in str(event["SUMMARY"])
        *doses, standing = str(event["DESCRIPTION"]).splitlines()
        assert standing.startswith("A proposal.")
        for words in doses:
            for n in range(count):
                when = start.date() + timedelta(days=n)
                read[when, drug_of(words, made.plan), f"{start:%H:%M}"] = mg_in(words)
    assert_told(read, made.plan)


SIG = re.compile(
    r"    (?:Take (?P<words>.+) at (?P<at>\d\d:\d\d), |At (?P<on>\d\d:\d\d), )"
    r"(?:from (?P<start>.+?) to|on) (?P<end>\d{1,2} \w{3} \d{4})"
    r"(?:: (?:take|also) (?P<more>.+?))? \((?P<amount>AMOUNT)(?: of AMOUNT)?\)\.$".replace(
        "AMOUNT", AMOUNT
    )
)


def test_the_lines_of_the_prescriptions_say_every_dose(made) -> None:
    read: dict = defaultdict(Decimal)
    for line in prescription_text(made).splitlines():
        if not re.match(r"    (Take|At) ", line):
            continue
        found = SIG.match(line)
        last = day(found["end"])
        start = found["start"] or found["end"]
        first = day(start if re.search(r"\d{4}$", start) else f"{start} {last.year}")
        drug = drug_of(found["words"] or found["more"], made.plan)
        for when in days(first, last):
            read[when, drug, found["at"] or found["on"]] += mg_of(found["amount"])
    assert_told(read, made.plan)


def rows_of(plan) -> list[tuple[date, date]]:
    """Runs of days on which nothing changes for any drug."""
    starts = sorted({step.span.start for course in plan.courses for step in course.steps})
    return list(
        zip(starts, [*(one - timedelta(days=1) for one in starts[1:]), plan.span.end], strict=True)
    )


def daily(plan, drug: str, when: date) -> Decimal:
    return sum(
        (mg for (on, of, _), mg in taken(plan).items() if (on, of) == (when, drug)), Decimal(0)
    )


def bare(text: str) -> str:
    """The text without spaces: where a line of the sheet ends is of no concern."""
    return re.sub(r"\s", "", text)


BESIDE_PICTURES = re.compile("(?:(?:[0-9]+|[½¼⅓])×)+[0-9.]+(?:mg|microgram)")


def sheet_of(made) -> str:
    """The words of the sheet; what stands beside a drawn tablet has tests of its own."""
    pages = PdfReader(io.BytesIO(calendar_pdf(made))).pages
    return BESIDE_PICTURES.sub("", bare(" ".join(page.extract_text() for page in pages)))


def test_the_sheet_for_the_person_says_each_daily_dose_of_each_drug(made) -> None:
    plan, text = made.plan, sheet_of(made)
    steps = re.findall(r"Step\d+:(.*?)aday", text)
    assert len(steps) == len(rows_of(plan))
    for said, (first, _) in zip(steps, rows_of(plan), strict=True):
        for amount in said.split("and"):
            said, drug = re.match(rf"({AMOUNT})(\w*)", amount).groups()
            assert mg_of(said) == daily(plan, drug or plan.course.drug_id, first)


def test_every_line_of_the_sheet_has_its_days_its_drug_its_tablets_and_a_box_for_each_day(
    made,
) -> None:
    """Seven days a line: each line is found word by word, one drug after the other."""
    plan, text, told = made.plan, sheet_of(made), table_of(made)
    for place, row in enumerate(told):
        if not row["from"] or (daily_cell(row) == "0 mg" and not plan.further):
            continue
        others = told[place + 1 :][: _same_days(told[place + 1 :])]
        first, last = day(row["from"]), day(row["to"])
        for begin in days(first, last)[::7]:
            end = min(last, begin + timedelta(days=6))
            if any(daily_cell(one) != "0 mg" for one in (row, *others)):
                assert _line(plan, (row, *others), begin, end) in text


def _same_days(rows: list[dict[str, str]]) -> int:
    return next((n for n, row in enumerate(rows) if row["from"]), len(rows))


def _line(plan, drugs, begin: date, end: date) -> str:
    """A line as it is read off the page: days that two drugs share stand between the two."""
    dates = [_dated(begin), *(["to", _dated(end)] if end != begin else [])]
    labels = "".join(str(when.day) for when in days(begin, end))
    told = [[*_drug(plan, row, labels if end != begin else "")] for row in drugs]
    first, *others = told
    words = [*first, *dates, *others[0]] if others else [*dates, *first]
    return bare("".join(words))


def _drug(plan, row: dict[str, str], labels: str) -> list[str]:
    clocks = [name for name in row if re.fullmatch(r"\d\d:\d\d", name)]
    cells = [row[name] + (labels if mg_in(row[name]) else "") for name in clocks]
    return [row["drug"].upper() if plan.further else "", *cells, daily_cell(row)]


def _dated(when: date) -> str:
    return f"{WEEKDAYS[when.weekday()]} {when.day} {when:%b} {when.year}"


def test_the_chart_says_each_daily_dose_of_each_drug_and_draws_each_in_a_panel(made) -> None:
    plan, root = made.plan, ET.fromstring(chart_svg(made))
    ns = {"s": "http://www.w3.org/2000/svg"}
    said = re.findall(rf"Step \d+, ({DAY}) to ({DAY}): (.+?) a day", root.find("s:desc", ns).text)
    assert [(day(first), day(last)) for first, last, _ in said] == rows_of(plan)
    for first, _, amounts in said:
        for amount in amounts.split(" and "):
            said, drug = re.fullmatch(rf"({AMOUNT})(.*)", amount).groups()
            name = drug.strip() or plan.course.drug_id
            assert mg_of(said) == daily(plan, name, day(first))
    looks = {path.get("stroke-dasharray") for path in root.iterfind(".//s:g/s:path", ns)}
    assert len(looks) == len(plan.courses)


def changes(plan) -> list[tuple[date, str]]:
    """Every cut as a share of the dose before and every rise in mg, by its first day."""
    found = []
    for course in plan.courses:
        for before, after in pairwise(course.steps):
            old, new = before.regimen.daily_dose.mg, after.regimen.daily_dose.mg
            if new < old:
                share = Fraction(after.cut.mass.nanograms, before.regimen.daily_dose.nanograms)
                found.append((after.span.start, f"{share_text(share)} less"))
            elif new > old:
                rise = after.regimen.daily_dose - before.regimen.daily_dose
                found.append((after.span.start, f"{dose_in(plan, rise)} more"))
    return found


def test_every_paper_says_the_same_cut_or_rise_of_the_same_day(made) -> None:
    plan = made.plan
    drawn = ET.fromstring(chart_svg(made)).find("{http://www.w3.org/2000/svg}desc").text
    entries = {
        event["DTSTART"].dt: str(event["DESCRIPTION"])
        for event in icalendar.Calendar.from_ical(calendar_ics(made)).walk("VEVENT")
        if "-step-" in str(event["UID"])
    }
    table, sheet = terminal_text(made, width=900), sheet_of(made)
    for when, said in changes(plan):
        on = next(end for start, end in rows_of(plan) if start == when)
        block = table.split(f"\n {date_text(when)} ", 1)[1].split(f"{date_text(on)} ", 1)[1]
        lines = block.splitlines()[: len(plan.courses)]
        assert any(said.removesuffix(" less") in line for line in lines)
        span = f"{date_text(when)} to {date_text(on)}"
        assert said in drawn.split(span, 1)[1].split("Step", 1)[0]
        title = sheet.split(bare(span), 1)[0].rsplit("Step", 1)[1]
        assert bare(said) in title
        share = said.removesuffix(" less")
        assert (
            said in entries[when]
            or f"Cut: {share} of" in entries[when]
            or (f"Rise: {said.removesuffix(' more')} a day" in entries[when])
        )


def test_all_tablets_on_the_sheet_are_dispensed_taken_or_left(made) -> None:
    plan = made.plan
    swallowed: dict[str, Fraction] = defaultdict(Fraction)
    for course in plan.courses:
        for step in course.steps:
            for intake in step.regimen.intakes:
                for piece in intake.pieces:
                    swallowed[piece.portion.product_id] += piece.units * step.span.days
    home = {line.product_id: line.at_home for line in made.supply[0].lines}
    for product in plan.products:
        lines = [one for p in made.supply for one in p.lines if one.product_id == product.id]
        dispensed = sum(line.dispensed for line in lines)
        wasted = sum((line.opened - line.taken for line in lines), Fraction(0))
        left = lines[-1].left if lines else Fraction(0)
        assert home.get(product.id, 0) + dispensed == swallowed[product.id] + wasted + left


def test_what_is_checked_before_a_rise_stands_beside_it_on_every_paper() -> None:
    made = PLANS["clonazepam started for panic"]
    papers = (
        terminal_text(made, width=900), prescription_text(made), chart_svg(made),
        calendar_ics(made).decode().replace("\r\n ", "").replace("\\", ""), sheet_of(made),
    )  # fmt: skip
    assert len(made.plan.reviews) == 3
    for paper in papers:
        assert bare(paper).count(bare(made.plan.reviews[0].reason)) >= 3


def test_tablets_counted_by_hand_for_the_first_four_weeks_of_the_change() -> None:
    """Lorazepam 1 mg twice a day for 7 days and once for 14; diazepam 10 mg from day 8.

    Lorazepam: 7 x 2 + 14 x 1 = 28 tablets of 1 mg, 10 at home: 18 are dispensed.
    Diazepam: 14 x 1 + 7 x 2 = 28 tablets of 10 mg, 10 at home: 18 are dispensed.
    """
    made = PLANS["lorazepam to diazepam and to nothing"]
    first = made.supply[0]
    used = {line.product_id: line for line in first.lines if line.taken}
    assert set(used) == {"lorazepam-1", "diazepam-10"}
    assert [count_digits(used[name].taken) for name in used] == ["28", "28"]
    assert [used[name].dispensed for name in used] == [18, 18]
    text = prescription_text(made)
    assert "  LORAZEPAM: Lorazepam 1 mg\n    Dispense: 18 (eighteen) tablets." in text
    assert "  DIAZEPAM: Diazepam 10 mg\n    Dispense: 18 (eighteen) tablets." in text
