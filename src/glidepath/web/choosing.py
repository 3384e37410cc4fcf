"""One of the options side by side taken as the plan: how a form asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from glidepath.domain.answer import Alternative, Proposal
from glidepath.domain.plan import CourseKind, Plan
from glidepath.web.forms.tree import PRODUCT

__all__ = ["uses_of", "with_option"]

_EXCHANGE = (CourseKind.SUBSTITUTION_OUT, CourseKind.SUBSTITUTION_IN)
_DESCRIBED = "declared-"
_PACE, _END, _STAY = "preferences.pace", "start.end", "goal.kind"


def uses_of(proposal: Proposal) -> tuple[str, ...]:
    """How each option of a plan is asked for; nothing where no wish gives just that course.

    Of several drugs that are lowered in turn each row is the course of one of them. A product
    that was described by hand is always at hand, so what goes without it cannot be asked for.
    """
    plan, options = proposal.plan, proposal.alternatives
    if len(plan.courses) > 1 and plan.course.kind not in _EXCHANGE:
        return ("",) * len(options)
    own = {one for option in options for one in option.product_ids if one.startswith(_DESCRIBED)}
    stays = sum(option.days is None for option in options)
    return tuple(
        "" if (option.days is None and stays > 1) or own - {*option.product_ids} else
        _use_of(option, plan)
        for option in options
    )  # fmt: skip


def _use_of(option: Alternative, plan: Plan) -> str:
    if plan.course.kind is CourseKind.TITRATION:
        return f"{_END}:{option.name}:"
    products = " ".join(one for one in option.product_ids if not one.startswith(_DESCRIBED))
    if option.days is None:
        return f"{_STAY}:stay:{products}"
    return f"{_PACE}:{option.name}:{products}"


def with_option(fields: Mapping[str, str], used: str) -> dict[str, str]:
    """The wishes of a form with those of one option that was shown side by side.

    Whoever stays on the present dose is neither exchanged nor lowered by a certain day.
    """
    wish, _, rest = used.partition(":")
    chosen, _, products = rest.partition(":")
    if wish == _END:
        return {**fields, _END: chosen}
    kept = {name: text for name, text in fields.items() if not name.startswith(PRODUCT)}
    kept |= {f"{PRODUCT}{one}": "on" for one in products.split()}
    kept.pop("preferences.end_on", None)
    if wish != _STAY:
        return kept | {_PACE: chosen}
    gone = ("goal.daily_dose", "preferences.switch_to")
    kept = {name: text for name, text in kept.items() if name not in gone}
    kept = {name: text for name, text in kept.items() if not name.startswith("switch.")}
    return kept | {_STAY: chosen}
