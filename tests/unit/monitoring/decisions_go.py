"""Cases for going back, staying, and going on slower, as planned, or faster."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from glidepath.domain.calendar import Span
from glidepath.domain.person import UNKNOWN, Known
from glidepath.monitoring.follow_up import FollowUp, Masked, SoFar
from tests.unit.monitoring.decision_case import (
    NO,
    case,
    days,
    missing,
)
from tests.unit.monitoring.diaries import CUT, DAY, HOURS, diary, so_far, week

# Five days known to be tolerable are too few.
case(
    "two days missing", diary(changes=missing(9, 10)), so_far(), "ask", "ask-tolerable",
)  # fmt: skip
case("one day missing", diary(changes=missing(9)), so_far(), "continue")

# Long or severe: back.
HELD = {"holds": (Span(CUT + 10 * DAY, CUT + 24 * DAY),), "next_cut_on": CUT + 14 * DAY}
case(
    "held for fourteen days without easing", diary(24, hard=5), so_far(24, **HELD),
    "step_back", "back-after-hold", "hold-above-baseline",
)  # fmt: skip
case(
    "held for thirteen days", diary(23, hard=5),
    so_far(23, holds=(Span(CUT + 10 * DAY, CUT + 23 * DAY),)), "hold", "hold-above-baseline",
)  # fmt: skip
case(
    "held for fourteen days and easing by one",
    diary(24, changes=days(range(10, 17), hard=6), hard=5),
    so_far(24, **HELD), "hold", "hold-above-baseline",
)  # fmt: skip
case(
    "held for long because of an illness", diary(24, hard=5, because={"illness": True}),
    so_far(24, **HELD), "hold", "hold-circumstance",
)  # fmt: skip
NEW_SSRI = (Masked("activated", ("sertraline",), CUT - 4 * DAY),)
OLD_SSRI = (Masked("activated", ("sertraline",), CUT - 5 * DAY),)
case(
    "an antidepressant started 28 days ago", diary(24, hard=5), so_far(24, masks=NEW_SSRI, **HELD),
    "hold", "hold-above-baseline",
)  # fmt: skip
case(
    "an antidepressant started 29 days ago", diary(24, hard=5), so_far(24, masks=OLD_SSRI, **HELD),
    "step_back", "back-after-hold",
)  # fmt: skip
case(
    "held before the first cut there is nothing to go back to", diary(24, hard=8, baseline=8),
    so_far(24, cuts=(), holds=(Span(CUT, CUT + 24 * DAY),)), "hold", "hold-hard-days",
)  # fmt: skip
SEVERE = days((9, 10, 11, 12, 13), hard=9, tolerable=NO)
case("five severe days", diary(changes=SEVERE), so_far(), "step_back", "back-severe")
case("four severe days", diary(changes=SEVERE | {9: {}}), so_far(), "hold", "hold-hard-days")
case(
    "five days of eight", diary(changes=days((9, 10, 11, 12, 13), hard=8, tolerable=NO)), so_far(),
    "hold", "hold-hard-days",
)  # fmt: skip
OLD = (3, False, True)
ILLNESS = Span(CUT + 8 * DAY, CUT + 12 * DAY)


def _of_old(until: int, severity: int = 3) -> tuple[FollowUp, SoFar]:
    told = diary(until, hard=5)
    old = week(CUT + until * DAY, panic=(severity, False, True))
    hold = Span(CUT + 10 * DAY, CUT + until * DAY)
    return replace(told, weeks=(*told.weeks, old)), so_far(until, holds=(hold,))


case("a long hold, all known of old", *_of_old(24), "hold", "hold-above-baseline")
case("three weeks of hold, all known of old", *_of_old(31), "hold", "hold-above-baseline")
case("twenty days of hold, all known of old", *_of_old(30), "hold", "hold-above-baseline")
case("a long hold, mild old symptoms", *_of_old(24, 2), "step_back", "back-after-hold")

# The step is not over; the goal; epilepsy; wishes.
case("the day before the next cut", diary(13), so_far(13), "wait", "wait-step")
case("no further cut", diary(), so_far(next_cut_on=None), "maintain", "maintain-goal")
case(
    "taken for epilepsy", diary(), so_far(epilepsy=Known(True)), "maintain", "maintain-epilepsy",
)  # fmt: skip
case(
    "neurology agrees", diary(), so_far(epilepsy=Known(True), neurology_agrees=True), "continue",
)  # fmt: skip
case("epilepsy not asked about", diary(), so_far(epilepsy=UNKNOWN), "ask", "ask-epilepsy")
case("asks to stay", diary(), so_far(asks_to_stay=Known(True)), "maintain", "maintain-asked")

# Slower.
case("asks to go slower", diary(), so_far(asks_slower=Known(True)), "slow", "slow-asked")
case("does not ask", diary(), so_far(asks_slower=Known(False)), "continue")


def _two_cuts(hold: int, **changes: Any) -> SoFar:
    """Cuts 14 days ago and 28, and a hold that ended so many days after the later one."""
    usual: dict[str, Any] = {
        "cuts": (CUT - 14 * DAY, CUT), "holds": (Span(CUT + (hold - 1) * DAY, CUT + hold * DAY),),
    }  # fmt: skip
    return so_far(**(usual | changes))


def _early_baseline(**usual: Any) -> FollowUp:
    """A diary whose baseline week is three weeks before the last cut."""
    told = diary(**usual)
    shifted = tuple(replace(one, on=one.on - 14 * DAY) for one in told.entries if one.on < CUT)
    between = tuple(replace(told.entries[0], on=CUT + n * DAY) for n in range(-14, 0))
    return replace(told, entries=(*shifted, *between, *told.entries))


case(
    "a hold within the last two steps", _early_baseline(), _two_cuts(-14),
    "slow", "slow-after-hold",
)  # fmt: skip
case("a hold before the last two steps", _early_baseline(), _two_cuts(-15), "continue")
case(
    "a hold that an illness explains", _early_baseline(),
    _two_cuts(-3, explained=(Span(CUT - 4 * DAY, CUT - 3 * DAY),)), "continue",
)  # fmt: skip
case("the rest was made slower since", _early_baseline(), _two_cuts(-3, slowed_on=CUT), "continue")
case(
    "back near the baseline after fifteen days", diary(22, changes=days(range(12), hard=4)),
    so_far(22), "slow", "slow-late-return",
)  # fmt: skip
case(
    "back near the baseline after fifteen days, for an illness",
    diary(22, changes=days(range(12), hard=4)),
    so_far(22, holds=(ILLNESS,), explained=(ILLNESS,)), "continue",
)  # fmt: skip
case(
    "back near the baseline after fourteen days", diary(22, changes=days(range(11), hard=4)),
    so_far(22), "continue",
)  # fmt: skip
case("a low dose", diary(), so_far(low_since=CUT), "slow", "slow-low-dose")
case("a low dose, made slower since", diary(), so_far(low_since=CUT, slowed_on=CUT), "continue")

# Faster.
FAST: dict[str, Any] = {"asks_faster": Known(True), "cuts": (CUT - 14 * DAY, CUT)}
case("two steady steps and asks", _early_baseline(), so_far(**FAST), "offer_faster", "faster-asked")
case("asks after one step", diary(), so_far(asks_faster=Known(True)), "continue")
case("two steady steps, does not ask", _early_baseline(), so_far(cuts=FAST["cuts"]), "continue")
case(
    "a day not borne in the last two steps", _early_baseline(changes=days((3,), tolerable=NO)),
    so_far(**FAST), "continue",
)  # fmt: skip
case(
    "a week two above in the last two steps", _early_baseline(changes=days(range(4), hard=4)),
    so_far(**FAST), "continue",
)  # fmt: skip
case(
    "asks for it at a low dose", _early_baseline(),
    so_far(**FAST, low_since=CUT, slowed_on=CUT), "continue",
)  # fmt: skip
assert HOURS < 42  # the early cases rest on it

case(
    "asked in the morning, before today's entry", diary(13), so_far(), "continue", "continue",
)  # fmt: skip
case(
    "asked in the morning after six days told of seven", diary(13, changes=missing(9)), so_far(),
    "continue",
)  # fmt: skip

case(
    "asks to stay while a step lasts", diary(13), so_far(13, asks_to_stay=Known(True)),
    "maintain", "maintain-asked",
)  # fmt: skip
