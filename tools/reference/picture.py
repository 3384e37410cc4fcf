"""The picture of the tutorial: the chart of the first example, as the program draws it."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.reference import code

EXAMPLE = "examples/clonazepam_panic.toml"
PLACE = "docs/picture.svg"


def page() -> str:
    """docs/picture.svg: the chart that `glidepath plan` writes for the example."""
    call = "import sys; from glidepath.cli.main import main; sys.exit(main())"
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-c", call, "plan", EXAMPLE, "--json", "--out", folder]
        subprocess.run(words, cwd=code.ROOT, stdout=subprocess.DEVNULL, check=True)
        return (Path(folder) / "chart.svg").read_text(encoding="utf-8")


def told(drawing: str) -> str:
    """What a drawing says in words: the steps, without the plan's id, which any fact may change."""
    found = re.search(r"<desc[^>]*>(.*?)</desc>", drawing, flags=re.DOTALL)
    return found[1] if found else ""
