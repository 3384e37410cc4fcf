"""The tutorial through the pages does in a real browser what it says, step by step."""

from pathlib import Path
from typing import Any

import pytest

from tests.docs.running import ROOT
from tests.docs.steps import Reader, Step, steps
from tests.journeys.web.serving import VISIT, Served

pytestmark = pytest.mark.browser
TODAY = VISIT.date().isoformat()
TUTORIAL = ROOT / "docs" / "tutorial-web.md"


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_every_step_of_the_tutorial_can_be_followed_to_the_printed_papers(
    script: bool, browser: Any, server: Served, tmp_path: Path
) -> None:
    context = browser.new_context(accept_downloads=True, java_script_enabled=script)
    reader = Reader(context.new_page(), server.link(), tmp_path, TODAY)
    for step in steps(TUTORIAL.read_text(encoding="utf-8")):
        reader.follow(step)
    context.close()
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(kept) >= 3
    assert all(paper.startswith(b"%PDF") for name, paper in kept.items() if name.endswith(".pdf"))


def test_a_step_that_the_pages_do_not_have_is_found(
    browser: Any, server: Served, tmp_path: Path
) -> None:
    context = browser.new_context()
    reader = Reader(context.new_page(), server.link(), tmp_path, TODAY)
    reader.follow(Step(1, "open", ()))
    reader = Reader(reader.page, "", tmp_path, TODAY, patience=0.2)
    with pytest.raises(AssertionError, match="line 7: click"):
        reader.follow(Step(7, "click", ("No such button",)))
    with pytest.raises(AssertionError, match="line 8: see"):
        reader.follow(Step(8, "see", ("Words that stand nowhere",)))
    context.close()
