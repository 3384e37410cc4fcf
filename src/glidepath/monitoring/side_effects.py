"""Reviews a side effect in one person: how often it comes, what precedes it, what may be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.evidence import Confidence
from glidepath.domain.person import Known, Medicine, Situation
from glidepath.domain.regimen import Intake
from glidepath.domain.wording import dose_text
from glidepath.monitoring.side_effect_book import Effect, EffectBook

__all__ = ["Proposed", "Reported", "SideEffectReview", "review_side_effect"]

_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Reported:
    """A side effect as a person tells it: when it is worst, since when, and what changed before.

    Empty means that nobody has said.
    """

    effect_id: str
    worst_at: TimeOfDay | None = None
    since: date | None = None
    new_product_on: date | None = None
    last_cut_on: date | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """One thing that may be done, for a clinician to decide."""

    id: str
    text: str
    sources: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class SideEffectReview:
    """What is known of the effect, what precedes it in this person, and what may be done.

    `triage` names the red-flag question that has to be answered first, empty where the
    effect is not serious. `ask` names what would make the review surer.
    """

    effect_id: str
    name: str
    often: str
    preceded_by: tuple[str, ...]
    proposals: tuple[Proposed, ...]
    triage: str
    ask: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: str


def review_side_effect(
    situation: Situation, reported: Reported, book: EffectBook
) -> SideEffectReview:
    """Set a side effect beside doses, medicines, products and cuts of this person.

    Proposals never raise the daily dose and never stop the drug. Refuses an effect that the
    data do not name.
    """
    effect = book.effect(reported.effect_id)
    dose = _dose_before(situation, reported, book)
    medicines = tuple(_changed_before(situation, reported, book))
    ids = _proposals(situation, reported, book, effect, dose, bool(medicines))
    return SideEffectReview(
        effect_id=effect.id,
        name=effect.name,
        often=_often(situation, effect, book),
        preceded_by=tuple(_preceded(reported, book, dose, medicines)),
        proposals=tuple(Proposed(one, *book.proposals[one]) for one in ids),
        triage=effect.triage,
        ask=_asked(situation, reported),
        sources=effect.sources,
        confidence=effect.confidence.value,
    )


def _often(situation: Situation, effect: Effect, book: EffectBook) -> str:
    """How often the effect came in trials at this person's dose; a weak figure carries its mark."""
    if situation.treatment.drug_id != book.drug_id:
        return book.texts["no_figures"]
    mg = Fraction(situation.treatment.regimen.daily_dose.mg)
    band = sum(mg >= bound for bound in book.band_bounds)
    mark = effect.confidence.mark
    percent = f"{effect.bands[band]}" + (f" ({mark})" if mark else "")
    return book.texts["often"].format(
        band=book.band_names[band], percent=percent, overall=effect.overall, placebo=effect.placebo
    )


def _dose_before(
    situation: Situation, reported: Reported, book: EffectBook
) -> tuple[Intake, int] | None:
    """The last dose before the worst time and the minutes between, if it can still be acting."""
    if reported.worst_at is None:
        return None
    taken = [one for one in situation.treatment.regimen.intakes if one.dose]
    worst = reported.worst_at.minutes
    gaps = [(one, (worst - one.time.minutes) % _DAY) for one in taken]
    close = [pair for pair in gaps if pair[1] <= book.limits["hours_after_dose"].value * 60]
    return min(close, key=lambda pair: pair[1], default=None)


def _changed_before(
    situation: Situation, reported: Reported, book: EffectBook
) -> Iterable[Medicine]:
    """Medicines started or stopped within the days before the effect began."""
    listed = situation.medicines
    if not isinstance(listed, Known):
        return ()
    near = _within(reported, book, "days_after_change")
    return (one for one in listed.value if near(one.started) or near(one.stopped))


def _within(reported: Reported, book: EffectBook, limit: str) -> Callable[[date | None], bool]:
    """Whether the effect began within so many days after a day."""
    most, since = book.limits[limit].value, reported.since

    def near(day: date | None) -> bool:
        return bool(day and since and 0 <= (since - day).days <= most)

    return near


def _preceded(
    reported: Reported,
    book: EffectBook,
    dose: tuple[Intake, int] | None,
    medicines: Iterable[Medicine],
) -> Iterable[str]:
    texts, days = book.texts, str(book.limits["days_after_change"].value)
    if dose:
        intake, minutes = dose
        hours, rest = divmod(minutes, 60)
        text = texts["after_dose"]
        at = {"dose": dose_text(intake.dose), "time": str(intake.time)}
        yield text.format(hours=hours, minutes=rest, **at)
    for medicine in medicines:
        yield texts["after_medicine"].format(days=days, medicine=medicine.name)
    if _within(reported, book, "days_after_change")(reported.new_product_on):
        yield texts["after_product"].format(days=days)
    if _within(reported, book, "days_after_cut")(reported.last_cut_on):
        yield texts["after_cut"].format(days=str(book.limits["days_after_cut"].value))


def _proposals(
    situation: Situation,
    reported: Reported,
    book: EffectBook,
    effect: Effect,
    dose: tuple[Intake, int] | None,
    medicine_changed: bool,
) -> list[str]:
    """What may be done, the first thing first; to watch is always among it."""
    taken = [one for one in situation.treatment.regimen.intakes if one.dose]
    after_cut = _within(reported, book, "days_after_cut")(reported.last_cut_on)
    new_product = _within(reported, book, "days_after_change")(reported.new_product_on)
    single = dose is not None and len(taken) == 1
    by_day = dose is not None and len(taken) > 1 and dose[0] != taken[-1]
    wanted = {
        "triage": bool(effect.triage),
        "review_medicine": medicine_changed,
        "review_product": new_product,
        "slow_down": after_cut,
        "move_to_bedtime": by_day and effect.is_of_the_dose,
        "split": single and effect.is_of_the_dose,
        "lower": effect.dose_related and not after_cut,
        "refer": effect.kind == "mood",
        "watch": True,
    }
    return [name for name, is_wanted in wanted.items() if is_wanted]


def _asked(situation: Situation, reported: Reported) -> tuple[str, ...]:
    missing = {
        "worst_at": reported.worst_at is None,
        "since": reported.since is None,
        "medicines": not isinstance(situation.medicines, Known),
    }
    return tuple(name for name, is_missing in missing.items() if is_missing)
