"""Exchanges of one drug for another for the tests, in few words."""

from dataclasses import replace
from datetime import date

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.person import Known
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.exchange import Fall, SubstitutionRequest, named_rate
from tests.unit.dosing.courses import tablet
from tests.unit.planning.asking import TIMES

KNOWN = KnowledgeBase.packaged()
RULES = KNOWN.crossover()
CLEAR = {one.fact: Known(False) for one in RULES.barriers}
AS_OF, FIRST = date(2026, 11, 23), date(2026, 11, 30)
MORNING, NIGHT = TimeOfDay.read("08:00"), TimeOfDay.read("22:00")
LAST_FIRST = {1: (NIGHT,), 2: (NIGHT, MORNING)}


def of(drug: str, *strengths: str, split=()):
    """Tablets of a drug, whole unless said otherwise."""
    return tuple(replace(tablet(mg, *split, drug=drug), id=f"{drug}-{mg}") for mg in strengths)


def exchange(doses: str, **changed) -> SubstitutionRequest:
    """Lorazepam exchanged for diazepam by the Scottish table, unless the test says otherwise."""
    old, new = changed.pop("old", "lorazepam"), changed.pop("new", "diazepam")
    table = changed.pop("table", "scotland-2024")
    masses = [Mass.from_mg(dose) for dose in doses.split()]
    times = [TimeOfDay.read(time) for time in TIMES[len(masses)]]
    given = {
        "old_drug": old,
        "present": Regimen.of(zip(times, masses, strict=True)),
        "old_products": of(old, "0.5", "1"),
        "new_drug": new,
        "new_products": of(new, "1", "2", "5", "10"),
        "rate": named_rate(KNOWN.equivalence(), old, new, table),
        "as_of": AS_OF,
        "first_on": FIRST,
        "step_days": 14,
        "order": tuple(reversed(times)),
        "corridor": RULES.corridor.value,
        "barriers": RULES.barriers,
        "facts": CLEAR,
        "most_pieces": 6,
        "recheck_days": RULES.recheck_days.value,
        "recheck_source": RULES.recheck_days.sources[0],
        "texts": {"recheck": "How is it borne?"},
    }
    return SubstitutionRequest(**(given | changed))


def fall(policy: str = "scotland-2024", pace: str = "faster", *order: TimeOfDay, **more) -> Fall:
    """The lowering afterwards at a packaged pace, the morning first."""
    return Fall(KNOWN.policy(policy).paces[pace], order or (MORNING, NIGHT), 14, **more)
