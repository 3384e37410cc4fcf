"""The numbers of the page are the numbers of the plan: table, picture, JSON and printed sheet.

Everything is taken from one frozen proposal, as it is kept when a plan is chosen.
"""

import io
import json
import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from glidepath.care.forecasting import forecast_of_plan
from glidepath.care.prepare import prepare
from glidepath.domain.answer import Proposal
from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Mass
from glidepath.domain.wording import dose_text
from glidepath.web.desk import Desk
from glidepath.web.forms.read import Read
from glidepath.web.planning import Planned, frozen, unpacked
from tests.generate import situation
from tests.unit.interop.cases import KB

DAY = r"\d{1,2} [A-Z][a-z]{2} \d{4}"


class Table(HTMLParser):
    """The rows of the first table of a page, each cell as its text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.in_cell = self.done = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if self.done:
            return
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.in_cell = False
        elif tag == "table":
            self.done = True

    def handle_data(self, text: str) -> None:
        if self.in_cell and not self.done:
            self.rows[-1][-1] += f" {text}"


def iso(day: str) -> str:
    return datetime.strptime(day, "%d %b %Y").date().isoformat()  # noqa: DTZ007 - a day


def of_page(body: dict[str, Any], pages: Any) -> list[tuple]:
    """Start, end, daily dose, real cut and every dose, as the table of the page shows them."""
    macros = pages.get_template("_plan.html").module
    table = Table()
    table.feed(str(macros.table(body["view"])))
    found = []
    for _, days, taken, daily, change in table.rows[1:]:
        start, end = re.findall(DAY, days)
        cut = re.search(r"([\d.]+ %) less", change)
        doses = tuple(re.findall(r"\(([\d.\u202f]+ (?:mg|micrograms))\)", taken))
        daily = daily.replace("\u00a0", " ").strip()  # no line ends before a unit
        found.append((iso(start), iso(end), daily, cut[1] if cut else "", doses))
    return found


def of_json(report: dict[str, Any]) -> list[tuple]:
    below = KB.micrograms_below(report["plan"]["country"])
    return [
        (
            step["start"], step["end"], _said(step["daily_dose_mg"], below),
            f"{step['cut']['percent']} %" if step["cut"] else "",
            tuple(_said(intake["dose_mg"], below) for intake in step["intakes"]),
        )
        for step in report["plan"]["steps"]
    ]  # fmt: skip


def _said(text: str, below: Mass | None) -> str:
    """A dose as the country writes it: below some mass in micrograms."""
    return dose_text(Mass.from_mg(text), below)


def of_svg(body: dict[str, Any]) -> list[tuple]:
    root = ET.fromstring(unpacked(body, "chart.svg").decode())
    text = root.find("{http://www.w3.org/2000/svg}desc").text
    steps = re.findall(
        rf"Step \d+, ({DAY}) to ({DAY}): (.+? (?:mg|micrograms)) a day(?:, ([\d.]+ %) less)?", text
    )
    return [(iso(start), iso(end), daily, cut) for start, end, daily, cut in steps]


def of_pdf(body: dict[str, Any]) -> list[tuple]:
    pages = PdfReader(io.BytesIO(unpacked(body, "calendar.pdf"))).pages
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    steps = re.findall(
        rf"Step \d+: (.+? (?:mg|micrograms)) a day"
        rf"(?:, ([\d.]+ %) less than before|, your dose until now)?\. "
        rf"({DAY}) to ({DAY})\.",
        text,
    )
    return [(iso(start), iso(end), daily, cut) for daily, cut, start, end in steps]


def bodies(count: int) -> list[dict[str, Any]]:
    """Frozen proposals of generated people, as many as asked for."""
    made, number = [], 0
    while len(made) < count:
        number += 1
        person, policy = situation(number)
        try:
            answer = prepare(person, KB, policy)
        except BadInput:
            continue
        if not isinstance(answer, Proposal):
            continue
        forecast = forecast_of_plan(answer.plan, person.treatment.regimen)
        planned = Planned(Read({}, person, None, ()), answer, (), forecast)
        made.append(frozen(planned, "one", 1, KB))
    return made


def assert_agree(body: dict[str, Any]) -> None:
    pages = Desk.of(None, None, KB, None).pages
    shown = of_page(body, pages)
    plan_json = json.loads(unpacked(body, "plan.json"))
    assert plan_json == body["report"]
    assert shown == of_json(plan_json)
    short = [row[:4] for row in shown]
    assert of_svg(body) == short
    assert of_pdf(body) == short


def test_page_picture_json_and_sheet_tell_the_same_numbers() -> None:
    for body in bodies(5):
        assert_agree(body)


@pytest.mark.thorough
def test_page_picture_json_and_sheet_tell_the_same_numbers_of_five_hundred_plans() -> None:
    for body in bodies(500):
        assert_agree(body)
