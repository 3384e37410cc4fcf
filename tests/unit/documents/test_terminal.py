"""The terminal shows reasons to stop first, then the plan; nothing in it can change the page."""

import re
from dataclasses import replace

import pytest

from glidepath.documents.identity import plan_id
from glidepath.documents.page import Page
from glidepath.documents.terminal import terminal_text
from glidepath.domain.answer import Questions, Refusal
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.grading import CareSetting, LevelOfCare, RiskClass, RiskGrade
from tests.unit.documents.forecasts import STATEMENTS, made_up
from tests.unit.documents.hand_built import (
    HALVED,
    WHOLE,
    certificate,
    findings,
    proposal,
    questions,
)
from tests.unit.dosing.courses import at_hand, tablet

WIDE = 320


def cells(text: str, heading: str) -> list[list[str]]:
    """The rows of the table below a heading, cell by cell."""
    block = text.split(f"\n{heading}\n", 1)[1].split("─\n", 1)[1].split("\n\n", 1)[0]
    return [re.split(r"\s{2,}", line.strip()) for line in block.splitlines()]


def after(text: str, heading: str) -> list[str]:
    """The lines below a heading up to the next empty line."""
    return text.split(f"\n{heading}\n", 1)[1].split("\n\n", 1)[0].splitlines()


def test_the_gravest_finding_comes_first_with_what_to_do_and_its_rule():
    lines = after(terminal_text(proposal(), width=WIDE), "Findings")
    assert lines[:2] == [
        "warning  Long use. To do: Plan more reviews. [GP-S-001]",
        "caution  Two sedatives are taken together. [GP-S-002]",
    ]


def test_what_cannot_be_told_and_what_is_clear_is_said_after_what_was_found():
    lines = after(terminal_text(proposal(), width=WIDE), "Findings")
    assert lines[2:] == [
        "Cannot tell yet (warning): Alcohol. [GP-S-004]",
        "1 more rules were looked at and are clear.",
    ]


def test_what_cannot_be_told_is_named_in_words_and_never_by_a_bare_number():
    unsure = [
        Finding("sleep-apnoea", Verdict.CANNOT_TELL, Severity.WARNING, "Sleep apnoea."),
        Finding("GP-S-008", Verdict.CANNOT_TELL, Severity.WARNING, "Untold.", "Count it."),
        Finding("GP-S-009", Verdict.CANNOT_TELL, Severity.BLOCK, "No label says."),
    ]
    text = terminal_text(replace(proposal(), findings=tuple(unsure)), width=WIDE)
    assert after(text, "Findings")[:3] == [
        "block?  Cannot tell: No label says. [GP-S-009]",
        "Cannot tell yet, facts are missing (warning): sleep apnoea.",
        "Cannot tell yet (warning): Untold. To do: Count it. [GP-S-008]",
    ]


def test_what_could_forbid_a_plan_is_told_in_full_even_if_it_cannot_be_told():
    block = Finding(
        "GP-S-007", Verdict.CANNOT_TELL, Severity.BLOCK, "Pregnancy.", ask=("person.pregnant",)
    )
    text = terminal_text(replace(proposal(), findings=(*findings(), block)), width=WIDE)
    assert after(text, "Findings")[0] == (
        "block?   Cannot tell: Pregnancy. Missing: person.pregnant. [GP-S-007]"
    )


def test_findings_and_questions_stand_before_the_plan_and_sources_last():
    text = terminal_text(proposal(), forecast=made_up(proposal().plan))
    headings = [
        "Findings", "Questions still to ask", "What these products can do", "The plan",
        "What to expect (an estimate)", "Alternatives", "Supply, per prescription", "Reviews",
        "To bear in mind", "Sources",
    ]  # fmt: skip
    places = [text.index(f"\n{heading}\n") for heading in headings]
    assert places == sorted(places)


def test_the_plan_is_a_table_of_days_doses_in_words_and_mg_and_real_cuts():
    table = cells(terminal_text(proposal(), width=WIDE), "The plan")
    assert table[1] == [
        "3 Dec 2026", "30 Dec 2026", "28",
        "one 0.5 mg tablet and half a 0.5 mg tablet (0.75 mg)", "one 1 mg tablet (1 mg)",
        "1.75 mg", "12.5 %", "The products make no smaller cut.",
    ]  # fmt: skip
    assert table[6][6] == "33.3 % *"


def test_on_a_narrow_terminal_the_reasons_follow_the_table():
    text = terminal_text(proposal(), width=80)
    assert "3 Dec 2026, 1.75 mg a day: The products make no smaller cut." in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_number_is_never_parted_from_its_unit():
    for width in range(70, 120, 7):
        lines = terminal_text(proposal(), width=width).splitlines()
        parted = [line for line in lines if re.search(r"(^|  )\s*(mg|mL|%)(\s|$)", line)]
        assert [line for line in parted if " mg a" not in line] == []


def test_the_forecast_is_shown_with_its_band_and_what_it_is_not():
    made = proposal()
    text = terminal_text(made, forecast=made_up(made.plan), width=WIDE)
    assert "100 % (band 75 to 125 %)" in text
    assert all(statement in text for statement in STATEMENTS)
    without = terminal_text(made, forecast=made_up(made.plan, baseline=False))
    assert "Level of" not in without
    assert STATEMENTS[0] in without


def test_alternatives_stand_side_by_side_and_staying_has_no_end():
    table = cells(terminal_text(proposal(), width=WIDE), "Alternatives")
    assert table[0] == ["stay", "no end", "0 %", "2", "1", "2 mg", "No cut at all."]
    assert table[1][:6] == ["fewer products", "168", "25 %", "4", "1", "2, 1.5, 0 mg"]


def test_supply_is_a_ledger_for_each_prescription():
    table = cells(terminal_text(proposal(), width=WIDE), "Supply, per prescription")
    assert table[0] == [
        "26 Nov 2026", "23 Dec 2026", "clonazepam 0.5 mg tablet, scored", "tablets",
        "0", "31½", "0", "43", "11½",
    ]  # fmt: skip


def test_the_risk_and_where_care_should_happen_are_shown_with_their_reasons():
    risk = RiskGrade(
        RiskClass.LIKELY, RiskClass.LOWER, "Withdrawal is likely.", ("Five years of use.",),
        ask=("alcohol",), sources=("wang-2023",),
    )  # fmt: skip
    care = LevelOfCare(CareSetting.OUTPATIENT, "Outpatient care.", ("No seizure so far.",))
    text = terminal_text(replace(proposal(), risk=risk, level_of_care=care))
    assert "Risk of withdrawal\nWithdrawal is likely.\n- Five years of use.\n" in text
    assert "Could change with: alcohol." in text
    assert "Where care should happen\nOutpatient care.\n- No seizure so far.\n" in text
    assert "[wang-2023]" in text


def test_a_refusal_says_no_plan_and_what_to_do_instead():
    finding = Finding("GP-S-009", Verdict.FIRES, Severity.EMERGENCY, "A seizure last week.")
    refusal = Refusal(
        (finding, *findings()), "No taper now.", "Send to hospital.", questions(), certificate()
    )
    text = terminal_text(refusal, width=WIDE)
    assert text.index("NO PLAN: refused for safety") < text.index("Send to hospital.")
    assert after(text, "Findings")[0] == "emergency  A seizure last week. [GP-S-009]"
    assert "A cut of at most 25 %" in text
    assert "The plan" not in text


def test_a_refusal_without_a_certificate_shows_none():
    assert "What these products" not in terminal_text(Refusal((), "No.", "Ask."))


def test_questions_are_shown_with_those_that_block_first():
    asked = (*questions(), replace(questions()[0], fact="pregnant", blocks=True))
    text = terminal_text(Questions(asked, findings()), width=WIDE)
    assert "NO PLAN YET" in text
    assert after(text, "Questions still to ask") == [
        "needed  How much alcohol a week? It deepens sedation. [pregnant]",
        "        How much alcohol a week? It deepens sedation. [alcohol]",
    ]


def test_mark_up_in_a_text_is_printed_and_not_obeyed():
    wild = Finding("GP-S-001", Verdict.FIRES, Severity.NOTE, "[red]x[/red] :warning: [/]")
    text = terminal_text(replace(proposal(), findings=(wild,)), width=WIDE)
    assert "[red]x[/red] :warning: [/]" in text


def test_there_are_no_colour_codes_unless_asked_for():
    assert "\x1b" not in terminal_text(proposal())
    assert "\x1b[1m" in terminal_text(proposal(), colour=True)


def test_the_plan_is_named_with_its_version():
    made = proposal()
    assert f"PROPOSAL {plan_id(made.plan)}, version 4" in terminal_text(made, version=4)


@pytest.mark.parametrize("part", ["notes", "reviews"])
def test_a_plan_without_notes_or_reviews_is_shown_too(part):
    made = proposal()
    text = terminal_text(replace(made, plan=replace(made.plan, **{part: ()}), questions=()))
    assert "Questions still to ask" not in text
    assert ("To bear in mind" in text) == (part != "notes")


def test_a_proposal_whose_findings_are_all_clear_has_no_table_of_findings():
    clear = Finding("GP-S-003", Verdict.CLEAR, Severity.NOTE, "No opioid.")
    text = terminal_text(replace(proposal(), findings=(clear,)))
    assert after(text, "Findings")[-1] == "1 more rules were looked at and are clear."
    assert "No opioid" not in text


def test_products_that_lie_unused_at_home_are_named_once():
    whole = tablet("2", name="clonazepam 2 mg tablet")
    made = proposal(stock=at_hand((HALVED, 43), (WHOLE, 10), (whole, 30)))
    text = terminal_text(made, width=WIDE)
    assert text.count("clonazepam 2 mg tablet, 30 tablets at home") == 1
    assert "Not used from 26 Nov 2026 on: clonazepam 2 mg tablet, 30 tablets at home." in text


def test_many_missing_facts_are_counted_and_few_are_named():
    few, many = ("a", "b"), tuple("abcdefgh")
    for facts, said in ((few, "Could change with: a, b."), (many, "8 facts that nobody has given")):
        risk = RiskGrade(RiskClass.LIKELY, RiskClass.LOWER, "Likely.", ask=facts)
        assert said in terminal_text(replace(proposal(), risk=risk))


def test_six_doses_a_day_tear_no_number_and_hide_no_total():
    times = ("06:00", "09:00", "12:00", "15:00", "18:00", "21:00")
    columns = ("from", "to", "days", *times, "mg a day", "real cut")
    page = Page(100)
    cell = "three 0.25 mg tablets (0.75 mg) in 0.5 mg/5 mL"
    page.table(columns, [("22 Nov 2026", "28 Nov 2026", "7", *[cell] * 6, "4.5 mg", "14.3 %")])
    text = page.text()
    assert text.count("0.25 mg") == text.count("(0.75 mg)") == text.count("0.5 mg/5 mL") == 6
    assert "4.5 mg" in text
    assert "14.3 %" in text


@pytest.mark.parametrize("width", [30, 40, 60, 80])
def test_on_a_narrow_page_no_word_is_torn_and_no_number_from_its_unit(width: int):
    columns = ("from", "to", "08:00", "mg a day")
    cell = "three 0.25 mg tablets (0.75 mg) in suspension"
    page = Page(width)
    page.table(columns, [("22 Nov 2026", "28 Nov 2026", cell, "4.5 mg")])
    text = page.text()
    assert max(map(len, text.splitlines())) <= width
    for part in ("tablets", "suspension", "0.25 mg", "(0.75 mg)", "4.5 mg"):
        assert part in text
