"""What can be chosen in the builder: policies that fit, their paces, products of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glidepath.care.choice import fits
from glidepath.domain.person import Situation
from glidepath.domain.policy import Policy, PolicyKind
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.fields import Field, Kind, Option
from glidepath.web.forms.topic_goal import (
    GOALS,
    KEEP,
    SHAPES,
    TWO_DRUGS,
    drug_options,
    goal_topic,
)
from glidepath.web.forms.wishes import OF_EXCHANGE, OF_START
from glidepath.web.view.products import choices

__all__ = ["builder_choices"]


def builder_choices(
    fields: Mapping[str, str], situation: Situation | None, kb: KnowledgeBase
) -> dict[str, Any]:
    """The fields of the builder with what each may hold now, and the products to tick."""
    policies = _policies(situation, kb)
    chosen = [one for one in policies if one.id == fields.get("policy")] or policies[:1]
    return {
        "asked": (*_always(policies, chosen, kb), *_where_it_fits(fields, kb)),
        "last": (
            Field("preferences.dispense_days", "Days of one prescription", Kind.WHOLE),
            Field(
                "preferences.carry_halves", "Keep halves left over", Kind.CHOICE,
                options=(Option("yes", "Yes"), Option("no", "No")),
            ),
        ),
        "products": choices(fields, kb),
    }  # fmt: skip


def _always(policies: list[Policy], chosen: list[Policy], kb: KnowledgeBase) -> tuple[Field, ...]:
    """What is asked of every course."""
    return (
        Field("goal.kind", "Goal", Kind.CHOICE, options=GOALS),
        Field("goal.daily_dose", "Lower daily dose", Kind.TEXT, "With its unit."),
        Field(
            "policy", "Policy", Kind.CHOICE, empty="The first that fits",
            options=tuple(Option(one.id, _titled(one)) for one in policies),
        ),
        Field(
            "preferences.pace", "Pace", Kind.CHOICE, empty="The policy's usual pace",
            options=tuple(Option(pace, pace.capitalize()) for one in chosen for pace in one.paces),
        ),
        Field("preferences.end_on", "Or goal reached by", Kind.DAY),
        Field("preferences.first_cut_on", "First cut on", Kind.DAY),
        Field("preferences.shape", "Shape", Kind.CHOICE, options=SHAPES, empty="As usual"),
        Field("switch.to", "Exchange it for", Kind.CHOICE, options=drug_options(kb), empty="No"),
    )  # fmt: skip


def _where_it_fits(fields: Mapping[str, str], kb: KnowledgeBase) -> Iterator[Field]:
    """What is asked of several doses a day, of a second drug, of an exchange, and of a start."""
    if fields.get("treatment.intakes#2.dose"):
        yield KEEP
    if fields.get("also#1.drug"):
        yield Field(
            "preferences.two_drugs", "Two drugs of this kind", Kind.CHOICE, options=TWO_DRUGS,
            empty="Nobody has asked for one way",
        )  # fmt: skip
    names: tuple[str, ...] = OF_EXCHANGE if fields.get("switch.to") else ()
    names += OF_START if fields.get("goal.kind") == "start" else ()
    of_goal = {one.name: one for group in goal_topic(kb).groups for one in group.fields}
    yield from (of_goal[name] for name in names)


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
