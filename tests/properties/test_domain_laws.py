"""Laws of the values of the field: what is written is read back, what is added adds up."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Mass
from glidepath.domain.reading import read_count, read_mass, read_mg, read_number
from glidepath.domain.regimen import total
from glidepath.domain.wording import count_digits, dose_text, mg_text, plain_number

MASSES = st.integers(0, 999_999_999_999).map(Mass)
COUNTS = st.builds(Fraction, st.integers(0, 400), st.sampled_from([1, 2, 3, 4, 5, 8]))


@given(MASSES)
def test_every_dose_written_for_machines_is_read_back_equal(mass: Mass) -> None:
    assert read_mg(mg_text(mass)) == mass


@given(st.integers(0, 999_999_999).map(Mass))
def test_a_dose_written_for_people_is_read_back_equal_or_refused_as_ambiguous(mass: Mass) -> None:
    text = dose_text(mass)
    figures = text.removesuffix(" mg").partition(".")
    if figures[0] != "0" and len(figures[2]) == 3:
        with pytest.raises(BadInput, match="reads the same in every country"):
            read_mass(text)
    else:
        assert read_mass(text) == mass


@given(MASSES)
def test_milligrams_never_carry_an_exponent_or_a_closing_zero(mass: Mass) -> None:
    text = mg_text(mass)
    assert "E" not in str(mass.mg) or mass.nanograms < 10
    assert "." not in text or not text.endswith("0")
    assert text[0].isdigit()


@given(COUNTS)
def test_every_count_on_a_prescription_is_read_back_equal(units: Fraction) -> None:
    assert read_count(count_digits(units)) == units


@given(st.integers(0, 99), st.integers(1, 12), st.integers(1, 12))
def test_a_mixed_fraction_is_its_whole_and_its_part(whole: int, top: int, bottom: int) -> None:
    if top < bottom:
        assert read_number(f"{whole} {top}/{bottom}") == whole + Fraction(top, bottom)
    else:
        with pytest.raises(BadInput):
            read_number(f"{whole} {top}/{bottom}")


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from([".", ","]))
def test_three_figures_after_a_point_or_comma_are_always_refused(
    whole: int, part: int, sign: str
) -> None:
    with pytest.raises(BadInput):
        read_number(f"{whole}{sign}{part:03d}")


@given(st.integers(0, 99999), st.integers(0, 99))
def test_a_comma_and_a_point_before_two_figures_say_the_same(whole: int, part: int) -> None:
    assert read_number(f"{whole},{part:02d}") == read_number(f"{whole}.{part:02d}")


@given(st.text(max_size=12))
def test_any_text_is_a_number_of_zero_or_more_or_is_refused(text: str) -> None:
    try:
        number = read_number(text)
    except BadInput:
        return
    assert number >= 0
    assert set(text.strip()) <= set("0123456789.,/ ½¼¾⅓⅔⅛⅜⅝⅞⁄")


@given(st.text(alphabet="0123456789½¼¾²³.,/ mgµL-", max_size=10))
def test_any_dose_like_text_is_read_exactly_or_refused(text: str) -> None:
    try:
        mass = read_mass(text)
    except BadInput:
        return
    assert any(figure in text for figure in "0123456789½¼¾")
    assert not set("²³-") & set(text)
    assert mass >= Mass.zero()


@given(st.integers(0, 10**6))
def test_micrograms_are_thousandths_of_milligrams(micrograms: int) -> None:
    assert read_mass(f"{micrograms} micrograms") == Mass(micrograms * 1000)


@given(st.lists(MASSES, max_size=6))
def test_a_total_is_the_same_in_every_order(masses: list[Mass]) -> None:
    assert total(masses) == total(reversed(masses))
    assert total(masses).nanograms == sum(mass.nanograms for mass in masses)


@given(MASSES, MASSES)
def test_adding_and_taking_away_undo_each_other(one: Mass, two: Mass) -> None:
    assert (one + two) - two == one


@given(st.integers(0, 1439))
def test_every_time_of_day_is_read_back_equal(minutes: int) -> None:
    assert TimeOfDay.read(str(TimeOfDay(minutes))) == TimeOfDay(minutes)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(1, 3000))
def test_a_span_has_as_many_days_as_it_was_made_to_last(start: date, days: int) -> None:
    span = Span.lasting(start, days)
    assert span.days == days
    assert span.next_day == start + timedelta(days=days)


@given(MASSES)
def test_a_number_for_people_loses_nothing(mass: Mass) -> None:
    assert plain_number(mass.mg).replace("\u202f", "") == mg_text(mass)
