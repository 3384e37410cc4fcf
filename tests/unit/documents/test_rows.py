"""A row says of a step what the plan says, and nothing else."""

from datetime import date

from hypothesis import given

from glidepath.documents.rows import breaks_tablets, rows, stretches
from glidepath.domain.wording import dose_text, share_text
from tests.unit.documents.hand_built import HALVED, WHOLE, proposal, proposals
from tests.unit.dosing.courses import BEDTIME, at_hand, course, pieces


def test_a_row_holds_days_doses_in_words_and_mg_the_real_cut_and_the_reason():
    second = rows(proposal().plan)[1]
    assert (second.start, second.end, second.days) == (date(2026, 12, 3), date(2026, 12, 30), 28)
    assert (second.first_day, second.last_day) == (8, 35)
    assert [(d.time, d.words, d.mg) for d in second.doses] == [
        ("08:00", "one 0.5 mg tablet and half a 0.5 mg tablet", "0.75 mg"),
        ("22:00", "one 1 mg tablet", "1 mg"),
    ]
    assert (second.daily, second.change, second.terminal) == ("1.75 mg", "12.5 % less", False)
    assert second.why == ("The products make no smaller cut.",)


def test_the_first_row_is_the_present_dose_and_the_last_one_holds_nothing():
    first, *_, last = rows(proposal().plan)
    assert (first.is_present, first.change) == (True, "")
    assert last.ends
    assert [dose.words for dose in last.doses] == ["none", "none"]


@given(proposals())
def test_rows_say_what_the_steps_say(made):
    plan = made.plan
    for row, step in zip(rows(plan), plan.course.steps, strict=True):
        assert row.daily == dose_text(step.regimen.daily_dose)
        assert row.change == (f"{share_text(step.cut.share)} less" if step.cut else "")
        assert row.last_day - row.first_day + 1 == step.span.days == row.days


@given(proposals())
def test_the_lines_of_a_sheet_cover_every_day_of_a_row_once(made):
    for row in rows(made.plan):
        for length in (1, 7):
            parts = list(stretches(row, length))
            assert [day for part in parts for day in part.dates] == [
                date.fromordinal(row.start.toordinal() + n) for n in range(row.days)
            ]
            counted = [n for p in parts for n in range(p.first_day, p.last_day + 1)]
            assert counted == list(range(row.first_day, row.last_day + 1))


def test_only_a_plan_with_parts_of_tablets_breaks_tablets():
    assert breaks_tablets(proposal().plan)
    whole = course((7, {BEDTIME: pieces((1, 1, WHOLE))}))
    assert not breaks_tablets(proposal(whole, at_hand((HALVED, 0), (WHOLE, 0))).plan)
