"""Mutants that no test can tell apart, each with the reason, as a page that people read too."""

import re
from pathlib import Path

from tools.mutate.target import ROOT

PAGE = ROOT / "docs" / "explanation" / "surviving-mutants.md"
ROW = re.compile(r"^\| `([^`]+)` \| `([^`]*)` \| `` (.+?) `` \| (.+) \|$")

Key = tuple[str, str, str]


def as_row(key: Key, reason: str) -> str:
    """One row of the page."""
    file, function, change = key
    return f"| `{file}` | `{function}` | `` {change.replace('|', chr(92) + '|')} `` | {reason} |"


def reasons(page: Path = PAGE) -> dict[Key, str]:
    """Every explained mutant: file, function, change, and why no test can see it."""
    if not page.is_file():
        return {}
    found = {}
    for line in page.read_text(encoding="utf-8").splitlines():
        if match := ROW.match(line):
            file, function, change, reason = match.groups()
            found[file, function, change.replace("\\|", "|")] = reason
    return found
