"""What a course does to a population: percentiles by day and how many people cross a line.

People are followed in chunks; what is kept grows with the days, not with the people
(but for four numbers a person). A run can be cut off after any chunk and taken up again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.adaptation import adaptation_rate
from glidepath.pharmacology.covariates import Change, people_by_day
from glidepath.pharmacology.doses import DosedDays
from glidepath.pharmacology.effect import Ec50Set, ligand_ec50s
from glidepath.pharmacology.parameters import constants
from glidepath.pharmacology.reduction import Ligands
from glidepath.pharmacology.virtual.counts import Bins, Counts
from glidepath.pharmacology.virtual.days import PersonDays, person_days
from glidepath.pharmacology.virtual.draw import Makeup, draw, ec50_factors, rate_factors

__all__ = ["QUANTITIES", "PopulationRun", "Progress", "simulate_population"]

Floats = NDArray[Any]
Progress = Callable[[int, int], None]

CHUNK = 2048
WINDOW = 14
RELATIVE = Bins(-0.0005, 3.9995, 4000)
QUANTITIES: Mapping[str, Bins] = {
    "level": Bins(1e-3, 1e5, 4096, log=True),
    "trough": RELATIVE,
    "exposure": RELATIVE,
    "effect": RELATIVE,
    "drive": Bins(-0.00025, 0.99975, 2000),
}


@dataclass(slots=True)
class PopulationRun:
    """A population followed so far: `done` of `people`, and what was counted.

    `counts` by quantity ("level" in ng/mL; "trough", "exposure", "effect", "drive" relative
    to each person's baseline). `personal` (done, 4): the largest fall of the trough within
    14 days (share), the highest drive, its day, and the lowest effect.
    """

    people: int
    seed: int
    days: int
    fingerprint: str
    done: int
    counts: dict[str, Counts]
    personal: Floats

    def percentiles(
        self, quantity: str, shares: Sequence[float] = (0.05, 0.25, 0.5, 0.75, 0.95)
    ) -> Floats:
        """Percentiles by day, (len(shares), days), over the people followed so far."""
        return np.stack([self.counts[quantity].percentile(share) for share in shares])

    def share_falling_more_than(self, share: float) -> float:
        """Share of people whose trough falls by more than this share within any 14 days."""
        return float((self.personal[:, 0] > share).mean())

    def share_with_drive_above(self, drive: float) -> float:
        """Share of people whose withdrawal drive exceeds this on any day."""
        return float((self.personal[:, 1] > drive).mean())

    def to_bytes(self) -> bytes:
        """All of the run so far, to be kept and resumed."""
        kept = BytesIO()
        small = {name: one.table.astype(np.int32) for name, one in self.counts.items()}
        tables = {f"counts_{name}": table for name, table in small.items()}
        head = np.array([self.people, self.seed, self.days, self.done], dtype=np.int64)
        mark = np.array(self.fingerprint)
        np.savez_compressed(kept, head=head, mark=mark, personal=self.personal, **tables)  # type: ignore[arg-type]
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes) -> PopulationRun:
        """The run that `to_bytes` kept."""
        with np.load(BytesIO(kept)) as file:
            people, seed, days, done = (int(one) for one in file["head"])
            run = cls(people, seed, days, str(file["mark"]), done, _empty(days), file["personal"])
            for name, one in run.counts.items():
                one.table = file[f"counts_{name}"].astype(np.int64)
        return run


def simulate_population(
    course: DosedDays,
    people: int,
    *,
    seed: int = 1,
    makeup: Makeup | None = None,
    acting: Sequence[Change] = (),
    ec50_set: Ec50Set = "calibrated",
    resume: PopulationRun | None = None,
    progress: Progress | None = None,
    keep: Callable[[PopulationRun], None] | None = None,
    threads: int | None = None,
    use_compiler: bool = True,
) -> PopulationRun:
    """Follow `people` virtual people through a course that starts on a present regimen.

    `seed` names the population: the same people for any course, chunk or thread. `makeup`
    gives weights and covariates; without it all weigh 70 kg and have none. `acting` are
    changes that come or go for everybody, such as an inducer that is stopped. `progress` is
    told (people done, people in all) after each chunk; `keep` gets the run to store it;
    `resume` takes up a run that was cut off. Refuses a course without a present regimen,
    fewer than one person, and a run of another course or population.
    """
    _refuse_bad(course, people)
    mark = f"{hash_of(course)}/{makeup!r}/{tuple(acting)!r}/{ec50_set}"
    asked = _Asked(course, seed, makeup, tuple(acting), ec50_set, threads, use_compiler)
    run = _started(course, people, seed, mark, resume)
    while run.done < people:
        count = min(CHUNK, people - run.done)
        days = _chunk(asked, run.done, count)
        _count(run, days)
        run.done += count
        if keep is not None:
            keep(run)
        if progress is not None:
            progress(run.done, people)
    return run


def hash_of(course: DosedDays) -> str:
    """A short mark of a course, the same in every process."""
    from hashlib import sha256

    return sha256(repr((course.before, course.days)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is the same for every chunk of a run."""

    course: DosedDays
    seed: int
    makeup: Makeup | None
    acting: tuple[Change, ...]
    ec50_set: Ec50Set
    threads: int | None
    use_compiler: bool


def _chunk(asked: _Asked, first: int, count: int) -> PersonDays:
    """The days of `count` people from number `first`."""
    drugs, seed = asked.course.drugs, asked.seed
    bodies = {drug: draw(drug, first, count, seed, asked.makeup) for drug in drugs}
    slow = constants().slow_half_life_d / rate_factors(first, count, seed)
    scale = np.ones(count)
    if asked.makeup is not None:
        for drug in drugs:
            scale /= ec50_factors(drug, first, count, seed, asked.makeup)
    ec50s = {drug: ligand_ec50s(drug, asked.ec50_set) for drug in drugs}
    return person_days(
        asked.course,
        people_by_day(bodies, asked.acting),
        Ligands(ec50s, scale, adaptation_rate(slow)),
        threads=asked.threads,
        use_compiler=asked.use_compiler,
    )


def _count(run: PopulationRun, days: PersonDays) -> None:
    for name, one in run.counts.items():
        values = getattr(days, name)
        one.add(values[:, -run.days :])
    own = np.stack(
        (
            largest_fall(days.trough),
            days.drive.max(axis=1),
            days.drive.argmax(axis=1).astype(float),
            days.effect.min(axis=1),
        ),
        axis=1,
    )
    run.personal = np.concatenate((run.personal, own))


def largest_fall(trough: Floats) -> Floats:
    """The largest fall of a daily trough (n, days) within any 14 days, as a share (n,)."""
    span = min(WINDOW, trough.shape[1] - 1)
    later = [1.0 - trough[:, gap:] / trough[:, :-gap] for gap in range(1, span + 1)]
    return np.asarray(np.maximum(np.max([one.max(axis=1) for one in later], axis=0), 0.0))


def _empty(days: int) -> dict[str, Counts]:
    return {name: Counts(bins, days) for name, bins in QUANTITIES.items()}


def _started(
    course: DosedDays, people: int, seed: int, mark: str, resume: PopulationRun | None
) -> PopulationRun:
    days = len(course.days)
    if resume is None:
        return PopulationRun(people, seed, days, mark, 0, _empty(days), np.empty((0, 4)))
    if (resume.fingerprint, resume.seed) != (mark, seed):
        given = "a run of another course or population"
        raise BadInput(Problem("resume", given, "a run of this one", "Start anew without it."))
    return resume


def _refuse_bad(course: DosedDays, people: int) -> None:
    problems = []
    if not course.before:
        allowed = "a course that starts on a present regimen"
        problems.append(Problem("course", "no present regimen", allowed))
    if people < 1:
        problems.append(Problem("people", str(people), "at least 1"))
    if problems:
        raise BadInput(problems)
