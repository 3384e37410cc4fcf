"""The classes of other medicines that a rule speaks of, to pick from."""

from __future__ import annotations

from glidepath.knowledge.base import KnowledgeBase
from glidepath.web.forms.fields import Option

__all__ = ["medicine_groups"]


def medicine_groups(kb: KnowledgeBase) -> tuple[Option, ...]:
    """Every class, in alphabetical order."""
    groups = kb.raw("medicines.toml")["group"]
    return tuple(Option(name, name.replace("_", " ").capitalize()) for name in sorted(groups))
