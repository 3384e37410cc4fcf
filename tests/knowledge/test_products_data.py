"""The product files, read as they stand: sound records, cautious splits, the sets plans need.

Nothing here uses the loader: the files are read as plain TOML and counted in fractions.
"""

from __future__ import annotations

import functools
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "src" / "glidepath" / "knowledge" / "data"
FILES = sorted((DATA / "products").glob("*.toml"))
SOURCE_FILES = sorted((DATA / "sources").glob("*.toml"))
COUNTRIES = ["us", "uk", "nl", "ch", "au", "ca", "ie", "de", "es", "it"]
DRUGS = {
    "clonazepam", "diazepam", "lorazepam", "alprazolam", "chlordiazepoxide", "oxazepam",
    "temazepam", "clobazam", "nitrazepam", "zopiclone", "zolpidem",
}  # fmt: skip
# Drugs of which no single product is known in a country.
NOT_MARKETED = {
    "us": {"nitrazepam", "zopiclone"},
    "ch": {"chlordiazepoxide"},
    "au": {"chlordiazepoxide"},
    "ie": {"oxazepam"},
    "es": {"oxazepam", "temazepam", "nitrazepam"},
    "it": {"chlordiazepoxide"},
}
LIQUIDS = {"drops", "oral_solution", "compounded_suspension"}
FORMS = LIQUIDS | {"tablet", "odt", "capsule", "minitablet"}
CONFIDENCES = {"read", "secondary", "derived", "unverified", "proposed", "assumed"}
WEAK = {"unverified", "proposed", "assumed"}


@functools.cache
def products_of(stem: str) -> list[dict[str, Any]]:
    text = (DATA / "products" / f"{stem}.toml").read_text(encoding="utf-8")
    products: list[dict[str, Any]] = tomllib.loads(text)["product"]
    return products


@functools.cache
def known_sources() -> dict[str, dict[str, Any]]:
    """Every document of the knowledge base, by its id."""
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in SOURCE_FILES]
    return {name: source for table in tables for name, source in table.items()}


PRODUCTS = [(path.stem, product) for path in FILES for product in products_of(path.stem)]
BY_ID = {product["id"]: product for _, product in PRODUCTS}


@pytest.fixture(params=[path.stem for path in FILES])
def shelf(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    """All products of one file."""
    return products_of(request.param)


def statements(product: dict[str, Any]) -> list[dict[str, Any]]:
    """Every table of a product that makes a statement of its own."""
    return [product[key] for key in ("strength", "splits", "measure", "packs") if key in product]


def smallest_step(product_id: str) -> Fraction:
    """The smallest amount of drug, in mg, that a product can be taken in."""
    product = BY_ID[product_id]
    mg = Fraction(product["strength"]["mg"])
    if product["form"] not in LIQUIDS:
        return mg * min([Fraction(1), *map(Fraction, product["splits"]["parts"])])
    per_ml = mg / Fraction(product["strength"]["per_ml"])
    measure = product["measure"]
    if "drops_per_ml" in measure:
        return per_ml / Fraction(measure["drops_per_ml"])
    return per_ml * Fraction(measure["mark_ml"])


def test_no_two_products_share_an_id() -> None:
    assert len(BY_ID) == len(PRODUCTS)


def test_there_is_one_file_for_each_country_and_one_for_what_pharmacies_make() -> None:
    assert {path.stem for path in FILES} == {*COUNTRIES, "compounded"}


@pytest.mark.parametrize("stem", [*COUNTRIES, "compounded"])
def test_a_product_stands_in_the_file_of_its_country(stem: str) -> None:
    for product in products_of(stem):
        assert product["id"].startswith(f"{stem}-{product['drug']}-")
        assert product["country"] == ("any" if stem == "compounded" else stem.upper())
        assert product["drug"] in DRUGS
        assert product["availability"] in {"marketed", "special", "compounded", "unknown"}


def test_every_statement_of_a_product_has_a_known_source_and_a_confidence(
    shelf: list[dict[str, Any]],
) -> None:
    for product in shelf:
        for table in statements(product):
            assert table["source"], product["id"]
            assert set(table["source"]) <= set(known_sources()), product["id"]
            assert table["confidence"] in CONFIDENCES, product["id"]


def test_amounts_are_written_as_text_so_that_they_stay_exact(shelf: list[dict[str, Any]]) -> None:
    for product in shelf:
        strength, measure = product["strength"], product.get("measure", {})
        amounts = [strength["mg"], *product.get("splits", {}).get("parts", [])]
        amounts += [strength[key] for key in ("per_ml",) if key in strength]
        amounts += [measure[key] for key in ("mark_ml", "drops_per_ml") if key in measure]
        assert all(isinstance(amount, str) for amount in amounts), product["id"]
        assert all(Fraction(amount) > 0 for amount in amounts), product["id"]


def test_a_liquid_has_a_concentration_and_one_measure_and_a_solid_has_neither(
    shelf: list[dict[str, Any]],
) -> None:
    for product in shelf:
        assert product["form"] in FORMS, product["id"]
        liquid = product["form"] in LIQUIDS
        assert ("per_ml" in product["strength"]) == liquid, product["id"]
        assert ("measure" in product) == liquid, product["id"]
        assert ("splits" in product) != liquid, product["id"]
        if liquid:
            assert len({"mark_ml", "drops_per_ml"} & set(product["measure"])) == 1, product["id"]
            by_drops = "drops_per_ml" in product["measure"]
            assert by_drops == (product["form"] == "drops"), product["id"]


def test_the_smallest_amount_of_every_product_is_exact_to_the_nanogram(
    shelf: list[dict[str, Any]],
) -> None:
    for product in shelf:
        assert (smallest_step(product["id"]) * 1_000_000).denominator == 1, product["id"]


def test_only_tablets_are_split_and_only_into_halves_or_quarters(
    shelf: list[dict[str, Any]],
) -> None:
    for product in shelf:
        parts = product.get("splits", {"parts": []})["parts"]
        assert parts in ([], ["1/2"], ["1/2", "1/4"]), product["id"]
        assert not parts or product["form"] == "tablet", product["id"]


def test_a_split_that_nobody_verified_is_not_allowed(shelf: list[dict[str, Any]]) -> None:
    for product in shelf:
        splits = product.get("splits", {"parts": [], "confidence": "read"})
        assert splits["confidence"] not in WEAK or not splits["parts"], product["id"]


def test_what_rests_on_memory_says_that_it_is_unverified(shelf: list[dict[str, Any]]) -> None:
    for product in shelf:
        for table in statements(product):
            from_memory = "products-from-memory" in table["source"]
            assert not from_memory or table["confidence"] == "unverified", product["id"]


def test_packs_are_whole_numbers_in_rising_order(shelf: list[dict[str, Any]]) -> None:
    for product in shelf:
        sizes = product.get("packs", {"sizes": [1]})["sizes"]
        assert sizes == sorted(set(sizes)), product["id"]
        assert all(type(size) is int and size > 0 for size in sizes), product["id"]


def test_drops_are_never_to_be_given_as_millilitres(shelf: list[dict[str, Any]]) -> None:
    for product in shelf:
        warned = "counted, never given as mL" in product.get("note", "")
        assert warned == (product["form"] == "drops"), product["id"]


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_drug_has_a_product_in_every_country_where_it_is_marketed(country: str) -> None:
    there = {product["drug"] for product in products_of(country)}
    assert there == DRUGS - NOT_MARKETED.get(country, set())


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_two_products_of_a_country_read_alike(country: str) -> None:
    names = [product["name"] for product in products_of(country)]
    assert len(set(names)) == len(names)


def test_without_a_maker_us_clonazepam_of_one_and_two_milligrams_is_taken_whole() -> None:
    assert BY_ID["us-clonazepam-tablet-0.5mg-scored"]["splits"]["parts"] == ["1/2"]
    for strength in ("1mg", "2mg"):
        plain = BY_ID[f"us-clonazepam-tablet-{strength}"]
        assert "maker" not in plain
        assert plain["splits"]["parts"] == []
        assert BY_ID[f"us-clonazepam-tablet-{strength}-mylan"]["splits"]["parts"] == ["1/2"]


def test_the_us_orally_disintegrating_clonazepam_tablets_are_all_there_and_whole() -> None:
    strengths = [
        product["strength"]["mg"]
        for product in products_of("us")
        if (product["drug"], product["form"]) == ("clonazepam", "odt")
    ]
    assert sorted(map(Fraction, strengths)) == [
        Fraction(number) for number in ("0.125", "0.25", "0.5", "1", "2")
    ]


# Smallest step of the device or product, and the lowest dose at which 10 and 25 % can be cut.
GRID = [
    ("us-clonazepam-tablet-0.5mg-scored", "0.25", "2.5", "1"),
    ("us-clonazepam-odt-0.125mg", "0.125", "1.25", "0.5"),
    ("nl-clonazepam-tablet-0.5mg-rivotril", "0.125", "1.25", "0.5"),
    ("au-clonazepam-tablet-0.5mg-paxam", "0.125", "1.25", "0.5"),
    ("nl-clonazepam-minitablet-0.2mg", "0.2", "2", "0.8"),
    ("nl-clonazepam-drops-2.5mg-ml-rivotril", "0.1", "1", "0.4"),
    ("uk-clonazepam-liquid-0.5mg-5ml-thame", "0.01", "0.1", "0.04"),
    ("uk-clonazepam-liquid-2mg-5ml-thame", "0.04", "0.4", "0.16"),
    ("compounded-clonazepam-suspension-0.1mg-ml", "0.01", "0.1", "0.04"),
    ("us-diazepam-tablet-2mg-mylan", "1", "10", "4"),
    ("us-diazepam-liquid-1mg-ml", "0.1", "1", "0.4"),
]


@pytest.mark.parametrize(("product_id", "step", "tenth", "quarter"), GRID)
def test_a_product_reaches_down_to_the_published_lowest_doses(
    product_id: str, step: str, tenth: str, quarter: str
) -> None:
    smallest = smallest_step(product_id)
    assert smallest == Fraction(step)
    assert smallest / Fraction("0.10") == Fraction(tenth)
    assert smallest / Fraction("0.25") == Fraction(quarter)


def test_one_clonazepam_drop_is_a_tenth_of_a_milligram_everywhere() -> None:
    drops = [
        product["id"]
        for _, product in PRODUCTS
        if (product["drug"], product["form"]) == ("clonazepam", "drops")
    ]
    assert len(drops) >= 6
    assert {smallest_step(product_id) for product_id in drops} == {Fraction("0.1")}


def test_every_document_kept_for_the_products_alone_is_used_by_one() -> None:
    own = tomllib.loads((DATA / "sources" / "products.toml").read_text(encoding="utf-8"))
    used = {
        source
        for _, product in PRODUCTS
        for table in statements(product)
        for source in table["source"]
    }
    assert set(own) <= used
