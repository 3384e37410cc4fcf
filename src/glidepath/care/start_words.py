"""What is said of a start: who decides, how far it goes, when raising ends, what others do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from glidepath.care.settings import Settings
from glidepath.domain.person import Indication, Known, Situation
from glidepath.domain.plan import Review
from glidepath.domain.quantity import Mass
from glidepath.domain.titration import Amount, Per, TitrationRule
from glidepath.domain.wording import dose_text, plain_number
from glidepath.planning.titrate import TitrationResult

__all__ = ["elsewhere", "meetings", "told"]


def told(
    situation: Situation, use: Settings, result: TitrationResult, rule: TitrationRule
) -> Iterator[str]:
    """All that was settled on the way, in a fixed order."""
    says = use.says
    reached = result.course.steps[-1].regimen.daily_dose
    yield says["start.title"].format(title=rule.title, who=result.who_decides)
    yield from _by_weight(situation, use, result, rule)
    if result.off_label:
        yield says["start.off_label"].format(country=situation.country, who=result.who_decides)
    yield says["start.maximum"].format(maximum=_mg(result.maximum_mg), reached=dose_text(reached))
    if result.short_of is not None:
        asked = _mg(result.short_of)
        yield says["start.short_of"].format(asked=asked, reached=dose_text(reached))
    yield says["start.kept"].format(days=use.start_kept_days)
    yield from (says["start.stop"].format(text=one.text) for one in result.stops)
    yield from (says["start.disagreement"].format(text=one.text) for one in result.disagreements)
    if result.note:
        yield says["start.rule_note"].format(text=result.note)


def _by_weight(
    situation: Situation, use: Settings, result: TitrationResult, rule: TitrationRule
) -> Iterator[str]:
    """The weight that the doses were reckoned for, and what they come to for each kilogram."""
    weight = situation.person.weight_kg
    if rule.start.value.per is not Per.KG_AND_DAY or not isinstance(weight, Known):
        return
    days = (result.course.steps[place].regimen.daily_dose for place in (0, -1))
    first, last = (_rounded(Fraction(day.mg) / weight.value) for day in days)
    yield use.says["start.weight"].format(kg=_rounded(weight.value), first=first, last=last)


def _rounded(figure: Fraction) -> str:
    """A figure to read, to the fourth place."""
    return plain_number(Decimal(round(figure * 10_000)) / 10_000)


def elsewhere(situation: Situation, use: Settings, rules: Iterable[TitrationRule]) -> Iterator[str]:
    """What other countries' rules would give this person, in milligrams for their weight."""
    weight = situation.person.weight_kg
    kg = weight.value if isinstance(weight, Known) else None
    for other in rules:
        if other.asks_weight and kg is None:
            continue
        target = other.target.value if other.target else None
        yield use.says["start.elsewhere"].format(
            title=other.title,
            start=_range(other.start.value, kg),
            target=_range(target, kg) if target else "not given",
            maximum=_range(other.maximum.value, kg),
        )


def _range(amount: Amount, kg: Fraction | None) -> str:
    most = _mg(amount.milligrams(amount.most, kg))
    if amount.least is None or amount.least == amount.most:
        return most
    return f"{_mg(amount.milligrams(amount.least, kg))} to {most}"


def _mg(milligrams: Fraction) -> str:
    """Milligrams to read: exact where they end, else to the microgram below."""
    return plain_number(Mass(int(milligrams * 1000) * 1000).mg)


def meetings(indication: Indication, use: Settings, result: TitrationResult) -> Iterator[Review]:
    """The meetings of every start, and of one against seizures, counted from its first day."""
    first = result.course.span.start
    for rule in use.start_reviews:
        if rule.after == "any" or indication.is_epilepsy:
            yield Review(first + timedelta(days=rule.days), rule.reason, rule.source)
