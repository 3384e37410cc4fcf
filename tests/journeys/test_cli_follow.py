"""`glidepath follow`: red flags first, then the decision, and what may be chosen from."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from glidepath.cli.main import main
from tests.journeys.following.replaying import HERE

DAY = re.compile(r"on = (\d{4}-\d\d-\d\d)")
QUIET, HARD, NIGHT = date(2026, 2, 2), date(2026, 2, 16), date(2026, 2, 14)


class Desk:
    """The files of one journey as they lie on the desk on a day, and the command over them."""

    def __init__(self, folder: Path, name: str, on: date, capsys: pytest.CaptureFixture[str]):
        self.folder, self.capsys = folder, capsys
        source = HERE / name
        first = (source / "case.toml").read_text(encoding="utf-8")
        self.plan = self.written("plan.json", self._plan(self.written("first.toml", first)))
        now = re.sub(r"(as_of|last_taken) = \S+", rf"\1 = {on}", first)
        now = re.sub(r"first_cut_on = \S+\n", "", now)
        self.case = self.written("case.toml", now)
        rows = (source / "diary.toml").read_text(encoding="utf-8").splitlines()
        told = [row for row in rows if not (m := DAY.search(row)) or m[1] <= on.isoformat()]
        self.diary = self.written("diary.toml", "\n".join(told) + "\n")

    def written(self, name: str, text: str) -> str:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return str(file)

    def _plan(self, case: str) -> str:
        assert main(["plan", case, "--json"]) == 0
        return self.capsys.readouterr().out

    def follow(self, *words: str) -> tuple[int, str, str]:
        """The exit code, stdout with its lines joined, and stderr."""
        code = main(["follow", self.case, "--plan", self.plan, "--diary", self.diary, *words])
        told = self.capsys.readouterr()
        out = told.out if "--json" in words else " ".join(told.out.split())
        return code, out, told.err


def test_a_steady_person_may_go_on_and_sees_what_else_may_be_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = Desk(tmp_path, "smooth", QUIET, capsys).follow()
    assert code == 0
    assert "Continue (2 Feb 2026) Go on with the plan, if the person agrees today." in out
    for verb in ("go on as planned", "go on more slowly", "hold", "stay on this dose"):
        assert f"If you choose to {verb}" in out
    assert "raises the dose" not in out


def test_a_hold_tells_rules_numbers_days_and_what_would_change_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = Desk(tmp_path, "withdrawal", HARD, capsys).follow()
    assert code == 0
    assert "Hold (16 Feb 2026)" in out
    assert "of the last 7 days were not tolerable. [proposed] hold-not-tolerable;" in out
    assert "What would change it Fewer than 3 days in a week that are not tolerable." in out
    assert "No trial has tested these thresholds" in out
    assert "If you choose to step back (this raises the dose)" in out
    assert "make no diagnosis" in out


def test_a_red_flag_comes_first_suspends_planning_and_ends_with_three(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = Desk(tmp_path, "red-flag-at-night", NIGHT, capsys).follow()
    assert code == 3
    assert out.startswith("Danger to your life. Call 911 now.")
    assert "Urgent (14 Feb 2026)" in out
    assert "If you choose" not in out


def test_a_flag_of_yesterday_that_nobody_has_seen_to_still_comes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path, "red-flag-at-night", date(2026, 2, 15), capsys)
    code, out, _ = desk.follow()
    assert code == 3
    assert out.startswith("Danger to your life.")
    noted = desk.written("noted.toml", "[[dealt]]\non = 2026-02-15\n")
    code, out, _ = desk.follow("--record", noted)
    assert code == 0
    assert "Danger to your life." not in out
    assert "A red flag was dealt with 0 days ago; no cut before day 7." in out


def test_too_little_told_has_to_be_asked_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path, "smooth", QUIET, capsys)
    desk.diary = desk.written("empty.toml", "days = []\n")
    code, out, _ = desk.follow()
    assert code == 4
    assert "Only 0 of the last 7 days have an answer" in out


def test_the_json_holds_the_same_decision_and_a_whole_answer_for_each_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = Desk(tmp_path, "withdrawal", HARD, capsys).follow("--json")
    told = json.loads(out)
    assert code == 0
    assert told["decision"]["kind"] == "hold"
    assert [one["kind"] for one in told["options"]] == ["hold", "step_back", "maintain"]
    assert all(one["answer"]["outcome"] == "proposal" for one in told["options"])
    assert told["evidence"]["columns"][0]["explanation"] == "withdrawal"
    assert told["triage"]["watching"].startswith("Nobody is watching")
    assert told["rate"]["estimate"]["days"] == 43


def test_the_papers_of_every_option_lie_in_a_folder_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, papers = Desk(tmp_path, "withdrawal", HARD, capsys), tmp_path / "papers"
    assert desk.follow("--out", str(papers))[0] == 0
    assert sorted(one.name for one in papers.iterdir()) == ["hold", "maintain", "step_back"]
    assert all((one / "plan.json").exists() for one in papers.iterdir())


def test_nothing_is_written_while_a_red_flag_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, papers = Desk(tmp_path, "red-flag-at-night", NIGHT, capsys), tmp_path / "papers"
    code, _, err = desk.follow("--out", str(papers))
    assert code == 3
    assert "nothing was written" in err
    assert not papers.exists()


def test_a_slower_pace_asked_for_is_offered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path, "smooth", QUIET, capsys)
    noted = desk.written("noted.json", json.dumps({"asks_slower": "yes"}))
    assert "Slow (2 Feb 2026)" in desk.follow("--record", noted)[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("agreed = 1", "agrees, asks_slower"),
        ('agrees = "perhaps"', "yes, no, unknown, refused"),
        ("agrees = []", "yes, no, unknown, refused"),
        ('somebody_watches = "maybe"', "yes, no"),
        ('slowed_on = "soon"', "a day such as"),
        ("slowed_on = 3", "a day such as"),
        ("dealt = 1", "[[dealt]]"),
        ("dealt = [1]", "[[dealt]]"),
        ("[[dealt]]", "a day such as"),
        ('[[dealt]]\non = 2026-02-01\nflag = "flying"', "seizure"),
        ("[[dealt]]\non = 2026-02-01\nwho = 1", "on, flag"),
    ],
)
def test_a_bad_note_is_refused_without_a_traceback(
    text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path, "smooth", QUIET, capsys)
    code, out, err = desk.follow("--record", desk.written("noted.toml", text + "\n"))
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_a_plan_of_another_drug_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path, "smooth", QUIET, capsys)
    case = Path(desk.case).read_text(encoding="utf-8")
    for old, new in (("clonazepam", "diazepam"), ("tablet-0.5mg-scored", "tablet-2mg")):
        case = case.replace(old, new)
    desk.case = desk.written("other.toml", re.sub(r"\[\[products\]\]\nid = .*\n", "", case))
    code, out, _ = desk.follow()
    assert (code, out) == (2, "")
