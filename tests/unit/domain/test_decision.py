"""A decision carries its grounds, and none that halts can offer a lower dose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from glidepath.domain.decision import Decision, DecisionKind, Reason
from glidepath.domain.errors import BadInput

HOLD = Decision(
    kind=DecisionKind.HOLD,
    on=date(2026, 3, 1),
    text="Hold.",
    reasons=(Reason("hold-hard", "Hard days."),),
    would_change=("Easier days.",),
    options=(DecisionKind.HOLD, DecisionKind.STEP_BACK, DecisionKind.MAINTAIN),
    next_review=date(2026, 3, 4),
    sure="A proposal.",
    support="Decision support.",
)


def test_a_decision_names_the_rules_behind_it() -> None:
    assert HOLD.rule_ids == ("hold-hard",)


def test_only_slow_continue_and_offer_faster_lower_the_dose() -> None:
    assert [kind.value for kind in DecisionKind if kind.lowers] == [
        "slow",
        "continue",
        "offer_faster",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reasons": ()}, "without its grounds"),
        ({"would_change": ()}, "without its grounds"),
        ({"sure": ""}, "without its grounds"),
        ({"support": ""}, "without its grounds"),
        ({"options": ()}, "not first"),
        ({"options": (DecisionKind.MAINTAIN, DecisionKind.HOLD)}, "not first"),
        ({"options": (DecisionKind.HOLD, DecisionKind.CONTINUE)}, "beside a lower dose"),
        ({"options": (DecisionKind.HOLD, DecisionKind.SLOW)}, "beside a lower dose"),
        ({"next_review": date(2026, 2, 28)}, "review on"),
    ],
)
def test_a_decision_that_does_not_hold_together_is_refused(
    change: dict[str, object], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        replace(HOLD, **change)  # type: ignore[arg-type]


def test_a_review_on_the_day_itself_is_allowed() -> None:
    assert replace(HOLD, next_review=HOLD.on).next_review == HOLD.on


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        replace(HOLD, reasons=(), options=())
    assert len(caught.value.problems) == 2


def test_a_cut_may_stand_among_the_options_of_a_decision_that_lowers() -> None:
    options = (DecisionKind.SLOW, DecisionKind.HOLD)
    assert replace(HOLD, kind=DecisionKind.SLOW, options=options).options == options
