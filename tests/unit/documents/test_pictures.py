"""Tablets are drawn as they are taken, beside their words, or not at all."""

import io
import json
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from pypdf import PdfReader

from glidepath.documents.calendar_pdf import calendar_pdf, sheet
from glidepath.documents.pictures import Picture, pictures
from glidepath.domain.drug import Form, Portion, PortionKind
from glidepath.domain.quantity import Mass, Volume
from glidepath.domain.regimen import Piece
from tests.unit.documents.hand_built import proposal
from tests.unit.documents.several import crossover
from tests.unit.domain.world import HALF, fact, liquid, mg, tablet

TABLET = tablet("0.5", HALF)
CAPSULE = replace(tablet("1"), id="capsule", form=Form.CAPSULE)
SOLUTION = liquid("0.1", id="sol", form=Form.ORAL_SOLUTION, mark=fact(Volume(100)))
PRODUCTS = {one.id: one for one in (TABLET, CAPSULE, SOLUTION)}


def some(count, part="1", product=TABLET, kind=None):
    share = Fraction(part)
    kind = kind or (PortionKind.WHOLE if share == 1 else PortionKind.PART)
    return Piece(Portion(product.id, kind, share, mg("0.1")), count)


def test_whole_and_broken_tablets_are_drawn_as_so_many_of_their_strength():
    found = pictures((some(2), some(1, "1/2")), PRODUCTS)
    assert found == (Picture("round", Fraction(1), 2, "0.5 mg"),
                     Picture("round", Fraction(1, 2), 1, "0.5 mg"))  # fmt: skip
    assert [one.label for one in found] == ["2 \u00d7 0.5 mg", "\u00bd \u00d7 0.5 mg"]
    assert pictures((some(2, "1/4"),), PRODUCTS)[0].label == "2 \u00d7 \u00bc \u00d7 0.5 mg"


def test_capsules_are_long_and_strengths_are_written_as_the_country_does():
    (found,) = pictures((some(1, product=CAPSULE),), PRODUCTS)
    assert found.shape == "long"
    (found,) = pictures((some(1),), PRODUCTS, Mass.from_mg("1"))
    assert found.label == "1 \u00d7 500 microgram"


@pytest.mark.parametrize(
    "pieces",
    [(some(1), some(3, product=SOLUTION, kind=PortionKind.MARK)), (some(1, "1/8"),), (some(11),),
     (some(6), some(5, "1/2")), (some(1, "1/2", CAPSULE),), ()],
)  # fmt: skip
def test_a_dose_that_cannot_be_drawn_whole_is_not_drawn(pieces):
    assert pictures(pieces, PRODUCTS) == ()


def doses(content):
    for step in content["steps"]:
        for place, line in enumerate(step["lines"]):
            for drug in line["drugs"]:
                yield from ((place, dose) for dose in drug["doses"])


@pytest.mark.parametrize("made", [proposal(), crossover(), crossover(parts=2)])
def test_the_first_line_of_a_step_draws_each_dose_with_its_words_and_the_others_none(made):
    drawn = 0
    for place, dose in doses(sheet(made)):
        if "drawn" in dose:
            assert place == 0
            assert dose["alt"] == f"Picture: {dose['words']}"
            drawn += 1
    assert drawn


def test_what_is_drawn_adds_up_to_the_dose():
    for _, dose in doses(sheet(proposal())):
        told = re.fullmatch(r"([\d.]+) mg", dose["mg"])
        if "drawn" in dose:
            total = sum(
                Fraction(*one["part"]) * one["count"] * strength_of(one, dose)
                for one in dose["drawn"]
            )
            assert total == Fraction(told[1])


def strength_of(one, dose):
    """The strength on its label, which the words name too."""
    (strength,) = re.findall(r"([\d.]+) mg$", one["label"])
    assert f"{strength} mg tablet" in dose["words"]
    return Fraction(strength)


def test_pictures_are_in_the_tagged_pdf_with_their_words_and_cost_few_pages():
    made = proposal()
    pdf = calendar_pdf(made)
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    alts = list(alt_texts(root))
    wanted = [dose["alt"] for _, dose in doses(sheet(made)) if "drawn" in dose]
    assert sorted(alts) == sorted(wanted)
    plain = json.loads(json.dumps(sheet(made)))
    for _, dose in doses(plain):
        dose.pop("drawn", None)
    assert len(PdfReader(io.BytesIO(pdf)).pages) <= pages_of(plain) + 1


def pages_of(content):
    from glidepath.documents.calendar_pdf import set_sheet

    return len(PdfReader(io.BytesIO(set_sheet(content))).pages)


def alt_texts(node):
    node = node.get_object()
    if "/Alt" in node:
        yield str(node["/Alt"])
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if hasattr(kid, "get"):
            yield from alt_texts(kid)
