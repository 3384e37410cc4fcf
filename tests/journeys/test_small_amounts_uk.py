"""A plan of the United Kingdom speaks one language: below 1 mg every amount is in micrograms.

Whatever a person reads is looked at, on paper and on the terminal; what programs read stays mg.
"""

import json
import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from glidepath.cli.main import main

CASE = """
as_of = 2026-11-22
country = "UK"
goal = "stop"
medicines = "none"
[person]
age = 45
sex = "male"
[treatment]
drug = "clonazepam"
indication = "panic_disorder"
since = 2020-03-01
days_per_week = 7
source = "prescribed"
last_taken = 2026-11-22
[[treatment.intakes]]
time = "08:00"
dose = "500 micrograms"
[[treatment.intakes]]
time = "20:00"
dose = "1 mg"
[[products]]
id = "uk-clonazepam-tablet-0.5mg-neuraxpharm"
[[products]]
id = "uk-clonazepam-tablet-2mg-neuraxpharm"
[conditions]
epilepsy = "no"
withdrawal_seizure_or_delirium = "no"
alcohol_use_disorder = "no"
bipolar_disorder = "no"
psychosis = "no"
sleep_disturbance = "no"
suicidal_thoughts = "no"
palliative_care = "no"
"""
BELOW_ONE_MG = re.compile(r"(?<![0-9.,])0?\.[0-9]*[1-9][0-9]*[ \u00a0]?mg\b")
NS = {"s": "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The papers of the plan and of the comparison."""
    made = tmp_path_factory.mktemp("uk")
    (made / "case.toml").write_text(CASE, encoding="utf-8")
    for command in ("plan", "compare"):
        assert main([command, str(made / "case.toml"), "--out", str(made)]) == 0
    return made


def read(path):
    if path.suffix == ".pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages)
    text = path.read_text(encoding="utf-8")
    return re.sub(r"\r\n[ \t]", "", text) if path.suffix == ".ics" else text


@pytest.mark.parametrize(
    "name",
    ["calendar.pdf", "calendar-dateless.pdf", "calendar.ics", "prescription.txt", "chart.svg",
     "compare.svg", "compare.txt"],
)  # fmt: skip
def test_no_paper_writes_an_amount_below_1_mg_in_mg(folder, name):
    text = " ".join(read(folder / name).split())
    assert "500 micrograms" in text
    assert not BELOW_ONE_MG.search(text), BELOW_ONE_MG.findall(text)


@pytest.mark.parametrize("command", ["plan", "assess", "compare", "support"])
def test_no_command_prints_an_amount_below_1_mg_in_mg(folder, capsys, command):
    assert main([command, str(folder / "case.toml")]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert not BELOW_ONE_MG.search(text), BELOW_ONE_MG.findall(text)
    if command == "plan":
        assert "from 750 micrograms these products make no smaller cut" in text
        assert "1.5, 1.25, 1 mg; 750, 500, 250 micrograms; 0 mg" in text


def test_the_checker_speaks_of_a_plan_in_the_units_of_its_country(folder, capsys):
    main(["check", str(folder / "plan.json"), "--case", str(folder / "case.toml")])
    text = " ".join(capsys.readouterr().out.split())
    assert "from 750 micrograms to 500 micrograms" in text
    assert not BELOW_ONE_MG.search(text), BELOW_ONE_MG.findall(text)


def test_every_mark_of_the_dose_axis_has_its_own_unit_and_stays_in_the_picture(folder):
    root = ET.fromstring(read(folder / "chart.svg"))
    texts = [(one.text, one) for one in root.iterfind("s:text", NS)]
    words = [text for text, _ in texts]
    assert "Daily dose, with the real cut of each step" in words
    axis = words[words.index("Daily dose, with the real cut of each step") + 1 :][:4]
    assert axis == ["0 mg", "500 micrograms", "1 mg", "1.5 mg"]
    for text, one in texts:
        if text in axis:
            assert float(one.get("x")) - 7 * len(text) > 0


def test_programs_are_given_mg(folder):
    plan = json.loads(read(folder / "plan.json"))["plan"]
    assert [step["daily_dose_mg"] for step in plan["steps"]][-3:] == ["0.5", "0.25", "0"]
    assert "micrograms" not in " ".join(why for step in plan["steps"] for why in step["why"])
