"""The page of commands: what each says of itself when asked with --help."""

import os
import subprocess
import sys
from importlib import import_module

HEAD = """# Commands

<!-- Generated from `glidepath --help` by `make docs`; do not edit. -->

Exit codes: 0 done, 2 bad input, 3 refusal for safety, 4 questions must be answered first.
"""
PLAIN = {
    "COLUMNS": "96",
    "TERMINAL_WIDTH": "96",
    "NO_COLOR": "1",
    "TERM": "dumb",
    "GLIDEPATH_PLAIN_HELP": "1",
}


def help_of(*words: str) -> str:
    """What `glidepath WORDS --help` prints, without trailing blanks."""
    call = "import sys; from glidepath.cli.main import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", call, *words, "--help"],
        env=os.environ | PLAIN,
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def names() -> list[str]:
    """The commands, in the order in which the program lists them."""
    import typer.main  # only this page needs it

    app = import_module("glidepath.cli.app").app
    return list(getattr(typer.main.get_command(app), "commands", {}))


def page() -> str:
    """docs/reference/commands.md: the program and each of its commands."""
    parts = [f"\n## glidepath\n\n```text\n{help_of()}\n```\n"]
    parts += [f"\n## glidepath {name}\n\n```text\n{help_of(name)}\n```\n" for name in names()]
    return HEAD + "".join(parts)
