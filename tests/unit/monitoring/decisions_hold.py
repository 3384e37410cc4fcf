"""Cases on both sides of every reason to hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from glidepath.domain.person import UNKNOWN, Known
from glidepath.monitoring.follow_up import Masked
from tests.unit.monitoring.decision_case import (
    JUST,
    LAST,
    NEW,
    NO,
    case,
    days,
    listed,
    scored,
)
from tests.unit.monitoring.diaries import CALM, CUT, DAY, diary, gate, scale, so_far, week

# Hold: not borne, hard, above the baseline.
case(
    "three days not borne", diary(changes=days((11, 12, 13), tolerable=NO)),
    so_far(), "hold", "hold-not-tolerable",
)  # fmt: skip
case(
    "two days not borne", diary(changes=days((12, 13), tolerable=NO)),
    so_far(), "hold", "hold-not-back",
)  # fmt: skip
case("one day not borne", diary(changes=days((13,), tolerable=NO, hard=9)), so_far(), "continue")
case("every day just borne", diary(tolerable=JUST), so_far(), "continue")
case(
    "three days of seven or more", diary(changes=days((10, 12, 13), hard=7)),
    so_far(), "hold", "hold-hard-days",
)  # fmt: skip
case("three days of six", diary(changes=days((10, 12, 13), hard=6)), so_far(), "continue")
case("two days of seven", diary(changes=days((12, 13), hard=7)), so_far(), "continue")
case(
    "a third hard day only today waits for the next entry",
    diary(changes=days((11, 12, 14), hard=7)), so_far(), "wait", "wait-confirm",
)  # fmt: skip
case(
    "bad days before the window do not count", diary(changes=days((5, 6, 7), hard=9)),
    so_far(), "continue",
)  # fmt: skip
case(
    "the first day of the window counts", diary(changes=days((8, 9, 10), hard=7)),
    so_far(), "hold", "hold-hard-days",
)  # fmt: skip
case(
    "three above the baseline", diary(hard=5), so_far(), "hold", "hold-above-baseline",
)  # fmt: skip
case("two above the baseline", diary(hard=4), so_far(), "hold", "hold-not-back")
case("one above the baseline", diary(hard=3), so_far(), "continue")
case(
    "three above and falling",
    diary(changes=days((8, 9, 10, 11), hard=6) | days((12, 13, 14), hard=5)),
    so_far(), "hold", "hold-not-back",
)  # fmt: skip


def _baseline(*hard: int) -> dict[int, dict[str, Any] | None]:
    """A baseline week day by day."""
    return {number: {"hard": one} for number, one in zip(range(-7, 0), hard, strict=True)}


WIDE = _baseline(0, 0, 1, 2, 3, 4, 4)  # median 2, median distance from it 2
STEADIER = _baseline(0, 1, 1, 2, 3, 3, 4)  # median 2, median distance from it 1
case("a rise of three, one's own spread of one", diary(changes=STEADIER, hard=5), so_far(),
     "hold", "hold-above-baseline")  # fmt: skip
case("a rise of four, one's own spread of two", diary(changes=WIDE, hard=6), so_far(),
     "hold", "hold-not-back")  # fmt: skip
case("a rise of six, one's own spread of two", diary(changes=WIDE, hard=8), so_far(),
     "hold", "hold-above-baseline", "hold-hard-days")  # fmt: skip
case("a rise of five, one's own spread of two", diary(changes=WIDE, hard=7), so_far(),
     "hold", "hold-hard-days")  # fmt: skip

case(
    "one day not borne and steady else: no cut that day", diary(changes=days((14,), tolerable=NO)),
    so_far(), "wait", "wait-confirm",
)  # fmt: skip
case(
    "two days not borne up to today", diary(changes=days((13, 14), tolerable=NO)),
    so_far(), "hold", "hold-not-borne-now",
)  # fmt: skip
case(
    "a day not borne is triage's to call about, not a suspension by itself",
    replace(diary(), triages=((LAST - DAY, gate("hard_to_bear")), (LAST, CALM))),
    so_far(), "continue",
)  # fmt: skip

# Hold: sleep, function, what else weighs.
case(
    "three nights under four hours", diary(changes=days((11, 12, 13), sleep_hours=Fraction(7, 2))),
    so_far(), "hold", "hold-short-nights",
)  # fmt: skip
case(
    "three nights of four hours", diary(changes=days((11, 12, 13), sleep_hours=Fraction(4))),
    so_far(), "continue",
)  # fmt: skip
case(
    "two nights under four hours", diary(changes=days((12, 13), sleep_hours=Fraction(3))),
    so_far(), "continue",
)  # fmt: skip
case(
    "three nights unknown", diary(changes=days((11, 12, 13), sleep_hours=None)),
    so_far(), "ask", "ask-unanswered",
)  # fmt: skip
case("two nights unknown", diary(changes=days((11, 12), sleep_hours=None)), so_far(), "continue")
ILL = {"mood_or_psychotic": Known(True)}
case(
    "two short nights in a row in bipolar disorder",
    diary(changes=days((10, 11), sleep_hours=Fraction(9, 2))), so_far(**ILL),
    "hold", "hold-mood-sleep",
)  # fmt: skip
case(
    "one short night in bipolar disorder", diary(changes=days((10,), sleep_hours=Fraction(2))),
    so_far(**ILL), "continue",
)  # fmt: skip
case(
    "two short nights with a good one between",
    diary(changes=days((10, 12), sleep_hours=Fraction(4))), so_far(**ILL), "continue",
)  # fmt: skip
case(
    "two nights of five hours in bipolar disorder",
    diary(changes=days((10, 11), sleep_hours=Fraction(5))), so_far(**ILL), "continue",
)  # fmt: skip
case(
    "short nights, and nobody has asked about mood illness",
    diary(changes=days((10, 11), sleep_hours=Fraction(9, 2))),
    so_far(mood_or_psychotic=UNKNOWN), "ask", "ask-unanswered",
)  # fmt: skip
case(
    "mood illness not asked about, sleep good",
    diary(),
    so_far(mood_or_psychotic=UNKNOWN),
    "continue",
)
case(
    "mood illness and sleep never written", diary(sleep_hours=None), so_far(**ILL),
    "ask", "ask-unanswered",
)  # fmt: skip
case("three days out of role", listed(role=3), so_far(), "hold", "hold-function")
case("two days out of role", listed(role=2), so_far(), "continue")
case("days out of role unknown", listed(role=None), so_far(), "ask", "ask-unanswered")
case(
    "an illness on two entries", diary(changes=days((13, 14), because={"illness": True})),
    so_far(), "hold", "hold-circumstance",
)  # fmt: skip
case(
    "an illness since today", diary(changes=days((14,), because={"illness": True})),
    so_far(), "wait", "wait-confirm",
)  # fmt: skip
case(
    "an illness that has passed", diary(
        changes=days((9, 10), because={"illness": True}) | days((12,), because={"illness": False})
    ), so_far(), "continue",
)  # fmt: skip
for one in ("bereavement", "exam_or_deadline", "new_medicine"):
    case(
        f"{one} on two entries", diary(changes=days((13, 14), because={one: True})),
        so_far(), "hold", "hold-circumstance",
    )  # fmt: skip
for one in ("stress", "period", "much_caffeine"):
    case(
        f"{one} alone holds nothing", diary(changes=days((13, 14), because={one: True})),
        so_far(), "continue",
    )  # fmt: skip
case("the person does not agree", diary(), so_far(agrees=Known(False)), "hold", "hold-not-agreed")
case("the person agrees", diary(), so_far(agrees=Known(True)), "continue")

# Lists and scores: never alone.
case(
    "a new worst symptom and two hard days", listed(tingling=NEW, hard=4), so_far(),
    "hold", "hold-new-symptom",
)  # fmt: skip
case(
    "a new worst symptom and days barely harder", listed(tingling=NEW, hard=3), so_far(),
    "ask", "ask-single-score",
)  # fmt: skip
case(
    "a new worst symptom and one hard day", replace(
        listed(tingling=NEW), entries=diary(changes=days((13,), hard=9)).entries
    ), so_far(), "ask", "ask-single-score",
)  # fmt: skip
case(
    "a new symptom not at its worst",
    listed(tingling=(3, True, False), hard=4),
    so_far(),
    "continue",
)
case(
    "the worst symptom, but known", listed(tingling=(4, False, True), hard=4), so_far(), "continue"
)
case(
    "the worst symptom, nobody says if new", listed(tingling=(4, None, None)), so_far(),
    "ask", "ask-unanswered",
)  # fmt: skip
case(
    "a new worst symptom in two lists running", replace(
        diary(), weeks=(week(CUT + 7 * DAY, tingling=NEW), week(LAST, tingling=NEW))
    ), so_far(), "hold", "hold-new-symptom",
)  # fmt: skip
case(
    "a worst symptom before any cut is not new", replace(
        diary(-1), weeks=(week(CUT - DAY, tingling=NEW),)
    ), so_far(0, cuts=(), next_cut_on=CUT), "continue",
)  # fmt: skip
case(
    "a list nine days old", replace(diary(), weeks=(week(CUT + 5 * DAY),)), so_far(),
    "ask", "ask-week", "ask-unanswered",
)  # fmt: skip
case("a list eight days old", replace(diary(), weeks=(week(CUT + 6 * DAY),)), so_far(), "continue")
case("PHQ-9 of 15 with hard days", scored("phq9", (14, 15), hard=4), so_far(), "hold", "hold-phq9")
case("PHQ-9 of 15 alone", scored("phq9", (14, 15)), so_far(), "ask", "ask-single-score")
case("PHQ-9 of 14", scored("phq9", (14, 14), hard=4), so_far(), "continue")
case("PHQ-9 of 15 twice", scored("phq9", (7, 16), (14, 15)), so_far(), "hold", "hold-phq9")
case(
    "PHQ-9 five higher", scored("phq9", (-1, 4), (14, 9), hard=4), so_far(), "hold", "hold-phq9",
)  # fmt: skip
case("PHQ-9 four higher", scored("phq9", (-1, 4), (14, 8), hard=4), so_far(), "continue")
case(
    "PHQ-9 five higher fourteen days on", scored("phq9", (0, 4), (14, 9), hard=4), so_far(),
    "hold", "hold-phq9",
)  # fmt: skip
case(
    "PHQ-9 five higher within thirteen days", scored("phq9", (0, 4), (13, 9), hard=4), so_far(),
    "continue",
)  # fmt: skip
case("a PHQ-9 without a total", scored("phq9", (14, None), hard=4), so_far(), "continue")
case(
    "GAD-7 high and four higher", scored("gad7", (-1, 11), (14, 15), hard=4), so_far(),
    "hold", "hold-gad7",
)  # fmt: skip
case("GAD-7 high, three higher", scored("gad7", (-1, 12), (14, 15), hard=4), so_far(), "continue")
case("GAD-7 of 14, four higher", scored("gad7", (-1, 10), (14, 14), hard=4), so_far(), "continue")
case("GAD-7 high from the first", scored("gad7", (14, 18), hard=4), so_far(), "continue")
case(
    "a scale 36 days old", replace(
        diary(), scales=(scale("gad7", LAST - timedelta(days=36), 4),)
    ), so_far(), "ask", "ask-scale",
)  # fmt: skip
case(
    "a scale 35 days old", replace(
        diary(), scales=(scale("gad7", LAST - timedelta(days=35), 4),)
    ), so_far(), "continue",
)  # fmt: skip
MASKED = (Masked("blunted", ("propranolol",)),)
case(
    "tremor under propranolol is left out", listed(tremor=NEW, hard=4), so_far(masks=MASKED),
    "continue",
)  # fmt: skip
case("tremor without it", listed(tremor=NEW, hard=4), so_far(), "hold", "hold-new-symptom")
