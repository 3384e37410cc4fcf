"""A change of drug and a start on paper: nothing on them may be taken for something else."""

import io
import re
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import icalendar
from pypdf import PdfReader

from glidepath.documents.calendar_ics import calendar_ics
from glidepath.documents.calendar_pdf import calendar_pdf, sheet
from glidepath.documents.chart import chart_svg
from glidepath.documents.prescription import prescription_text
from glidepath.documents.svg import STROKES, strokes
from glidepath.documents.terminal import terminal_text
from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.regimen import Intake, Regimen
from tests.unit.documents.forecasts import made_up
from tests.unit.documents.hand_built import proposal
from tests.unit.documents.several import beginning, crossover, later

CHANGE, START = crossover(), beginning(up_to="2")
NS = {"s": "http://www.w3.org/2000/svg"}


def text_of(made, **asked) -> str:
    pages = PdfReader(io.BytesIO(calendar_pdf(made, **asked))).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def everything(made) -> str:
    """All that a person is handed."""
    return " ".join((text_of(made), calendar_ics(made).decode(), prescription_text(made)))


def test_a_start_and_a_change_say_nothing_of_cuts_that_are_common_to_feel():
    for made in (START, CHANGE):
        assert "after a cut" not in everything(made)
        assert "make the next cut" not in everything(made)
    assert "after a cut" in text_of(proposal())


def test_a_start_says_first_that_it_is_one_and_that_each_rise_waits_for_its_checks():
    text = text_of(START)
    assert "This is a start. The dose goes up only after the checks of each step." in text
    assert "do not go up. Stay on the dose you take now and call." in text
    assert text.count("Go on to this step only when your prescriber has looked at this") == 3


def test_a_prescription_names_the_checks_of_each_rise_in_the_interval_of_the_rise_and_once():
    _, *intervals = prescription_text(START).split("INTERVAL ")
    told = [re.findall(r"Before the rise of (\d+ \w+ \d+):", one) for one in intervals]
    assert told == [["26 Nov 2026", "29 Nov 2026", "2 Dec 2026"], []]


def test_a_change_says_that_both_are_taken_and_that_names_are_to_be_read():
    text = text_of(CHANGE)
    assert "You change from one drug to another, step by step. For a while you take both." in text
    assert "Read the name on the box each time." in text
    assert "Where a line says no before a drug, take none of that drug at that time." in text
    assert "Where the line says none" not in text
    assert "Do not stop lorazepam or diazepam all at once." in text


def test_what_to_do_in_danger_still_comes_first():
    for made in (START, CHANGE):
        text = text_of(made)
        assert text.index("Get help now.") < text.index("How this plan works")
        assert text.index("How this plan works") < text.index("Step 1:")


def test_each_drug_has_a_row_of_its_own_with_its_name_and_a_ground_that_stays_its_own():
    steps = sheet(CHANGE)["steps"]
    both, last = steps[1]["lines"][0]["drugs"], steps[3]["lines"][0]["drugs"]
    assert [(one["drug"], one["place"]) for one in both] == [("lorazepam", 0), ("diazepam", 1)]
    assert [(one["drug"], one["place"]) for one in last] == [("diazepam", 1)]


def test_the_old_drug_is_said_to_have_been_replaced_and_the_last_to_have_ended():
    steps = sheet(CHANGE)["steps"]
    assert steps[2]["notes"] == [
        (
            "No lorazepam from here on. The other drug has taken its place. "
            "Take what is left of lorazepam back to a pharmacy."
        )
    ]
    assert steps[-1]["notes"][0].startswith("No diazepam from here on. Problems can still start")


def test_titles_of_steps_say_what_changes_for_which_drug():
    titles = [step["title"] for step in sheet(CHANGE)["steps"]]
    assert titles[0].startswith("Step 1: 2 mg lorazepam a day, your dose until now.")
    assert titles[1].startswith(
        "Step 2: 1 mg lorazepam and 10 mg diazepam a day "
        "(lorazepam: 50 % less; diazepam: the first dose)."
    )
    assert titles[3].startswith("Step 4: 19 mg diazepam a day, 5 % less than before.")
    assert [step["title"].split(". ")[0] for step in sheet(START)["steps"]][:2] == [
        "Step 1: 0.5 mg a day, the first dose",
        "Step 2: 1 mg a day, 0.5 mg more than before",
    ]


def test_the_dateless_sheet_of_a_change_names_no_date_of_a_dose_or_a_meeting():
    made = sheet(CHANGE, dated=False)
    told = str(made["steps"]) + str(made["reviews"]) + str(made["strays"])
    assert not re.findall(r"20\d\d", told)
    assert made["steps"][1]["followed"] == ["Review on day 15: How is it borne?"]
    assert made["strays"][0].endswith("day 8 to day 12.")


def test_days_on_which_both_together_may_be_too_strong_are_told_to_everybody():
    said = "the two drugs together may be stronger or weaker than your dose until now"
    assert said in text_of(CHANGE)
    assert f"{said}: 30 Nov 2026 to 4 Dec 2026." in terminal_text(CHANGE, width=300)
    without = crossover(strays=False)
    assert said not in text_of(without)
    assert said not in terminal_text(without, width=300)


def test_a_drug_that_is_not_taken_at_a_time_of_the_other_has_a_dash_there():
    course = CHANGE.plan.further[0]
    moved = tuple(
        replace(step, regimen=Regimen(tuple(
            Intake(TimeOfDay.read("21:00"), one.dose, one.pieces) if str(one.time) == "22:00"
            else one for one in step.regimen.intakes
        ))) for step in course.steps
    )  # fmt: skip
    made = replace(CHANGE, plan=replace(CHANGE.plan, further=(replace(course, steps=moved),)))
    step = sheet(made)["steps"][1]
    assert step["times"] == ("08:00", "21:00", "22:00")
    lorazepam, diazepam = step["lines"][0]["drugs"]
    assert [dose["words"] for dose in lorazepam["doses"]][1] == "\u2013"
    assert [dose["words"] for dose in diazepam["doses"]][2] == "\u2013"
    assert text_of(made)


def test_titles_of_calendar_entries_name_no_drug_and_no_dose_of_a_change():
    events = icalendar.Calendar.from_ical(calendar_ics(CHANGE, timed=True)).walk("VEVENT")
    for event in events:
        assert not re.search("pam|mg", str(event["SUMMARY"]))


def test_one_entry_asks_for_all_that_is_taken_at_a_time():
    events = icalendar.Calendar.from_ical(calendar_ics(CHANGE, timed=True)).walk("VEVENT")
    starts = [e["DTSTART"].dt for e in events if isinstance(e["DTSTART"].dt, datetime)]
    assert len(starts) == len(set(starts))


def test_entries_of_a_start_say_the_rise_and_what_is_looked_at_first():
    events = icalendar.Calendar.from_ical(calendar_ics(START)).walk("VEVENT")
    first, second = [str(event["DESCRIPTION"]) for event in events[:2]]
    assert "Change: the first dose." in first
    assert "Rise: 0.5 mg a day more than before." in second
    assert START.plan.reviews[0].reason in second


def test_the_pharmacist_reads_the_drug_before_every_product():
    lines = prescription_text(CHANGE).splitlines()
    products = [line for line in lines if re.match(r"  [A-Z]+: ", line)]
    assert {line.split(":")[0].strip() for line in products} == {"LORAZEPAM", "DIAZEPAM"}
    assert any(line.startswith("Drugs: lorazepam and diazepam. Country: UK.") for line in lines)
    assert "Drug: clonazepam. Country: US." in prescription_text(START)


def test_the_supply_on_the_terminal_names_the_drug_of_every_product():
    text = terminal_text(CHANGE, width=300)
    head = text.split("\nSupply, per prescription\n\n", 1)[1].splitlines()[0]
    assert re.split(r"\s{2,}", head.strip())[2:4] == ["drug", "product"]


def test_a_version_that_nobody_names_is_that_of_the_plan():
    made = later(CHANGE, 3)
    for paper in (terminal_text(made), chart_svg(made), text_of(made)):
        assert "version 3" in paper
    assert "VERSION 3" in prescription_text(made)
    assert b"SEQUENCE:2" in calendar_ics(made)


def test_each_drug_is_drawn_in_a_panel_named_in_words_with_a_stroke_of_its_own():
    root = ET.fromstring(chart_svg(CHANGE))
    names = [text.text for text in root.iterfind("s:text", NS) if "daily dose" in text.text]
    assert names == [
        "LORAZEPAM: daily dose, with the real change of each step (solid line)",
        "DIAZEPAM: daily dose, with the real change of each step (dashed line)",
    ]
    assert "a mg of one is not a mg of another" in chart_svg(CHANGE)


def test_a_rise_is_written_upwards_with_a_plus_and_its_milligrams():
    labels = [
        text.text
        for text in ET.fromstring(chart_svg(START)).iterfind(".//s:g/s:text[@transform]", NS)
    ]
    assert labels == ["+0.5 mg", "+0.5 mg", "+0.5 mg"]


def test_a_drawing_of_two_drugs_with_curves_stays_inside_its_frame():
    forecast = made_up(CHANGE.plan, days=CHANGE.plan.span.days)
    for track in (forecast.levels["clonazepam"].mean, forecast.effect.effect):
        track.typical += [0.5] * (CHANGE.plan.span.days - len(track.typical))
        for low, high in track.bands.values():
            low += [0.4] * (CHANGE.plan.span.days - len(low))
            high += [0.6] * (CHANGE.plan.span.days - len(high))
    root = ET.fromstring(chart_svg(CHANGE, forecast))
    width, height = map(float, root.get("viewBox").split()[2:])
    places = re.findall(r"(-?[\d.]+) (-?[\d.]+)(?=[LZ\"])", ET.tostring(root, "unicode"))
    assert places
    assert all(0 <= float(x) <= width and 0 <= float(y) <= height for x, y in places)
    below = [float(text.get("y")) for text in root.iterfind("s:text", NS)]
    assert max(below) <= height


def test_strokes_begin_anew_after_the_last():
    assert [strokes(place) for place in range(4)] == [
        "plan", "plan-dashed", "plan-dotted", "plan",
    ]  # fmt: skip
    assert len(STROKES) == 3
