"""Starts of treatment for the tests of titration, in few words."""

from datetime import date
from fractions import Fraction

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.person import UNKNOWN, Known
from glidepath.domain.quantity import Mass
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.titrate import End, TitrationRequest
from tests.unit.dosing.courses import HALF, tablet

START = date(2026, 11, 23)
TIMES = {1: ("22:00",), 2: ("08:00", "22:00"), 3: ("08:00", "14:00", "22:00")}
TEXTS = {"lowered": "{asked} mg made {given} mg"}
TABLETS = (tablet("0.5", HALF), tablet("1"), tablet("2"))


def start(rule: str, **changed) -> TitrationRequest:
    """A start by a packaged rule; whatever the test does not speak of fits the rule."""
    known = KnowledgeBase.packaged().titration(rule)
    times = tuple(TimeOfDay.read(time) for time in TIMES[changed.pop("times", 2)])
    age, kg, up_to = changed.pop("age", 40), changed.pop("kg", None), changed.pop("up_to", None)
    given = {
        "rule": known,
        "country": known.whom.countries[0],
        "indication": known.whom.indications[-1],
        "age_years": UNKNOWN if age is None else Known(age),
        "weight_kg": UNKNOWN if kg is None else Known(Fraction(kg)),
        "products": TABLETS,
        "times": times,
        "bedtime": times[-1],
        "start_on": START,
        "end": End.HIGH,
        "licensed": True,
        "kept_days": 28,
        "most_pieces": 6,
        "up_to": None if up_to is None else Mass.from_mg(up_to),
        "texts": TEXTS,
    }
    return TitrationRequest(**(given | changed))
