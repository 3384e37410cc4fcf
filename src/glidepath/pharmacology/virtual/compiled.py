"""The one place where the compiler is asked for: numba where it is there, plain loops where not.

Everything works without it, slower: callers ask `AVAILABLE` and take the NumPy road.
Compiled code is kept on disk by numba and reused, so the compiler runs once.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

__all__ = ["AVAILABLE", "compiled", "each_of", "inlined", "inner", "with_threads"]

AVAILABLE = find_spec("numba") is not None
# Contraction of multiply and add is the same on every thread; reordering is not allowed.
FAST = {"contract"}


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function compiled for parallel tiles; itself where there is no compiler."""
    return _compiled(function, parallel=True)


def inner(function: Callable[..., Any]) -> Callable[..., Any]:
    """A part of a compiled loop."""
    return _compiled(function)


def inlined(function: Callable[..., Any]) -> Callable[..., Any]:
    """A part of the innermost loop, put in its place so that the loop stays a vector loop."""
    return _compiled(function, inline="always")


def _compiled(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    if not AVAILABLE:
        return function
    import numba

    make = numba.njit(cache=True, fastmath=FAST, error_model="numpy", **options)
    made: Callable[..., Any] = make(function)
    return made


def _parallel_range() -> Any:
    if not AVAILABLE:
        return range
    import numba

    return numba.prange


each_of = _parallel_range()


def with_threads(threads: int | None, work: int) -> int:
    """Use so many threads from here on; gives how many it were before.

    None takes all there are for much `work` (people) and one for little, where starting
    threads costs more than they save. Refused by numba below 1.
    """
    import numba

    before, most = int(numba.get_num_threads()), int(vars(numba.config)["NUMBA_NUM_THREADS"])
    wanted = (most if work > 2048 else 1) if threads is None else threads
    numba.set_num_threads(min(wanted, most))
    return before
