"""Equal values have one text and one hash; what has no exact text is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.errors import BadInput
from glidepath.records.canonical import canonical, hash_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_the_text_says_the_value_again(value: Any) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_the_order_of_keys_changes_nothing(value: dict[str, Any]) -> None:
    other = dict(reversed(value.items()))
    assert canonical(other) == canonical(value)
    assert hash_of(other) == hash_of(value)


@given(VALUES, VALUES)
def test_different_values_have_different_texts(one: Any, two: Any) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)
    assert (canonical(one) == canonical(two)) == same


@pytest.mark.parametrize("value", [0.5, float("nan"), Decimal("0.5"), b"x", {1}, {1: 2}, object()])
def test_what_has_no_exact_text_is_refused(value: Any) -> None:
    with pytest.raises(BadInput):
        canonical({"a": [value]})


def test_what_is_nested_without_end_is_refused() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(BadInput, match="nesting"):
        canonical(value)


def test_a_hash_is_the_published_function_of_the_text() -> None:
    assert hash_of() == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
