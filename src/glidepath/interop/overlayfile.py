"""The words of scales that a place holds the rights to, from the files of its own folder.

The caller reads the folder; every file names its scale. The words that we ship are never
replaced, and the checksum of each text goes with every filling-in.
"""

from __future__ import annotations

from collections.abc import Mapping

from glidepath.domain.errors import BadInput, Problem
from glidepath.domain.scale_text import ScaleText
from glidepath.interop.casefile_tree import read_tree
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.read_scales import read_overlay

__all__ = ["read_overlays"]


def read_overlays(files: Mapping[str, bytes], kb: KnowledgeBase) -> Mapping[str, ScaleText]:
    """The texts by scale, from the bytes of each file by its name.

    Refuses files that cannot be read, scales we do not know or whose words we ship, words
    that do not fit, and two files for one scale, all at once.
    """
    texts: dict[str, ScaleText] = {}
    problems: list[Problem] = []
    for name, content in sorted(files.items()):
        try:
            text = _read(name, content, kb)
        except BadInput as refused:
            problems += [problem.at(name[:60]) for problem in refused.problems]
            continue
        if text.scale_id in texts:
            problems.append(Problem(name[:60], f"{text.scale_id} a second time", "one file each"))
        texts[text.scale_id] = text
    if problems:
        raise BadInput(problems)
    return texts


def _read(name: str, content: bytes, kb: KnowledgeBase) -> ScaleText:
    tree = read_tree(content, name)
    scale_id = tree.pop("scale", "")
    return read_overlay(kb.scale(str(scale_id)), tree)
