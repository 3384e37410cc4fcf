"""The checker of plans: written from what a plan means, without a line of the planner's code."""

from glidepath.safety.checker.checks import CHECKS, check, check_texts, violations
from glidepath.safety.checker.context import CheckContext

__all__ = ["CHECKS", "CheckContext", "check", "check_texts", "violations"]
