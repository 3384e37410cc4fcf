"""Every sentence of the papers is data with a source, and every one is used."""

import re
from pathlib import Path

from glidepath import documents
from glidepath.documents.phrases import number, phrase
from glidepath.domain.evidence import Confidence
from glidepath.domain.grading import Route
from glidepath.domain.plan import StepKind
from glidepath.knowledge.base import KnowledgeBase

KB = KnowledgeBase.packaged()
TABLE = KB.raw("wording/papers.toml")


def rows(table, place=""):
    for name, row in table.items():
        here = f"{place}.{name}".lstrip(".")
        if "source" in row:
            yield here, row
        else:
            yield from rows(row, here)


def test_every_row_has_a_source_and_a_confidence():
    for name, row in rows(TABLE):
        assert row["source"], name
        assert Confidence(row["confidence"]), name
        assert row.get("text") or row.get("years"), name


def test_every_sentence_is_said_somewhere():
    code = "".join(path.read_text() for path in Path(documents.__file__).parent.glob("*.py"))
    said = set(re.findall(r'["\']([a-z_]+(?:\.[a-z_]+)+)["\']', code))
    said |= {f"letter.to.{route.value}" for route in Route}
    said |= {f"step.kind.{kind.value}" for kind in StepKind}
    said |= {"prescription.drug_over", "prescription.unused"}
    said |= {f"calendar.{name}" for name in ("reviews", "when", "what_for", "drug", "in_the_day")}
    assert {name for name, _ in rows(TABLE)} - said - {"child.under"} == set()


def test_every_service_a_letter_can_go_to_has_a_name():
    assert all(phrase(f"letter.to.{route.value}") for route in Route)


def test_slots_are_filled_and_numbers_are_whole():
    assert phrase("child.age", age=4) == "Age: 4 years."
    assert number("child.under", "years") == 18
