"""A right plan.json is broken in one place, a hundred ways: each way is refused, named or asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from glidepath.care.prepare import prepare
from glidepath.cli.check_facts import context_of
from glidepath.domain.answer import Proposal, Refusal
from glidepath.domain.errors import BadInput
from glidepath.domain.finding import Severity, Verdict
from glidepath.domain.person import Situation
from glidepath.interop.answerfile import as_json, write_answer
from glidepath.interop.casefile import read_case
from glidepath.interop.planfile import read_plan
from glidepath.knowledge.base import KnowledgeBase
from glidepath.safety.checker import check
from tests.properties import planted_faults as plant
from tests.properties.planted_faults import Fault, NotHere, Tree

KB = KnowledgeBase.packaged()
EXAMPLES = Path(__file__).parents[2] / "examples"
PLANS = (
    "clonazepam_panic", "clonazepam_drops_ch", "lorazepam_switch_uk", "two_drugs_us",
    "clonazepam_start_panic", "alprazolam_lower_dose",
)  # fmt: skip
put, lose = plant.put, plant.lose

FAULTS: dict[str, Fault] = {
    "a piece more": put(plant.piece_of, "count", lambda n: n + 1),
    "no piece": put(plant.piece_of, "count", 0),
    "a piece less than none": put(plant.piece_of, "count", -1),
    "one and a half pieces": put(plant.piece_of, "count", 1.5),
    "pieces not counted": put(plant.piece_of, "count", None),
    "a third of a product": put(plant.piece_of, "part", "1/3"),
    "a part of nothing": put(plant.piece_of, "part", "0"),
    "a piece printed with twice its milligrams": put(plant.piece_of, "mg", "7"),
    "an unknown product": put(plant.piece_of, "product", "nothing-known"),
    "another product": plant.swap_product,
    "the pieces emptied": put(lambda tree: plant.with_pieces(tree)[1], "pieces", []),
    "a dose that cannot be made": put(lambda tree: plant.with_pieces(tree)[1], "dose_mg", "0.317"),
    "a dose ten times": put(
        lambda tree: plant.with_pieces(tree)[1], "dose_mg", lambda mg: f"{Fraction(mg) * 10}"),
    "a dose in grams": put(
        lambda tree: plant.with_pieces(tree)[1], "dose_mg", lambda mg: mg + " g"),
    "a dose with a comma": put(lambda tree: plant.with_pieces(tree)[1], "dose_mg", "0,5"),
    "a dose below nothing": put(
        lambda tree: plant.with_pieces(tree)[1], "dose_mg", lambda mg: f"-{mg}"),
    "a dose that is no number": put(lambda tree: plant.with_pieces(tree)[1], "dose_mg", "NaN"),
    "an intake at another time": put(lambda tree: plant.with_pieces(tree)[1], "time", "03:00"),
    "an intake left out": plant.lose_intake,
    "an intake twice": plant.repeat_intake,
    "no intake in a step": put(plant.middle, "intakes", []),
    "one dose doubled": plant.double_one,
    "every dose doubled": plant.double_all,
    "a dose skipped": plant.empty_one,
    "another daily dose": put(plant.middle, "daily_dose_mg", "3.3"),
    "a step a day longer": plant.longer,
    "a step a day shorter": plant.shorter,
    "other days than from first to last": put(plant.middle, "days", lambda n: n + 7),
    "another last day": put(plant.middle, "end", lambda day: plant.later(day, 7)),
    "another first day": put(plant.middle, "start", lambda day: plant.later(day, -1)),
    "a wrong year": plant.year_off,
    "another first day printed": put(plant.whole, "start", "2020-01-01"),
    "another end printed": put(plant.whole, "end", "2030-01-01"),
    "another last dose printed": put(
        plant.ending, "stops_on", lambda day: plant.later(day, -30)),
    "no last dose printed": put(plant.ending, "stops_on", None),
    "a step left out": plant.lose_step,
    "a step skipped": plant.skip_step,
    "a step twice": plant.repeat_step,
    "the steps from the end": plant.turn_steps,
    "two steps in the other order": plant.swap_steps,
    "the plan cut short": plant.cut_short,
    "a step of one day": plant.one_day_step,
    "stopped at once": plant.stop_at_once,
    "nothing from the first day": plant.nothing_at_all,
    "no step": put(plant.whole, "steps", []),
    "a mark that is not needed": put(lambda tree: plant.steps_of(tree)[0], "terminal", True),
    "a rise called a step back": plant.rise_called_back,
    "another kind of course": put(
        plant.whole, "kind", lambda kind: "titration" if kind == "taper" else "taper"),
    "an unknown kind of course": put(plant.whole, "kind", "detox"),
    "a lowering called maintenance": put(plant.whole, "kind", "maintenance"),
    "an unknown policy": put(plant.whole, "policy", "none-such"),
    "a policy for comparison only": put(plant.whole, "policy", "fyer-1987"),
    "no policy": lose(plant.whole, "policy"),
    "another country": put(plant.whole, "country", lambda here: "AU" if here != "AU" else "UK"),
    "no country": lose(plant.whole, "country"),
    "another drug": put(
        plant.whole, "drug", lambda drug: "diazepam" if drug != "diazepam" else "lorazepam"),
    "no drug": lose(plant.whole, "drug"),
    "no products": lose(plant.whole, "products"),
    "a product left out": lose(lambda tree: tree["plan"]["products"], 0),
    "another strength printed": put(plant.product, "strength", "7 mg"),
    "another name printed": put(plant.product, "name", "another 50 mg tablet"),
    "another form printed": put(plant.product, "form", "capsule"),
    "another drug printed on a product": put(plant.product, "drug", "phenobarbital"),
    "another cut printed": put(lambda tree: plant.lowered(tree)["cut"], "percent", "5"),
    "another cut in milligrams printed": put(
        lambda tree: plant.lowered(tree)["cut"], "mg", "0.01"),
    "a cut not printed": put(plant.lowered, "cut", None),
    "one too few dispensed": put(
        lambda tree: plant.supplied(tree, True)[0], "dispensed", lambda n: n - 1),
    "nothing dispensed": put(lambda tree: plant.supplied(tree, True)[0], "dispensed", 0),
    "fifty too many dispensed": put(
        lambda tree: plant.supplied(tree, True)[0], "dispensed", lambda n: n + 50),
    "ten times dispensed": put(
        lambda tree: plant.supplied(tree, True)[-1], "dispensed", lambda n: n * 10),
    "more at home": put(
        lambda tree: plant.supplied(tree)[0], "at_home", lambda n: str(Fraction(n) + 10)),
    "an eighth at home": put(
        lambda tree: plant.supplied(tree)[0], "at_home",
        lambda n: str(Fraction(n) + Fraction(1, 8))),
    "no supply": put(lambda tree: tree, "supply", []),
    "a supply left out": lose(lambda tree: tree["supply"], 0),
    "a line of supply left out": lose(lambda tree: tree["supply"][0]["lines"], 0),
    "another product dispensed": plant.swap_supply,
    "another amount taken": put(lambda tree: plant.supplied(tree)[0], "taken", "1"),
    "another amount opened": put(lambda tree: plant.supplied(tree)[0], "opened", "1"),
    "another amount left": put(lambda tree: plant.supplied(tree)[0], "left", "999"),
    "another unit": put(lambda tree: plant.supplied(tree)[0], "unit", "bottle"),
    "a supply that begins later": put(
        lambda tree: tree["supply"][0], "start", lambda day: plant.later(day, 2)),
    "an instruction of another count": put(
        lambda tree: plant.how_to_take(tree)[0], "text",
        lambda text: text.replace("Take ", "Take 9 of ")),
    "an instruction of another dose": put(
        lambda tree: plant.how_to_take(tree)[0], "text", lambda text: text[:-2] + "9)."),
    "an instruction at another time": put(
        lambda tree: plant.how_to_take(tree)[0], "time", "03:00"),
    "an instruction for other days": put(
        lambda tree: plant.how_to_take(tree)[0], "end", "2031-01-01"),
    "an instruction left out": lose(plant.how_to_take, 0),
    "an instruction more": plant.repeat_instruction,
    "a plan in a refusal": put(lambda tree: tree, "outcome", "refusal"),
    "the second drug forgotten": plant.second_forgotten,
    "the second drug left out": plant.second_left_out,
    "the second drug twice": lambda tree: tree["plan"]["further"].append(plant.second_drug(tree)),
    "the second drug a week late": plant.second_moved(7),
    "the second drug a week early": plant.second_moved(-7),
    "the second drug doubled": plant.double_second,
    "the second drug cut short": lambda tree: plant.second_drug(tree)["steps"].pop(),
    "the drugs in each other's place": plant.drugs_swapped,
    "days that may stray far away": put(plant.stray_days, "end", "2040-01-01"),
    "days that may stray turned round": plant.stray_turned,
    "days that may stray not said": plant.strays_left_out,
}  # fmt: skip


@cache
def _right(name: str) -> tuple[str, Situation]:
    path = EXAMPLES / f"{name}.toml"
    person = read_case(path.read_bytes(), path.name, KB)
    assert isinstance(person, Situation)
    answer = prepare(person, KB)
    assert isinstance(answer, Proposal)
    return as_json(write_answer(answer, KB)), person


def _told(tree: Tree, person: Situation) -> set[tuple[str, Any]]:
    """What is said of a plan: why it is not read, what fires above a note, what is asked."""
    try:
        claim = read_plan(json.dumps(tree).encode(), "plan.json", KB)
    except BadInput as bad:
        return {(problem.where, "refused") for problem in bad.problems}
    if isinstance(claim, Refusal):
        return {("drug", "refused")}
    return {
        (one.rule_id, one.verdict)
        for one in check(claim, context_of(claim, KB, person))
        if one.verdict is Verdict.CANNOT_TELL
        or (one.verdict is Verdict.FIRES and one.severity > Severity.NOTE)
    }


@cache
def _planted(name: str) -> dict[str, set[tuple[str, Any]]]:
    """Every fault that fits a plan, with what is said of it beyond what is said of the plan."""
    return dict(_each(name))


def _each(name: str) -> Iterator[tuple[str, set[tuple[str, Any]]]]:
    text, person = _right(name)
    before = _told(json.loads(text), person)
    for fault, plant_it in FAULTS.items():
        tree = deepcopy(json.loads(text))
        try:
            plant_it(tree)
        except NotHere:
            continue
        yield fault, _told(tree, person) - before


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_wrong_with_the_plan_before_a_fault_is_planted(name: str) -> None:
    text, person = _right(name)
    assert {
        one for one in _told(json.loads(text), person) if one[1] != Verdict.CANNOT_TELL
    } == set()


@pytest.mark.parametrize("name", PLANS)
def test_no_fault_planted_in_a_plan_passes_unseen(name: str) -> None:
    found = _planted(name)
    assert [fault for fault, told in found.items() if not told] == []
    assert len(found) > 70


def test_every_fault_has_a_plan_in_which_it_can_be_planted() -> None:
    planted = {fault for name in PLANS[:4] for fault in _planted(name)}
    assert set(FAULTS) == planted
