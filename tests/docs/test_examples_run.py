"""Every example in the documents does what the document says it does."""

from pathlib import Path

import pytest

from tests.docs import running

BLOCKS = [
    block
    for path in running.documents()
    for block in running.blocks(
        path.relative_to(running.ROOT).as_posix(), path.read_text(encoding="utf-8")
    )
]
RUNNERS = {"console": running.run_console, "python": running.run_python}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder in which the examples' cases are at hand and nothing is spoilt."""
    (tmp_path / "examples").symlink_to(running.ROOT / "examples")
    return tmp_path


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.file}:{block.line}")
def test_an_example_in_a_document_does_what_the_document_says(
    block: running.Block, place: Path
) -> None:
    assert "\n\n".join(RUNNERS[block.language](block, place)) == ""


def test_an_example_that_prints_something_else_is_found(place: Path) -> None:
    text = "$ echo one\ntwo\n$ echo three\n..."
    found = running.run_console(running.Block("x.md", 1, "console", text), place)
    assert len(found) == 1
    assert "echo one" in found[0]


def test_an_example_with_another_exit_status_is_found(place: Path) -> None:
    assert running.run_console(running.Block("x.md", 1, "console", "$ exit 3"), place)
    assert not running.run_console(running.Block("x.md", 1, "console", "$ exit 3\n[exit 3]"), place)


def test_a_python_example_that_fails_is_found(place: Path) -> None:
    assert running.run_python(running.Block("x.md", 1, "python", ">>> 1 + 1\n3"), place)
    assert running.run_python(running.Block("x.md", 1, "python", "raise SystemExit(1)"), place)
    assert not running.run_python(running.Block("x.md", 1, "python", ">>> 1 + 1\n2"), place)


def test_three_dots_stand_for_any_lines() -> None:
    assert running.agrees(("a", "...", "d"), "a\nb\nc\nd\n")
    assert running.agrees(("a", "..."), "a\n")
    assert not running.agrees(("a", "...", "d"), "a\nb\nc\n")


def test_only_marked_blocks_are_run() -> None:
    text = "```console\n$ false\n```\n\n```console run\n$ true\n```\n"
    assert [block.text for block in running.blocks("x.md", text)] == ["$ true"]
