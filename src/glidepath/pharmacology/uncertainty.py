"""Three kinds of not knowing, kept apart: people differ, averages are unsure, binding is unsure.

Each is a small fixed design of virtual people: every margin is cut into equal shares
and the middle of each share taken once, shuffled by a fixed seed (a Latin hypercube).
The same question always gets the same band.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, sqrt
from random import Random
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from glidepath.pharmacology.disposition import Disposition, typical
from glidepath.pharmacology.parameters import constants, omega

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from glidepath.pharmacology.parameters import DrugModel

    Floats = NDArray[Any]
    Link = tuple[Floats, Floats, Floats]

__all__ = ["different_people", "joined", "normal_scores", "repeated", "unsure_averages"]


def normal_scores(count: int, seed: str) -> Floats:
    """`count` standard-normal scores (count,), evenly spread, in an order fixed by `seed`."""
    import numpy as np

    normal = NormalDist()
    scores = [normal.inv_cdf((i + 0.5) / count) for i in range(count)]
    Random(seed).shuffle(scores)
    return np.array(scores)


def different_people(model: DrugModel, count: int, seed: str = "people") -> Disposition:
    """The drug in `count` people who differ as published in CL, VC, KA and metabolites' CL, V."""

    def factor(name: str, cv: float) -> Floats:
        return _log_normal(normal_scores(count, f"{seed}/{model.id}/{name}"), cv)

    import numpy as np

    r = constants().cl_v_correlation
    z_cl = normal_scores(count, f"{seed}/{model.id}/CL")
    z_v = r * z_cl + sqrt(1 - r * r) * normal_scores(count, f"{seed}/{model.id}/VC")
    base = repeated(typical(model), count)
    links = tuple(
        (formed, cl * factor(f"{m.id}/CL", m.cv_cl), v * factor(f"{m.id}/V", m.cv_v))
        for m, (formed, cl, v) in zip(model.metabolites, base.links, strict=True)
    )
    return replace(
        base,
        cl=base.cl * _log_normal(z_cl, model.cv_cl),
        vc=base.vc * _log_normal(np.asarray(z_v), model.cv_vc),
        ka=base.ka * factor("KA", model.cv_ka),
        links=links,
    )


def unsure_averages(model: DrugModel, count: int, seed: str = "averages") -> Disposition:
    """The typical person `count` times, under averages as unsure as studies leave them (CL)."""
    base = repeated(typical(model), count)
    z = normal_scores(count, f"{seed}/{model.id}/CL")
    return replace(base, cl=base.cl * _log_normal(z, model.uncertainty_cl))


def repeated(one: Disposition, count: int) -> Disposition:
    """The same person `count` times."""
    import numpy as np

    def many(value: Floats) -> Floats:
        return np.repeat(value, count)

    return Disposition(
        f=many(one.f),
        ka=many(one.ka),
        cl=many(one.cl),
        vc=many(one.vc),
        q=many(one.q),
        vp=many(one.vp),
        alag=one.alag,
        links=tuple((many(a), many(b), many(c)) for a, b, c in one.links),
    )


def joined(groups: Sequence[Disposition]) -> Disposition:
    """Several groups of people as one, in order."""
    import numpy as np

    def all_of(name: str) -> Floats:
        return np.concatenate([getattr(group, name) for group in groups])

    chains = zip(*(group.links for group in groups), strict=True)
    links = tuple(_joined_link(same) for same in chains)
    names = ("f", "ka", "cl", "vc", "q", "vp")
    return Disposition(**{n: all_of(n) for n in names}, alag=groups[0].alag, links=links)


def _joined_link(same: Sequence[Link]) -> Link:
    """One metabolite's formation, clearance and volume over all groups."""
    import numpy as np

    formed, cl, v = (np.concatenate(parts) for parts in zip(*same, strict=True))
    return formed, cl, v


def log_factors(scores: Floats, gsd: float) -> Floats:
    """Log-normal factors with median 1 and this geometric standard deviation."""
    import numpy as np

    return gsd ** np.asarray(scores)


def _log_normal(scores: Floats, cv: float) -> Floats:
    return log_factors(scores, exp(sqrt(omega(cv))))
