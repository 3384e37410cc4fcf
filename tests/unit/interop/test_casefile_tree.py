"""Files to plain values: exact, bounded, and silent about who the person is."""

from datetime import date, time
from decimal import Decimal

import pytest

from glidepath.domain.errors import BadInput
from glidepath.interop.casefile_tree import MAX_DEPTH, Unreadable, given_text, read_tree


def _refused(content: bytes, name: str = "x.toml") -> str:
    with pytest.raises(BadInput) as caught:
        read_tree(content, name)
    return str(caught.value)


def test_decimals_stay_as_they_were_written() -> None:
    assert read_tree(b"dose = 0.10", "x.toml") == {"dose": Decimal("0.10")}
    assert str(read_tree(b'{"dose": 0.10}', "x.json")["dose"]) == "0.10"


def test_no_float_comes_out_of_either_format() -> None:
    toml = read_tree(b"a = 1e3\nb = nan\nc = inf\nd = -0.5", "x.toml")
    as_json = read_tree(b'{"a": 1e3, "b": NaN, "c": Infinity, "d": -0.5}', "x.json")
    assert toml == {
        "a": Unreadable("1e3"), "b": Unreadable("nan"), "c": Unreadable("inf"),
        "d": Decimal("-0.5"),
    }  # fmt: skip
    assert [type(value) for value in as_json.values()] == [
        Unreadable, Unreadable, Unreadable, Decimal,
    ]  # fmt: skip


def test_a_number_too_long_for_any_dose_is_left_unread() -> None:
    assert isinstance(read_tree(b"a = 0." + b"1" * 40, "x.toml")["a"], Unreadable)
    assert isinstance(read_tree(b'{"a": ' + b"1" * 40 + b"}", "x.json")["a"], Unreadable)


def test_days_and_times_of_toml_come_as_such() -> None:
    tree = read_tree(b"day = 2026-11-22\nat = 08:30:00", "x.toml")
    assert tree == {"day": date(2026, 11, 22), "at": time(8, 30)}


def test_without_an_ending_a_file_that_begins_with_a_brace_is_json() -> None:
    assert read_tree(b' \n{"a": 1}', "-") == {"a": 1}
    assert read_tree(b"a = 1", "-") == {"a": 1}


def test_null_is_no_answer_anywhere() -> None:
    assert read_tree(b'{"a": null, "b": {"c": null}}', "x.json") == {
        "a": Unreadable("null"), "b": {"c": Unreadable("null")},
    }  # fmt: skip


def test_every_key_given_twice_is_told() -> None:
    told = _refused(b'{"a": 1, "a": 2, "b": {"c": 1, "c": 2}}', "x.json")
    assert "'a' twice" in told
    assert "'c' twice" in told


def test_depth_is_bounded_and_the_deepest_allowed_is_read() -> None:
    deep = b'{"a": ' * MAX_DEPTH + b"1" + b"}" * MAX_DEPTH
    assert read_tree(deep, "x.json")
    assert "deep" in _refused(b'{"a": ' + deep + b"}", "x.json")


def test_a_slip_in_the_file_is_told_by_its_place_and_not_by_its_words() -> None:
    told = _refused(b"a = 1\nMrs Roe takes two\n")
    assert "line 2" in told
    assert "Roe" not in told


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": 1}, "a table"),
        ([1], "a list"),
        (True, "true"),
        (False, "false"),
        (5, "5"),
        (Decimal("0.5"), "0.5"),
        (Unreadable("nan"), "nan"),
        (date(2026, 11, 22), "2026-11-22"),
        ("a\x1b[31mb", "'a\\x1b[31mb'"),
        ("x" * 100, repr("x" * 40)),
    ],
)
def test_what_was_given_is_shown_short_and_without_control_characters(
    value: object, text: str
) -> None:
    assert given_text(value) == text
