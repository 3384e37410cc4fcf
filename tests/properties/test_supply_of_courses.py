"""What is dispensed for a start or an exchange is what its intakes use up."""

from fractions import Fraction

from hypothesis import assume, given, settings

from glidepath.domain.person import AtHand
from glidepath.dosing.supply import supply
from tests.properties.test_exchange_laws import exchanges
from tests.properties.test_exchange_laws import planned as exchanged
from tests.properties.test_titration_laws import planned as started
from tests.properties.test_titration_laws import starts


def used(*courses) -> dict[str, Fraction]:
    """Whole products that the intakes of every day use up, added up by hand."""
    found: dict[str, Fraction] = {}
    for step in (step for course in courses for step in course.steps):
        for intake in step.regimen.intakes:
            for piece in intake.pieces:
                product_id = piece.portion.product_id
                found[product_id] = found.get(product_id, 0) + piece.units * step.span.days
    return found


def supplied(courses, products) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for period in supply(courses, [AtHand(one) for one in products], 14, True):
        for line in period.lines:
            found[line.product_id] = found.get(line.product_id, 0) + line.taken
    return {product_id: units for product_id, units in found.items() if units}


@settings(max_examples=25)
@given(starts())
def test_the_supply_of_a_start_is_its_intakes(asked) -> None:
    result = started(asked)
    assume(result is not None)
    assert supplied([result.course], asked.products) == used(result.course)


@settings(max_examples=15)
@given(exchanges())
def test_the_supply_of_both_drugs_of_an_exchange_is_their_intakes(asked) -> None:
    result = exchanged(asked)
    assume(result is not None)
    products = (*asked.old_products, *asked.new_products)
    assert supplied(result.courses, products) == used(*result.courses)
