"""What the parts of support refuse to be."""

from fractions import Fraction

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.support import (
    Caution,
    Meeting,
    Module,
    Place,
    Said,
    SupportBook,
)

SAID = Said("Take care.", ("glidepath-proposal",), "proposed")


def test_a_caution_speaks_of_somebody() -> None:
    assert Caution(SAID, pregnant=True).pregnant
    with pytest.raises(BadInput, match="for nobody"):
        Caution(SAID)


@pytest.mark.parametrize(
    ("before", "share", "after"),
    [(None, None, ()), (7, Fraction(1, 2), ()), (7, None, (30,)), (None, Fraction(0), (30,))],
)
def test_a_place_is_exactly_one_place(
    before: int | None, share: Fraction | None, after: tuple[int, ...]
) -> None:
    with pytest.raises(BadInput, match="places"):
        Place(before, share, after)


@pytest.mark.parametrize("share", [Fraction(-1, 100), Fraction(101, 100)])
def test_a_share_lies_on_the_way(share: Fraction) -> None:
    with pytest.raises(BadInput, match="share"):
        Place(share=share)


@pytest.mark.parametrize("share", [Fraction(0), Fraction(1)])
def test_both_ends_of_the_way_are_on_it(share: Fraction) -> None:
    assert Place(share=share).share == share


@pytest.mark.parametrize(("days", "every"), [((), 0), ((7,), 28)])
def test_a_meeting_has_days_or_a_rhythm_and_not_both(days: tuple[int, ...], every: int) -> None:
    with pytest.raises(BadInput, match="either days or every"):
        Meeting("one", "start", days, every, "", "visit", SAID, ())


def test_a_module_shows_only_evidence_that_is_written_down() -> None:
    module = Module(
        "one", "One", (), Place(before=1), 1, 7, "clinician", ("a",), ("b",), ("nowhere",), (),
        ("glidepath-proposal",), "proposed",
    )  # fmt: skip
    with pytest.raises(BadInput, match="nowhere"):
        SupportBook((module,), (), {}, {}, (), (), (), (), (), {})


@pytest.mark.parametrize(("days", "every"), [((7, 14), 0), ((), 28)])
def test_a_meeting_on_certain_days_or_in_a_rhythm_is_taken(
    days: tuple[int, ...], every: int
) -> None:
    assert Meeting("one", "start", days, every, "", "visit", SAID, ()).days == days


def test_a_book_whose_modules_show_what_is_written_is_taken() -> None:
    module = Module(
        "one", "One", (), Place(before=1), 1, 7, "clinician", ("a",), ("b",), ("known",), (),
        ("glidepath-proposal",), "proposed",
    )  # fmt: skip
    book = SupportBook((module,), (), {"known": SAID}, {}, (), (), (), (), (), {})
    assert book.modules == (module,)
