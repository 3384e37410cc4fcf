"""The plain reader and the one that tells every fault understand every file alike."""

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from glidepath.interop.casefile_plain import read_plainly, spelt_out
from glidepath.interop.casefile_shape import CaseShape
from glidepath.interop.casefile_tree import read_tree
from glidepath.interop.planfile_shape import PlanShape
from tests.unit.interop.cases import answered

EXAMPLES = [
    path
    for path in sorted((Path(__file__).parents[3] / "examples").glob("*.toml"))
    if {"treatment", "steps"} & set(read_tree(path.read_bytes(), path.name))
]
DECK = Path(__file__).parents[2] / "journeys" / "bad_input"


def _fully(kind: type[Any], tree: dict[str, Any]) -> Any:
    """What pydantic makes of a file; None where it finds a fault."""
    try:
        return TypeAdapter(kind).validate_python(tree)
    except ValidationError:
        return None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_read_plainly_and_to_the_same_values(path: Path) -> None:
    tree = spelt_out(read_tree(path.read_bytes(), path.name))
    kind = PlanShape if "steps" in tree else CaseShape
    plain = read_plainly(kind, tree)
    assert plain is not None
    assert plain == _fully(kind, tree)


@pytest.mark.parametrize("path", sorted(DECK.glob("*.toml")), ids=lambda path: path.stem)
def test_both_readers_find_fault_with_the_same_files_of_the_deck(path: Path) -> None:
    try:
        tree = spelt_out(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return
    assert read_plainly(CaseShape, tree) == _fully(CaseShape, tree)


_values = st.recursive(
    st.booleans() | st.integers(-5, 99) | st.floats()
    | st.sampled_from(["yes", "no", "unknown", "refused", "stop", "none", "1 mg", "08:00",
                       "2026-01-01", "1/2", "clonazepam", "0.5", ""]),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(st.sampled_from(["kind", "name", "id", "time", "dose", "epilepsy"]), inner),
    max_leaves=6,
)  # fmt: skip
_TOP = ("as_of", "country", "goal", "products", "medicines", "conditions", "preferences", "more")
_INNER = {
    "person": ("age", "sex", "weight_kg", "pregnant", "birth_date", "more"),
    "treatment": ("drug", "since", "days_per_week", "intakes", "source", "more"),
    "history": ("failed_tapers", "drives", "last_review_on"),
    "goal": ("kind", "daily_dose", "daily_dose_mg"),
}
_places = st.sampled_from([(key,) for key in _TOP]) | st.sampled_from(
    [(table, key) for table, keys in _INNER.items() for key in keys]
)


@given(changes=st.lists(st.tuples(_places, _values), min_size=1, max_size=3))
def test_whatever_stands_in_a_file_both_readers_understand_it_alike(
    changes: list[tuple[tuple[str, ...], Any]],
) -> None:
    tree = deepcopy(answered()) | {"goal": {"kind": "stop"}}
    for place, value in changes:
        holder = tree if len(place) == 1 else tree[place[0]]
        if isinstance(holder, dict):
            holder[place[-1]] = value
    whole = spelt_out(tree)
    plain, fully = read_plainly(CaseShape, whole), _fully(CaseShape, whole)
    assert plain == fully or (plain is None and _uses_a_word(whole))


def _uses_a_word(tree: dict[str, Any]) -> bool:
    """The one thing that only the full reader knows: medicines as a word."""
    return isinstance(tree.get("medicines"), str)
