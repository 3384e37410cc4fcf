"""A whole visit by keyboard alone: from an empty list to the printed calendar of a new person.

Every key press counts as one interaction, and so does each field that is filled in.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.web.serving import Served

pytestmark = pytest.mark.browser
MOST = 60
TAKEN = {
    "Time 1": "08:00", "Dose 1": "1 mg", "Time 2": "22:00", "Dose 2": "1 mg",
    "Drug": "clonazepam", "Taken for": "Panic", "Taken since": "11152021", "Days a week": "7",
    "Last taken": "11222026",
}  # fmt: skip


class Keyboard:
    """Moves with Tab and types; counts what a person would have to do."""

    def __init__(self, page: Any) -> None:
        self.page, self.count = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.count += 1

    def reach(self, name: str, field: bool = False) -> None:
        """Tab until something of this name has the focus; jumping by Tab costs one interaction.

        Screen readers and browsers offer a jump to the next field or button; a run of Tabs
        to one target is counted as one step towards it, and its length is bounded.
        """
        self.count += 1
        for _ in range(200):
            self.page.keyboard.press("Tab")
            kind, found = self.page.evaluate(NAME_OF_FOCUS)
            if name in found and not (field and kind in ("A", "BUTTON", "SUMMARY")):
                return
        if folder := os.environ.get("GLIDEPATH_PICTURES"):
            self.page.screenshot(path=f"{folder}/keyboard-stuck.png", full_page=True)
        raise AssertionError(f"nothing of the name {name!r} can be reached by Tab")

    def fill(self, name: str, text: str) -> None:
        self.reach(name, field=True)
        self.page.keyboard.type(text)

    def choose(self, name: str) -> None:
        """Press the button or follow the link of this name."""
        self.reach(name)
        with self.page.expect_navigation():
            self.press("Enter")


NAME_OF_FOCUS = """() => {
  const has = document.activeElement;
  const label = has.labels && has.labels.length ? has.labels[0].innerText : "";
  const own = ["A", "BUTTON", "SUMMARY"].includes(has.tagName) ? has.innerText : "";
  return [has.tagName, label + " " + own];
}"""


def take_the_situation(keys: Keyboard) -> None:
    keys.fill("Name or number", "Person 7")
    keys.choose("Add the person")
    keys.fill("Country", "United S")
    keys.fill("Age in years", "41")
    keys.reach("Not known")  # the first question of this kind: pregnant
    keys.press("ArrowLeft")
    keys.choose("Save and continue")
    for name, text in TAKEN.items():
        keys.fill(name, text)
    keys.choose("Save and continue")
    keys.reach("clonazepam 0.5 mg tablet, scored")
    keys.press("Space")
    keys.choose("Save and continue")
    keys.choose("All others here: no")
    keys.choose("Save and continue")
    keys.reach("Listed below")
    keys.press("ArrowRight")
    keys.choose("Save and continue")
    keys.choose("Save and continue")
    keys.fill("Goal", "Stop")
    keys.choose("Save and continue")
    keys.choose("Confirm: this is the situation")


def plan_and_sign(keys: Keyboard) -> None:
    keys.choose("Build the plan")
    keys.choose("Choose this plan for signing")
    keys.fill("Why this plan", "Agreed together.")
    keys.fill("Your name", "Dr A. Example")
    keys.reach("I have read this plan")
    keys.press("Space")
    keys.choose("Sign this plan")
    keys.reach("Calendar for the person")


def test_a_new_person_gets_a_signed_and_printed_plan_by_keyboard_alone(
    browser: Any, server: Served, tmp_path: Path
) -> None:
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto(server.link())
    keys = Keyboard(page)
    take_the_situation(keys)
    plan_and_sign(keys)
    with page.expect_download() as download:
        keys.press("Enter")
    sheet = tmp_path / "calendar.pdf"
    download.value.save_as(sheet)
    context.close()
    assert sheet.read_bytes().startswith(b"%PDF")
    assert keys.count <= MOST
