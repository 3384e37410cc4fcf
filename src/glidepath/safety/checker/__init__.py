"""The checker of plans: written from what a plan means, without a line of the planner's code."""

from glidepath.safety.checker.checks import CHECKS, check, check_texts, violations
from glidepath.safety.checker.context import CheckContext
from glidepath.safety.checker.facts import DrugFacts, ExchangeFacts, StartFacts

__all__ = [
    "CHECKS", "CheckContext", "DrugFacts", "ExchangeFacts", "StartFacts", "check",
    "check_texts", "violations",
]  # fmt: skip
