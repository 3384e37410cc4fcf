"""Cases for red flags, for what is too early, and for what is not known."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from glidepath.monitoring.follow_up import OTHER_DRUG, UNANSWERED, Dealt, FollowUp
from tests.unit.monitoring.decision_case import (
    LAST,
    case,
    flagged,
    missing,
)
from tests.unit.monitoring.diaries import CALM, CUT, DAY, diary, gate, so_far

# Nothing speaks against going on.
case("a steady person at the end of a step", diary(), so_far(), "continue", "continue")
case(
    "the first cut after a baseline week", diary(-1),
    so_far(0, cuts=(), next_cut_on=CUT), "continue", "continue",
)  # fmt: skip

# Red flags.
case("a same-day flag", flagged("hallucinations", 3), so_far(), "urgent", "red-flag")
case("an emergency today", flagged("seizure", 14), so_far(), "urgent", "red-flag")
case("a flag before all else", flagged("seizure", 2, on=2), so_far(2), "urgent", "red-flag")
case("dealt with before it was raised", flagged("seizure", 5, 4), so_far(), "urgent", "red-flag")
case("dealt with seven days ago", flagged("seizure", 5, 7), so_far(), "continue")
case("dealt with six days ago", flagged("seizure", 5, 8), so_far(), "hold", "hold-after-flag")
case("raised six days ago", flagged("seizure", 8, 8), so_far(), "hold", "hold-after-flag")
case("raised seven days ago", flagged("seizure", 7, 7), so_far(), "continue")
case("a flag within three days", flagged("fall", 12), so_far(), "hold", "hold-flag")
case("such a flag dealt with", flagged("fall", 12, 13), so_far(), "continue")
case("a routine flag", flagged("hard_after_cut", 12), so_far(), "continue")

# Too early.
case("six days after a cut", diary(6), so_far(6), "wait", "too-early")
case("seven days after a cut", diary(7), so_far(7, next_cut_on=CUT + 7 * DAY), "continue")
case(
    "a half-life just over 42 hours makes it eight days", diary(7),
    so_far(7, next_cut_on=CUT + 7 * DAY, half_life_h=Fraction(4201, 100)), "wait", "too-early",
)  # fmt: skip
case(
    "four half-lives of 42 hours are seven days", diary(7),
    so_far(7, next_cut_on=CUT + 7 * DAY, half_life_h=Fraction(42)), "continue",
)  # fmt: skip
case(
    "a short half-life does not make it earlier", diary(6),
    so_far(6, next_cut_on=CUT + 6 * DAY, half_life_h=Fraction(12)), "wait", "too-early",
)  # fmt: skip
case("a good second day does not hasten", diary(2, hard=0), so_far(2), "wait", "too-early")

# Too little is known.
case("three days of seven", diary(changes=missing(8, 9, 10, 11)), so_far(), "ask", "ask-few-days")
case(
    "four days of seven are enough for a hold, not for a cut", diary(changes=missing(8, 9, 10)),
    so_far(), "ask", "ask-unanswered", "ask-tolerable",
)  # fmt: skip
case("fourteen days of silence", diary(0), so_far(), "ask", "ask-silence", "ask-few-days")
case("thirteen days of silence", diary(1), so_far(), "ask", "ask-few-days")
case("nobody ever wrote", FollowUp(), so_far(), "ask", "ask-few-days", "ask-gate", "ask-baseline")
case(
    "a safety question left open", replace(
        diary(), triages=((LAST, gate(unanswered=("seizure",))),)
    ), so_far(), "ask", "ask-gate",
)  # fmt: skip
case(
    "an open question of no urgency", replace(
        diary(), triages=((LAST, gate(unanswered=("itchy_rash", "fall"))),)
    ), so_far(), "ask", "ask-gate",
)  # fmt: skip
case(
    "an open question that could be three days at most", replace(
        diary(), triages=((LAST, gate(unanswered=("pregnancy_found_or_planned",))),)
    ), so_far(), "continue",
)  # fmt: skip
case(
    "one missed gate with a good one after it, which asks since the missed one", replace(
        diary(), triages=((LAST - DAY, gate(unanswered=("seizure",))), (LAST, CALM))
    ), so_far(), "ask", "ask-gate",
)  # fmt: skip
case(
    "a missed gate that somebody has asked about since", replace(
        diary(), triages=((LAST - DAY, gate(unanswered=("seizure",))), (LAST, CALM)),
        dealt=(Dealt(LAST, UNANSWERED),),
    ), so_far(), "continue",
)  # fmt: skip
case(
    "a missed gate that was asked about before it was missed", replace(
        diary(), triages=((LAST - DAY, gate(unanswered=("seizure",))), (LAST, CALM)),
        dealt=(Dealt(LAST - 2 * DAY, UNANSWERED),),
    ), so_far(), "ask", "ask-gate",
)  # fmt: skip
case(
    "a missed gate that was answered later on its own day", replace(
        diary(), triages=((LAST - DAY, gate(unanswered=("seizure",))), (LAST - DAY, CALM),
                          (LAST, CALM)),
    ), so_far(), "continue",
)  # fmt: skip
case(
    "a missed gate of more than a week ago", replace(
        diary(), triages=((LAST - 7 * DAY, gate(unanswered=("seizure",))), (LAST, CALM))
    ), so_far(), "continue",
)  # fmt: skip
case(
    "the last gate missed long ago is still the last", replace(
        diary(5), triages=((CUT + 5 * DAY, gate(unanswered=("seizure",))),)
    ), so_far(), "ask", "ask-few-days", "ask-gate",
)  # fmt: skip


def said_yes(number: int, *dealt: Dealt, on: int = 14) -> FollowUp:
    """A calm diary in which one day has a yes that does not say what it was."""
    told = diary(on)
    entries = tuple(
        replace(one, unexplained=("life",)) if one.on == CUT + number * DAY else one
        for one in told.entries
    )
    return replace(told, entries=entries, dealt=dealt)


case("a yes that nobody has explained", said_yes(13), so_far(), "ask", "ask-yes")
case("such a yes of the week of the cut", said_yes(2), so_far(), "ask", "ask-yes")
case("such a yes while it is too early", said_yes(2, on=3), so_far(3), "ask", "ask-yes")
case(
    "such a yes that somebody has asked about", said_yes(2, Dealt(CUT + 3 * DAY, UNANSWERED)),
    so_far(), "continue",
)  # fmt: skip
case(
    "such a yes after somebody had asked about another",
    said_yes(5, Dealt(CUT + 3 * DAY, UNANSWERED)), so_far(), "ask", "ask-yes",
)  # fmt: skip
case(
    "such a yes while another flag was seen to", said_yes(5, Dealt(CUT + 6 * DAY, "fall")),
    so_far(), "ask", "ask-yes",
)  # fmt: skip

# Doses that are not the plan's.
case(
    "other doses that nobody has answered for", diary(), so_far(left=(LAST - DAY, LAST)),
    "ask", "ask-chosen",
)  # fmt: skip
BESIDE = so_far(beside=((LAST - 3 * DAY, "lorazepam"), (LAST - DAY, "lorazepam")))
case("a drug that the plan does not have", diary(), BESIDE, "ask", "ask-other-drug")
case(
    "such a drug that was spoken of", replace(diary(), dealt=(Dealt(LAST, OTHER_DRUG),)),
    BESIDE, "continue",
)  # fmt: skip
case(
    "such a drug taken again since it was spoken of",
    replace(diary(), dealt=(Dealt(LAST - 2 * DAY, OTHER_DRUG),)), BESIDE, "ask", "ask-other-drug",
)  # fmt: skip
case(
    "such a drug more than a week ago", diary(),
    so_far(beside=((LAST - 7 * DAY, "lorazepam"),)), "continue",
)  # fmt: skip
case("no baseline week", diary(baseline=None), so_far(), "ask", "ask-baseline")
case(
    "four days of a baseline", diary(changes=missing(-7, -6, -5)), so_far(), "continue",
)  # fmt: skip
case(
    "three days of a baseline", diary(changes=missing(-7, -6, -5, -4)),
    so_far(), "ask", "ask-baseline",
)  # fmt: skip
case("how hard it was left out", diary(hard=None), so_far(), "ask", "ask-few-days")
case("how it was borne left out", diary(tolerable=None), so_far(), "ask", "ask-few-days")

TWICE = replace(
    diary(), triages=((LAST, gate("hallucinations")), (LAST, CALM), (LAST, gate("hallucinations")))
)
case(
    "a flag raised twice on a day and seen to once",
    replace(TWICE, dealt=(Dealt(LAST, "hallucinations"),)), so_far(), "urgent", "red-flag",
)  # fmt: skip
case(
    "a flag raised twice on a day and seen to twice",
    replace(TWICE, dealt=(Dealt(LAST, "hallucinations"),) * 2), so_far(),
    "hold", "hold-after-flag",
)  # fmt: skip
case(
    "a flag raised twice and all flags of the day seen to",
    replace(TWICE, dealt=(Dealt(LAST),)), so_far(), "hold", "hold-after-flag",
)  # fmt: skip
case(
    "another flag seen to", replace(TWICE, dealt=(Dealt(LAST + DAY, "seizure"),)), so_far(15),
    "urgent", "red-flag",
)  # fmt: skip
