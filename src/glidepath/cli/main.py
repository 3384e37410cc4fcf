"""The command `glidepath`: one case file in, one answer out.

Exit codes: 0 done, 2 bad input, 3 refused for safety, 4 questions must be answered first.
What a person's file holds never appears in arguments, and in errors only the value that is
wrong. Every command imports what it needs when it runs, so that a plan starts fast.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

__all__ = ["main"]

BAD_INPUT = 2
BROKEN = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    Takes the arguments without the program's name; without them those of the process.
    """
    # Looking for plug-ins of pydantic costs 20 ms of every start, and there are none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from glidepath.cli.app import app
    from glidepath.domain.errors import BadInput, GlidepathError

    try:
        app(args=None if argv is None else list(argv), prog_name="glidepath")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else BROKEN
    except BadInput as bad:
        _tell(bad)
        return BAD_INPUT
    except GlidepathError as fault:
        print(f"glidepath: its own data are damaged:\n{fault}", file=sys.stderr)
        return BROKEN
    return 0


def _tell(bad: BaseException) -> None:
    """Every problem on a line of its own, on stderr."""
    problems = getattr(bad, "problems", ())
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    print(f"glidepath: {count}, nothing was done.", file=sys.stderr)
    for problem in problems:
        print(f"  {problem}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
