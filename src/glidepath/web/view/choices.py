"""What can be chosen in the builder: policies that fit, their paces, products of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glidepath.care.choice import fits
from glidepath.domain.person import Situation
from glidepath.domain.policy import Policy, PolicyKind
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.fields import Field, Kind, Option
from glidepath.web.forms.topic_goal import GOALS, SHAPES, drug_options
from glidepath.web.view.products import choices

__all__ = ["builder_choices"]


def builder_choices(
    fields: Mapping[str, str], situation: Situation | None, kb: KnowledgeBase
) -> dict[str, Any]:
    """The fields of the builder with what each may hold now."""
    policies = _policies(situation, kb)
    chosen = [one for one in policies if one.id == fields.get("policy")] or policies[:1]
    return {
        "policy": Field(
            "policy", "Policy", Kind.CHOICE, empty="The first that fits",
            options=tuple(Option(one.id, _titled(one)) for one in policies),
        ),
        "pace": Field(
            "preferences.pace", "Pace", Kind.CHOICE, empty="The policy's usual pace",
            options=tuple(Option(pace, pace.capitalize()) for one in chosen for pace in one.paces),
        ),
        "end_on": Field("preferences.end_on", "Or goal reached by", Kind.DAY),
        "first_cut_on": Field("preferences.first_cut_on", "First cut on", Kind.DAY),
        "goal": Field(
            "goal.kind", "Goal", Kind.CHOICE,
            options=GOALS,
        ),
        "dose": Field("goal.daily_dose", "Lower daily dose", Kind.TEXT, "With its unit."),
        "shape": Field("preferences.shape", "Shape", Kind.CHOICE, options=SHAPES, empty="As usual"),
        "switch": Field(
            "switch.to", "Exchange it for", Kind.CHOICE, options=drug_options(kb), empty="No"
        ),
        "dispense_days": Field("preferences.dispense_days", "Days of one prescription", Kind.WHOLE),
        "halves": Field(
            "preferences.carry_halves", "Keep halves left over", Kind.CHOICE,
            options=(Option("yes", "Yes"), Option("no", "No")),
        ),
        "products": choices(fields, kb),
    }  # fmt: skip


def _policies(situation: Situation | None, kb: KnowledgeBase) -> list[Policy]:
    """The policies that fit, the default first."""
    if situation is None:
        return []
    every = (kb.policy(policy_id) for policy_id in kb.policy_ids())
    fitting = (one for one in every if one.kind is not PolicyKind.SCHEDULE_ONLY)
    return sorted(
        (one for one in fitting if fits(one, situation)), key=lambda one: (one.default_rank, one.id)
    )


def _titled(policy: Policy) -> str:
    legacy = " (older, goes beyond today's ceiling)" if policy.kind is PolicyKind.LEGACY else ""
    return f"{policy.title}{legacy}"
