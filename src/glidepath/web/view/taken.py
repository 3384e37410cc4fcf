"""The doses of a diary against the plan that holds, day by day, as a clinician reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from glidepath.domain.person import Known
from glidepath.domain.wording import dose_text
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.taken import AgainstPlan, DayAgainst, DoseAgainst

__all__ = ["taken_rows"]

_SHOWN = 28
_PLAIN = (AgainstPlan.AS_PLANNED, AgainstPlan.UNKNOWN, AgainstPlan.MISSED)
_TOLD = (AgainstPlan.AS_PLANNED, AgainstPlan.UNKNOWN)


def taken_rows(days: Sequence[DayAgainst], kb: KnowledgeBase) -> list[dict[str, Any]]:
    """The last four weeks of each drug, the newest day first."""
    says = kb.raw("wording/follow.toml")["doses"]
    newest = sorted({one.on for one in days}, reverse=True)[:_SHOWN]
    return [
        {
            "on": one.on, "drug": one.drug_id, "planned": dose_text(one.planned),
            "taken": "not all told" if one.taken is None else dose_text(one.taken),
            "doses": [_dose(dose, says) for dose in one.doses],
            "stands_out": any(dose.kind not in _TOLD for dose in one.doses),
        }
        for one in reversed(days)
        if one.on in newest
    ]  # fmt: skip


def _dose(one: DoseAgainst, says: Mapping[str, Any]) -> str:
    word = says[one.kind.value]["text"]
    if one.kind in _PLAIN:
        return f"{one.time} {word}"
    taken = dose_text(one.taken.value) if isinstance(one.taken, Known) else "not told"
    return f"{one.time} {word}: {taken}, planned {dose_text(one.planned)}"
