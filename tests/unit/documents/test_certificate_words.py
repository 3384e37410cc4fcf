"""The certificate says in plain words how far down each ceiling holds."""

from dataclasses import replace

from glidepath.documents.certificate_words import certificate_words
from glidepath.domain.certificate import Grid, WithAdded
from tests.unit.documents.hand_built import HALVED, WHOLE, certificate, mg

NAMES = {HALVED.id: "half tablets", WHOLE.id: "whole tablets"}


def test_it_names_the_products_the_smallest_dose_and_the_grid():
    assert certificate_words(certificate(), NAMES)[0] == (
        "With these products (half tablets; whole tablets) the smallest dose is 0.25 mg; "
        "every multiple of 0.25 mg can be made."
    )


def test_it_says_for_each_ceiling_how_far_down_it_holds_or_that_it_never_does():
    assert certificate_words(certificate(), NAMES)[1:4] == (
        "A cut of at most 10 % can be made down to 2.5 mg a day.",
        "A cut of at most 25 % can be made down to 1 mg a day.",
        "A cut of at most 5 % cannot be made from the present dose or below.",
    )


def test_it_says_what_one_more_product_would_change():
    made = certificate()
    assert certificate_words(made, NAMES)[-1] == (
        "Adding clonazepam 0.125 mg orally disintegrating tablet: "
        "A cut of at most 25 % can be made down to 0.5 mg a day."
    )
    useless = replace(made, added=(WithAdded("x", "another", None, ()),))
    assert certificate_words(useless, NAMES)[-1] == "Adding another: nothing changes."
    twice = replace(made, added=(replace(made.added[0], reaches=made.reaches[:2]),))
    said = "2.5 mg a day; a cut of at most 25 % can be made down to 1 mg a day."
    assert certificate_words(twice, NAMES)[-1].endswith(said)


def test_a_grid_that_starts_higher_says_where():
    higher = replace(certificate(), grid=Grid(mg("0.25"), mg("1")))
    assert "from 1 mg a day up, every multiple of 0.25 mg" in certificate_words(higher, NAMES)[0]


def test_irregular_doses_have_no_grid_and_no_products_make_no_dose():
    irregular = replace(certificate(), grid=None)
    assert certificate_words(irregular, {})[0].endswith("the smallest dose is 0.25 mg.")
    assert HALVED.id in certificate_words(irregular, {})[0]
    nothing = replace(certificate(), grid=None, smallest_dose=None)
    assert certificate_words(nothing, {})[0].endswith("no dose can be made.")
