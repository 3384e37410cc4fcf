"""Rating scales are read whole or refused with their place; an overlay never replaces our words."""

import tomllib
from pathlib import Path

import pytest

from glidepath.domain.errors import BadInput
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.check import problems_of
from glidepath.knowledge.read_scales import read_overlay, read_scale, read_scale_text
from glidepath.knowledge.table import Table

KB = KnowledgeBase.packaged()
DATA = Path(__file__).parents[3] / "src" / "glidepath" / "knowledge" / "data" / "scales"


def read(text: str, scale_id: str = "phq9"):
    problems: list[str] = []
    return read_scale(scale_id, Table(tomllib.loads(text), "x.toml", "", problems)), problems


def written(scale_id: str = "phq9") -> str:
    return (DATA / f"{scale_id}.toml").read_text(encoding="utf-8")


def test_a_sound_file_becomes_a_scale() -> None:
    scale, problems = read(written())
    assert problems == []
    assert scale == KB.scale("phq9")


@pytest.mark.parametrize(
    ("scale_id", "old", "new", "problem"),
    [
        ("phq9", 'loinc_score = "44261-6"', 'loinc_score = "PHQ"', "a code such as"),
        ("phq9", 'tier = "A"', 'tier = "Z"', "'Z' is not one of A, B, C"),
        ("phq9", '"2026-11-22"', '"in autumn"', "not a day"),
        ("phq9", '"2026-11-22"', '"2026-02-31"', "not a day"),
        ("phq9", '"0 LA6568-5"', '"none LA6568-5"', "whole number"),
        ("phq9", '"q7", "q8"]', '"q7"]', "not as many codes as items"),
        ("phq9", 'highest = "27"', 'highest = "24"', "the range of its items"),
        ("phq9", '"5 mild"', '"50 mild"', "bands out of order"),
        ("phq9", '"0 minimal"', '"0"', "without a name"),
        ("phq9", 'tier = "A"', 'tier = "B"', "no words below tier A"),
        ("phq9", 'never = ["q9"]\n', "", "red-flag items never made up"),
        ("phq9", "raised_from = 1", "raised = 1", "unknown key"),
        ("phq9", 'options = "difficulty"', 'options = "other"', "is not one of"),
        ("isi", "[[qualifier.choice]]", "[[qualifier.choices]]", "unknown key"),
        ("c-ssrs", 'opens = ["q3", "q4", "q5"]', 'opens = ["q7"]', "its own items"),
    ],
)
def test_a_file_with_a_slip_is_refused(scale_id: str, old: str, new: str, problem: str) -> None:
    assert old in written(scale_id)
    scale, problems = read(written(scale_id).replace(old, new, 1), scale_id)
    assert scale is None
    assert any(problem in one for one in problems), problems


def test_words_that_miss_an_answer_are_refused() -> None:
    raw = tomllib.loads((DATA / "text" / "phq2.en.toml").read_text(encoding="utf-8"))
    del raw["answers"]["all"]["3"]
    problems: list[str] = []
    table = Table(raw, "x.toml", "", problems)
    assert read_scale_text(KB.scale("phq2"), "en", table) is None
    assert any("the answers are not those of q1" in one for one in problems)


def test_a_scale_without_the_right_has_no_words_to_be_asked_for() -> None:
    with pytest.raises(BadInput, match="no words for isi"):
        KB.scale_text("isi")
    with pytest.raises(BadInput, match="no words for phq9 in 'xx'"):
        KB.scale_text("phq9", "xx")


def test_an_unknown_scale_is_refused_with_the_list() -> None:
    with pytest.raises(BadInput, match="phq9"):
        KB.scale("phq-ten")


OVERLAY = {
    "language": "en",
    "rights": "a licence of the place",
    "stem": "Made up.",
    "qualifiers": {"looks_back": "2 weeks"},
    "items": {f"q{n}": f"Made-up question {n}" for n in range(1, 8)},
    "answers": {"all": {str(n): f"made-up answer {n}" for n in range(5)}},
}


def test_a_place_with_the_rights_may_bring_the_words_and_their_checksum_is_known() -> None:
    text = read_overlay(KB.scale("isi"), OVERLAY)
    assert text.origin == "a licence of the place"
    assert text.items["q7"] == "Made-up question 7"
    assert len(text.checksum) == 64


def test_an_overlay_never_replaces_words_that_are_shipped() -> None:
    with pytest.raises(BadInput, match="a scale whose words are not shipped"):
        read_overlay(KB.scale("phq9"), OVERLAY)


def test_an_overlay_of_a_scale_known_by_its_total_is_refused() -> None:
    with pytest.raises(BadInput, match="known by its items"):
        read_overlay(KB.scale("ciwa-b"), OVERLAY)


def test_an_overlay_that_does_not_fit_is_refused_with_every_problem() -> None:
    broken = {**OVERLAY, "items": {"q1": "One"}, "extra": "x"}
    with pytest.raises(BadInput) as refused:
        read_overlay(KB.scale("isi"), broken)
    assert len(refused.value.problems) == 7


def test_changed_words_are_found_by_the_check_of_all_data(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(DATA.parent, tmp_path / "data")
    scales = tmp_path / "data" / "scales"
    words = scales / "text" / "gad7.en.toml"
    words.write_text(words.read_text("utf-8").replace("Not at all", "Not at all sure"), "utf-8")
    (scales / "text" / "isi.en.toml").write_text(
        (scales / "text" / "phq2.en.toml").read_text("utf-8"), "utf-8"
    )
    phq9 = scales / "phq9.toml"
    phq9.write_text(phq9.read_text("utf-8").replace('instead = "phq8"', 'instead = "x"'), "utf-8")
    told = "\n".join(problems_of(KnowledgeBase(tmp_path / "data")))
    assert "the words changed" in told
    assert "words without a checksum" in told
    assert "no scale 'x'" in told
