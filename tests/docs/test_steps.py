"""The steps of a tutorial are read as they stand, and what is no step is refused."""

import pytest

from tests.docs.running import ROOT
from tests.docs.steps import SHAPES, Step, steps


def test_each_step_keeps_its_line_its_kind_and_its_words() -> None:
    text = (
        'Read this.\n\n```steps\nopen the pages\nfill "Dose 1" with "5 mg"\n```\n\n```sh\nls\n```'
    )
    assert steps(text) == [Step(4, "open", ()), Step(5, "fill", ("Dose 1", "5 mg"))]


@pytest.mark.parametrize("line", ["press the button", 'click "a" twice', 'fill "a"', "click a"])
def test_a_line_that_is_no_step_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"line 2: .* is no step"):
        steps(f"```steps\n{line}\n```")


def test_the_tutorial_of_the_pages_uses_every_kind_of_step() -> None:
    text = (ROOT / "docs" / "tutorial-web.md").read_text(encoding="utf-8")
    assert {step.kind for step in steps(text)} == set(SHAPES.values())
