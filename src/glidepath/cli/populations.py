"""`glidepath simulate --population`: what a course does to many virtual people, by policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from glidepath.care.prepare import prepare
from glidepath.cli.printing import console, tell
from glidepath.cli.reading import read_bytes, read_situation, writable
from glidepath.domain.answer import Proposal, Refusal
from glidepath.domain.claim import PlanClaim, claim_of
from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.regimen import Regimen
from glidepath.knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from glidepath.pharmacology.doses import DosedDays
    from glidepath.pharmacology.virtual.export import Format
    from glidepath.pharmacology.virtual.policies import PolicyResult

__all__ = ["course_of_claim", "courses_of_case", "run_population", "simulate_population_of"]

MOST_PEOPLE = 10_000_000
AFTER_DAYS = 28


def simulate_population_of(
    file: Path,
    people: int,
    policies: Sequence[str],
    *,
    drug: str | None = None,
    seed: int = 1,
    out: Path | None = None,
    form: Format = "csv",
) -> int:
    """Follow virtual people through the plan of each policy (or through a regimen line).

    `file` holds a case, or a regimen line about `drug` where one is named. With `out`, the
    tables, a picture and the state of the run are written there; a run that was cut off
    goes on from its last chunk. Gives the exit code.
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise BadInput(Problem("population", str(people), f"1 to {MOST_PEOPLE:,}"))
    courses = _courses(file, drug, policies)
    results = _followed(courses, people, seed, out)
    _show(results)
    if out is not None:
        _write(results, out, form)
    return 0


def run_population(
    file: Path,
    people: int,
    policies: Sequence[str],
    drug: str | None,
    seed: int,
    out: Path | None,
    form: str,
) -> int:
    """The same from words as they were typed: refuses a format that is not known."""
    from glidepath.pharmacology.virtual.export import FORMATS

    known = next((one for one in FORMATS if one == form), None)
    if known is None:
        raise BadInput(Problem("format", repr(form), ", ".join(FORMATS)))
    return simulate_population_of(file, people, policies, drug=drug, seed=seed, out=out, form=known)


def courses_of_case(file: Path, policies: Sequence[str]) -> Mapping[str, DosedDays]:
    """The course that each policy leads to for one case, by the policy's name.

    A policy that leads to no plan for this case is left out and said so on stderr; refuses
    a case that leads to no plan at all.
    """
    kb = KnowledgeBase.packaged()
    situation = read_situation(file, kb)
    if isinstance(situation, Refusal):
        raise BadInput(Problem("case", "no drug that can be simulated", "a case with a plan"))
    found = {}
    for policy in policies or (None,):
        answer = prepare(situation, kb, policy)
        if isinstance(answer, Proposal):
            plan = answer.plan
            found[plan.policy_id] = course_of_claim(claim_of(plan), situation.treatment.regimen)
        elif policy is not None:
            tell(f"{policy}: no plan for this case, left out.")
    if not found:
        raise BadInput(Problem("case", "no plan", "a plan", "See why with `glidepath plan`."))
    return found


def course_of_claim(claim: PlanClaim, present: Regimen) -> DosedDays:
    """A plan as days of doses from the steady state of the present regimen.

    A plan that ends in nothing is followed for four weeks more: drive peaks after it.
    """
    from glidepath.pharmacology.doses import dosed_days

    before = [(one.time.minutes / 60, float(one.dose.mg)) for one in present.intakes]
    steps: list[tuple[int, list[tuple[float, float]]]] = []
    for step in claim.steps:
        intakes = [(_hour(one.time), float(one.dose_mg)) for one in step.intakes]
        steps.append((_days(step.start, step.end), intakes))
    if not any(mg for _, mg in steps[-1][1]):
        steps.append((AFTER_DAYS, []))
    return dosed_days(steps, drug=claim.drug_id, before=before)


def _days(start: date, end: date) -> int:
    return (end - start).days + 1


def _hour(time: str) -> float:
    hours, minutes = time.split(":")
    return int(hours) + int(minutes) / 60


def _courses(file: Path, drug: str | None, policies: Sequence[str]) -> Mapping[str, DosedDays]:
    if drug is None:
        return courses_of_case(file, policies)
    from glidepath.pharmacology.regimen_line import parse_regimen_line

    text = read_bytes(file).decode("utf-8", "replace").strip()
    return {"regimen line": parse_regimen_line(text, drug).course(drug)}


def _followed(
    courses: Mapping[str, DosedDays], people: int, seed: int, out: Path | None
) -> tuple[PolicyResult, ...]:
    """Follow everybody, with a progress bar on stderr, keeping each chunk in `out`."""
    from rich.console import Console
    from rich.progress import Progress

    from glidepath.pharmacology.virtual.draw import default_makeup
    from glidepath.pharmacology.virtual.policies import PolicyResult
    from glidepath.pharmacology.virtual.population import PopulationRun, simulate_population

    found = []
    with Progress(console=Console(stderr=True), transient=True) as bar:
        for name, course in courses.items():
            task = bar.add_task(name, total=people)
            place = None if out is None else out / f"{_slug(name)}-{people}-{seed}.run"
            kept = place.read_bytes() if place is not None and place.is_file() else None

            def keep(run: PopulationRun, place: Path | None = place) -> None:
                if place is not None:
                    _replace(place, run.to_bytes())

            run = simulate_population(
                course,
                people,
                seed=seed,
                makeup=default_makeup(),
                resume=None if kept is None else PopulationRun.from_bytes(kept),
                progress=lambda done, _of, task=task: bar.update(task, completed=done),  # type: ignore[misc]
                keep=keep,
            )
            found.append(PolicyResult(name, course, run))
    return tuple(found)


def _replace(place: Path, content: bytes) -> None:
    """Write a file so that it is whole or not there: a run cut off while writing loses nothing."""
    new = place.with_suffix(".new")
    with writable("out"):
        place.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
        new.replace(place)


def _slug(name: str) -> str:
    return name.replace(" ", "-")


def _show(results: tuple[PolicyResult, ...]) -> None:
    from rich.table import Table

    from glidepath.pharmacology.virtual.policies import policy_rows

    rows = policy_rows(results)
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for head in rows[0]:
        table.add_column(head, overflow="fold", no_wrap=not table.columns)
    for row in rows[1:]:
        table.add_row(*row)
    out = console()
    out.print(table)
    out.print("Virtual adults, not patients: how people differ is published, or assumed.")
    out.print("Drive is a ruler for the rate of change, not a forecast of symptoms or seizures.")


def _write(results: tuple[PolicyResult, ...], out: Path, form: Format) -> None:
    """One table of days and one of people a policy, and the picture of all of them."""
    from glidepath.pharmacology.virtual.export import person_rows, summary_rows, write_table
    from glidepath.pharmacology.virtual.policies import policies_picture

    with writable("out"):
        out.mkdir(parents=True, exist_ok=True)
        for one in results:
            for kind, rows in (("days", summary_rows(one.run)), ("people", person_rows(one.run))):
                with (out / f"{_slug(one.name)}-{kind}.{form}").open("wb") as stream:
                    write_table(rows, stream, form)
        (out / "policies.svg").write_text(policies_picture(results), encoding="utf-8")
