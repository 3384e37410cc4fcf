"""The page of commands: what each says of itself when asked with --help."""

from importlib import import_module
from typing import Any

import typer.main
from typer.testing import CliRunner

HEAD = """# Commands

<!-- Generated from `glidepath --help` by `make docs`; do not edit. -->

Exit codes: 0 done, 2 bad input, 3 refusal for safety, 4 questions must be answered first.
"""
PLAIN = {
    "COLUMNS": "96",
    "TERMINAL_WIDTH": "96",
    "NO_COLOR": "1",
    "TERM": "dumb",
}


def help_of(*words: str) -> str:
    """What `glidepath WORDS --help` prints, without trailing blanks."""
    runner = CliRunner(env=PLAIN)
    done = runner.invoke(_app(), [*words, "--help"], prog_name="glidepath", color=False)
    return "\n".join(line.rstrip() for line in done.output.strip().splitlines())


def _app() -> Any:
    return import_module("glidepath.cli.app").app


def names() -> list[str]:
    """The commands, in the order in which the program lists them."""
    return list(getattr(typer.main.get_command(_app()), "commands", {}))


def page() -> str:
    """docs/reference/commands.md: the program and each of its commands."""
    parts = [f"\n## glidepath\n\n```text\n{help_of()}\n```\n"]
    parts += [f"\n## glidepath {name}\n\n```text\n{help_of(name)}\n```\n" for name in names()]
    return HEAD + "".join(parts)
