"""A short name for a plan that changes when anything in the plan changes.

It is printed on every sheet, so that a person, a pharmacist and a prescriber can tell at a
glance whether they hold the same plan.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from glidepath.domain.plan import Plan

__all__ = ["canonical", "plan_id"]

# Digits and letters without those that are taken for one another (0 O, 1 I L, U V).
_SIGNS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
_LENGTH = 8


def plan_id(plan: Plan) -> str:
    """The name of this plan, such as "GP-7K3M-Q2XD": a hash of all that stands in it."""
    written = json.dumps(canonical(plan), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(written.encode("ascii")).digest(), "big")
    signs = ""
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_SIGNS))
        signs += _SIGNS[place]
    return f"GP-{signs[:4]}-{signs[4:]}"


def canonical(value: Any) -> Any:
    """Any value of the domain as plain lists and text, the same way every time.

    Refuses (TypeError) what has no written form of its own, so that nothing is left out.
    """
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: canonical(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **named}
    if isinstance(value, Mapping):
        return {str(key): canonical(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [canonical(one) for one in value]
    if isinstance(value, (Enum, Fraction, date)):
        return str(value.value if isinstance(value, Enum) else value)
    if value is None or isinstance(value, (str, int)):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form")
