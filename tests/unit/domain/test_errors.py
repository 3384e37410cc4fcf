"""A problem says what was given, what is allowed and what to do; all problems come at once."""

from __future__ import annotations

from glidepath.domain.errors import BadInput, GlidepathError, NotExact, Problem

DOSE = Problem("dose", "0.3 mg", "multiples of 0.25 mg", "Add a liquid.")
TIME = Problem("", "25:00", "00:00 to 23:59")


def test_a_problem_is_one_line_from_given_to_allowed_to_next_step() -> None:
    assert str(DOSE) == "dose: 0.3 mg -> allowed: multiples of 0.25 mg. Add a liquid."
    assert str(TIME) == "25:00 -> allowed: 00:00 to 23:59."


def test_a_problem_told_from_further_out_names_the_way_in() -> None:
    assert DOSE.at("intakes[0]").where == "intakes[0].dose"
    assert TIME.at("intakes[0]").where == "intakes[0]"
    assert DOSE.at("x").given == DOSE.given
    assert DOSE.at("x").allowed == DOSE.allowed
    assert DOSE.at("x").next_step == DOSE.next_step


def test_bad_input_carries_every_problem_in_the_order_found() -> None:
    error = BadInput(iter([DOSE, TIME]))
    assert error.problems == (DOSE, TIME)
    assert str(error) == f"{DOSE}\n{TIME}"
    assert BadInput(DOSE).problems == (DOSE,)


def test_exit_codes_tell_bad_input_from_other_errors() -> None:
    assert GlidepathError.exit_code == 1
    assert NotExact(DOSE).exit_code == BadInput.exit_code == 2
    assert issubclass(NotExact, BadInput)
    assert issubclass(BadInput, GlidepathError)
