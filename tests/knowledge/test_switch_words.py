"""What is said of an exchange in general holds for the tables that stand in the data."""

from itertools import permutations

from glidepath.domain.errors import BadInput
from glidepath.domain.quantity import Mass
from glidepath.knowledge.equivalence import Purpose
from tests.unit.interop.cases import KB


def test_tables_differ_twofold_for_many_pairs_and_fourfold_at_the_most() -> None:
    assert (
        "for many pairs twofold, for some fourfold" in KB.raw("rules/switch-range.toml")["conflict"]
    )
    spread = []
    for old, new in permutations(KB.drug_ids(), 2):
        try:
            found = KB.equivalence().equivalent(
                Mass.from_mg("1"), old, new, purpose=Purpose.ARITHMETIC, epilepsy=False
            )
        except BadInput:
            continue
        spread.append(found.high / found.low)
    assert max(spread) == 4
    assert sum(one >= 2 for one in spread) > len(spread) / 2
