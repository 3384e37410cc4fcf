"""The three answers tell themselves apart by outcome and exit code."""

from __future__ import annotations

from glidepath.domain.answer import Proposal, Question, Questions, Refusal
from glidepath.domain.finding import Finding, Severity, Verdict


def test_each_kind_of_answer_has_its_own_word_and_exit_code() -> None:
    assert (Proposal.outcome, Proposal.exit_code) == ("proposal", 0)
    assert (Refusal.outcome, Refusal.exit_code) == ("refusal", 3)
    assert (Questions.outcome, Questions.exit_code) == ("questions", 4)


def test_a_refusal_and_questions_carry_their_reasons() -> None:
    finding = Finding("GP-R-001", Verdict.FIRES, Severity.BLOCK, "No.")
    refusal = Refusal((finding,), "No plan.", "Ask neurology.")
    question = Question("age_years", "How old?", "Children are dosed by weight.", blocks=True)
    assert refusal.findings == (finding,)
    assert refusal.certificate is None
    assert Questions((question,)).questions == (question,)
    assert finding.addressed_to == "prescriber"


def test_severities_stand_in_order() -> None:
    assert Severity.NOTE < Severity.CAUTION < Severity.WARNING < Severity.BLOCK
    assert max(Severity) is Severity.EMERGENCY
