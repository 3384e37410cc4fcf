"""What the checker is told besides the plan: plain facts, each of them perhaps missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from glidepath.domain.drug import Product
from glidepath.domain.finding import Finding, Severity
from glidepath.domain.person import Goal
from glidepath.domain.policy import Ceiling, Policy, PolicyKind
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.safety.checker.facts import DrugFacts, ExchangeFacts, StartFacts
from glidepath.safety.checker.texts import CheckTexts

__all__ = ["CheckContext"]


@dataclass(frozen=True, slots=True)
class CheckContext:
    """The facts a plan is judged by; None means that nobody has said, never that all is well.

    `house` is the ceiling that holds under every policy. `present` is what the person takes
    now, `goal` where the plan should lead, `policy` the policy that it names and
    `policy_known` whether the policy's name was found. `stop_from` is the daily dose from
    which the last step to nothing may be taken, `label_maximum` the label's highest daily
    dose, `catalogue` the known products by id, `at_home` the stock counted at home (whole
    products, drops or marks) by product id, `carry_halves` whether half pieces are kept for
    the next days, `most_pieces` the most pieces of one intake (a measured volume is one
    piece, ten drops are one), `as_of` the day on which the plan is looked at.

    `present`, `goal`, `drug_known`, `stop_from`, `label_maximum` and `earlier` (regimens the
    person has taken before, to which a step back may go) are of the drug of the leading
    course; `further` has the same of every other drug, by drug id. `together` says whether
    the policy has several drugs lowered at the same time, `taken` which drugs of this kind
    the person takes, by id, `short_use` whether the policy is the one for short use and the
    use was short, so that nobody is taken for dependent. `exchange` is what an exchange of
    one drug for another is judged by, `start` what the start of a drug is.
    """

    texts: CheckTexts
    house: Ceiling
    present: Regimen | None = None
    goal: Goal | None = None
    policy: Policy | None = None
    policy_known: bool | None = None
    drug_known: bool | None = None
    stop_from: Mass | None = None
    label_maximum: Mass | None = None
    catalogue: Mapping[str, Product] | None = None
    at_home: Mapping[str, Fraction] | None = None
    carry_halves: bool | None = None
    most_pieces: int | None = None
    as_of: date | None = None
    further: Mapping[str, DrugFacts] = field(default_factory=dict)
    earlier: tuple[Regimen, ...] | None = None
    together: bool | None = None
    taken: tuple[str, ...] | None = None
    short_use: bool | None = None
    exchange: ExchangeFacts = field(default_factory=ExchangeFacts)
    start: StartFacts = field(default_factory=StartFacts)

    def about(self, drug_id: str, leading: str) -> CheckContext:
        """The facts for one drug of a plan: its own, beside those of the whole plan."""
        if drug_id == leading:
            return self
        facts = self.further.get(drug_id, DrugFacts())
        return replace(
            self,
            present=facts.present,
            goal=facts.goal,
            drug_known=facts.drug_known,
            stop_from=facts.stop_from,
            label_maximum=facts.label_maximum,
            earlier=facts.earlier,
        )

    def findings(
        self,
        rule_id: str,
        fired: Iterable[Mapping[str, str]] = (),
        ask: Iterable[str] = (),
        figures: Mapping[str, str] | None = None,
        severity: Severity | None = None,
    ) -> tuple[Finding, ...]:
        """The answer of one check: each fault, then what is missing; clear only without both."""
        found = tuple(self.texts.fires(rule_id, values, severity) for values in fired)
        missing = tuple(dict.fromkeys(ask))
        if missing:
            found += (self.texts.cannot_tell(rule_id, missing),)
        return found or (self.texts.clear(rule_id, figures or {}),)

    def weight_under_policy(self, rule_id: str) -> Severity:
        """How much a fault weighs: less where a policy kept for its history is followed."""
        text = self.texts.checks[rule_id]
        legacy = self.policy is not None and self.policy.kind is PolicyKind.LEGACY
        return text.severity_legacy if legacy and text.severity_legacy else text.severity
