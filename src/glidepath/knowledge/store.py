"""Where the packaged data lie, and how to read no more of a file than is asked for.

Parsing TOML is slow (about 0.4 ms a kilobyte), so a plan for one drug in one country must
not pay for all the others: a file of many records is cut at the lines that open a record,
and only the records wanted are parsed. `check.py` proves that the parts add up to the whole.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from glidepath.domain.errors import BadInput, GlidepathError, Problem

__all__ = ["PACKAGED", "KnowledgeError", "Raw", "Store", "records_in", "tables_in"]

PACKAGED = Path(__file__).parent / "data"
Raw = dict[str, Any]

# Folders and a file name, with no way up or out of the data folder.
_INSIDE = re.compile(r"(?:[\w-]+/)*[\w.-]+\.toml")
_TABLE = re.compile(r"^\[([\w-]+)\][ \t]*$", re.MULTILINE)
# Examples stand in records at the end of a file, or in a list within a record.
_EXAMPLES = re.compile(r"^\[\[example\]\]$.*\Z|^examples = \[$.*?^\]$", re.MULTILINE | re.DOTALL)
_RECORD = re.compile(r"^\[\[([\w-]+)\]\][ \t]*$", re.MULTILINE)


class KnowledgeError(GlidepathError):
    """Data that break the house rules; carries every problem as "what @ file: path"."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Keep all problems, in the order in which they were found."""
        self.problems = problems
        super().__init__("\n".join(problems))


class Store:
    """The data folder, read lazily; every text is read once."""

    def __init__(self, root: Path = PACKAGED) -> None:
        """Keep the folder; nothing is read yet."""
        self.root = root
        self._texts: dict[str, str] = {}
        self._raw: dict[str, Raw] = {}
        self._brief: dict[str, Raw] = {}

    def names(self, folder: str) -> tuple[str, ...]:
        """The stems of the TOML files in a folder, in alphabetical order."""
        return tuple(sorted(path.stem for path in (self.root / folder).glob("*.toml")))

    def every_file(self) -> tuple[str, ...]:
        """Every data file, by its path inside the folder."""
        paths = self.root.rglob("*.toml")
        return tuple(sorted(path.relative_to(self.root).as_posix() for path in paths))

    def has(self, path: str) -> bool:
        """Whether there is such a file inside the folder."""
        return path in self._texts or (self.root / path).is_file()

    def text(self, path: str) -> str:
        """The text of one file; refuses a path that does not lie inside the folder."""
        if path not in self._texts:
            if not _INSIDE.fullmatch(path) or not self.has(path):
                raise BadInput(Problem("data", path[:60], "a file of the packaged data"))
            self._texts[path] = (self.root / path).read_text(encoding="utf-8")
        return self._texts[path]

    def raw(self, path: str) -> Raw:
        """One whole file as plain values; numbers that are not whole come as exact decimals."""
        if path not in self._raw:
            self._raw[path] = parse(self.text(path), path)
        return self._raw[path]

    def brief(self, path: str) -> Raw:
        """The same without the examples, which only tests read and which are half of the text."""
        if path in self._raw:
            return self._raw[path]
        if path not in self._brief:
            self._brief[path] = parse(_EXAMPLES.sub("", self.text(path)), path)
        return self._brief[path]


def parse(text: str, path: str) -> Raw:
    """TOML to plain values; text that is not TOML is one problem with its place."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError((f"not TOML ({error}) @ {path}: whole file",)) from None


def tables_in(text: str) -> Mapping[str, str]:
    """Each top table `[name]` of a file with its own text, not yet parsed."""
    return {match[1]: part for match, part in _cut(text, _TABLE)}


def records_in(text: str, kind: str) -> tuple[str, ...]:
    """Each record `[[kind]]` of a file as text, not yet parsed."""
    return tuple(part for match, part in _cut(text, _RECORD) if match[1] == kind)


def _cut(text: str, opening: re.Pattern[str]) -> list[tuple[re.Match[str], str]]:
    starts = list(opening.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [(match, text[match.start() : end]) for match, end in zip(starts, ends, strict=True)]
