"""What has to be heeded with a product stands on the papers, for the right reader."""

from dataclasses import replace

import pytest

from glidepath.documents.calendar_pdf import sheet
from glidepath.documents.handling import for_person, heeded
from glidepath.documents.prescription import prescription_text
from glidepath.domain.drug import Form, PortionKind
from glidepath.domain.evidence import Confidence
from glidepath.knowledge.base import KnowledgeBase
from tests.unit.documents.hand_built import HALVED, proposal

KB = KnowledgeBase.packaged()
ROWS = KB.raw("wording/handling.toml")["handling"]
PLAN = proposal().plan


def read_for(product_id, reader):
    return " ".join(heeded(PLAN, KB.product(product_id), reader))


def test_every_row_speaks_of_forms_drugs_and_products_that_there_are():
    ids, forms = set(KB.product_ids()), {form.value for form in Form}
    for row in ROWS:
        assert set(row["forms"]) <= forms
        assert set(row.get("drugs", ())) <= set(KB.drug_ids())
        assert {*row.get("products", ()), *row.get("not_products", ())} <= ids
        assert row["source"]
        assert Confidence(row["confidence"])
        assert row.get("pharmacist") or row.get("person")
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_every_row_speaks_of_some_product_of_the_catalogue_or_of_parts_of_one():
    texts = {
        text
        for one in KB.product_ids()
        for reader in ("pharmacist", "person")
        for text in heeded(PLAN, KB.product(one), reader)
    }
    starts = {text[:20] for text in texts}
    for row in ROWS:
        if "divided" not in row:
            assert row.get("pharmacist", row.get("person"))[:20] in starts, row["id"]


def test_nobody_reads_an_open_slot():
    for one in KB.product_ids():
        for reader in ("pharmacist", "person"):
            assert not any("{" in text for text in heeded(PLAN, KB.product(one), reader))


@pytest.mark.parametrize(
    ("product", "reader", "said"),
    [
        ("ch-clonazepam-drops-2.5mg-ml-rivotril", "person", "Never measure them in mL"),
        ("ch-clonazepam-drops-2.5mg-ml-rivotril", "person", "120 days"),
        ("ch-clonazepam-drops-2.5mg-ml-rivotril", "pharmacist", "PVC"),
        ("compounded-clonazepam-suspension-0.1mg-ml", "person", "Shake the bottle"),
        ("compounded-clonazepam-suspension-0.1mg-ml", "person", "after the date that the pharmacy"),
        ("compounded-clonazepam-suspension-0.1mg-ml", "pharmacist", "at most 60 days"),
        ("compounded-clonazepam-suspension-0.1mg-ml", "pharmacist", "every 0.1 mL"),
        ("us-clonazepam-odt-0.5mg", "person", "in its blister"),
        ("uk-clonazepam-liquid-0.5mg-5ml-thame", "pharmacist", "under 18 years"),
        ("us-diazepam-liquid-5mg-ml-concentrate", "pharmacist", "five times"),
        ("uk-clonazepam-drops-2.5mg-ml", "pharmacist", "Not licensed"),
    ],
)  # fmt: skip
def test_what_a_pharmacist_would_say_of_a_product_is_said(product, reader, said):
    assert said in read_for(product, reader)


def test_a_plain_tablet_taken_whole_needs_no_word():
    whole = KB.product("uk-diazepam-tablet-2mg")
    assert heeded(PLAN, whole, "pharmacist") == heeded(PLAN, whole, "person") == ()


def test_the_score_is_spoken_of_only_where_the_plan_takes_parts():
    assert "score" in " ".join(heeded(PLAN, HALVED, "pharmacist"))
    steps = tuple(
        step for step in PLAN.course.steps
        if all(
            piece.portion.kind is not PortionKind.PART
            for intake in step.regimen.intakes for piece in intake.pieces or ()
        )
    )[:1]  # fmt: skip
    whole = replace(PLAN, course=replace(PLAN.course, steps=steps))
    assert heeded(whole, HALVED, "pharmacist") == ()


def test_what_nobody_verified_says_so():
    assert "(assumed: check this)" in read_for("us-diazepam-liquid-1mg-ml", "pharmacist")
    assert "(unverified: check this)" in read_for("uk-nitrazepam-liquid-2.5mg-5ml", "person")


def test_the_pharmacists_part_stands_on_the_prescription_once_before_the_first_interval():
    text = prescription_text(proposal())
    assert text.count("The score belongs to this maker") == 1
    assert text.index("The score belongs") < text.index("INTERVAL 1")


def drops_and_tablets():
    """The taper with its whole tablet in the place of drops, for the words alone."""
    made = proposal()
    drops = replace(
        KB.product("ch-clonazepam-drops-2.5mg-ml-rivotril"), id=made.plan.products[1].id
    )
    return replace(made, plan=replace(made.plan, products=(made.plan.products[0], drops)))


def test_the_persons_part_stands_on_the_calendar_and_names_the_product_where_there_are_two():
    items = sheet(proposal())["handling"]["items"]
    assert items == []
    said = for_person(drops_and_tablets().plan)
    assert any(one.startswith("Rivotril (clonazepam)") and "Count the drops" in one for one in said)
    assert len(set(said)) == len(said)


def test_a_product_that_the_plan_never_takes_is_not_spoken_of():
    made = proposal()
    unused = KB.product("us-clonazepam-odt-0.5mg")
    plan = replace(made.plan, products=(*made.plan.products, unused))
    assert for_person(plan) == for_person(made.plan)
    assert "blister" not in prescription_text(replace(made, plan=plan))
