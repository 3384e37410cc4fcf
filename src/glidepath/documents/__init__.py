"""What is handed over: calendar, prescription, chart and terminal view; renders, never decides.

`plan_id`, `terminal_text` and `write_all` are loaded when they are first asked for: a look at
the terminal must not wait for what only the papers need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glidepath.documents.identity import plan_id
    from glidepath.documents.terminal import terminal_text
    from glidepath.documents.writing import write_all

__all__ = ["plan_id", "terminal_text", "write_all"]

_ROOMS = {"plan_id": "identity", "terminal_text": "terminal", "write_all": "writing"}


def __getattr__(name: str) -> Any:
    """One of the three public functions, loaded on first use."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
