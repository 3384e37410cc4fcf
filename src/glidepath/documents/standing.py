"""How far a plan has come, as its papers say it: proposed, signed, or superseded.

Who signed comes from the record. A paper is made once with a place left open for this
(`None` among its parts), so that what was read before signing is what is printed after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from glidepath.documents.phrases import phrase
from glidepath.documents.plain import one_line
from glidepath.domain.wording import date_text

__all__ = ["PROPOSED", "Parts", "Signature", "Standing", "filled", "when_text"]

Parts = tuple[str | None, ...]
"""A text with open places: None stands for what is said of the plan's standing."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed which plan, as what, and when (UTC), as the record has it."""

    plan: str
    version: int
    signer: str
    role: str
    at: datetime

    def table(self) -> dict[str, Any]:
        """As plain values, to be kept."""
        return {
            "plan": self.plan,
            "version": self.version,
            "signer": self.signer,
            "role": self.role,
            "at": self.at.astimezone(UTC).isoformat(timespec="seconds"),
        }

    @property
    def text(self) -> str:
        """By whom, as what, when, and which plan."""
        return phrase(
            "standing.signed",
            signer=one_line(self.signer),
            role=one_line(self.role).replace("_", " "),
            when=when_text(self.at),
            plan=one_line(self.plan),
            version=self.version,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """A proposal until it has a signature; superseded since a moment (UTC) where it has one.

    `proposed_at` is when it was proposed, where a record has it: two proposals that nobody has
    signed may both be to become the same version.
    """

    signature: Signature | None = None
    superseded_at: datetime | None = None
    proposed_at: datetime | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """What every paper says of it, the most urgent first."""
        if self.signature is None:
            return (self._proposed("standing.proposal", "standing.proposal_of"),)
        if self.superseded_at is None:
            return (self.signature.text,)
        over = phrase(
            "standing.superseded",
            when=when_text(self.superseded_at),
            plan=one_line(self.signature.plan),
            version=self.signature.version,
        )
        return (over, self.signature.text)

    @property
    def short(self) -> str:
        """The same in a few words and without a name, for a picture."""
        if self.signature is None:
            return self._proposed("standing.chart_proposal", "standing.chart_proposal_of")
        if self.superseded_at is not None:
            return phrase("standing.chart_superseded", when=when_text(self.superseded_at))
        return phrase("standing.chart_signed", when=when_text(self.signature.at))

    @property
    def foot(self) -> str:
        """What stands on every page of a plan that nobody has signed; else nothing."""
        return "" if self.signature else self.short

    def _proposed(self, undated: str, dated: str) -> str:
        """A sentence about a proposal, with its moment where that is known."""
        if self.proposed_at is None:
            return phrase(undated)
        return phrase(dated, when=when_text(self.proposed_at))

    @property
    def mark(self) -> str:
        """The word that stands on every page of a plan that holds no more; else nothing."""
        over = self.signature is not None and self.superseded_at is not None
        return phrase("standing.withdrawn") if over else ""


PROPOSED = Standing()


def when_text(at: datetime) -> str:
    """A moment that no country can misread: "3 Dec 2026, 08:30 UTC"."""
    moment = at.astimezone(UTC)
    return f"{date_text(moment.date())}, {moment:%H:%M} UTC"


def filled(parts: Iterable[str | None], said: str) -> str:
    """A text with what is said of the plan's standing in its open places."""
    return "".join(said if part is None else part for part in parts)
