"""The numbers of a comparison are the same in the picture, in the table and in the JSON."""

import json
import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path

import pytest

from glidepath.cli.main import main
from glidepath.domain.wording import share_text

EXAMPLES = Path(__file__).parents[2] / "examples"
NS = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=["clonazepam_panic", "lorazepam_switch_uk"])
def written(request, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    case = EXAMPLES / f"{request.param}.toml"
    assert main(["compare", str(case), "--out", str(folder)]) == 0
    return folder


def flat(text: str) -> str:
    return " ".join(text.split())


def test_picture_table_and_json_tell_the_same_numbers(written: Path) -> None:
    numbers = json.loads((written / "compare.json").read_text(encoding="utf-8"))
    table = flat((written / "compare.txt").read_text(encoding="utf-8"))
    root = ET.parse(written / "compare.svg").getroot()
    panels = [group for group in root.iter(f"{NS}g") if group.find(f"{NS}title") is not None]
    rows = [row for row in numbers["comparisons"] if row["course"]]
    assert len(panels) == len(rows) > 10
    for row, panel in zip(rows, panels, strict=True):
        course = row["course"]
        printed = flat(" ".join("".join(one.itertext()) for one in panel.iter(f"{NS}text")))
        days = course["days"]
        length = f"{days} days" if days % 7 else f"{days // 7} weeks"
        length = length if days else "stays as it is"
        hardest = share_text(Fraction(course["hardest_day"]["typical"]))
        assert flat(row["title"]) in printed
        assert length in printed
        cut = Fraction(course["largest_cut"])
        every = cut == 0 and course["last_cuts"]
        told = "every cut beyond the ceiling" if every else f"largest cut {share_text(cut)}"
        assert told in printed
        assert f"hardest day {hardest}" in printed
        assert f"{course['most_pieces_a_day']} piece" in printed
        breaks = len(row["made_breaches"])
        assert (f"{breaks} break" if breaks else "no break") in printed
        for part in (length.split()[0], hardest):
            assert part in table


def test_each_row_of_doses_ends_where_the_json_says(written: Path) -> None:
    told = json.loads((written / "compare.json").read_text(encoding="utf-8"))
    for row in told["comparisons"]:
        if row["course"]:
            falling = row["course"]["doses"][-1]["points"]
            assert max(one["day"] for one in falling) <= row["course"]["span"]
            assert row["course"]["effect"][-1]["day"] == row["course"]["span"] - 1


def test_nothing_in_the_files_names_a_place_on_this_machine(written: Path) -> None:
    for path in written.iterdir():
        assert not re.search(r"/(?:home|root|tmp|work)/", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "code"),
    [("questions_first", 4), ("refused_pregnancy", 3), ("refused_phenobarbital", 3),
     ("end_date_too_soon", 3), ("refused_epilepsy", 3)],
)  # fmt: skip
def test_compare_stops_where_plan_stops_and_writes_nothing(
    name: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, folder = str(EXAMPLES / f"{name}.toml"), tmp_path / "out"
    assert main(["plan", case]) == code
    said = capsys.readouterr().out
    assert main(["compare", case, "--out", str(folder)]) == code
    compared = capsys.readouterr()
    assert compared.out == said
    assert "nothing was written" in compared.err
    assert not folder.exists()
    assert main(["compare", case, "--json"]) == code
    assert json.loads(capsys.readouterr().out)["outcome"] in ("refusal", "questions")


def test_compare_of_a_start_shows_its_plan_and_says_that_nothing_stands_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, folder = str(EXAMPLES / "clonazepam_start_panic.toml"), tmp_path / "out"
    assert main(["plan", case, "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)["plan"]
    assert main(["compare", case, "--out", str(folder), "--json"]) == 0
    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert told["outcome"] == "proposal"
    assert told["plan"]["steps"] == plan["steps"]
    assert "nothing to compare" in told["plan"]["notes"][0]
    assert "nothing was written" in shown.err
    assert not folder.exists()
    assert main(["compare", case]) == 0
    assert "There is nothing to compare" in capsys.readouterr().out
