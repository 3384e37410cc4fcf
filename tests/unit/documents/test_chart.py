"""The chart says in words what it draws, can be read in black and white, and needs nothing else."""

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from glidepath.documents import svg
from glidepath.documents.chart import chart_svg, description
from glidepath.documents.rows import rows
from glidepath.domain.errors import BadInput
from tests.unit.documents.forecasts import STATEMENTS, made_up
from tests.unit.documents.hand_built import HALVED, WHOLE, marked, proposal, proposals
from tests.unit.dosing.courses import HALF, MORNING, course, pieces

NS = {"s": "http://www.w3.org/2000/svg"}


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def drawn(made=None, forecast=None) -> ET.Element:
    return ET.fromstring(chart_svg(made or proposal(), forecast))


def test_it_is_an_image_with_a_title_and_a_description():
    root = drawn()
    assert root.get("role") == "img"
    title, desc = root.find("s:title", NS), root.find("s:desc", NS)
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text.endswith("version 1: clonazepam")


def test_the_description_says_every_step_with_its_real_cut():
    text = drawn().find("s:desc", NS).text
    assert "Step 2, 3 Dec 2026 to 30 Dec 2026: 1.75 mg a day, 12.5 % less." in text
    assert "0.5 mg a day, 33.3 % less, beyond the ceiling." in text


def test_every_cut_is_written_where_the_dose_falls_and_those_beyond_the_ceiling_have_a_star():
    labels = [t.text for t in drawn().iterfind(".//s:g/s:text[@transform]", NS)]
    assert labels == [
        "−12.5 %", "−14.3 %", "−16.7 %", "−20 %", "−25 %", "−33.3 %*", "−50 %*", "−100 %*",
    ]  # fmt: skip
    assert any("Beyond the ceiling" in (t.text or "") for t in drawn().iterfind("s:text", NS))


def test_the_forecast_is_drawn_and_told_with_its_band_and_what_it_is_not():
    made = proposal()
    root = drawn(made, made_up(made.plan))
    text = root.find("s:desc", NS).text
    assert (
        "Level of clonazepam beside the typical level now (90 % of people), on the last day of "
        "each step: step 1 100 % (band 75 to 125 %);" in text
    )
    assert "Effect beside your own effect now (90 % band: people, averages, binding)" in text
    assert all(statement in text for statement in STATEMENTS)
    bands = [p for p in root.iterfind("s:path", NS) if p.get("fill", "").startswith("url(#")]
    assert len(bands) == 2


def test_without_a_present_dose_only_the_doses_are_drawn():
    made = proposal()
    root = drawn(made, made_up(made.plan, baseline=False))
    assert "Level of" not in root.find("s:desc", NS).text
    assert STATEMENTS[0] in root.find("s:desc", NS).text


def test_a_forecast_of_another_length_is_refused():
    made = proposal()
    with pytest.raises(BadInput, match="as the plan"):
        chart_svg(made, made_up(made.plan, days=3))


def test_colours_stand_out_from_the_paper():
    text = chart_svg(proposal(), made_up(proposal().plan))
    inks = set(re.findall(r'<text[^>]*fill="(#[0-9a-f]{6})"', text))
    strokes = set(re.findall(r'stroke="(#[0-9a-f]{6})"', text))
    assert inks
    assert all(contrast(ink, svg.PAPER) >= 4.5 for ink in inks)
    assert all(contrast(stroke, svg.PAPER) >= 3 for stroke in strokes)


def test_it_needs_nothing_from_outside_and_no_style_or_script():
    text = chart_svg(proposal(), made_up(proposal().plan))
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<(style|script|image|use|foreignObject)|\bstyle=|\bon\w+=", text)
    assert set(re.findall(r"url\(([^)]*)\)", text)) == set(re.findall(r"url\((#GP-[^)]*)\)", text))


@settings(max_examples=20)
@given(proposals())
def test_any_plan_makes_a_sound_drawing_whose_words_are_those_of_its_rows(made):
    root = drawn(made, made_up(made.plan))
    steps = rows(made.plan)
    assert root.find("s:desc", NS).text.startswith(description(steps))
    assert len(root.findall(".//s:g", NS)) == len(steps)
    width, height = map(float, root.get("viewBox").split()[2:])
    places = re.findall(r"(-?[\d.]+) (-?[\d.]+)(?=[LZ\"])", ET.tostring(root, "unicode"))
    assert all(0 <= float(x) <= width and 0 <= float(y) <= height for x, y in places)


def test_labels_of_cuts_that_follow_closely_never_lie_on_one_another():
    times = {MORNING: pieces((1, 1, WHOLE))}
    days = [(400, times)] + [
        (7, {MORNING: pieces((count, HALF, HALVED))}) for count in (3, 2, 1)
    ]  # fmt: skip
    made = proposal(marked(course(*days, (400, {MORNING: ()}), start=date(2026, 11, 26))))
    root = ET.fromstring(chart_svg(made))
    labels = [
        (float(one.get("x")), float(one.get("y")))
        for one in root.iter("{http://www.w3.org/2000/svg}text")
        if (one.text or "").startswith("\u2212")
    ]
    assert len(labels) == 4
    for one, other in pairwise(labels):
        assert abs(other[0] - one[0]) >= 11 or abs(other[1] - one[1]) >= 30
