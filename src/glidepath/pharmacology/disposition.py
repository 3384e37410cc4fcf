"""How amounts move through the body: absorption, one or two compartments, metabolites in a chain.

The two-compartment body is written as two parallel one-compartment paths (its modes),
which is exact for a drug that enters and is measured in the centre, and keeps every
coefficient positive. State vector: depot, one or two modes, metabolites in order.

Source of the formulae: linear compartment theory, as in Gibaldi and Perrier,
Pharmacokinetics (1982); the weights are rewritten here so that none loses digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.pharmacology.divided import chain_response

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from glidepath.pharmacology.parameters import DrugModel

    Floats = NDArray[Any]
    Path = tuple[int, int, Floats, list[Floats]]

__all__ = ["Disposition", "typical"]

NG_PER_ML = 1000.0


@dataclass(frozen=True, slots=True)
class Disposition:
    """One drug in `n` people: every field an array of shape (n,).

    `ka` 1/h, `cl`, `q` L/h, `vc`, `vp` L, `f` share absorbed, `alag` h (the same for all);
    `links` is one (formed, cl, v) a metabolite: mass formed per mass cleared before it,
    its clearance (L/h) and volume (L). `q` is all zero for one compartment.
    """

    f: Floats
    ka: Floats
    cl: Floats
    vc: Floats
    q: Floats
    vp: Floats
    alag: float
    links: tuple[tuple[Floats, Floats, Floats], ...]

    def __post_init__(self) -> None:
        """Refuse parameters that are no numbers or not above 0, naming parameter and person."""
        problems = _bad_parameters(self)
        if problems:
            raise BadInput(problems)

    @property
    def people(self) -> int:
        """How many people the arrays describe."""
        return len(self.cl)

    def modes(self) -> tuple[list[Floats], list[Floats]]:
        """Rates (1/h) of the one or two modes and the share of a central dose in each."""
        import numpy as np

        k10 = self.cl / self.vc
        if not self.q.any():
            return [k10], [np.ones_like(k10)]
        k12, k21 = self.q / self.vc, self.q / self.vp
        high, low = _split(k10, k12, k21)
        gap = high + low
        alpha = k21 + high
        return [alpha, k10 * k21 / alpha], [high / gap, low / gap]

    def paths(self) -> list[Path]:
        """Every way from one state to another: (to, from, coefficient, rates along the way)."""
        rates, weights = self.modes()
        count = len(rates)
        k_out = [cl / v for _, cl, v in self.links]
        made = self._made()
        found: list[Path] = [(0, 0, self.ka / self.ka, [self.ka])]
        for j, (rate, weight) in enumerate(zip(rates, weights, strict=True), start=1):
            for to in range(len(self.links) + 1):
                state, tail = (j, []) if to == 0 else (count + to, k_out[:to])
                found.append((state, j, made[to], [rate, *tail]))
                found.append((state, 0, made[to] * self.ka * weight, [self.ka, rate, *tail]))
        for first in range(len(self.links)):
            for last in range(first, len(self.links)):
                share = made[last + 1] / made[first + 1]
                found.append((count + last + 1, count + first + 1, share, k_out[first : last + 1]))
        return found

    def _made(self) -> list[Floats]:
        """For the parent and each metabolite: the product of formation rates down to it."""
        made = [self.ka / self.ka]
        rate_before = self.cl / self.vc
        for formed, cl, v in self.links:
            made.append(made[-1] * formed * rate_before)
            rate_before = cl / v
        return made

    @property
    def size(self) -> int:
        """Length of the state vector."""
        return 1 + (2 if self.q.any() else 1) + len(self.links)

    def transition(self, hours: Floats, *, integrate: bool = False) -> Floats:
        """Where each unit of each state is after a time, or (integrate) how long it was there.

        `hours` (T,) in h. Gives (size, size, T, n): [to, from] in mg per mg, or mg h per mg.
        """
        import numpy as np

        result = np.zeros((self.size, self.size, len(hours), self.people))
        time = np.asarray(hours, dtype=float)[:, None]
        extra = [np.zeros(self.people)] if integrate else []
        by_length: dict[int, list[Path]] = {}
        for path in self.paths():
            by_length.setdefault(len(path[3]), []).append(path)
        for alike in by_length.values():
            columns = zip(*([*rates, *extra] for *_, rates in alike), strict=True)
            arrived = chain_response([np.stack(column)[:, None] for column in columns], time)
            for (to, origin, coefficient, _), share in zip(alike, arrived, strict=True):
                result[to, origin] += coefficient * share
        return result

    def amounts(self, state: Floats) -> Floats:
        """Amounts (s, n) in mg in depot, centre, periphery and metabolites, from the modes."""
        import numpy as np

        if not self.q.any():
            return state
        high, low = _split(self.cl / self.vc, self.q / self.vc, self.q / self.vp)
        k12 = self.q / self.vc
        fast, slow = state[1], state[2]
        found = state.copy()
        found[1], found[2] = fast + slow, k12 * (slow / low - fast / high)
        return np.asarray(found)

    def from_amounts(self, amounts: Floats) -> Floats:
        """The state (s, n) whose `amounts` these are."""
        import numpy as np

        if not self.q.any():
            return amounts
        k21 = self.q / self.vp
        high, low = _split(self.cl / self.vc, self.q / self.vc, k21)
        centre, outside = amounts[1], amounts[2]
        found = amounts.copy()
        found[1] = (high * centre - k21 * outside) / (high + low)
        found[2] = (low * centre + k21 * outside) / (high + low)
        return np.asarray(found)

    def read_out(self) -> list[tuple[list[int], Floats]]:
        """For the parent and each metabolite: which states sum to it, and ng/mL per mg."""
        count = 2 if self.q.any() else 1
        parent = (list(range(1, count + 1)), NG_PER_ML / self.vc)
        made = [
            ([count + 1 + i], NG_PER_ML / volume) for i, (_, _, volume) in enumerate(self.links)
        ]
        return [parent, *made]


def _bad_parameters(body: Disposition) -> list[Problem]:
    """What cannot be: the first few people of each parameter that is wrong."""
    import numpy as np

    named = [("F", body.f), ("KA", body.ka), ("CL", body.cl), ("VC", body.vc)]
    for number, (formed, cl, v) in enumerate(body.links, start=1):
        own = ("share formed", formed), ("CL", cl), ("V", v)
        named += [(f"metabolite {number} {name}", values) for name, values in own]
    problems = []
    for name, values in named:
        bad = ~(np.isfinite(values) & (values > 0))
        for row in np.flatnonzero(bad)[:3] if bad.any() else ():
            place = f"{name} of person {row + 1}"
            problems.append(Problem(place, f"{values[row]:g}", "a number above 0"))
    exchange = np.isfinite(body.q) & (body.q >= 0) & ((body.q == 0) | (body.vp > 0))
    for row in np.flatnonzero(~exchange)[:3] if not exchange.all() else ():
        given = f"Q {body.q[row]:g}, VP {body.vp[row]:g}"
        problems.append(Problem(f"Q and VP of person {row + 1}", given, "numbers from 0"))
    if not 0 <= body.alag < 24:
        problems.append(Problem("ALAG", f"{body.alag:g}", "0 to below 24 h"))
    return problems


def _split(k10: Floats, k12: Floats, k21: Floats) -> tuple[Floats, Floats]:
    """(alpha - k21, k21 - beta), both positive, without subtracting like numbers."""
    import numpy as np

    lean = k10 + k12 - k21
    gap = np.sqrt(lean * lean + 4.0 * k12 * k21)
    large = 0.5 * (np.abs(lean) + gap)
    small = k12 * k21 / large
    return np.where(lean >= 0, large, small), np.where(lean >= 0, small, large)


def typical(model: DrugModel) -> Disposition:
    """The drug in one typical adult: the model's own parameters, arrays of shape (1,)."""
    import numpy as np

    def one(value: float) -> Floats:
        return np.array([value])

    return Disposition(
        f=one(model.f),
        ka=one(model.ka),
        cl=one(model.cl),
        vc=one(model.vc),
        q=one(model.q),
        vp=one(model.vp),
        alag=model.alag,
        links=tuple((one(m.fm * m.mass_ratio), one(m.cl), one(m.v)) for m in model.metabolites),
    )
