"""One person's own rate and sensitivity, estimated from a diary with its uncertainty.

The model: how hard a day was = the person's baseline + points x withdrawal drive + noise.
The drive comes from the doses really taken and one rate of adaptation (`adaptation`); rate,
points, baseline and the size of the noise are not known and are weighed on a grid, from
assumed distributions before the first entry. Scores are whole numbers from 0 to 10, so the
likelihood is that of the whole score, open at both ends; the noise is Student's t with 4
degrees of freedom, so that one bad day moves little. Days that are alike because they follow
each other tell less than their number: the likelihood is tempered by what the residuals of
neighbouring days share. Informs; never decides alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.adaptation import adaptation_rate, daily_drive, daily_pull
from glidepath.pharmacology.daily import follow
from glidepath.pharmacology.data import read_constants
from glidepath.pharmacology.disposition import typical
from glidepath.pharmacology.doses import DosedDays
from glidepath.pharmacology.effect import bound, ligand_ec50s
from glidepath.pharmacology.parameters import constants, drug_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[Any]

__all__ = ["Drives", "Interval", "PersonalRate", "drives", "personal_rate"]

HIGHEST_SCORE = 10
DAYS_A_WEEK = 7
_RATES, _POINTS, _WIDTH = 29, 27, 2.8
_NOISES = (0.5, 0.8, 1.2, 1.8, 2.7)
_BASELINES = (-1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5)
_BIN, _LOWEST, _HIGHEST = 0.1, -3.0, 17.0
_NO_ANSWER = -1
_LEAST_KEPT = 0.2


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the ends of its 95 % interval."""

    low: float
    middle: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies within."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Drives:
    """Withdrawal drive (rates, days) of one course at each half-life of adaptation (days)."""

    half_lives_d: Floats
    drive: Floats


@dataclass(frozen=True, slots=True)
class PersonalRate:
    """What a diary says of one person: half-life of adaptation, sensitivity, and the pace borne.

    `half_life_d` days; `points` of a hard day at a drive of 1 (as large as the baseline
    effect); `weekly_fall` the share of the baseline effect a week (0.05 = 5 %) at which the
    ruler foresees one point above the baseline. `days` answers were used; `alike` is what
    neighbouring days share (0 to 1). `narrowed` says whether the diary tells clearly more
    than what was assumed before it.
    """

    half_life_d: Interval
    points: Interval
    weekly_fall: Interval
    days: int
    alike: float
    narrowed: bool


def drives(course: DosedDays) -> Drives:
    """The drive of the doses really taken, for every rate on the grid.

    The typical person's levels; one rate of adaptation after the other. Refuses a course
    without a present regimen, and a drug without binding data.
    """
    import numpy as np

    if not course.before or any(drug_model(d).equivalent_mg is None for d in course.drugs):
        raise BadInput(Problem("course", "no baseline or no binding data", "both, for a rate"))
    shared = constants()
    steps = np.linspace(-_WIDTH, _WIDTH, _RATES)
    half_lives = shared.slow_half_life_d * np.exp(steps * log(shared.rate_gsd))
    rate = adaptation_rate(half_lives)
    pulls, base = [], 0.0
    for number, stretch in enumerate(
        follow(course, {d: typical(drug_model(d)) for d in course.drugs})
    ):
        u = sum(
            stretch.levels(drug, part) / ec50
            for drug in course.drugs
            for part, ec50 in enumerate(ligand_ec50s(drug))
        )
        rho = bound(np.asarray(u))
        if number == 0:
            base = float((stretch.grid.weights / 24.0 @ rho)[0, 0])
        many = np.repeat(rho, len(rate), axis=0)
        pulls.append(daily_pull(many, stretch.grid.hours, stretch.grid.weights, rate))
    drive = daily_drive(np.concatenate(pulls, axis=1), rate)[:, 1:] / base
    return Drives(half_lives, np.maximum(drive, 0.0))


def personal_rate(
    found: Drives, hard: Mapping[int, int], baseline_days: int
) -> PersonalRate | None:
    """The person's own rate from how hard days were (0 to 10) by day of the course, from 0.

    Days before the first cut are the first `baseline_days`. None with fewer answers than the
    data ask for, or none in the baseline. Refuses scores outside 0 to 10 and days outside
    the course.
    """
    import numpy as np

    scores = _scores(hard, found.drive.shape[1])
    days = int((scores != _NO_ANSWER).sum())
    early = scores[:baseline_days][scores[:baseline_days] != _NO_ANSWER]
    if days < _figure("fewest_days") or not len(early):
        return None
    told = scores != _NO_ANSWER
    grid = _grid(float(np.mean(early)))
    likelihood = _log_likelihood(found.drive[:, told], scores[told], grid)
    prior = _log_prior(grid)
    alike = _alike(found.drive, scores, grid, _weights(likelihood + prior))
    kept = max((1 - alike) / (1 + alike), _LEAST_KEPT)
    after = _weights(likelihood * kept + prior).sum(axis=(2, 3))
    before = _weights(np.broadcast_to(prior, likelihood.shape)).sum(axis=(2, 3))
    return _summary(found, grid, after, before, days, alike)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The values that are weighed: points of sensitivity, baselines, sizes of the noise."""

    points: Floats
    baselines: Floats
    noises: Floats
    z_rates: Floats
    z_points: Floats


def _figure(name: str) -> float:
    return float(read_constants()["rate"][name]["value"])


def _grid(baseline: float) -> _Grid:
    import numpy as np

    z_points = np.linspace(-_WIDTH, _WIDTH, _POINTS)
    points = _figure("points_per_drive") * np.exp(z_points * log(_figure("points_gsd")))
    z_rates = np.linspace(-_WIDTH, _WIDTH, _RATES)
    baselines = baseline + np.array(_BASELINES)
    return _Grid(points, baselines, np.array(_NOISES), z_rates, z_points)


def _scores(hard: Mapping[int, int], days: int) -> NDArray[Any]:
    import numpy as np

    bad = [
        day for day, score in hard.items() if not (0 <= day < days and 0 <= score <= HIGHEST_SCORE)
    ]
    if bad:
        raise BadInput(Problem("hard", f"days {bad[:3]}", f"days 0 to {days - 1}, scores 0 to 10"))
    scores = np.full(days, _NO_ANSWER)
    scores[list(hard)] = list(hard.values())
    return scores


def _log_likelihood(drive: Floats, scores: NDArray[Any], grid: _Grid) -> Floats:
    """Log likelihood (rates, points, baselines, noises) of the whole scores."""
    import numpy as np

    expected = drive[:, None, None, :] * grid.points[:, None, None] + grid.baselines[:, None]
    place = np.clip((expected - _LOWEST) / _BIN, 0, (_HIGHEST - _LOWEST) / _BIN).astype(np.int32)
    found = np.empty((*place.shape[:3], len(grid.noises)))
    for number, noise in enumerate(grid.noises):
        table = _table(float(noise))
        found[..., number] = table[scores, place].sum(axis=-1)
    return found


def _table(noise: float) -> Floats:
    """Log probability (score, place of the expected value) of each whole score."""
    import numpy as np

    expected = np.arange(_LOWEST, _HIGHEST + _BIN, _BIN) + _BIN / 2
    edges = np.arange(HIGHEST_SCORE) + 0.5
    below = _t4((edges[:, None] - expected) / noise)
    whole = np.vstack([np.zeros_like(expected), below, np.ones_like(expected)])
    return np.asarray(np.log(np.maximum(np.diff(whole, axis=0), 1e-12)))


def _t4(t: Floats) -> Floats:
    """Distribution function of Student's t with 4 degrees of freedom, in closed form."""
    import numpy as np

    part = 1.0 + t * t / 4.0
    return np.asarray(0.5 + 0.375 * t / np.sqrt(part) * (1.0 - t * t / (12.0 * part)))


def _log_prior(grid: _Grid) -> Floats:
    """Log of what is thought before the first entry: rate and points log-normal, the rest flat."""
    import numpy as np

    return np.asarray(-(grid.z_rates[:, None] ** 2 + grid.z_points**2)[..., None, None] / 2)


def _weights(log_weight: Floats) -> Floats:
    import numpy as np

    weight = np.exp(log_weight - log_weight.max())
    return np.asarray(weight / weight.sum())


def _alike(drive: Floats, scores: NDArray[Any], grid: _Grid, weight: Floats) -> float:
    """What the residuals of neighbouring days share, never below 0."""
    import numpy as np

    base = float((weight.sum(axis=(0, 1, 3)) * grid.baselines).sum())
    rise = np.einsum("kp,p,kd->d", weight.sum(axis=(2, 3)), grid.points, drive)
    told = scores != _NO_ANSWER
    rest = np.where(told, np.clip(scores - np.clip(base + rise, 0, HIGHEST_SCORE), -3, 3), 0.0)
    rest = np.where(told, rest - rest[told].mean(), 0.0)
    both = told[1:] & told[:-1]
    spread = float((rest[told] ** 2).mean())
    if not both.any() or spread == 0:
        return 0.0
    return float(min(max((rest[1:] * rest[:-1])[both].mean() / spread, 0.0), 1.0))


def _summary(
    found: Drives, grid: _Grid, after: Floats, before: Floats, days: int, alike: float
) -> PersonalRate:
    """Intervals of rate, points and pace from the weights (rates, points) after and before."""
    rates = log(2.0) / found.half_lives_d
    pace = DAYS_A_WEEK * rates[:, None] / grid.points
    own, assumed = _interval(pace, after), _interval(pace, before)
    return PersonalRate(
        half_life_d=_interval(found.half_lives_d, after.sum(axis=1)),
        points=_interval(grid.points, after.sum(axis=0)),
        weekly_fall=own,
        days=days,
        alike=alike,
        narrowed=log(own.high / own.low) < log(assumed.high / assumed.low) / 2,
    )


def _interval(values: Floats, weight: Floats) -> Interval:
    """Middle and 95 % interval of weighed values of 0 or more, read between them on a log scale."""
    import numpy as np

    order = np.argsort(values, axis=None)
    logs, weights = np.log(values.ravel()[order]), weight.ravel()[order]
    reached = np.cumsum(weights) - weights / 2
    low, middle, high = np.interp((0.025, 0.5, 0.975), reached, logs)
    return Interval(exp(low), exp(middle), exp(high))
