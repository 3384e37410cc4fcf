"""From a file of answers to the words on the screen: every emergency, and every wrong file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glidepath.cli.main import main
from glidepath.domain.grading import Urgency
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.flags import flag_book

BOOK = flag_book(KnowledgeBase.packaged())
EXAMPLE = Path(__file__).parents[2] / "examples" / "answers_supply_gap.toml"
EMERGENCIES = [
    (flag, group) for flag in BOOK.flags if flag.urgency is Urgency.EMERGENCY for group in flag.when
]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["triage", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def written(tmp_path: Path, text: str) -> str:
    file = tmp_path / "answers.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def _file_of(group: tuple[str, ...]) -> str:
    answers = [f'{name} = "yes"' for name in group if name not in BOOK.signs]
    figures = [
        f"{BOOK.signs[name].figure} = {int(BOOK.signs[name].at_least.value) + 1}"
        for name in group
        if name in BOOK.signs
    ]
    tables = ['country = "UK"', "[answers]", *answers, "[figures]", *figures]
    return "\n".join(tables)


@pytest.mark.parametrize(
    ("flag", "group"), EMERGENCIES, ids=[f"{f.id}: {' and '.join(g)}" for f, g in EMERGENCIES]
)
def test_an_emergency_stands_first_on_the_screen_with_the_number_and_the_route(
    flag: object, group: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, written(tmp_path, _file_of(group)))
    assert code == 0
    first = " ".join(out.split("\n\n")[0].split())
    assert "Call 999 now" in first
    assert "To: emergency" in out
    assert "Nobody is watching this screen" in out


def test_the_example_is_seen_the_same_day(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(EXAMPLE))
    assert code == 0
    assert "same day: Without tablets." in out
    assert "Signs of withdrawal" in out
    assert "Not answered" not in out


def test_what_was_not_answered_is_asked_and_never_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, written(tmp_path, 'country = "US"\n[answers]\nfall = "yes"\n'))
    assert code == 0
    assert "Not answered, and could make it: emergency" in out
    assert "Did you hit your head? (head_injury)" in out
    assert "What is the pulse?" in out


def test_the_same_comes_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(EXAMPLE), "--json")
    told = json.loads(out)
    assert (code, told["urgency"], told["routes"][0]) == (0, "same_day", "primary_care")
    assert {one["flag"] for one in told["advice"]} == {"no-supply", "signs-of-withdrawal"}


def test_every_problem_of_a_wrong_file_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        'country = "ZZ"\nall_else = "maybe"\nname = "x"\n'
        '[answers]\nsneezing = "yes"\nfall = "perhaps"\n[figures]\npulse = "fast"\nluck = 1\n'
    )
    code, out, err = run(capsys, written(tmp_path, text))
    assert (code, out) == (2, "")
    for place in ("country", "all_else", "'name'", "sneezing", "answers.fall", "figures.pulse"):
        assert place in err
    assert "luck" in err


def test_a_table_that_is_no_table_is_a_problem_and_no_defect(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, written(tmp_path, 'country = "US"\nanswers = 3\nfigures = "x"\n'))
    assert code == 2
    assert "answers" in err
    assert "figures" in err


def test_what_the_case_says_of_the_person_counts_where_nobody_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = str(EXAMPLE.parent / "clonazepam_panic.toml")
    answers = written(tmp_path, 'country = "US"\n[answers]\ntremor = "yes"\n')
    alone = json.loads(run(capsys, answers, "--json")[1])
    with_case = json.loads(run(capsys, answers, "--case", case, "--json")[1])
    assert "context_seizure_history" in alone["ask"]
    assert "context_seizure_history" not in with_case["ask"]
