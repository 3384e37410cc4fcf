"""A case file to a situation: every fact known, unknown or refused, and nothing guessed.

Everything that is wrong with the file is told at once. A drug outside our scope is not a
fault of the file: it is answered with a refusal that says not to stop it on our account.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from glidepath.domain.answer import Refusal
from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.person import Condition, Known, Situation, Treatment
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wishes import Start
from glidepath.interop.casefile_courses import also, joins, nothing_yet, start, starts, switch
from glidepath.interop.casefile_gather import Gather
from glidepath.interop.casefile_names import read_country, read_drug
from glidepath.interop.casefile_person import of_case
from glidepath.interop.casefile_problems import read_shape
from glidepath.interop.casefile_shape import CaseShape, TreatmentShape
from glidepath.interop.casefile_treatment import at_hand, treatment
from glidepath.interop.casefile_tree import read_tree
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["read_case"]


def read_case(content: bytes, name: str, kb: KnowledgeBase) -> Situation | Refusal:
    """One person's situation from a case file.

    Takes the file's bytes, its name (only its ending counts: .toml or .json) and the facts.
    Gives the situation, or a refusal for a drug that we do not plan for. Refuses with every
    problem at once (`BadInput`): places count list entries from one.
    """
    shape, problems, unread = read_shape(CaseShape, read_tree(content, name))
    gather = Gather(problems, unread)
    gather.need(shape.as_of, "as_of", "the day of the case, such as 2026-11-22")
    country = read_country(shape.country, gather)
    taken = shape.treatment or TreatmentShape()
    drug = read_drug(taken.drug, "treatment.drug", country, kb, gather)
    if isinstance(drug, Refusal):
        return drug
    begins = start(shape, gather)
    treated = treatment(taken, drug, shape.as_of, gather, nothing_yet=_nothing(shape, begins))
    present = treated.regimen.daily_dose if treated and not joins(shape) else None
    exchange = switch(shape, country, kb, gather)
    beside = also(shape, drug, country, kb, gather)
    drugs = (drug, *(one.drug_id for one in beside), *((exchange.to,) if exchange else ()))
    products = at_hand(shape.products or (), drugs, country, kb, gather)
    rest = of_case(shape, gather, present, exchange.to if exchange else "")
    _refuse_contradiction([one for one in (treated, *beside) if one], rest, gather)
    gather.finish()
    assert treated is not None
    assert shape.as_of is not None
    return Situation(
        shape.as_of, country, treated, products, **rest, also=beside, start=begins, switch=exchange
    )


def _refuse_contradiction(
    taken: Iterable[Treatment], rest: Mapping[str, Any], gather: Gather
) -> None:
    """Refuse a drug taken against seizures in somebody who is said to have none."""
    against = [one.indication for one in taken if isinstance(one.indication, Known)]
    none = rest["conditions"].get(Condition.EPILEPSY) == Known(False)
    if none and any(use.value.is_epilepsy for use in against):
        step = "Say which of the two is so."
        given = "no, though the drug is taken against seizures"
        gather.add("conditions.epilepsy", given, "yes, or another indication", step)


def _nothing(shape: CaseShape, begins: Start | None) -> Regimen | None:
    """No dose at every time of a start; where its times are amiss, that alone is told."""
    if not starts(shape):
        return None
    return nothing_yet(begins) or Regimen.of([(TimeOfDay(0), Mass.zero())])
