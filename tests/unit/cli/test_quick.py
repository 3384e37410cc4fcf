"""A plain `plan` is understood as the full reader of commands understands it."""

from pathlib import Path
from typing import Any

import pytest

from glidepath.cli import app as full
from glidepath.cli.quick import plain_plan

CASE = Path("case.toml")


def _by_typer(words: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[Any, ...] | None:
    """What the full reader hands to the command; None where it refuses the words."""
    got: list[tuple[Any, ...]] = []

    def plan(*given: Any) -> int:
        got.append(given)
        return 0

    monkeypatch.setattr("glidepath.cli.plan.plan", plan)
    with pytest.raises(SystemExit):
        full.app(args=words, prog_name="glidepath")
    return got[0] if got else None


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "case.toml"],
        ["plan", "-"],
        ["plan", "--json", "case.toml"],
        ["plan", "case.toml", "--json", "--json"],
        ["plan", "case.toml", "--out", "a/b", "--pace", "gentle"],
        ["plan", "--policy", "nardi-2010", "--out", "x", "case.toml", "--json"],
    ],
)
def test_both_readers_understand_plain_words_alike(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = plain_plan(words)
    assert plain is not None
    assert tuple(plain.values()) == _by_typer(words, monkeypatch)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["assess", "case.toml"],
        ["plan"],
        ["plan", "--json"],
        ["plan", "--help"],
        ["plan", "-h"],
        ["plan", "a.toml", "b.toml"],
        ["plan", "a.toml", "--out"],
        ["plan", "a.toml", "--out", "--json"],
        ["plan", "a.toml", "--out", "x", "--out", "y"],
        ["plan", "a.toml", "--pace=gentle"],
        ["plan", "a.toml", "--hurry"],
        ["plan", "--", "-a.toml"],
        ["--version"],
    ],
)
def test_whatever_is_not_plain_is_left_to_the_full_reader(words: list[str]) -> None:
    assert plain_plan(words) is None
