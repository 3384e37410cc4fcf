"""How a treatment went, told from the record; what the record does not hold stays unknown."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from glidepath.care.outcomes import Lived, Outcomes, outcome_rules, outcomes
from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.decision import Decision, DecisionKind, Reason
from glidepath.domain.diary import DayEntry, Tolerable, WeekEntry
from glidepath.domain.following import DayTaken, Following
from glidepath.domain.person import UNKNOWN, Known
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.domain.scale import ScaleResult
from glidepath.knowledge.base import KnowledgeBase

RULES = outcome_rules(KnowledgeBase.packaged().raw("outcomes.toml"))
DRUG = "clonazepam"
DAY = date(2026, 3, 2)


def _day(n: int) -> date:
    return DAY + timedelta(days=n)


def _taken(doses: dict[int, str | None]) -> Following:
    def regimen(mg: str | None) -> Regimen | None:
        return None if mg is None else Regimen.of([(TimeOfDay(480), Mass.from_mg(mg))])

    return Following(tuple(DayTaken(_day(n), DRUG, regimen(mg)) for n, mg in doses.items()))


def _told(doses: dict[int, str | None], on: int, **more: object) -> Outcomes:
    lived = Lived(DRUG, Mass.zero(), _day(0), _taken(doses), **more)  # type: ignore[arg-type]
    return outcomes(lived, _day(on), RULES)


def _none(days: range) -> dict[int, str | None]:
    return dict.fromkeys(days, "0")


def test_a_fortnight_without_the_drug_reaches_the_goal_on_its_first_day() -> None:
    found = _told({0: "1", **_none(range(1, 15))}, 20)
    assert found.reached_on == Known(_day(1))
    assert found.days_in_taper == Known(1)


def test_thirteen_days_are_not_enough() -> None:
    assert _told({0: "1", **_none(range(1, 14))}, 20).reached_on == UNKNOWN


@pytest.mark.parametrize("broken", [{7: None}, {7: "0.5"}])
def test_a_day_nobody_knows_or_with_a_dose_breaks_the_run(broken: dict[int, str | None]) -> None:
    assert _told(_none(range(14)) | broken, 20).reached_on == UNKNOWN


def test_a_day_that_is_missing_breaks_the_run() -> None:
    doses = _none(range(14))
    del doses[7]
    assert _told(doses, 20).reached_on == UNKNOWN


def test_days_after_the_day_of_asking_do_not_count() -> None:
    assert _told(_none(range(14)), 12).reached_on == UNKNOWN
    assert _told(_none(range(14)), 13).reached_on == Known(_day(0))


def test_without_a_first_cut_there_is_no_time_in_taper() -> None:
    none = Lived(DRUG, Mass.zero(), None, Following())
    assert outcomes(none, DAY, RULES).days_in_taper == UNKNOWN
    later = Lived(DRUG, Mass.zero(), _day(5), Following())
    assert outcomes(later, DAY, RULES).days_in_taper == UNKNOWN


def test_a_taper_that_goes_on_is_counted_until_today() -> None:
    assert _told({0: "1"}, 40).days_in_taper == Known(40)


def test_days_are_borne_unless_somebody_said_no() -> None:
    words = [Tolerable.YES, Tolerable.JUST, Tolerable.NO, Tolerable.YES]
    days = tuple(DayEntry(_day(n), tolerable=Known(word)) for n, word in enumerate(words))
    silent = DayEntry(_day(4))
    found = _told({}, 4, days=(*days, silent))
    assert found.borne == Known(Fraction(3, 4))
    assert (found.days_written, found.days_silent) == (5, 0)


def test_days_without_a_word_are_counted_and_never_borne() -> None:
    found = _told({}, 9, days=(DayEntry(_day(0)), DayEntry(_day(9))))
    assert found.borne == UNKNOWN
    assert (found.days_written, found.days_silent) == (2, 8)


def test_an_old_day_says_nothing_of_now() -> None:
    old = DayEntry(_day(0), tolerable=Known(Tolerable.NO))
    assert _told({}, 28, days=(old,)).borne == UNKNOWN
    assert _told({}, 27, days=(old,)).borne == Known(Fraction(0))


def test_days_out_of_role_are_unknown_as_soon_as_one_week_is() -> None:
    told = WeekEntry(_day(0), days_out_of_role=Known(2), goal=Known(4))
    later = WeekEntry(_day(7), days_out_of_role=Known(1), goal=Known(6))
    silent = WeekEntry(_day(14))
    assert _told({}, 14, weeks=(told, later)).days_out_of_role == Known(3)
    found = _told({}, 14, weeks=(told, later, silent))
    assert found.days_out_of_role == UNKNOWN
    assert found.goal_rating == Known(6)
    assert _told({}, 14).goal_rating == UNKNOWN


def test_a_scale_moves_from_its_first_to_its_last_total() -> None:
    def result(n: int, total: int | None, name: str = "phq9") -> ScaleResult:
        return ScaleResult(name, "1", _day(n), None if total is None else Fraction(total))

    rows = (result(28, 6), result(0, 12), result(56, None), result(0, 9, "gad7"))
    (shift,) = _told({}, 60, scales=rows).shifts
    assert (shift.scale_id, shift.change) == ("phq9", Fraction(-6))
    assert (shift.first_on, shift.last_on) == (_day(0), _day(28))


def test_decisions_and_red_flags_are_counted_until_the_day_of_asking() -> None:
    def decided(n: int) -> Decision:
        hold = DecisionKind.HOLD
        return Decision(
            hold, _day(n), "Hold.", (Reason("r", "because"),), ("x",), (hold,), _day(n + 7),
            "not sure", "support",
        )  # fmt: skip

    found = _told({}, 10, decisions=(decided(1), decided(11)), red_flags=(_day(3), _day(12)))
    assert found.decided == {DecisionKind.HOLD: 1}
    assert found.red_flags == 1


def _after(weeks_of_use: dict[int, int], silent: tuple[int, ...] = ()) -> dict[int, str | None]:
    """190 days after the goal, with use on so many days of some weeks, and silent weeks."""
    doses = _none(range(190))
    for week, days in weeks_of_use.items():
        doses |= dict.fromkeys(range(7 * week, 7 * week + days), "0.5")
    return {n: mg for n, mg in doses.items() if n // 7 not in silent}


@pytest.mark.parametrize(
    ("use", "silent", "expected"),
    [
        ({}, (), Known(False)),
        ({10: 4, 11: 4}, (), Known(True)),
        ({10: 4, 11: 3}, (), Known(False)),
        ({10: 4, 12: 4}, (), Known(False)),
        ({}, (10,), UNKNOWN),
        ({14: 4, 15: 7}, (10,), Known(True)),
    ],
)
def test_two_weeks_of_use_in_a_row_are_a_return(
    use: dict[int, int], silent: tuple[int, ...], expected: object
) -> None:
    found = _told(_after(use, silent), 189)
    assert found.reached_on == Known(_day(0))
    assert found.returned == {182: expected}


def test_a_return_is_told_from_the_day_of_the_first_mark_and_not_before() -> None:
    assert _told(_after({}), 181).returned == {}
    assert list(_told(_after({}), 182).returned) == [182]
    assert _told({0: "1"}, 400).returned == {}
