"""What is different from the earlier version of a plan, in lines that a person can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from glidepath.care.replan_rules import ReplanRules
from glidepath.domain.calendar import Span
from glidepath.domain.drug import PortionKind, Product
from glidepath.domain.following import DiffLine
from glidepath.domain.plan import Course, Plan
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.supply import SupplyPeriod
from glidepath.domain.wording import count_digits, date_text, dose_text

__all__ = ["diff_of"]


@dataclass(frozen=True, slots=True)
class _Level:
    """A run of days on the same doses, whatever pieces they come from."""

    doses: tuple[Mass, ...]
    span: Span

    @property
    def daily(self) -> Mass:
        return Mass(sum(dose.nanograms for dose in self.doses))


def diff_of(
    earlier: Plan,
    plan: Plan,
    supply: Sequence[SupplyPeriod],
    why: Sequence[DiffLine],
    rules: ReplanRules,
) -> tuple[DiffLine, ...]:
    """Why the plan is as it is, what changes in it, and what is to be dispensed first.

    Takes the earlier plan and the new one, its supply, the reasons and the sentences. Where
    nothing changes one line says so.
    """
    changes = [line for pair in _pairs(earlier, plan) for line in _changes(*pair, rules)]
    if plan.country != earlier.country:
        why = [*why, rules.reason("country", country=plan.country, before=earlier.country)]
    if not changes:
        steps = (step for course in plan.courses for step in course.steps)
        count = sum(1 for step in steps if step.span.start > plan.as_of)
        if any(line.key == "why.slow" for line in why):
            why = [*why, rules.reason("slow_not_slower")]
        same = rules.changed("none", count=count) if why else rules.reason("nothing", count=count)
        why = [*why, same]
    version = rules.changed(
        "version", version=plan.version, day=date_text(plan.as_of),
        before=earlier.version, earlier=date_text(earlier.as_of),
    )  # fmt: skip
    return (*why, *changes, *_dispensed(plan, supply, rules), version)


def _pairs(earlier: Plan, plan: Plan) -> Iterator[tuple[Course, Course]]:
    """The earlier and the new course of every drug that both plans tell of."""
    known = {course.drug_id: course for course in earlier.courses}
    return ((known[new.drug_id], new) for new in plan.courses if new.drug_id in known)


def _levels(course: Course) -> list[_Level]:
    groups = groupby(course.steps, lambda step: step.regimen.doses)
    return [
        _Level(doses, Span(steps[0].span.start, steps[-1].span.end))
        for doses, steps in ((doses, list(group)) for doses, group in groups)
    ]


def _changes(old: Course, new: Course, rules: ReplanRules) -> list[DiffLine]:
    found = _moved(_levels(old), _levels(new), rules)
    if found is None:
        found = _listed(old, new, rules)
    if found:
        found += _ends(old, new, rules)
    return found + _pieces(old, new, rules)


def _moved(
    old: Sequence[_Level], new: Sequence[_Level], rules: ReplanRules
) -> list[DiffLine] | None:
    """One line where all later steps come later by the same days; None where more differs."""
    places = [place for place, level in enumerate(old) if level.doses == new[0].doses]
    for place in places:
        before, ahead = old[place + 1 :], new[1:]
        alike = [(one.doses, one.span.days) for one in before] == [
            (one.doses, one.span.days) for one in ahead
        ]
        days = {
            (after.span.start - one.span.start).days
            for one, after in zip(before, ahead, strict=False)
        }
        if alike and days <= {0}:
            return []
        if alike and len(days) == 1:
            by = days.pop()
            name = "moved" if by > 0 else "sooner"
            return [rules.changed(name, count=len(ahead), days=abs(by))]
    return None


def _listed(old: Course, new: Course, rules: ReplanRules) -> list[DiffLine]:
    """Every step of the new course, each with the day on which the earlier one had it."""
    before = {level.doses: level for level in _levels(old)}
    lines = []
    for level in _levels(new):
        known = before.get(level.doses)
        was = ""
        if known is not None:
            was = rules.change["step_was"].format(
                dose=dose_text(known.daily), start=date_text(known.span.start)
            )
        lines.append(
            DiffLine(
                "change.step",
                rules.change["step"].format(
                    start=date_text(level.span.start),
                    end=date_text(level.span.end),
                    dose=dose_text(level.daily),
                    drug=new.drug_id,
                    was=was,
                ),
                date_text(known.span.start) if known else "",
                date_text(level.span.start),
            )
        )
    return lines


def _ends(old: Course, new: Course, rules: ReplanRules) -> list[DiffLine]:
    """The last day with the drug, or the dose in the end, where they differ."""
    was, now = _last_day(old), _last_day(new)
    if was and now and was != now:
        return [rules.changed("last_day", drug=new.drug_id, was=date_text(was), now=date_text(now))]
    before, after = (one.steps[-1].regimen.daily_dose for one in (old, new))
    if before == after:
        return []
    doses = {"was": dose_text(before), "now": dose_text(after)}
    return [rules.changed("end", drug=new.drug_id, **doses)]


def _last_day(course: Course) -> date | None:
    stops = course.stops_on
    return None if stops is None else date.fromordinal(stops.toordinal() - 1)


def _pieces(old: Course, new: Course, rules: ReplanRules) -> list[DiffLine]:
    """A line for every step whose doses are known and come from other pieces now."""
    before: dict[tuple[Mass, ...], list[Regimen]] = {}
    for step in old.steps:
        before.setdefault(step.regimen.doses, []).append(step.regimen)
    return [
        rules.changed(
            "pieces",
            start=date_text(step.span.start),
            end=date_text(step.span.end),
            dose=dose_text(step.regimen.daily_dose),
        )
        for step in new.steps
        if step.regimen not in before.get(step.regimen.doses, [step.regimen])
    ]


def _dispensed(plan: Plan, supply: Sequence[SupplyPeriod], rules: ReplanRules) -> list[DiffLine]:
    """What the first prescription holds, with what lies at home counted in."""
    if not supply:
        return []
    first = supply[0]
    names = {product.id: product for product in plan.products}
    days = {"start": date_text(first.span.start), "end": date_text(first.span.end)}
    found = [
        rules.changed(
            "supply",
            count=_count(line.dispensed, names[line.product_id]),
            product=names[line.product_id].name,
            home=count_digits(line.at_home),
            **days,
        )
        for line in first.lines
        if line.dispensed
    ]
    return found or [rules.changed("supply_none", **days)]


def _count(dispensed: int, product: Product) -> str:
    """How many, with the unit where a liquid is counted in drops or syringe marks."""
    units = {PortionKind.DROP: " drops", PortionKind.MARK: " syringe marks"}
    return f"{dispensed}{units.get(product.portions[0].kind, '')}"
