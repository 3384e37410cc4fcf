"""Every entry is triaged, a yes is never taken back, and an alarm stands until it is seen to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from glidepath.domain.diary import DayEntry, OtherUse, Tolerable
from glidepath.domain.errors import BadInput
from glidepath.domain.grading import Urgency
from glidepath.domain.person import UNKNOWN, Known
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.diary_book import diary_book
from glidepath.monitoring.entry_triage import (
    UNANSWERED,
    Acknowledgement,
    Standing,
    gate_answers,
    raise_alarms,
    standing_of,
    triage_entry,
    unanswered_alarm,
)
from glidepath.monitoring.flags import flag_book
from glidepath.monitoring.scales import entered, score
from glidepath.monitoring.triage import Answers

KB = KnowledgeBase.packaged()
BOOKS = (diary_book(KB), flag_book(KB))
ROWS = BOOKS[0].gate
DAY = date(2026, 3, 9)
NO, YES = Known(False), Known(True)
ALL_NO = gate_answers(dict.fromkeys(ROWS, NO), BOOKS[0])
WELL = Answers(dict.fromkeys(("context_seizure_history", "context_bipolar"), NO))


def entry(on: date = DAY, **more) -> DayEntry:
    """A calm day with the gate answered no, and what the test adds."""
    calm = {"safety": ALL_NO, "tolerable": Known(Tolerable.YES), "sleep_hours": Known(Fraction(7))}
    return DayEntry(on, **{**calm, **more})


def seen(one: DayEntry, earlier=(), scales=(), context=WELL, watches=False):
    return triage_entry(one, earlier, scales, context, "US", BOOKS, somebody_watches=watches)


def flags(one: DayEntry, **more) -> set[str]:
    return {advice.flag_id for advice in seen(one, **more).triage.advice}


def test_a_calm_day_with_a_gate_of_no_is_routine() -> None:
    assert seen(entry()).triage.urgency is Urgency.ROUTINE


def test_a_gate_that_nobody_answered_is_unknown_and_never_routine() -> None:
    assert seen(entry(safety={})).triage.urgency is Urgency.UNKNOWN
    one_open = gate_answers({**dict.fromkeys(ROWS, NO), "fit": UNKNOWN}, BOOKS[0])
    assert seen(entry(safety=one_open)).triage.urgency is Urgency.UNKNOWN


@pytest.mark.parametrize("row", list(ROWS))
def test_a_row_with_yes_asks_each_of_its_answers_and_each_raises_its_flag(row: str) -> None:
    opened = gate_answers({**dict.fromkeys(ROWS, NO), row: YES}, BOOKS[0])
    assert {name for name, told in opened.items() if told == UNKNOWN} == {
        *ROWS[row].raises,
        *ROWS[row].covers,
    }
    alone = [name for name in ROWS[row].raises if flags(entry(safety={**ALL_NO, name: YES}))]
    assert alone


def test_a_row_that_the_data_do_not_name_is_refused() -> None:
    with pytest.raises(BadInput, match="fit, mind"):
        gate_answers({"toes": YES}, BOOKS[0])


def test_a_day_that_could_not_be_borne_raises_its_flag() -> None:
    assert flags(entry(tolerable=Known(Tolerable.NO))) == {"unbearable"}
    assert flags(entry(tolerable=Known(Tolerable.JUST))) == set()
    assert seen(entry(tolerable=UNKNOWN)).triage.urgency is Urgency.UNKNOWN


def test_alcohol_of_the_day_makes_sleepiness_an_emergency() -> None:
    sleepy = {**ALL_NO, "very_drowsy": YES}
    drunk = entry(safety=sleepy, others={OtherUse.ALCOHOL: YES})
    assert "breathing" in flags(drunk)
    assert "breathing" not in flags(entry(safety=sleepy, others={OtherUse.ALCOHOL: NO}))
    assert "breathing" in flags(
        entry(safety=sleepy, others={OtherUse.OPIOID: NO}),
        context=Answers({**WELL.symptoms, "context_opioid": YES}),
    )


def nights(*hours: str | None) -> list[DayEntry]:
    """Days ending today with so many hours of sleep."""
    first = DAY - timedelta(days=len(hours) - 1)
    return [
        entry(first + timedelta(days=n), sleep_hours=UNKNOWN if h is None else Known(Fraction(h)))
        for n, h in enumerate(hours)
    ]


@pytest.mark.parametrize(
    ("hours", "bipolar", "raised"),
    [
        (("2.5", "2"), NO, True),
        (("3", "2"), NO, False),
        (("4", "4.5"), NO, False),
        (("4", "4.5"), YES, True),
        (("2", "8", "2"), NO, False),
    ],
)
def test_two_short_nights_running_are_a_flag(hours, bipolar, raised: bool) -> None:
    *earlier, today = nights(*hours)
    context = Answers({**WELL.symptoms, "context_bipolar": bipolar})
    assert ("sleep-loss" in flags(today, earlier=earlier, context=context)) is raised


def test_a_short_night_after_one_that_nobody_wrote_is_not_counted_as_the_first() -> None:
    *earlier, today = nights(None, "2")
    told = seen(today, earlier=earlier)
    assert told.answers.figures["nights_under_3_hours"] == UNKNOWN
    later = seen(today, earlier=[entry(DAY - timedelta(days=2), sleep_hours=Known(Fraction(1)))])
    assert later.answers.figures["nights_under_3_hours"] == UNKNOWN


def phq9(total: int, on: date, ninth: int = 0):
    return entered(KB.scale("phq9"), Fraction(total), on, items={"q9": Known(ninth)})


def test_item_9_of_the_day_is_a_flag_whatever_the_total_and_the_gate() -> None:
    assert flags(entry(), scales=[phq9(1, DAY, ninth=1)]) == {"suicidal-thoughts"}
    missing = {f"q{n}": Known(0) for n in range(1, 6)} | {"q9": Known(1)}
    assert flags(entry(), scales=[score(KB.scale("phq9"), missing, DAY)]) == {"suicidal-thoughts"}


def test_a_high_or_steeply_risen_total_of_phq9_is_a_flag() -> None:
    before = phq9(4, DAY - timedelta(days=28))
    assert flags(entry(), scales=[phq9(20, DAY)]) == {"severe-mood"}
    assert flags(entry(), scales=[before, phq9(14, DAY)]) == {"severe-mood"}
    assert flags(entry(), scales=[before, phq9(13, DAY)]) == set()
    assert flags(entry(), scales=[phq9(14, DAY), phq9(4, DAY + timedelta(days=28))]) == set()
    assert flags(entry(), scales=[phq9(20, DAY - timedelta(days=1))]) == set()


def test_missing_answers_of_a_scale_do_not_hide_what_is_sure_already() -> None:
    heavy = score(KB.scale("phq9"), {f"q{n}": Known(3) for n in range(1, 8)}, DAY)
    assert heavy.total is None
    assert "severe-mood" in flags(entry(), scales=[heavy])
    half = score(KB.scale("phq9"), {f"q{n}": Known(3) for n in range(1, 7)}, DAY)
    assert flags(entry(), scales=[half]) == set()
    assert seen(entry(), scales=[half]).triage.urgency is Urgency.UNKNOWN
    begun = score(KB.scale("c-ssrs"), {"q1": Known(1)}, DAY)
    told = seen(entry(), scales=[begun]).triage
    assert (told.urgency, told.could_be) == (Urgency.SAME_DAY, Urgency.EMERGENCY)
    plan = {"q1": Known(1), "q2": Known(2), "q4": Known(4)}
    open_screen = score(KB.scale("c-ssrs"), plan, DAY)
    assert open_screen.total is None
    assert "suicide-danger" in flags(entry(), scales=[open_screen])


def test_an_answer_of_yes_about_the_person_is_not_taken_back_by_an_entry() -> None:
    context = Answers({**WELL.symptoms, "seizure": YES})
    assert "seizure" in flags(entry(), context=context)


def test_an_outright_no_yields_to_what_the_day_itself_says() -> None:
    told = {**ALL_NO, "hard_to_bear": NO, "context_alcohol": NO}
    one = entry(safety=told, tolerable=Known(Tolerable.NO), others={OtherUse.ALCOHOL: UNKNOWN})
    assert seen(one).answers.symptoms["hard_to_bear"] == YES
    assert seen(one).answers.symptoms["context_alcohol"] == NO


def test_where_nobody_watches_the_words_say_so() -> None:
    assert "Nobody is watching" in seen(entry()).watching
    assert "call 911 now" in seen(entry(), watches=True).watching


NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
FOUR = dict.fromkeys(("seizure", "itchy_rash", "fall", "hard_after_cut"), YES)
ALARMS = raise_alarms(seen(entry(safety={**ALL_NO, **FOUR})).triage, NOON, BOOKS[0])


def test_each_flag_but_the_routine_ones_is_an_alarm_with_its_role_and_time() -> None:
    due = [(one.urgency, (one.due - NOON).total_seconds() / 60) for one in ALARMS]
    assert due == [(Urgency.EMERGENCY, 5), (Urgency.SAME_DAY, 240), (Urgency.SOON, 1440)]
    assert all(one.role and one.then and one.escalate for one in ALARMS)


@pytest.mark.parametrize(
    ("done", "minutes", "standing"),
    [
        ((), 5, Standing.WAITING),
        ((), 6, Standing.OVERDUE),
        ((("seizure", "duty clinician", 3),), 6, Standing.SEEN_TO),
        ((("seizure", "clinical lead", 9),), 10, Standing.SEEN_TO),
        ((("seizure", "receptionist", 3),), 6, Standing.OVERDUE),
        ((("fall", "duty clinician", 3),), 6, Standing.OVERDUE),
        ((("seizure", "duty clinician", -3),), 6, Standing.OVERDUE),
        ((("seizure", "duty clinician", 8),), 6, Standing.OVERDUE),
    ],
)
def test_an_alarm_stands_until_its_role_has_seen_to_it(done, minutes: int, standing) -> None:
    told = [
        Acknowledgement(flag, role, NOON + timedelta(minutes=after)) for flag, role, after in done
    ]
    assert standing_of(ALARMS[0], told, NOON + timedelta(minutes=minutes)) is standing


@pytest.mark.parametrize(
    ("could_be", "minutes"),
    [
        (Urgency.EMERGENCY, 5),
        (Urgency.SAME_DAY, 240),
        (Urgency.SOON, 1440),
        (Urgency.UNKNOWN, 1440),
        (Urgency.ROUTINE, 1440),
    ],
)
def test_a_yes_that_nobody_explained_is_due_as_soon_as_what_it_could_be(could_be, minutes) -> None:
    alarm = unanswered_alarm(could_be, NOON, BOOKS[0])
    assert (alarm.flag_id, alarm.urgency) == (UNANSWERED, Urgency.UNKNOWN)
    assert alarm.due == NOON + timedelta(minutes=minutes)
