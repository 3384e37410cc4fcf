"""Reasons to hold: each a small question to the diary, answered yes, no, or cannot tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from glidepath.domain.diary import Circumstance, DayEntry, Symptom, Tolerable, WeekEntry
from glidepath.domain.grading import Advice, Urgency
from glidepath.domain.person import UNKNOWN, Answered, Known
from glidepath.domain.wording import date_text
from glidepath.monitoring.decide_view import CLEAR, OPEN, Rule, Seen, View, number_text, seen

__all__ = [
    "AT_ONCE",
    "GUARDED",
    "LONE_SCORES",
    "SYMPTOMS",
    "has_company",
    "standing_flags",
    "undealt",
]

_WEIGHING = (
    Circumstance.ILLNESS,
    Circumstance.BEREAVEMENT,
    Circumstance.EXAM_OR_DEADLINE,
    Circumstance.NEW_MEDICINE,
)


def undealt(view: View, *urgencies: Urgency) -> Seen:
    """Whether a red flag so urgent was raised that no clinician has seen to."""
    raised = standing_flags(view, *urgencies)
    if not raised:
        return CLEAR
    flags = ", ".join(f"{advice.flag_id} ({date_text(day)})" for day, advice in raised)
    return seen((day for day, _ in raised), flags=flags)


def standing_flags(view: View, *urgencies: Urgency) -> tuple[tuple[date, Advice], ...]:
    """The red flags so urgent that no clinician has seen to, gravest first, each on its last day.

    Those that the diary counts by days are not among them.
    """
    raised = {
        advice.flag_id: (day, advice)
        for day, triage in view.told.triages
        for advice in triage.advice
        if advice.urgency in urgencies and _suspends(view, advice.flag_id, day)
    }
    return tuple(sorted(raised.values(), key=lambda one: (-one[1].urgency, one[0])))


def _suspends(view: View, flag_id: str, day: date) -> bool:
    """Whether a flag counts here and has been raised since a clinician last saw to it.

    Of two raised on one day, seeing to one of them leaves the other.
    """
    if flag_id in view.book.counted_by_days:
        return False
    dealt = [one for one in view.told.dealt if one.flag_id in ("", flag_id)]
    if any(one.on > day or (one.on == day and not one.flag_id) for one in dealt):
        return False
    raised = sum(
        advice.flag_id == flag_id
        for on, triage in view.told.triages
        if on == day
        for advice in triage.advice
    )
    return raised > sum(one.on == day for one in dealt)


def _flag(view: View) -> Seen:
    return undealt(view, Urgency.SOON)


def _after_flag(view: View) -> Seen:
    """A red flag that was dealt with only days ago."""
    grave = (Urgency.SAME_DAY, Urgency.EMERGENCY)
    counted = view.book.counted_by_days
    days = [
        day
        for day, told in view.told.triages
        if any(one.urgency in grave and one.flag_id not in counted for one in told.advice)
    ]
    dealt = [one.on for one in view.told.dealt if any(day <= one.on for day in days)]
    since = (view.on - max([*days, *dealt])).days if days else view.days("flag_days")
    if since >= view.days("flag_days"):
        return CLEAR
    return seen([max(days)], days=since, least=view.days("flag_days"))


def _not_agreed(view: View) -> Seen:
    agrees = view.far.agrees
    return seen([view.on]) if isinstance(agrees, Known) and not agrees.value else CLEAR


def _mood_sleep(view: View) -> Seen:
    """Nights of little sleep in a row, in a mood or psychotic illness."""
    ill = view.far.mood_or_psychotic
    if isinstance(ill, Known) and not ill.value:
        return CLEAR
    told = ((one.on, one.sleep_hours) for one in view.window)
    known = [(day, slept.value) for day, slept in told if isinstance(slept, Known)]
    run = _longest_run(known, view.limit("mood_night"))
    if len(run) < view.days("mood_nights"):
        return CLEAR if len(known) >= view.days("data_days") else OPEN
    if not isinstance(ill, Known):
        return OPEN
    return seen(run, nights=len(run), hours=view.limit("mood_night"))


def _longest_run(nights: list[tuple[date, Fraction]], hours: Fraction) -> tuple[date, ...]:
    """The longest run of nights told one after another that were shorter than so many hours."""
    best: tuple[date, ...] = ()
    run: tuple[date, ...] = ()
    for day, slept in nights:
        run = (*run, day) if slept < hours else ()
        best = max(best, run, key=len)
    return best


def _not_tolerable(view: View) -> Seen:
    return view.counted(_not_borne, "not_tolerable_days")


def _not_borne_now(view: View) -> Seen:
    """Whether the last entry of the window says that the day could not be borne."""
    last = view.window[-1:]
    told = _not_borne(last[0]) if last else UNKNOWN
    return seen([last[0].on]) if isinstance(told, Known) and told.value else CLEAR


def _not_borne(entry: DayEntry) -> Answered[bool]:
    told = entry.tolerable
    return Known(told.value is Tolerable.NO) if isinstance(told, Known) else UNKNOWN


def _hard_days(view: View) -> Seen:
    hard = view.limit("hard_score")
    return view.counted(lambda one: _from(one.hard, hard), "hard_days", score=number_text(hard))


def _from(answer: Answered[int], least: Fraction) -> Answered[bool]:
    return Known(answer.value >= least) if isinstance(answer, Known) else UNKNOWN


def _above_baseline(view: View) -> Seen:
    """The week stands above the baseline by points and by the person's own spread."""
    base, now = view.baseline, view.middle
    if base is None or now is None:
        return OPEN
    above = now - base.median
    own = view.limit("spreads") * base.mad
    if above < view.limit("rise") or above < own or _falls(view):
        return CLEAR
    dates = (one.on for one in view.window if isinstance(one.hard, Known))
    least = view.limit("rise")
    return seen(dates, now=now, above=above, baseline=base.median, least=least)


def _falls(view: View) -> bool:
    """Whether the later half of the window is easier than the earlier."""
    told = [one for one in view.window if isinstance(one.hard, Known)]
    half = len(told) // 2
    early, late = view.middle_of(told[:half]), view.middle_of(told[-half:] if half else ())
    return early is not None and late is not None and late <= early - view.limit("fall")


def _short_nights(view: View) -> Seen:
    hours = view.limit("short_night")

    def short(one: DayEntry) -> Answered[bool]:
        slept = one.sleep_hours
        return Known(slept.value < hours) if isinstance(slept, Known) else UNKNOWN

    found = view.counted(short, "short_nights", hours=number_text(hours))
    if not found.fires:
        return found
    return Seen(found.verdict, {**found.figures, "nights": found.figures["days"]}, found.dates)


def _circumstance(view: View) -> Seen:
    """Illness, bereavement, an exam or a new medicine, as the latest answer about each says."""
    latest = {one: day for one in _WEIGHING if (day := _still(view, one)) is not None}
    if not latest:
        return CLEAR
    names = ", ".join(one.value.replace("_", " ") for one in latest)
    return seen(sorted(set(latest.values())), circumstances=names)


def _still(view: View, one: Circumstance) -> date | None:
    """The day of the latest answer about a circumstance, if it is a yes."""
    entries: list[DayEntry | WeekEntry] = [*view.told.weeks, *view.told.entries]
    answers = [
        (entry.on, told.value)
        for entry in sorted(entries, key=lambda entry: entry.on)
        if isinstance(told := entry.circumstances.get(one), Known)
    ]
    return answers[-1][0] if answers and answers[-1][1] else None


def _function(view: View) -> Seen:
    told = view.week_list.days_out_of_role if view.week_list else UNKNOWN
    if not isinstance(told, Known):
        return OPEN
    least = view.days("role_days")
    assert view.week_list is not None  # it holds the answer
    return seen([view.week_list.on], days=told.value, least=least) if told.value >= least else CLEAR


def _new_symptom(view: View) -> Seen:
    """A symptom of nerves or senses at its worst that is new since the last cut."""
    if view.week_list is None:
        return OPEN
    if not view.far.cuts:
        return CLEAR
    listed = view.week_list.symptoms
    names = [name for name in view.book.new_type if name not in view.dropped]
    told = {name: _is_new(view, listed.get(name, Symptom())) for name in names}
    new = [name for name, one in told.items() if isinstance(one, Known) and one.value]
    if new:
        return seen([view.week_list.on], symptoms=", ".join(n.replace("_", " ") for n in new))
    return CLEAR if all(isinstance(one, Known) for one in told.values()) else OPEN


def _is_new(view: View, symptom: Symptom) -> Answered[bool]:
    worst = _from(symptom.severity, view.limit("worst_item"))
    if not isinstance(worst, Known) or not worst.value:
        return worst
    return symptom.new_since_cut


def _phq9(view: View) -> Seen:
    """PHQ-9 high, or risen."""
    return _score(view, "phq9", either=True)


def _gad7(view: View) -> Seen:
    """GAD-7 high and risen."""
    return _score(view, "gad7", either=False)


def _score(view: View, scale: str, *, either: bool) -> Seen:
    results = view.told.results(scale)
    if not results:
        return CLEAR  # never used: told beside the decision
    last = results[-1]
    assert last.total is not None  # results have one
    high, least = view.limit(f"{scale}_high"), view.limit(f"{scale}_rise")
    first = view.far.cuts[0] if view.far.cuts else view.on
    rise = _rise(view, scale, first)
    is_high, has_risen = last.total >= high, rise is not None and rise >= least
    if not ((is_high or has_risen) if either else (is_high and has_risen)):
        return CLEAR
    words = f", {number_text(rise)} above its baseline" if rise is not None else ""
    return seen([last.on], now=last.total, rise=words, high=high, least=least)


def _rise(view: View, scale: str, first_cut: date) -> Fraction | None:
    """How far the last result is above the one before the first cut, where both compare."""
    results = view.told.results(scale)
    before = [one for one in results if one.on <= first_cut]
    if not before:
        return None
    last, base = results[-1], before[-1]
    if (last.on - base.on).days < view.days("comparable_days"):
        return None
    assert last.total is not None  # results have one
    assert base.total is not None
    return last.total - base.total


def has_company(view: View) -> bool:
    """Whether two entries running in the diary stand beside a single score."""
    base = view.baseline
    bar = base.median + view.limit("company_rise") if base else view.limit("hard_score")
    run = 0
    for entry in view.window:
        not_borne, hard = _not_borne(entry), _from(entry.hard, bar)
        bad = any(isinstance(one, Known) and one.value for one in (not_borne, hard))
        run = run + 1 if bad else 0
        if run >= view.days("running"):
            return True
    return False


# Seen once is enough: what stands behind them is more than one bad day.
AT_ONCE: Mapping[str, Rule] = {
    "hold-mood-sleep": _mood_sleep,
    "hold-flag": _flag,
    "hold-after-flag": _after_flag,
    "hold-not-agreed": _not_agreed,
    "hold-function": _function,
}
# These must hold on two entries running.
GUARDED: Mapping[str, Rule] = {
    "hold-not-tolerable": _not_tolerable,
    "hold-not-borne-now": _not_borne_now,
    "hold-hard-days": _hard_days,
    "hold-above-baseline": _above_baseline,
    "hold-short-nights": _short_nights,
    "hold-circumstance": _circumstance,
}
# One score or one list: the diary, or a second one, must say the same.
LONE_SCORES: Mapping[str, Rule] = {
    "hold-new-symptom": _new_symptom,
    "hold-phq9": _phq9,
    "hold-gad7": _gad7,
}
# Those of them that tell how the person feels, and not what else weighs on them.
SYMPTOMS = (
    "hold-not-tolerable", "hold-hard-days", "hold-above-baseline", "hold-short-nights",
    "hold-new-symptom",
)  # fmt: skip
