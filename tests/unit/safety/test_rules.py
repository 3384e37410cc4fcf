"""Every rule is one function and one file, and its examples are its tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Verdict
from glidepath.domain.grading import CareSetting
from glidepath.safety.registry import rule, rule_functions, rule_ids
from glidepath.safety.rulebook import RuleText, read_rule
from glidepath.safety.view import View
from tests.cases import given as people
from tests.house import source

RULES = people.book().rules
EXAMPLES = [(r.id, example) for r in RULES.values() for example in r.examples]


def _holds(text: RuleText, example: dict[str, Any]) -> bool:
    """Whether the rule answers as the example says, with the figures it says."""
    told = example["given"]
    ruling = rule_functions()[text.id](View(people.situation(told), people.facts(told), text))
    shown = dict(ruling.values) | example.get("shows", {}) == dict(ruling.values)
    return ruling.verdict == example["expect"] and shown


@pytest.mark.parametrize(
    ("rule_id", "example"), EXAMPLES, ids=[f"{r}: {e['name']}" for r, e in EXAMPLES]
)
def test_the_example_of_the_rule_holds(rule_id: str, example: dict[str, Any]) -> None:
    assert _holds(RULES[rule_id], example)


def test_every_rule_file_has_one_function_and_every_function_one_file() -> None:
    files = {path.stem for path in (people.DATA / "rules").glob("*.toml")}
    assert files == set(rule_ids()) == set(RULES)


def test_a_rule_cannot_have_two_functions() -> None:
    with pytest.raises(BadInput, match="one function for each rule"):
        rule("pregnancy")(lambda see: see.has())


def test_a_rule_file_with_a_strange_key_or_a_wrong_id_is_refused() -> None:
    raw = people.raw("rules/pregnancy.toml")
    with pytest.raises(BadInput, match="colour"):
        read_rule("pregnancy", raw | {"colour": "red"})
    with pytest.raises(BadInput, match="the keys and words of a rule"):
        read_rule("other", raw)
    with pytest.raises(BadInput, match="the keys and words of a rule"):
        read_rule("pregnancy", raw | {"if_unknown": "guess"})


@pytest.mark.parametrize("rule_id", rule_ids())
def test_every_rule_has_an_example_of_each_answer(rule_id: str) -> None:
    assert {e["expect"] for e in RULES[rule_id].examples} == {str(v) for v in Verdict}


def _nudges(text: RuleText) -> Iterator[tuple[str, Fraction]]:
    """Each threshold a little lower and a little higher: whole figures by one at least."""
    for name, fact in text.limits.items():
        whole = fact.value.denominator == 1 and "mg" not in fact.unit
        for share in (Fraction(-1, 100), Fraction(5, 100)):
            step = fact.value * share
            if whole and abs(step) < 1:
                step = Fraction(1) if share > 0 else Fraction(-1)
            yield name, fact.value + step


NUDGES = [(r.id, name, value) for r in RULES.values() for name, value in _nudges(r)]


@pytest.mark.parametrize(
    ("rule_id", "name", "value"), NUDGES, ids=[f"{r}.{n} at {float(v):g}" for r, n, v in NUDGES]
)
def test_a_nudged_threshold_breaks_an_example(rule_id: str, name: str, value: Fraction) -> None:
    text = RULES[rule_id]
    nudged = replace(
        text, limits=dict(text.limits) | {name: replace(text.limits[name], value=value)}
    )
    assert not all(_holds(nudged, e) for e in text.examples)


def test_rule_functions_are_short_and_hold_neither_figures_nor_sentences() -> None:
    for module in source.rooms("safety/rules"):
        for function in source.functions(module.tree):
            assert source.code_lines(function) <= 25, f"{module.name} {function.name}"
            for node in source.ast.walk(source.ast.Module(function.body[1:], [])):
                if isinstance(node, source.ast.Constant):
                    assert not isinstance(node.value, int) or isinstance(node.value, bool)
                    assert " " not in str(node.value).replace(", ", ""), node.value


def test_no_rule_ever_suggests_flumazenil_or_a_sudden_stop() -> None:
    for one in RULES.values():
        for sentence in f"{one.says} {one.can_do}".lower().split("."):
            if "flumazenil" in sentence:
                warns = ("may cause", "never", "not for", "not used", "risk", "no flumazenil")
                assert any(word in sentence for word in warns), one.id
            assert "stop immediately" not in sentence, one.id
            assert "stop at once" not in sentence, one.id


PRESUMES_A_TAPER = re.compile(
    r"(before|with|until|hold) the (first|next) cut|(hold|during|after|with|as) the taper"
    r"|taper one at a time|(^|and )reduce (gradually|under|with)|^expect withdrawal|^taper the"
)


def _of_every_goal(one: RuleText) -> bool:
    """Whether a rule looks at no goal, so that it also speaks beside a start and a stay."""
    return not {"moving", "stopping"} & set(one.words)


def test_a_rule_of_every_goal_does_not_presume_that_the_dose_falls() -> None:
    presuming = [
        (one.id, sentence)
        for one in filter(_of_every_goal, RULES.values())
        for sentence in re.split(r"[.;:] ", f"{one.says} {one.can_do}".lower())
        if PRESUMES_A_TAPER.search(sentence)
    ]
    assert presuming == []


def test_a_rule_on_two_drugs_fits_their_being_lowered_in_turn_and_joined() -> None:
    says = RULES["several-benzodiazepines"].can_do
    assert "one falls at a time, or all of them under one ceiling" in says
    assert "joins" in says


@pytest.mark.parametrize("rule_id", ["high-dose", "very-high-dose"])
def test_a_high_dose_that_stays_against_seizures_is_graded_and_not_called_too_high(
    rule_id: str,
) -> None:
    told = {"dose_mg": "6", "goal": "stay", "indication": "epilepsy_other"}
    text = RULES[rule_id]
    assert rule_functions()[rule_id](View(people.situation(told), people.facts(told), text)).fires
    assert "withdrawal" in text.says
    assert "against seizures is for neurology to say" in text.can_do
    assert text.raises_risk == (rule_id == "high-dose")
    assert (text.care is CareSetting.SPECIALIST) == (rule_id == "very-high-dose")
