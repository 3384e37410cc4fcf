"""Every example in the documents does what the document says it does."""

from pathlib import Path

import pytest

from tests.docs import running


def _blocks(path: Path) -> list[running.Block]:
    name = path.relative_to(running.ROOT).as_posix()
    return running.blocks(name, path.read_text(encoding="utf-8"))


WITH_EXAMPLES = [path for path in running.documents() if _blocks(path)]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder in which the examples' cases are at hand and nothing is spoilt."""
    (tmp_path / "examples").symlink_to(running.ROOT / "examples")
    return tmp_path


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: path.name)
def test_the_examples_of_a_document_do_what_it_says(path: Path, place: Path) -> None:
    faults = [fault for block in _blocks(path) for fault in running.run(block, place)]
    assert "\n\n".join(faults) == ""


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


def test_a_block_that_is_a_file_is_there_for_those_below_it(place: Path) -> None:
    text = "```toml as case.toml\na = 1\n```\n\n```console run\n$ cat case.toml\na = 1\n```\n"
    found = [running.run(block, place) for block in running.blocks("x.md", text)]
    assert found == [[], []]


def test_only_marked_blocks_are_run() -> None:
    text = "```console\n$ false\n```\n\n```console run\n$ true\n```\n"
    assert [block.text for block in running.blocks("x.md", text)] == ["$ true"]
