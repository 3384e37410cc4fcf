"""The steps of a tutorial through the pages: read from its fenced blocks, done in a browser.

A block of `steps` holds one step a line, in the words that a reader follows:

    open the pages                              the start link that the server printed
    click "NAME"                                a button, a link, or a part that folds out
    fill "LABEL" with "TEXT"                    a field, by the beginning of its label
    fill "LABEL" with today                     the same, with the day of the visit
    choose "OPTION" in "LABEL"                  one of a list
    tick "LABEL"                                a box, or one of several answers
    answer "OPTION" to "QUESTION"               one of the answers to a question
    see "TEXT"                                  these words stand on the page
    save "NAME" as "FILE"                       a paper to keep
"""

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FENCE = re.compile(r"^```steps\s*$")
WORDS = re.compile(r'"([^"]*)"')
SHAPES = {
    "open the pages": "open",
    'click "_"': "click",
    'fill "_" with "_"': "fill",
    'fill "_" with today': "today",
    'choose "_" in "_"': "choose",
    'tick "_"': "tick",
    'answer "_" to "_"': "answer",
    'see "_"': "see",
    'save "_" as "_"': "save",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: the line it stands on, what kind it is, and the words in quotes."""

    line: int
    kind: str
    words: tuple[str, ...]


def steps(text: str) -> list[Step]:
    """Every step of a document in order; a line that is none is refused."""
    found: list[Step] = []
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("```"):
            inside = bool(FENCE.match(line)) and not inside
        elif inside and line.strip():
            found.append(_step(number, line.strip()))
    return found


def _step(number: int, line: str) -> Step:
    shape = WORDS.sub('"_"', line)
    if shape not in SHAPES:
        raise ValueError(f"line {number}: {line!r} is no step; the steps are {', '.join(SHAPES)}")
    return Step(number, SHAPES[shape], tuple(WORDS.findall(line)))


class Reader:
    """Somebody who follows a tutorial, step by step, in a browser."""

    def __init__(
        self, page: Any, link: str, folder: Path, today: str, patience: float = 10
    ) -> None:
        self.page, self.link, self.folder = page, link, folder
        self.today, self.patience = today, patience
        page.set_default_timeout(patience * 1_000)

    def follow(self, step: Step) -> None:
        """Do one step; a fault names the line of the document."""
        try:
            getattr(self, f"_{step.kind}")(*step.words)
        except Exception as fault:
            raise AssertionError(
                f"line {step.line}: {step.kind} {step.words}: {fault}\n"
                f"the page says: {self._told()[:2000]}"
            ) from fault

    def _open(self) -> None:
        self.page.goto(self.link)

    def _click(self, name: str) -> None:
        self._named(name).click()
        self.page.wait_for_load_state("load")

    def _named(self, name: str) -> Any:
        whole, begins = re.compile(rf"^{re.escape(name)}$"), re.compile(rf"^{re.escape(name)}")
        for wanted in (whole, begins):
            for role in ("button", "link"):
                found = self.page.get_by_role(role, name=wanted)
                if found.count():
                    return found.first
        return self.page.locator("summary", has_text=name).first

    def _labelled(self, label: str) -> Any:
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first

    def _fill(self, label: str, text: str) -> None:
        self._labelled(label).fill(text)

    def _today(self, label: str) -> None:
        self._fill(label, self.today)

    def _choose(self, option: str, label: str) -> None:
        self._labelled(label).select_option(label=option)

    def _tick(self, label: str) -> None:
        self._labelled(label).check()

    def _answer(self, option: str, question: str) -> None:
        self.page.get_by_role("group", name=question).get_by_label(option, exact=True).check()

    def _see(self, text: str) -> None:
        until = time.monotonic() + self.patience
        while text not in self._told():
            if time.monotonic() > until:
                raise AssertionError(f"{text!r} is not on the page")
            self.page.wait_for_timeout(50)

    def _told(self) -> str:
        return " ".join(self.page.locator("body").inner_text().split())

    def _save(self, name: str, file: str) -> None:
        with self.page.expect_download() as download:
            self._named(name).click()
        download.value.save_as(self.folder / file)
