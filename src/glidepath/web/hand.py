"""Steps that somebody changed by hand: read, judged by the checker, or planned on from there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from glidepath.care.adopt import adopt
from glidepath.care.assess import Assessment, assess
from glidepath.care.forecasting import forecast_of_plan
from glidepath.care.judge import context_for, forbids, judge
from glidepath.care.prepare import prepare
from glidepath.care.settings import Settings, settings
from glidepath.domain.answer import Answer, Proposal, Refusal
from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.person import Known, Situation
from glidepath.domain.plan import Plan
from glidepath.domain.reading import read_mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.wording import dose_text
from glidepath.interop.answerfile_plan import product_tables
from glidepath.interop.planfile import read_plan
from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.fields import anchor
from glidepath.web.forms.read import Fault, Read
from glidepath.web.planning import Planned

__all__ = ["HandRow", "judged", "onward", "rows_from", "rows_of"]

MOST_ROWS = 80
_STEP = "step"


@dataclass(frozen=True, slots=True)
class HandRow:
    """One step as it stands in the form: days, the dose at each time, and whether it is a last one.

    All are kept as they were typed; `terminal` says that the step may break the ceiling.
    """

    days: str
    doses: Mapping[str, str]
    terminal: bool

    def fields(self, number: int) -> dict[str, str]:
        """The row as fields of a form."""
        start = f"{_STEP}#{number}"
        doses = {f"{start}.{time}": dose for time, dose in self.doses.items()}
        mark = {f"{start}.terminal": "on"} if self.terminal else {}
        return {f"{start}.days": self.days, **doses, **mark}


def rows_of(plan: Plan) -> tuple[HandRow, ...]:
    """The steps of a plan, ready to be changed."""
    return tuple(
        HandRow(
            str(step.span.days),
            {str(one.time): dose_text(one.dose) for one in step.regimen.intakes},
            step.terminal,
        )
        for step in plan.course.steps
    )


def rows_from(fields: Mapping[str, str], times: tuple[str, ...]) -> tuple[HandRow, ...]:
    """The steps of a form; a row without days and without a dose is left out."""
    rows = []
    for number in range(1, MOST_ROWS + 1):
        start = f"{_STEP}#{number}"
        days = fields.get(f"{start}.days", "")
        doses = {time: fields.get(f"{start}.{time}", "") for time in times}
        if days or any(doses.values()):
            rows.append(HandRow(days, doses, bool(fields.get(f"{start}.terminal"))))
    return tuple(rows)


def judged(
    rows: tuple[HandRow, ...], policy: str, situation: Situation, kb: KnowledgeBase, made_up: bool
) -> Planned:
    """The steps as a plan of their own, once the independent checker has read every one.

    Faults where something cannot be read; a refusal with the checker's findings where they
    forbid the plan; else the plan with its supply, its reviews and all findings.
    """
    try:
        claim = read_plan(_written(rows, policy, situation), "plan.json", kb)
    except BadInput as bad:
        return Planned(Read({}, situation, None, ()), None, tuple(map(_fault, bad.problems)))
    assert not isinstance(claim, Refusal)  # the drug is that of a situation that was read
    use = settings(kb)
    found = assess(situation, kb, use.most_pieces)
    known = kb.policy(policy) if policy in kb.policy_ids() else None
    carry = bool(situation.preferences.carry_halves)
    verdicts = judge(claim, context_for(situation, found, kb, use, known, carry))
    read = Read({}, situation, None, ())
    wrong = forbids(verdicts)
    if wrong:
        words = use.refusals["checker"]
        return Planned(read, Refusal(wrong, words["text"], words["next_step"]), ())
    try:
        proposal = adopt(claim, verdicts, kb, situation)
    except BadInput as bad:
        return Planned(read, None, tuple(map(_fault, bad.problems)))
    proposal = _whole(proposal, found, use, made_up)
    forecast = forecast_of_plan(proposal.plan, situation.treatment.regimen)
    return Planned(read, proposal, (), forecast)


def _whole(proposal: Proposal, found: Assessment, use: Settings, made_up: bool) -> Proposal:
    """The plan with what is known of the person, as any other proposal has it."""
    notes = (*proposal.plan.notes, *([use.notes["made_up"]] if made_up else []))
    return replace(
        proposal,
        plan=replace(proposal.plan, notes=notes, as_of=found.situation.as_of),
        findings=(*found.findings, *proposal.findings),
        questions=found.questions,
        risk=found.risk,
        level_of_care=found.level_of_care,
        trace={**proposal.trace, "assessment": found},
    )


def _written(rows: tuple[HandRow, ...], policy: str, situation: Situation) -> bytes:
    """The steps as a plan file, so that they are read with the rules of one."""
    steps = [_step(row, situation.as_of if place == 0 else None) for place, row in enumerate(rows)]
    tree = {
        "drug": situation.treatment.drug_id,
        "country": situation.country,
        "policy": policy,
        "products": [_product(one.product) for one in situation.products],
        "steps": steps,
    }
    return json.dumps(tree, ensure_ascii=False).encode()


def _step(row: HandRow, start: date | None) -> dict[str, Any]:
    days: int | str = int(row.days) if row.days.isdigit() and len(row.days) < 6 else row.days
    step: dict[str, Any] = {
        "days": days,
        "terminal": row.terminal,
        "intakes": [{"time": time, "dose": dose} for time, dose in row.doses.items()],
    }
    return step | ({"start": start.isoformat()} if start else {})


def _product(product: Any) -> dict[str, Any]:
    if not product.declared:
        return {"id": product.id}
    kept = ("drug", "name", "form", "strength", "splits", "mark_ml", "drops_per_ml")
    tables = product_tables(product)
    return {key: tables[key] for key in kept if key in tables}


def _fault(problem: Problem) -> Fault:
    """A problem of the plan file at the field of the step it belongs to."""
    where = problem.where.replace("steps#", f"{_STEP}#")
    field = where.split(".intakes", maxsplit=1)[0]
    name = f"{field}.days" if "#" in field and not field.endswith("days") else field
    label = field.replace("#", " ").split(".", maxsplit=1)[0].capitalize() or "Plan"
    return Fault(name, label, anchor(name), "", problem.given, problem.allowed, problem.next_step)


def onward(
    rows: tuple[HandRow, ...], after: int, policy: str, situation: Situation, kb: KnowledgeBase
) -> tuple[HandRow, ...]:
    """The first steps as they were changed, and everything after them planned anew.

    `after` is the number of the last step that is kept. Refuses (BadInput) steps that cannot
    be read, and doses from which no plan can go on.
    """
    kept = rows[:after]
    written = [_step(row, None) for row in kept]
    total = sum(step["days"] if isinstance(step["days"], int) else 0 for step in written[:-1])
    last = written[-1]
    if not isinstance(last["days"], int) or any(not isinstance(s["days"], int) for s in written):
        raise BadInput(Problem("steps", "days that cannot be read", "whole numbers of days"))
    begins = situation.as_of + timedelta(days=total)
    goes_on = begins + timedelta(days=last["days"])
    answer = prepare(_standing(situation, kept[-1], begins, goes_on), kb, policy or None)
    return (*kept[:-1], *_rest(kept[-1], answer))


def _standing(situation: Situation, row: HandRow, begins: date, goes_on: date) -> Situation:
    """The person as they will stand on the last kept step: its doses are the present ones."""
    present = Regimen.of(
        (TimeOfDay.read(time), read_mass(dose)) for time, dose in row.doses.items()
    )
    wishes = replace(situation.preferences, first_cut_on=goes_on)
    treatment = replace(situation.treatment, regimen=present, last_taken=Known(begins))
    return replace(situation, as_of=begins, treatment=treatment, preferences=wishes)


def _rest(kept: HandRow, answer: Answer) -> tuple[HandRow, ...]:
    if not isinstance(answer, Proposal):
        text = getattr(answer, "text", "") or "questions that have to be answered first"
        raise BadInput(Problem("steps", text, "steps from which a plan can go on"))
    first, *rest = rows_of(answer.plan)
    return (replace(kept, days=first.days), *rest)
