"""Names as people write them: the country and the drug, taken whole, never guessed at."""

from __future__ import annotations

from glidepath.domain.answer import Refusal
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.interop.casefile_gather import Gather
from glidepath.interop.casefile_problems import nearest
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.read_drugs import COUNTRIES
from glidepath.knowledge.resolve import OutOfScope, Resolved, Suggestion

__all__ = ["OUT_OF_SCOPE", "read_country", "read_drug"]

OUT_OF_SCOPE = "drug-out-of-scope"
_OTHER_CODES = {"GB": "UK", "USA": "US", "EN": "UK", "D": "DE", "E": "ES", "I": "IT"}


def read_country(name: str | None, gather: Gather) -> str:
    """The country by its two letters; empty after a refusal."""
    gather.need(name, "country", ", ".join(COUNTRIES))
    if name is None or name in COUNTRIES:
        return name or ""
    meant = _OTHER_CODES.get(name.upper(), name.upper())
    hint = f'Did you mean "{meant}"?' if meant in COUNTRIES else nearest(name, COUNTRIES)
    gather.add("country", repr(name[:40]), ", ".join(COUNTRIES), hint)
    return ""


def read_drug(
    name: str | None, where: str, country: str, kb: KnowledgeBase, gather: Gather
) -> str | Refusal:
    """The drug that a name means in a country; empty after a problem was noted.

    A slip of the pen or another country's brand is offered for confirmation and not taken.
    What we do not plan for is refused with the advice not to stop it on our account.
    """
    gather.need(name, where, "the name or the brand of the drug, as on the package")
    if name is None:
        return ""
    found = kb.resolve(name, country or None)
    if isinstance(found, Resolved):
        return found.drug
    if isinstance(found, OutOfScope):
        return _refusal(found, kb.outside().next_step)
    if isinstance(found, Suggestion):
        meant = " or ".join(f'"{one.drug}" ({one.because})' for one in found.candidates)
        gather.add(
            where, repr(name[:40]), "a name that is certain", f"Did you mean {meant}? Write it."
        )
    else:
        gather.add(where, repr(name[:40]), ", ".join(kb.drug_ids()), nearest(name, kb.drug_ids()))
    return ""


def _refusal(found: OutOfScope, next_step: str) -> Refusal:
    finding = Finding(
        OUT_OF_SCOPE, Verdict.FIRES, Severity.BLOCK, found.text,
        can_do=next_step,
        values={"kind": found.kind}, sources=found.sources,
    )  # fmt: skip
    return Refusal((finding,), found.text, finding.can_do)
