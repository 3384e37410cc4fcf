"""The words, weights and sources of the checks, read from data; no check carries its own prose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.finding import Finding, Severity, Verdict

__all__ = ["Bounds", "CheckText", "CheckTexts", "read_texts"]

_WORDS = ("id", "title", "severity", "says", "clear", "unknown", "can_do", "confidence")
_BOUNDS = (
    "longest_step_days", "longest_plan_days", "furthest_start_days", "highest_stop_times",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckText:
    """One check as data: what it says in each of its three answers, and what it rests on.

    `says` has named slots that the figures of a finding fill; `severity_legacy` is the
    weight where the plan follows a policy kept for its history.
    """

    id: str
    title: str
    severity: Severity
    says: str
    clear: str
    unknown: str
    can_do: str
    sources: tuple[str, ...]
    confidence: str
    severity_legacy: Severity | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """The longest runs of days that no plan means, and how high a stop may ever be.

    Beyond the days stands a slip of the pen. `highest_stop_times` is how many times the
    drug's own figure to stop from the smallest portion of the products may be.
    """

    longest_step_days: int
    longest_plan_days: int
    furthest_start_days: int
    highest_stop_times: int


@dataclass(frozen=True, slots=True)
class CheckTexts:
    """All checks by rule id, and the bounds on days."""

    checks: Mapping[str, CheckText]
    bounds: Bounds

    def fires(
        self, rule_id: str, values: Mapping[str, str], severity: Severity | None = None
    ) -> Finding:
        """The finding that something is wrong, with the figures that show it."""
        text = self.checks[rule_id]
        weight = text.severity if severity is None else severity
        words = text.says.format(**values)
        return self._finding(text, Verdict.FIRES, weight, words, values, (), text.can_do)

    def clear(self, rule_id: str, values: Mapping[str, str]) -> Finding:
        """The finding that all is well, as far as this check can see."""
        text = self.checks[rule_id]
        return self._finding(text, Verdict.CLEAR, Severity.NOTE, text.clear, values, (), "")

    def cannot_tell(self, rule_id: str, ask: tuple[str, ...]) -> Finding:
        """The finding that facts are missing, with their names."""
        text = self.checks[rule_id]
        return self._finding(
            text, Verdict.CANNOT_TELL, text.severity, text.unknown, {}, ask, text.can_do
        )

    @staticmethod
    def _finding(
        text: CheckText,
        verdict: Verdict,
        severity: Severity,
        words: str,
        values: Mapping[str, str],
        ask: tuple[str, ...],
        can_do: str,
    ) -> Finding:
        return Finding(
            text.id,
            verdict,
            severity,
            words,
            can_do,
            values=dict(values),
            ask=ask,
            sources=text.sources,
            confidence=text.confidence,
        )


def read_texts(raw: Mapping[str, Any], rule_ids: Iterable[str]) -> CheckTexts:
    """The texts of the checks from the raw table of checks.toml.

    Takes the parsed table and the ids that must be there. Refuses a missing, unknown or
    doubled check, a missing word and an unknown weight, all of them at once.
    """
    rows = list(raw.get("check", ()))
    ids = [str(row.get("id", "")) for row in rows]
    problems = [*_id_problems(ids, set(rule_ids)), *_bound_problems(raw.get("bounds", {}))]
    problems += [problem for row in rows for problem in _row_problems(row)]
    if problems:
        raise BadInput(problems)
    bounds = raw["bounds"]
    return CheckTexts(
        {row["id"]: _text(row) for row in rows}, Bounds(*(bounds[name] for name in _BOUNDS))
    )


def _text(row: Mapping[str, Any]) -> CheckText:
    legacy = row.get("severity_legacy")
    return CheckText(
        id=row["id"],
        title=row["title"],
        severity=Severity[row["severity"].upper()],
        says=row["says"],
        clear=row["clear"],
        unknown=row["unknown"],
        can_do=row["can_do"],
        sources=tuple(row["source"]),
        confidence=row["confidence"],
        severity_legacy=Severity[legacy.upper()] if legacy else None,
    )


def _id_problems(ids: list[str], wanted: set[str]) -> list[Problem]:
    doubled = sorted({name for name in ids if ids.count(name) > 1})
    return [
        *(Problem("checks", f"no {name}", "every check once") for name in sorted(wanted - {*ids})),
        *(Problem("checks", f"{name!r}", "known checks") for name in sorted({*ids} - wanted)),
        *(Problem("checks", f"{name} twice", "every check once") for name in doubled),
    ]


def _bound_problems(bounds: Mapping[str, Any]) -> list[Problem]:
    bad = [name for name in _BOUNDS if type(bounds.get(name)) is not int or bounds[name] < 1]
    return [
        Problem(f"bounds.{name}", f"{bounds.get(name)!r}", "a whole number, 1 or more")
        for name in bad
    ]


def _row_problems(row: Mapping[str, Any]) -> list[Problem]:
    where = f"check {row.get('id')}"
    problems = [
        Problem(where, f"no {word}", "words") for word in _WORDS if not _is_words(row.get(word))
    ]
    if not row.get("source"):
        problems.append(Problem(where, "no source", "at least one source"))
    weights = tuple(severity.name.lower() for severity in Severity)
    for word in ("severity", "severity_legacy"):
        if row.get(word, "note") not in weights:
            problems.append(Problem(f"{where}.{word}", repr(row[word]), ", ".join(weights)))
    return problems


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
