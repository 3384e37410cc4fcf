"""Rare use needs no taper, short use little, and what is not known is asked."""

import pytest

from glidepath.domain.person import UNKNOWN, Known, Refused
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.short import Use, Way, after_use
from glidepath.planning.taper import taper
from tests.unit.dosing.courses import HALF, tablet
from tests.unit.planning.asking import request

RULES = KnowledgeBase.packaged().short_use()
SAFE = {one.fact: Known(False) for one in RULES.cautions}


def after(week, days, **facts):
    return after_use(Use(week, days, SAFE | facts), RULES)


@pytest.mark.parametrize(
    ("week", "days", "way"),
    [
        (3, 400, Way.NO_TAPER), (4, 13, Way.NO_TAPER), (7, 14, Way.SHORT_TAPER),
        (7, 27, Way.SHORT_TAPER), (7, 28, Way.FULL_TAPER), (4, 28, Way.FULL_TAPER),
    ],
)  # fmt: skip
def test_days_a_week_and_days_in_all_decide(week: int, days: int, way: Way) -> None:
    assert after(Known(week), Known(days)).way is way


def test_rare_and_short_use_are_told_apart_in_words() -> None:
    assert after(Known(2), UNKNOWN).reasons == (RULES.rare,)
    assert after(Known(7), Known(5)).reasons == (RULES.stop,)
    assert after(Known(7), Known(20)).reasons == (RULES.short,)
    assert after(Known(7), Known(200)).reasons == (RULES.full,)


def test_a_risk_of_seizures_makes_short_use_count_as_long() -> None:
    advice = after(Known(1), Known(5), seizure_risk=Known(True))
    assert advice.way is Way.FULL_TAPER
    assert [one.text for one in advice.reasons] == [RULES.cautions[0].text, RULES.full.text]


@pytest.mark.parametrize("fact", [UNKNOWN, Refused()])
def test_what_is_not_known_is_asked_and_never_read_as_well(fact) -> None:
    assert after(Known(2), Known(5), seizure_risk=fact).ask == ("seizure_risk",)
    assert after(fact, Known(5)).ask == ("days_per_week",)
    assert after(Known(7), fact).ask == ("days_taken",)
    assert after(fact, fact).way is Way.ASK


def test_nothing_said_of_a_caution_is_asked_too() -> None:
    assert after_use(Use(Known(2), Known(5)), RULES).ask == tuple(SAFE)


def test_long_daily_use_needs_no_further_question() -> None:
    assert after_use(Use(Known(7), Known(300)), RULES).way is Way.FULL_TAPER


@pytest.mark.parametrize(("pace", "days"), [("usual", 3), ("gentle", 7)])
def test_the_short_taper_is_planned_like_any_other(pace: str, days: int) -> None:
    asked = request("1", (tablet("0.5", HALF),), RULES.policy, name=pace)
    course = taper(asked).course
    doses = [str(step.regimen.daily_dose.mg) for step in course.steps]
    assert doses == ["1", "0.75", "0.5", "0.25", "0"]
    assert [step.span.days for step in course.steps[1:-1]] == [days] * 3
