"""A case file to a situation: every fact known, unknown or refused, and nothing guessed.

Everything that is wrong with the file is told at once. A drug outside our scope is not a
fault of the file: it is answered with a refusal that says not to stop it on our account.
"""

from __future__ import annotations

from glidepath.domain.answer import Refusal
from glidepath.domain.person import Situation
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
    treated = treatment(taken, drug, shape.as_of, gather)
    present = treated.regimen.daily_dose if treated else None
    products = at_hand(shape.products or (), drug, country, kb, gather)
    switch_to = _switch_to(shape, country, kb, gather)
    rest = of_case(shape, gather, present, switch_to)
    gather.finish()
    assert treated is not None
    assert shape.as_of is not None
    return Situation(shape.as_of, country, treated, products, **rest)


def _switch_to(shape: CaseShape, country: str, kb: KnowledgeBase, gather: Gather) -> str:
    """The drug that somebody has proposed to change to; one we do not know is a problem."""
    name = shape.preferences.switch_to if shape.preferences else None
    if name is None:
        return ""
    found = read_drug(name, "preferences.switch_to", country, kb, gather)
    if isinstance(found, Refusal):
        gather.add("preferences.switch_to", repr(name[:40]), ", ".join(kb.drug_ids()))
        return ""
    return found
