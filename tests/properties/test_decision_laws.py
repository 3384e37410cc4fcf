"""Whatever is written down, or left out, a decision is given and never counts a gap as well."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from glidepath.domain.calendar import Span
from glidepath.domain.decision import DecisionKind
from glidepath.domain.diary import Circumstance, DayEntry, Symptom, Tolerable, WeekEntry
from glidepath.domain.finding import Verdict
from glidepath.domain.person import UNKNOWN, Known, Refused
from glidepath.domain.scale import ScaleResult
from glidepath.monitoring.decide import decide, stands
from glidepath.monitoring.decide_hold import AT_ONCE, GUARDED, LONE_SCORES
from glidepath.monitoring.decide_view import View
from glidepath.monitoring.evidence import evidence
from glidepath.monitoring.evidence_book import evidence_book
from glidepath.monitoring.follow_up import Dealt, FollowUp, Masked, SoFar
from tests.unit.monitoring.diaries import (
    BOOK,
    CALM,
    CUT,
    DAY,
    HOURS,
    KB,
    diary,
    gate,
    so_far,
)  # fmt: skip

FLAG, OPEN_GATE = gate("hallucinations"), gate(unanswered=("seizure",))


def told(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """An answer, no answer, or none given on purpose."""
    return values.map(Known) | st.just(UNKNOWN) | st.just(Refused())


YES_NO = told(st.booleans())
NUMBER = st.integers(-30, 30)
ENTRIES = st.builds(
    lambda number, **rest: DayEntry(CUT + number * DAY, **rest),
    NUMBER,
    hard=told(st.integers(0, 10)),
    tolerable=told(st.sampled_from(Tolerable)),
    sleep_hours=told(st.fractions(0, 24, max_denominator=4)),
    circumstances=st.dictionaries(st.sampled_from(Circumstance), YES_NO, max_size=3),
)
SYMPTOMS = st.builds(
    Symptom, severity=told(st.integers(0, 4)), new_since_cut=YES_NO, had_before=YES_NO
)
WEEKS = st.builds(
    lambda number, **rest: WeekEntry(CUT + number * DAY, **rest),
    NUMBER,
    symptoms=st.dictionaries(st.sampled_from((*BOOK.new_type, "anxiety")), SYMPTOMS),
    days_out_of_role=told(st.integers(0, 7)),
)
SCALES = st.builds(
    lambda name, number, total: ScaleResult(name, "1", CUT + number * DAY, total),
    st.sampled_from(("phq9", "gad7", "other")),
    NUMBER,
    st.none() | st.integers(0, 27).map(Fraction),
)
TRIAGES = st.tuples(NUMBER.map(lambda n: CUT + n * DAY), st.sampled_from((CALM, FLAG, OPEN_GATE)))
RECORDS = st.builds(
    FollowUp,
    st.lists(ENTRIES, max_size=40).map(tuple),
    st.lists(WEEKS, max_size=4).map(tuple),
    st.lists(SCALES, max_size=4).map(tuple),
    st.lists(TRIAGES, max_size=6).map(lambda all_: tuple(sorted(all_, key=lambda one: one[0]))),
    st.lists(NUMBER.map(lambda n: Dealt(CUT + n * DAY)), max_size=2).map(tuple),
)
HOLDS = st.tuples(st.integers(-20, 10), st.integers(0, 25)).map(
    lambda pair: (Span(CUT + pair[0] * DAY, CUT + (pair[0] + pair[1]) * DAY),)
)
COURSES = st.builds(
    lambda number, **rest: SoFar(CUT + number * DAY, HOURS, **rest),
    st.integers(0, 30),
    cuts=st.sampled_from(((), (CUT,), (CUT - 14 * DAY, CUT))),
    next_cut_on=st.none() | NUMBER.map(lambda n: CUT + n * DAY),
    share_of_start=st.fractions(0, 1, max_denominator=8),
    low_since=st.none() | st.just(CUT),
    holds=st.just(()) | HOLDS,
    slowed_on=st.none() | st.just(CUT),
    masks=st.just(()) | st.just((Masked("activated", ("x",), CUT), Masked("blunted", ("y",)))),
    mood_or_psychotic=YES_NO,
    epilepsy=YES_NO,
    neurology_agrees=st.booleans(),
    agrees=YES_NO,
    asks_slower=YES_NO,
    asks_faster=YES_NO,
    asks_to_stay=YES_NO,
)


@given(RECORDS, COURSES)
def test_every_record_gives_a_decision_with_its_grounds(record: FollowUp, far: SoFar) -> None:
    found = decide(record, far, BOOK)
    assert found.reasons
    assert found.on <= found.next_review
    assert all(day <= far.on for one in found.reasons for day in one.dates if _is_past(one.rule_id))
    assert all("{" not in one.text for one in (*found.reasons, *found.notes))


def _is_past(rule_id: str) -> bool:
    """Whether a rule speaks of what was; the end of a step is to come."""
    return rule_id != "wait-step"


STRAYS = st.dictionaries(
    st.integers(0, 13),
    st.none()
    | st.fixed_dictionaries(
        {},
        optional={
            "hard": st.none() | st.integers(0, 10),
            "tolerable": st.none() | st.sampled_from(Tolerable),
            "sleep_hours": st.none() | st.integers(2, 9).map(Fraction),
            "because": st.dictionaries(st.sampled_from(Circumstance), st.booleans(), max_size=1),
        },
    ),
    max_size=3,
)
DUE = st.builds(
    so_far,
    mood_or_psychotic=st.sampled_from((Known(False), Known(True), UNKNOWN)),
    asks_slower=YES_NO,
    low_since=st.none() | st.just(CUT),
)


@given(STRAYS, st.integers(2, 4), DUE)
def test_a_lower_dose_needs_every_reason_to_hold_ruled_out(
    strays: dict[int, Any], hard: int, far: SoFar
) -> None:
    record = diary(13, strays, hard=hard)
    found = decide(record, far, BOOK)
    event("lowers" if found.kind.lowers else "does not")
    if found.kind.lowers:
        view = View(record.until(far.on), far, BOOK)
        rules = {**AT_ONCE, **GUARDED, **LONE_SCORES}
        assert {rule(view).verdict for rule in rules.values()} == {Verdict.CLEAR}
        assert not stands(view)
        assert view.tolerable_days >= 6
        assert view.near


@given(STRAYS, st.sets(st.integers(1, 12), max_size=4), DUE)
def test_taking_good_days_away_never_leads_to_a_lower_dose(
    strays: dict[int, Any], away: set[int], far: SoFar
) -> None:
    kept = decide(diary(13, strays), far, BOOK).kind
    good = away - strays.keys()
    fewer = decide(diary(13, strays | dict.fromkeys(good)), far, BOOK).kind
    event(f"{kept.value} to {fewer.value}")
    assert kept.lowers or not fewer.lowers


@given(RECORDS, COURSES)
def test_a_flag_nobody_has_seen_to_always_comes_first(record: FollowUp, far: SoFar) -> None:
    found = decide(record, far, BOOK)
    past = [day for day, one in record.triages if day <= far.on and one is FLAG]
    dealt = [one.on for one in record.dealt if one.on <= far.on]
    standing = any(all(done < day for done in dealt) for day in past)
    assert (found.kind is DecisionKind.URGENT) is standing


@given(RECORDS, COURSES)
def test_evidence_can_be_laid_out_for_every_record(record: FollowUp, far: SoFar) -> None:
    found = evidence(View(record.until(far.on), far, BOOK), evidence_book(KB))
    assert len(found.columns) == 5
    assert found.missing
