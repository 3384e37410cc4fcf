"""What is said about a scale: its owner, its licence, and that a score is no dose."""

import pytest

from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.scale_words import about, scale_page

KB = KnowledgeBase.packaged()


@pytest.mark.parametrize("scale_id", KB.scale_ids())
def test_every_scale_says_its_licence_and_that_a_score_is_no_dose(scale_id: str) -> None:
    scale = KB.scale(scale_id)
    lines = about(scale, KB)
    assert any(scale.licence.statement in line for line in lines)
    assert any("to turn a score into a dose" in line for line in lines)
    assert any("may not be shipped" in line for line in lines) != bool(scale.text_checksum)
    assert any("LOINC" in line for line in lines) == bool(
        scale.loinc_panel or any(item.loinc for item in scale.items)
    )


def test_a_scale_with_a_red_flag_item_says_that_somebody_has_to_read_it() -> None:
    assert any("the same day" in line for line in about(KB.scale("phq9"), KB))
    assert not any("the same day" in line for line in about(KB.scale("phq8"), KB))


def test_a_licence_that_rests_on_memory_says_so() -> None:
    assert any("(unverified)" in line for line in about(KB.scale("sds"), KB))


def test_the_page_of_scales_tells_ranges_bands_and_what_is_in_doubt() -> None:
    page = scale_page(KB)
    assert page.count("## ") == len(KB.scale_ids())
    assert "Range: 0 to 80" in page
    assert "5 points (unverified, lowe-2004; 1.7 in `kounali-2022`)" in page
