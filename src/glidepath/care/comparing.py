"""Every policy for one person side by side, with what each would break and what can be made."""

from __future__ import annotations

from fractions import Fraction

from glidepath.care.assess import Assessment, assess, present_makeable
from glidepath.care.choice import taper_request
from glidepath.care.settings import Settings, settings
from glidepath.domain.answer import Comparison
from glidepath.domain.person import Known, Situation
from glidepath.domain.policy import Pace, Policy
from glidepath.domain.quantity import Mass
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.equivalence import Purpose
from glidepath.planning.compare import Comparable, compare
from glidepath.planning.request import TaperResult
from glidepath.planning.taper import taper

__all__ = ["comparisons"]

_NG_PER_MG = 1_000_000


def comparisons(situation: Situation, kb: KnowledgeBase) -> tuple[Comparison, ...]:
    """One row for every policy, pace and starting dose, the policies offered first first.

    Policies in another drug's milligrams are shown from the low, the typical and the high
    equivalent of the present dose.
    """
    use = settings(kb)
    assessment = assess(situation, kb, use.most_pieces)
    policies = sorted(
        (kb.policy(policy_id) for policy_id in kb.policy_ids()),
        key=lambda policy: (policy.default_rank, policy.id),
    )
    return compare(_comparable(assessment, kb, use, policies), policies)


def _comparable(
    assessment: Assessment, kb: KnowledgeBase, use: Settings, policies: list[Policy]
) -> Comparable:
    treatment = assessment.situation.treatment
    dose, drug_id = treatment.regimen.daily_dose, treatment.drug_id
    others = {policy.scope.unit_drug for policy in policies} - {"", drug_id}

    def made(policy: Policy, pace: Pace) -> TaperResult:
        return taper(taper_request(assessment, kb, use, policy, pace))

    return Comparable(
        drug_id=drug_id,
        indication=treatment.indication.value if isinstance(treatment.indication, Known) else "",
        dose=dose,
        equivalents={other: _equivalents(kb, dose, drug_id, other) for other in others},
        last={drug: kb.drug(drug).stop_from.value for drug in (drug_id, *others)},
        makeable=_daily_doses(assessment.situation, use),
        ceiling=use.house,
        made=made,
    )


def _equivalents(kb: KnowledgeBase, dose: Mass, drug_id: str, other: str) -> tuple[Mass, ...]:
    """The low, typical and high equivalents, each to the microgram below."""
    table = kb.equivalence()
    found = table.equivalent(dose, drug_id, other, purpose=Purpose.ARITHMETIC, epilepsy=False)
    return tuple(
        Mass(int(mg * _NG_PER_MG) // 1000 * 1000) for mg in (found.low, found.typical, found.high)
    )


def _daily_doses(situation: Situation, use: Settings) -> frozenset[Fraction]:
    """Every daily dose in mg that the products make over the present times of day."""
    made = present_makeable(situation, use.most_pieces)
    sums = {0}
    for dose in situation.treatment.regimen.doses:
        one = [mass.nanograms for mass in made.doses if mass <= dose]
        sums = {daily + more for daily in sums for more in one}
    return frozenset(Fraction(daily, _NG_PER_MG) for daily in sums)
