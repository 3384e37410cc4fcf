"""Replays a written journey: a case, a diary, what the clinician chose and wrote down."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from glidepath.care.follow import Followed, Noted, decisions, follow, follow_up_of
from glidepath.care.prepare import prepare
from glidepath.care.replan import Replanned
from glidepath.domain.answer import Proposal
from glidepath.domain.decision import Decision
from glidepath.domain.diary import Diary
from glidepath.domain.person import Situation
from glidepath.domain.plan import Plan
from glidepath.interop.casefile import read_case
from glidepath.interop.diaryfile import read_diary
from glidepath.interop.notedfile import noted_of
from glidepath.knowledge.base import KnowledgeBase

KB = KnowledgeBase.packaged()
HERE = Path(__file__).parent
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the clinician chose on a day, and the re-plan that came of it."""

    on: date
    option: str
    replanned: Replanned
    plan: Plan


@dataclass(frozen=True)
class Journey:
    """One folder: case.toml, diary.toml, journey.toml (what the clinician did), expected.toml."""

    folder: Path

    def _bytes(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    @cached_property
    def situation(self) -> Situation:
        """The person on the first day."""
        found = read_case(self._bytes("case.toml"), "case.toml", KB)
        assert isinstance(found, Situation)
        return found

    @cached_property
    def diary(self) -> Diary:
        """All that was written down."""
        return read_diary(self._bytes("diary.toml"), "diary.toml", KB)

    @cached_property
    def tables(self) -> dict[str, Any]:
        """What the clinician wrote down and chose."""
        return tomllib.loads(self._bytes("journey.toml").decode())

    @cached_property
    def expected(self) -> dict[str, str]:
        """The decision of each day with the rules behind it."""
        return tomllib.loads(self._bytes("expected.toml").decode())

    @cached_property
    def first_plan(self) -> Plan:
        """The plan that the person began with."""
        answer = prepare(self.situation, KB)
        assert isinstance(answer, Proposal), answer
        return answer.plan

    def noted(self, on: date) -> Noted:
        """What the clinician had written down by a day."""
        tables = {k: v for k, v in self.tables.items() if k in ("dealt", "somebody_watches")}
        slowed = [one["on"] for one in self.tables.get("choices", []) if one["option"] == "slow"]
        found = noted_of(tables, KB)
        return replace(
            found,
            dealt=tuple(one for one in found.dealt if one.on <= on),
            slowed_on=max((day for day in slowed if day < on), default=None),
        )

    def at(self, on: date, diary: Diary | None = None) -> tuple[Situation, Diary]:
        """The situation of a day and the diary as it was that evening."""
        told = diary or self.diary
        return replace(self.situation, as_of=on), Diary(
            tuple(one for one in told.days if one.on <= on),
            tuple(one for one in told.weeks if one.on <= on),
            tuple(one for one in told.fillings if one.on <= on),
            tuple(one for one in told.results if one.on <= on),
        )

    def followed(self, plan: Plan, on: date) -> Followed:
        """Everything that following says on a day."""
        situation, diary = self.at(on)
        return follow(situation, plan, diary, self.noted(on), KB)

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice with the plan that came of it, each from the plan before."""
        plan, found = self.first_plan, []
        for one in self.tables.get("choices", []):
            choice = chosen(self.followed(plan, one["on"]), one["on"], one["option"])
            found.append(choice)
            plan = choice.plan
        return tuple(found)

    def decided(self) -> Iterator[tuple[date, Decision]]:
        """The decision of every day, under the plan that was in force that day."""
        plans = [(date.min, self.first_plan), *((one.on, one.plan) for one in self.choices)]
        ends = [on for on, _ in plans[1:]] + [self.diary.days[-1].on + DAY]
        for (start, plan), end in zip(plans, ends, strict=True):
            last = end - DAY if end != ends[-1] else self.diary.days[-1].on
            yield from self._under(plan, start, last, end)

    def _under(
        self, plan: Plan, start: date, last: date, chosen_on: date
    ) -> Iterator[tuple[date, Decision]]:
        """The days from a choice up to the evening on which the next one is made."""
        until = max(last, min(chosen_on, self.diary.days[-1].on))
        situation, diary = self.at(until)
        noted = self.noted(until)
        told = follow_up_of(situation, diary, noted, KB)
        for far, decision in decisions(situation, plan, diary, told, noted, KB):
            if start < far.on <= until:
                yield far.on, decision


def chosen(followed: Followed, on: date, option: str) -> Choice:
    """An option as the clinician chose it; it has to be a plan that passed the checker."""
    found = next((one for one in followed.options if one.kind.value == option), None)
    assert found is not None, (on, option, followed.decision.kind, followed.decision.rule_ids)
    assert found.replanned is not None, (on, found.why_not)
    answer = found.replanned.answer
    assert isinstance(answer, Proposal), (on, answer)
    return Choice(on, option, found.replanned, answer.plan)


def shown(decision: Decision) -> str:
    """A decision as the expectations write it: its kind and the rules behind it."""
    return " ".join((decision.kind.value, *decision.rule_ids))
