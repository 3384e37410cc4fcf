"""Which function belongs to which rule: one id, one function, one file of words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from glidepath.domain.errors import BadInput, Problem
from glidepath.safety.ruling import Ruling

if TYPE_CHECKING:
    from glidepath.safety.view import View

__all__ = ["RuleFunction", "rule", "rule_functions", "rule_ids"]

RuleFunction = Callable[["View"], Ruling]
_FUNCTIONS: dict[str, RuleFunction] = {}
_SHELVES = (
    "gates", "use", "label", "contraindications", "opioids", "medicines", "adjuncts", "misuse",
    "mind", "body", "family", "switching", "living", "stopping",
)  # fmt: skip


def rule(rule_id: str) -> Callable[[RuleFunction], RuleFunction]:
    """Enter a function as the one of this rule; refuses a second one."""

    def enter(function: RuleFunction) -> RuleFunction:
        if rule_id in _FUNCTIONS:
            raise BadInput(Problem("rule", rule_id, "one function for each rule"))
        _FUNCTIONS[rule_id] = function
        return function

    return enter


def rule_functions() -> Mapping[str, RuleFunction]:
    """Every rule's function by its id."""
    _fill()
    return MappingProxyType(_FUNCTIONS)


@cache
def _fill() -> None:
    """Read every shelf once; each enters its rules."""
    for shelf in _SHELVES:
        import_module(f"glidepath.safety.rules.{shelf}")


def rule_ids() -> tuple[str, ...]:
    """Every rule's id, in the order of the alphabet."""
    return tuple(sorted(rule_functions()))
