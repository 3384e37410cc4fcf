"""Codes of the outside world, one type for each system so that they cannot be mixed up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from glidepath.domain.errors import BadInput, Problem

__all__ = ["AtcCode", "LoincCode", "RxNormCode", "SnomedCode"]


@dataclass(frozen=True, slots=True)
class _AbstractCode:
    """A code whose written form is checked when it is made."""

    code: str

    pattern: ClassVar[str]
    example: ClassVar[str]

    def __post_init__(self) -> None:
        """Refuse a code that its own system could not have issued."""
        if not isinstance(self.code, str) or not re.fullmatch(self.pattern, self.code):
            raise BadInput(
                Problem("code", f"{str(self.code)[:20]!r}", f"a code such as {self.example}")
            )


class RxNormCode(_AbstractCode):
    """A concept of RxNorm, the US names of medicines."""

    __slots__ = ()
    pattern = r"[1-9][0-9]{0,7}"
    example = "2598"


class AtcCode(_AbstractCode):
    """A substance in the WHO's Anatomical Therapeutic Chemical classification."""

    __slots__ = ()
    pattern = r"[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}"
    example = "N03AE01"


class SnomedCode(_AbstractCode):
    """A concept of SNOMED CT."""

    __slots__ = ()
    pattern = r"[1-9][0-9]{5,17}"
    example = "387383007"


class LoincCode(_AbstractCode):
    """An observation in LOINC."""

    __slots__ = ()
    pattern = r"[0-9]{1,7}-[0-9]"
    example = "44249-1"
