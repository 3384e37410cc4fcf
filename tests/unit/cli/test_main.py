"""The last doors of the command: exit codes, and what a fault of ours may say."""

import pytest

from glidepath.cli import main as command
from glidepath.knowledge.store import KnowledgeError


def _fails_with(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> int:
    def broken(**_: object) -> None:
        raise fault

    monkeypatch.setattr("glidepath.cli.app.app", broken)
    return command.main(["assess", "x"])


def test_a_defect_of_ours_is_told_without_a_value_and_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _fails_with(ValueError("Jane Roe takes 2 mg"), monkeypatch) == 1
    told = capsys.readouterr().err
    assert "Roe" not in told
    assert "Traceback" not in told
    assert "ValueError at test_main.py:" in told


def test_damaged_data_are_told_as_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _fails_with(KnowledgeError(("no title @ x.toml: y",)), monkeypatch) == 1
    assert "no title @ x.toml: y" in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--version"]) == 0
    assert capsys.readouterr().out.count(".") == 2


@pytest.mark.parametrize("name", ["plan", "assess", "compare", "check", "simulate", "drug"])
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([name, "--help"]) == 0
    assert "Usage: glidepath" in capsys.readouterr().out
