"""Codes of the outside world are checked when they are made and never mixed up."""

from __future__ import annotations

from typing import Any

import pytest

from glidepath.domain.codes import AtcCode, LoincCode, RxNormCode, SnomedCode
from glidepath.domain.errors import BadInput


@pytest.mark.parametrize("kind", [AtcCode, LoincCode, RxNormCode, SnomedCode])
def test_the_example_of_each_system_is_a_code_of_it(kind: Any) -> None:
    assert kind(kind.example).code == kind.example


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        (RxNormCode, "0123"),
        (RxNormCode, "123456789"),
        (AtcCode, "n03ae01"),
        (AtcCode, "N03AE1"),
        (SnomedCode, "12345"),
        (SnomedCode, "1" * 19),
        (LoincCode, "44249"),
        (LoincCode, "44249-12"),
        (RxNormCode, "2598\n"),
        (AtcCode, ""),
        (RxNormCode, 2598),
    ],
)
def test_a_code_its_system_could_not_have_issued_is_refused(kind: Any, bad: Any) -> None:
    with pytest.raises(BadInput, match=f"a code such as {kind.example}"):
        kind(bad)


def test_one_number_in_two_systems_is_two_codes() -> None:
    assert SnomedCode("387383007") != RxNormCode("2598")
    assert SnomedCode("12345678") != RxNormCode("12345678")
