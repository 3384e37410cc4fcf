"""All papers or none: nothing half-written stays, and old papers come back after a failure."""

from pathlib import Path

import pytest

import glidepath.documents
from glidepath.documents import write_all
from glidepath.documents.writing import papers
from glidepath.domain.errors import BadInput
from tests.unit.documents.forecasts import made_up
from tests.unit.documents.hand_built import proposal

NAMES = {
    "plan.json", "calendar.pdf", "calendar-dateless.pdf", "calendar.ics", "prescription.txt",
    "chart.svg",
}  # fmt: skip


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_paper_is_written_and_nothing_else(tmp_path):
    made = proposal()
    paths = write_all(made, made_up(made.plan), tmp_path / "out" / "demo", b'{"a": 1}\n')
    assert {path.name for path in paths} == NAMES
    assert content(tmp_path / "out" / "demo") == papers(made, made_up(made.plan), b'{"a": 1}\n')


def test_writing_again_replaces_every_paper_and_keeps_other_files(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    write_all(proposal(), None, tmp_path, b"1")
    write_all(proposal(), None, tmp_path, b"2", version=2)
    assert set(content(tmp_path)) == NAMES | {"mine.txt"}
    assert content(tmp_path)["plan.json"] == b"2"
    assert b"VERSION 2" in content(tmp_path)["prescription.txt"]


def test_a_paper_that_cannot_be_rendered_leaves_nothing_behind(tmp_path):
    made = proposal()
    with pytest.raises(BadInput):
        write_all(made, made_up(made.plan, days=1), tmp_path / "out", b"")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("there_before", [True, False])
def test_a_failure_half_way_puts_everything_back(tmp_path, monkeypatch, there_before):
    if there_before:
        write_all(proposal(), None, tmp_path, b"old")
    before = content(tmp_path)
    replace = Path.replace

    def stumble(self, target):
        if self.name == "calendar.ics":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stumble)
    with pytest.raises(BadInput, match="Permission denied"):
        write_all(proposal(), None, tmp_path, b"new", version=2)
    assert content(tmp_path) == before


def test_a_folder_that_is_a_file_is_refused_without_naming_the_place(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(BadInput, match="a folder you may write to") as refusal:
        write_all(proposal(), None, tmp_path / "out", b"")
    assert str(tmp_path) not in str(refusal.value)


def test_the_room_offers_three_functions_and_no_other_name():
    assert glidepath.documents.__all__ == ["plan_id", "terminal_text", "write_all"]
    with pytest.raises(AttributeError, match="no attribute 'print'"):
        _ = glidepath.documents.print
