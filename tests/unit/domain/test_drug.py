"""Products and the portions they may be taken in."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from glidepath.domain.drug import Drug, Form, Portion, PortionKind, Product, Range
from glidepath.domain.errors import BadInput, NotExact
from glidepath.domain.quantity import Concentration, Mass, Volume
from tests.unit.domain.world import HALF, fact, liquid, mg, tablet

QUARTER = Fraction(1, 4)


def test_only_liquids_are_measured_and_only_tablets_may_be_split() -> None:
    assert [form for form in Form if form.is_liquid] == [
        Form.DROPS, Form.ORAL_SOLUTION, Form.COMPOUNDED_SUSPENSION,
    ]  # fmt: skip
    assert [form for form in Form if form.may_be_split] == [Form.TABLET]
    assert [kind for kind in PortionKind if kind.is_measured] == [
        PortionKind.DROP, PortionKind.MARK,
    ]  # fmt: skip


def test_a_tablet_is_taken_whole_or_in_its_sanctioned_parts_the_largest_first() -> None:
    assert tablet("1", QUARTER, HALF).portions == (
        Portion("tab", PortionKind.WHOLE, Fraction(1), mg("1")),
        Portion("tab", PortionKind.PART, HALF, mg("0.5")),
        Portion("tab", PortionKind.PART, QUARTER, mg("0.25")),
    )


def test_a_tablet_without_sanctioned_parts_is_taken_whole() -> None:
    assert [portion.part for portion in tablet("2").portions] == [1]


def test_drops_are_counted_one_by_one() -> None:
    drops = liquid("2.5", drops_per_ml=fact(25))
    assert drops.portions == (Portion("liq", PortionKind.DROP, Fraction(1), mg("0.1")),)


def test_a_solution_is_measured_by_the_mark() -> None:
    solution = liquid("0.1", form=Form.ORAL_SOLUTION, mark=fact(Volume(100)))
    assert solution.portions == (Portion("liq", PortionKind.MARK, Fraction(1), mg("0.01")),)


PER_PIECE = fact(mg("1"))
PER_VOLUME = fact(Concentration(mg("1"), Volume(1000)))
MARK = fact(Volume(100))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"strength": PER_VOLUME}, "a strength per volume for liquids, per piece for all else"),
        ({"form": Form.DROPS, "drops_per_ml": fact(25)}, "a strength per volume for liquids"),
        ({"mark": MARK}, "one measure (mark or drops) for liquids, none for all else"),
        ({"form": Form.DROPS, "strength": PER_VOLUME}, "one measure (mark or drops)"),
        (
            {"form": Form.DROPS, "strength": PER_VOLUME, "mark": MARK, "drops_per_ml": fact(20)},
            "one measure (mark or drops)",
        ),
        ({"form": Form.CAPSULE, "splits": fact((HALF,))}, "splits for tablets only"),
        ({"form": Form.ODT, "splits": fact((HALF,))}, "splits for tablets only"),
        ({"splits": fact((Fraction(3, 4),))}, "splits such as 1/2 or 1/4"),
        ({"splits": fact((Fraction(1),))}, "splits such as 1/2 or 1/4"),
        ({"splits": fact((Fraction(0),))}, "splits such as 1/2 or 1/4"),
        ({"splits": fact((Fraction(-1, 2),))}, "splits such as 1/2 or 1/4"),
    ],
)
def test_a_product_whose_parts_do_not_fit_together_is_refused(
    changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(BadInput) as refused:
        tablet("1", **changes)
    assert f"product: tab -> allowed: {words}" in str(refused.value)


def test_every_misfit_of_a_product_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        tablet("1", Fraction(2, 3), form=Form.CAPSULE, mark=MARK, strength=PER_VOLUME)
    assert len(refused.value.problems) == 4


def test_a_part_that_does_not_divide_exactly_is_refused() -> None:
    with pytest.raises(NotExact, match=r"1/3 of 1 mg is not exact"):
        tablet("1", Fraction(1, 3))


@pytest.mark.parametrize(("part", "mass"), [("0", "1"), ("3/2", "1"), ("1", "0"), ("-1/2", "1")])
def test_a_portion_without_drug_or_above_a_whole_is_refused(part: str, mass: str) -> None:
    with pytest.raises(BadInput, match="a part of at most one, with drug"):
        Portion("tab", PortionKind.PART, Fraction(part), mg(mass))


def test_a_range_holds_its_figures_in_order() -> None:
    even = Range(Fraction(1), Fraction(1), Fraction(1))
    assert even.low == even.high
    for low, typical, high in ((2, 1, 3), (1, 3, 2)):
        with pytest.raises(BadInput, match=f"{low}, {typical}, {high} -> allowed: in order"):
            Range(Fraction(low), Fraction(typical), Fraction(high))


def _drug(family: str, **more: Any) -> Drug:
    half_life = fact(Range(Fraction(20), Fraction(35), Fraction(50)))
    return Drug("drug", "Drug", family, half_life, fact(mg("0.25")), **more)


def test_a_z_drug_is_told_from_a_benzodiazepine() -> None:
    assert _drug("z-drug").is_z_drug
    assert not _drug("benzodiazepine").is_z_drug


def test_the_label_maximum_is_the_one_of_the_use_else_of_any_use_else_unknown() -> None:
    panic, anything = fact(mg("4")), fact(mg("20"))
    drug = _drug("x", label_maximum={("US", "panic"): panic, ("US", "any"): anything})
    assert drug.label_maximum_for("US", "panic") is panic
    assert drug.label_maximum_for("US", "insomnia") is anything
    assert drug.label_maximum_for("UK", "panic") is None


def test_a_product_says_by_itself_what_is_not_given() -> None:
    product: Product = tablet()
    assert (product.maker, product.note, product.declared) == ("", "", False)
    assert (product.mark, product.drops_per_ml, product.packs, product.rxnorm) == (None,) * 4
    assert product.availability == "marketed"
    assert product.strength.value == Mass.from_mg("0.5")
