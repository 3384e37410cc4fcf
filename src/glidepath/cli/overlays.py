"""A folder with the words of scales that a place holds the rights to: `--overlays DIR`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from glidepath.cli.reading import read_bytes
from glidepath.domain.errors import BadInput, Problem
from glidepath.knowledge.base import KnowledgeBase

if TYPE_CHECKING:
    from glidepath.domain.scale_text import ScaleText

__all__ = ["read_folder", "scales"]

_ENDINGS = (".toml", ".json")


def read_folder(folder: Path | None, kb: KnowledgeBase) -> Mapping[str, ScaleText]:
    """The words of every file of a folder, by scale; none without a folder.

    Refuses a path that is no folder, a folder without such a file, and every fault of every
    file at once.
    """
    from glidepath.interop.overlayfile import read_overlays

    if folder is None:
        return {}
    found = sorted(one for one in folder.glob("*") if one.suffix in _ENDINGS and one.is_file())
    if not found:
        given = "no folder" if not folder.is_dir() else "a folder without .toml or .json files"
        raise BadInput(
            Problem("overlays", given, "a folder with one file for each scale", "Check the path.")
        )
    return read_overlays({one.name: read_bytes(one) for one in found}, kb)


def scales(scale_id: str, folder: Path | None) -> int:
    """Print every scale and whether its words are at hand, or all of one scale."""
    from glidepath.monitoring.scale_words import scale_lines

    kb = KnowledgeBase.packaged()
    own = read_folder(folder, kb)
    if not scale_id:
        for one in map(kb.scale, kb.scale_ids()):
            words = "words shipped" if one.text_checksum else "total only"
            mine = f"words of {own[one.id].origin}" if one.id in own else words
            print(f"{one.id}: {one.title}; {mine}")
        return 0
    definition = kb.scale(scale_id)
    for line in scale_lines(definition, kb):
        print(line)
    text = own.get(scale_id) or (kb.scale_text(scale_id) if definition.text_checksum else None)
    for line in _words(text) if text else ():
        print(line)
    return 0


def _words(text: ScaleText) -> list[str]:
    """The words as they are put before a person, and where they come from."""
    lines = [f"- Words: {text.origin}, language {text.language}, checksum {text.checksum}.", ""]
    lines.append(text.stem)
    for item, asked in text.items.items():
        answers = "; ".join(f"{value} {label}" for value, label in text.options[item].items())
        lines += [f"{item}: {asked}", f"    {answers}"]
    return lines
