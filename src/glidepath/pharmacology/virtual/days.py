"""What a course does to many people on each day: trough, mean, effect, withdrawal drive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glidepath.pharmacology.adaptation import daily_drive
from glidepath.pharmacology.daily import Stretch, follow
from glidepath.pharmacology.disposition import Disposition
from glidepath.pharmacology.doses import DosedDays
from glidepath.pharmacology.parameters import constants
from glidepath.pharmacology.reduction import Ligands, substances
from glidepath.pharmacology.virtual.compiled import AVAILABLE, with_threads
from glidepath.pharmacology.virtual.kernels import reduce_days

__all__ = ["PersonDays", "person_days"]

Floats = NDArray[Any]
PeopleOn = Callable[[int], Mapping[str, Disposition]]
BLOCK = 16


@dataclass(frozen=True, slots=True)
class PersonDays:
    """Days of a course by person, arrays (n, days), relative to the person's baseline day.

    `trough`: lowest summed C / EC50 of the day; `exposure`: its mean; `effect`: mean effect
    through the operational link; `drive`: withdrawal drive. `level` is the mean plasma
    level (ng/mL) of all substances of the course together. `trough` begins with the
    baseline day and so has one day more.
    """

    trough: Floats
    exposure: Floats
    effect: Floats
    drive: Floats
    level: Floats


def person_days(
    course: DosedDays,
    people: Mapping[str, Disposition] | PeopleOn,
    ligands: Ligands,
    *,
    threads: int | None = None,
    use_compiler: bool = True,
) -> PersonDays:
    """Follow everybody in `people` (each drug for the same n people; by day if they change).

    The course must have a present regimen: all is relative to it. The result does not
    depend on the number of threads.
    """
    found, level = [], []
    for stretch in follow(course, people):
        given, maps = _linear(stretch, course.drugs, ligands)
        found.append(_reduced(given, maps, stretch, ligands, threads, use_compiler=use_compiler))
        level.append(sum(stretch.means(d, part) for d, part, _ in substances(course.drugs)))
    low, mean, bound, effect, pull = np.concatenate(found, axis=2)
    drive = np.maximum(daily_drive(pull, ligands.rate)[:, 1:] / bound[:, :1], 0.0)
    return PersonDays(
        trough=low / mean[:, :1],
        exposure=mean[:, 1:] / mean[:, :1],
        effect=effect[:, 1:] / effect[:, :1],
        drive=drive,
        level=np.concatenate(level, axis=1)[:, 1:],
    )


def _linear(stretch: Stretch, drugs: tuple[str, ...], ligands: Ligands) -> tuple[Floats, Floats]:
    """States and doses (n, i, days), and their part in the summed C / EC50 (n, G, i)."""
    maps = []
    for drug in drugs:
        parts = zip(stretch.tables[drug].levels, ligands.ec50s[drug], strict=True)
        summed = sum(level / ec50 for level, ec50 in parts)
        maps.append(np.transpose(summed, (2, 1, 0)))
    given = np.concatenate([stretch.given[drug] for drug in drugs], axis=1)
    scale = ligands.scale[:, None, None]
    return np.ascontiguousarray(given), np.ascontiguousarray(np.concatenate(maps, axis=2) * scale)


def _reduced(
    given: Floats,
    maps: Floats,
    stretch: Stretch,
    ligands: Ligands,
    threads: int | None,
    *,
    use_compiler: bool,
) -> Floats:
    """The five daily quantities (5, n, days) of a stretch."""
    grid, k = stretch.grid, ligands.rate[:, None]
    share = grid.weights / 24.0
    kernel = k * np.exp(-k * (24.0 - grid.hours)) * grid.weights
    tau = constants().tau
    found = np.empty((5, given.shape[0], given.shape[2]))
    if AVAILABLE and use_compiler:
        before = with_threads(threads, len(given))
        reduce_days(found, given, maps, share, kernel, tau)
        with_threads(before, len(given))
        return found
    for at in range(0, len(given), BLOCK):
        some = slice(at, at + BLOCK)
        found[:, some] = _with_arrays(given[some], maps[some], share, kernel[some], tau)
    return found


def _with_arrays(given: Floats, maps: Floats, share: Floats, kernel: Floats, tau: float) -> Floats:
    """The same with NumPy, for a few people at a time."""
    u = maps @ given
    rho = u / (1.0 + u)
    driven = tau * rho
    pull = (kernel[:, None, :] @ rho)[:, 0]
    means = (share @ u, share @ rho, share @ (driven / (1.0 + driven)))
    return np.stack((u.min(axis=1), *means, pull))
