"""What a case asks for besides a taper: a start, an exchange, a second drug beside the first."""

from __future__ import annotations

from datetime import date

from glidepath.domain.answer import Refusal
from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.person import Known, Treatment
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wishes import Start, Switch, TwoDrugs
from glidepath.interop.casefile_gather import Gather
from glidepath.interop.casefile_names import read_drug
from glidepath.interop.casefile_shape import CaseShape, StartShape, SwitchShape
from glidepath.interop.casefile_treatment import treatment
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["also", "joins", "nothing_yet", "start", "starts", "switch"]

_MOST_BESIDE = 3
_FURTHEST = 366


def starts(shape: CaseShape) -> bool:
    """Whether the goal is to begin the drug."""
    kind = shape.goal.kind if shape.goal else None
    return isinstance(kind, Known) and kind.value.value == "start"


def start(shape: CaseShape, gather: Gather) -> Start | None:
    """What is asked of a start; refused where the drug is not to be begun."""
    row = shape.start
    if not starts(shape):
        if row is not None:
            gather.add("start", "a start", 'no start, or the goal "start"')
        return None
    row = row or StartShape()
    if shape.treatment and shape.treatment.intakes:
        step = "A dose that is taken already is maintained, lowered or exchanged."
        gather.add("treatment.intakes", "doses", "none: a start begins from no drug", step)
    gather.need(row.times, "start.times", "every time of day at which it will be taken")
    gather.need(row.bedtime, "start.bedtime", "which of the times is bedtime")
    gather.need(row.end, "start.end", "low or high: which end of the rule's ranges is meant")
    gather.not_before(row.on, shape.as_of, "start.on", "as_of")
    _not_far(row.on, shape.as_of, "start.on", gather)
    if row.times is None or row.bedtime is None or row.end is None:
        return None
    times, bedtime, end = tuple(row.times), row.bedtime, row.end
    return gather.attempt("", lambda: Start(times, bedtime, end, row.rule or "", row.up_to, row.on))


def nothing_yet(begins: Start | None) -> Regimen | None:
    """The present regimen of somebody who is to begin: nothing at every time of day."""
    if begins is None:
        return None
    return Regimen.of((time, Mass.zero()) for time in begins.times)


def switch(shape: CaseShape, country: str, kb: KnowledgeBase, gather: Gather) -> Switch | None:
    """The exchange that somebody asks for, in its own table or as a wish alone."""
    wished = shape.preferences.switch_to if shape.preferences else None
    row = shape.switch
    if row is None:
        drug = _drug(wished, "preferences.switch_to", country, kb, gather) if wished else ""
        return Switch(drug) if drug else None
    if wished is not None:
        gather.add("preferences.switch_to", "a wish beside the table", "switch.to alone")
    gather.not_before(row.first_on, shape.as_of, "switch.first_on", "as_of")
    _not_far(row.first_on, shape.as_of, "switch.first_on", gather)
    drug = _drug(row.to, "switch.to", country, kb, gather)
    order = _order(row, shape, gather)
    return Switch(drug, order, row.parts, row.step_days, row.first_on) if drug else None


def joins(shape: CaseShape) -> bool:
    """Whether two drugs are to become one before anything is lowered."""
    return shape.preferences is not None and shape.preferences.two_drugs is TwoDrugs.JOINED


def _order(row: SwitchShape, shape: CaseShape, gather: Gather) -> tuple[TimeOfDay, ...]:
    """The times in the order in which they are exchanged: each that holds a dose, once.

    Where two drugs are joined, which of them is exchanged is settled later, and so is this.
    """
    order = tuple(row.order or ())
    if joins(shape):
        return order
    intakes = (shape.treatment.intakes if shape.treatment else None) or []
    taken = sorted(one.time for one in intakes if one.time is not None)
    if order and sorted(order) != taken:
        allowed = f"each of {', '.join(map(str, taken))} once"
        gather.add("switch.order", ", ".join(map(str, order)), allowed)
        return ()
    return order


def also(
    shape: CaseShape, first: str, country: str, kb: KnowledgeBase, gather: Gather
) -> tuple[Treatment, ...]:
    """Other drugs of this kind that are taken beside the first, each of them once."""
    rows, found = shape.also or [], list[Treatment]()
    if shape.preferences and shape.preferences.two_drugs and not rows:
        step = "List the other drug under [[also]], or leave this out."
        gather.add("preferences.two_drugs", "a wish for two drugs", "a second drug", step)
    if len(rows) > _MOST_BESIDE:
        gather.add("also", f"{len(rows)} drugs", f"at most {_MOST_BESIDE} beside the first")
    for number, row in enumerate(rows, start=1):
        where = f"also#{number}"
        drug = _drug(row.drug, f"{where}.drug", country, kb, gather)
        treated = treatment(row, drug, shape.as_of, gather, where)
        if drug and drug in (first, *(one.drug_id for one in found)):
            gather.add(f"{where}.drug", f"{drug} a second time", "each drug once")
        elif treated is not None:
            found.append(treated)
    return tuple(found)


def _drug(name: str | None, where: str, country: str, kb: KnowledgeBase, gather: Gather) -> str:
    """A drug beside the one of the treatment; one we do not plan for is a problem here."""
    found = read_drug(name, where, country, kb, gather)
    if isinstance(found, Refusal):
        gather.add(where, repr((name or "")[:40]), ", ".join(kb.drug_ids()), found.next_step)
        return ""
    return found


def _not_far(day: date | None, as_of: date | None, where: str, gather: Gather) -> None:
    if day is not None and as_of is not None and (day - as_of).days > _FURTHEST:
        gather.add(where, day.isoformat(), f"a day within {_FURTHEST} days of as_of")
