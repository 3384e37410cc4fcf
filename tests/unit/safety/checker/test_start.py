"""The start of a drug: what its rule is."""

from __future__ import annotations

from dataclasses import replace

from glidepath.domain.finding import Verdict
from glidepath.domain.titration import Whom
from glidepath.safety.checker import CHECKS
from glidepath.safety.checker.sheet import Sheet
from tests.unit.safety.checker.written import RULES, answers, written


def test_a_clear_answer_about_the_rule_names_the_rule() -> None:
    [finding] = answers("GP-C-090", {"on": "start"})
    assert finding.values == {"rule": "grown"}


def test_a_rule_from_the_first_birthday_on_is_not_one_for_an_infant() -> None:
    claim, context = written({"on": "start"})
    rule = replace(RULES["grown"], whom=Whom(("panic",), ("US",), age_from=1))
    verdicts = []
    for age in (0, 1):
        context = replace(context, start=replace(context.start, titration=rule, age_years=age))
        [finding] = CHECKS["GP-C-090"](Sheet.of(claim, context), context)
        verdicts.append(finding.verdict)
    assert verdicts == [Verdict.FIRES, Verdict.CLEAR]
