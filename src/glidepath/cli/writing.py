"""Files written all or none: a folder never holds half of one plan and half of another."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from glidepath.domain.errors import BadInput, Problem

__all__ = ["write_together"]


def write_together(files: Mapping[str, bytes], folder: Path) -> None:
    """Write these files into a folder; if one of them cannot be written, none is changed.

    Takes names with their contents, and the folder, which is made if it is not there.
    Refuses (`BadInput`) a folder that cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".glidepath-", dir=folder) as inner:
            _replace(files, folder, Path(inner))
    except OSError as fault:
        reason = (fault.strerror or "it cannot be written").lower()
        raise BadInput(
            Problem("out", reason, "a folder that can be written to", "Nothing was changed.")
        ) from None


def _replace(files: Mapping[str, bytes], folder: Path, inner: Path) -> None:
    """Write everything aside first, then swap file by file, and back again if a swap fails."""
    for name, content in files.items():
        _write(inner / name, content)
    done: list[str] = []
    try:
        for name in files:
            if (folder / name).exists():
                (folder / name).replace(inner / f"{name}.before")
            done.append(name)
            (inner / name).replace(folder / name)
    except OSError:
        for name in reversed(done):
            _restore(folder / name, inner / f"{name}.before")
        raise


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _restore(path: Path, before: Path) -> None:
    if before.exists():
        before.replace(path)
    elif path.is_file():
        path.unlink()
