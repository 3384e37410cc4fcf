"""Runs the examples that stand in the documents and compares what they print.

A fenced block runs when the word `run` follows its language. In a `console run` block the lines
that begin with `$ ` are commands, the lines below each are what it prints: three dots alone stand
for any lines, and … for anything within a line; a last line `[exit 3]` states an exit status other
than 0. In a `python run` block lines begin with `>>> `, as in an interactive session; without them
the block has only to run. A block with `as NAME` after its language is a file of that name for
the blocks below it. The blocks of one document run in order, in one folder.
"""

import doctest
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^(```+)(\S+)[ ]+(?:run|as ([\w-]+\.\w+))\s*$")
EXIT = re.compile(r"^\[exit (\d+)\]$")


@dataclass(frozen=True, slots=True)
class Block:
    """One example: where it stands, its language and lines; `kept_as` names a file it is."""

    file: str
    line: int
    language: str
    text: str
    kept_as: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of an example, with what it should print and its exit status."""

    line: str
    expected: tuple[str, ...]
    status: int


def documents() -> list[Path]:
    """Every document that a person reads."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def blocks(file: str, text: str) -> list[Block]:
    """The examples of one document that are marked to run."""
    found: list[Block] = []
    lines = text.splitlines()
    for start, line in enumerate(lines):
        if match := FENCE.match(line):
            end = lines.index(match[1], start + 1)
            inner = "\n".join(lines[start + 1 : end])
            found.append(Block(file, start + 1, match[2], inner, match[3] or ""))
    return found


def commands(text: str) -> list[Command]:
    """The commands of a console example."""
    found: list[Command] = []
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, *printed = part.rstrip("\n").split("\n")
        status = 0
        if printed and (match := EXIT.match(printed[-1])):
            status = int(match[1])
            printed.pop()
        found.append(Command(line, tuple(printed), status))
    return found


def agrees(expected: tuple[str, ...], printed: str) -> bool:
    """Whether what was printed is what the document shows; nothing shown agrees with anything."""
    if not expected:
        return True
    tidy = "".join(line.rstrip() + "\n" for line in printed.strip("\n").split("\n"))
    return re.fullmatch("".join(map(_pattern, expected)), tidy) is not None


def _pattern(line: str) -> str:
    """One shown line; `...` alone stands for any lines, and `…` for anything within a line."""
    if line.strip() == "...":
        return "(?:.*\n)*"
    return ".*".join(re.escape(part) for part in line.rstrip().split("…")) + "\n"


def run(block: Block, place: Path) -> list[str]:
    """Run an example in a folder, or put it there as the file that it is."""
    if block.kept_as:
        (place / block.kept_as).write_text(block.text + "\n", encoding="utf-8")
        return []
    return {"console": run_console, "python": run_python}[block.language](block, place)


def run_console(block: Block, place: Path) -> list[str]:
    """Run a console example in a folder of its own and say where it differs."""
    bin_folder = str(Path(sys.executable).parent)
    path = os.pathsep.join([bin_folder, os.environ.get("PATH", "")])
    environment = os.environ | {"PATH": path, "NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb"}
    faults = []
    for command in commands(block.text):
        done = subprocess.run(
            ["bash", "-c", command.line],
            cwd=place,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        printed = done.stdout + done.stderr
        where = f"{block.file}:{block.line}: $ {command.line}"
        if done.returncode != command.status:
            faults.append(f"{where}\nexit {done.returncode}, not {command.status}:\n{printed}")
        elif not agrees(command.expected, printed):
            faults.append(f"{where}\nprinted:\n{printed}")
    return faults


def run_python(block: Block, place: Path) -> list[str]:
    """Run a Python example in an interpreter of its own and say where it differs."""
    runner = (
        "import doctest, sys; sys.exit(doctest.testfile('example.txt', module_relative=False)[0])"
    )
    example = place / "example.txt"
    if doctest.DocTestParser().get_examples(block.text):
        example.write_text(block.text + "\n", encoding="utf-8")
        words = [sys.executable, "-c", runner]
    else:
        words = [sys.executable, "-c", block.text]
    done = subprocess.run(words, cwd=place, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return []
    return [f"{block.file}:{block.line}\n{done.stdout}{done.stderr}"]


def first_words(text: str) -> set[str]:
    """The sub-commands of glidepath that a console example calls."""
    found = set()
    for command in commands(text):
        words = shlex.split(command.line, comments=True)
        if words[:1] == ["glidepath"] and len(words) > 1:
            found.add(words[1])
    return found
