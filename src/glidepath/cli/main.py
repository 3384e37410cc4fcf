"""The command `glidepath`: one case file in, one answer out.

Exit codes: 0 done, 2 bad input, 3 refused for safety, 4 questions must be answered first.
What a person's file holds never appears in arguments, and in errors only the value that is
wrong. Every command imports what it needs when it runs, so that a plan starts fast.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from glidepath.cli.quick import plain_plan

__all__ = ["main"]

BAD_INPUT = 2
BROKEN = 1
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    Takes the arguments without the program's name; without them those of the process.
    """
    if argv is None:
        _set_up_process()
    words = list(sys.argv[1:] if argv is None else argv)
    from glidepath.domain.errors import BadInput, GlidepathError

    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else BROKEN
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN
    except KeyboardInterrupt:
        return INTERRUPTED
    except BadInput as bad:
        _tell(bad)
        return BAD_INPUT
    except GlidepathError as fault:
        print(f"glidepath: its own data are damaged:\n{fault}", file=sys.stderr)
        return BROKEN
    except Exception as fault:  # the last door: a fault of ours must not show a person's data
        print(_defect(fault), file=sys.stderr)
        return BROKEN


def _run(words: list[str]) -> int:
    """Run the command that the arguments name; a plain `plan` without building all the others."""
    asked = plain_plan(words)
    if asked is not None:
        from glidepath.cli.plan import plan

        return plan(**asked)
    from glidepath.cli.app import app

    app(args=words, prog_name="glidepath")
    return 0


def _set_up_process() -> None:
    """Leave out what a process of half a second has no use for; never lose a sign of a dose."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # "½" must not come out as "?"
    gc.disable()  # it would look through all that the imports have just made
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # there are none to look for


def _defect(fault: Exception) -> str:
    """Where glidepath itself failed: the kind of fault and the place, never a value."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        name = Path(trace.tb_frame.f_code.co_filename).name
        place = f" at {name}:{trace.tb_lineno}"
    return (
        f"glidepath: a defect of ours, not of your input ({type(fault).__name__}{place}).\n"
        "Nothing was written. Please report this line."
    )


def _tell(bad: BaseException) -> None:
    """Every problem on a line of its own, on stderr."""
    problems = getattr(bad, "problems", ())
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    print(f"glidepath: {count}, nothing was done.", file=sys.stderr)
    for problem in problems:
        print(f"  {problem}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
