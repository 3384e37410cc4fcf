"""All papers of one proposal in one folder: either all of them, or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from glidepath.documents.curves import Forecast
from glidepath.documents.sheets import set_sheets, sheets
from glidepath.domain.answer import Proposal
from glidepath.domain.errors import BadInput, Problem

__all__ = ["papers", "write_all", "write_made"]


def papers(
    proposal: Proposal, forecast: Forecast | None, plan_json: bytes, version: int | None = None
) -> dict[str, bytes]:
    """Every paper of a plan that nobody has signed, by its file name.

    Equal proposals give equal bytes.
    """
    return {"plan.json": plan_json, **set_sheets(sheets(proposal, forecast, version))}


def write_all(
    proposal: Proposal,
    forecast: Forecast | None,
    directory: str | Path,
    plan_json: bytes,
    version: int | None = None,
) -> tuple[Path, ...]:
    """Write every paper of a proposal into a folder, which is made if it is not there.

    `plan_json` is the answer in its machine-readable form, made by the caller. Everything
    is rendered before anything is written; when a file cannot be put in place, those that
    stood there before are put back. Refuses (BadInput) a folder that cannot be written.
    """
    return write_made(papers(proposal, forecast, plan_json, version), directory)


def write_made(made: Mapping[str, bytes], directory: str | Path) -> tuple[Path, ...]:
    """Write papers into a folder, which is made if it is not there: all of them or none."""
    target = Path(directory)
    try:
        _put(made, target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput(
            Problem("out", f"the folder cannot be written ({reason})", "a folder you may write to")
        ) from None
    return tuple(target / name for name in made)


def _put(made: Mapping[str, bytes], target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".papers-", dir=target))
    try:
        for name, content in made.items():
            (stage / name).write_bytes(content)
        _swap(made, stage, target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _swap(made: Mapping[str, bytes], stage: Path, target: Path) -> None:
    """Move the new papers in; on any failure move the old ones back."""
    moved: list[str] = []
    try:
        for name in made:
            if (target / name).exists():
                (target / name).replace(stage / f"{name}.before")
            moved.append(name)
            (stage / name).replace(target / name)
    except OSError:
        for name in moved:
            (target / name).unlink(missing_ok=True)
            if (stage / f"{name}.before").exists():
                (stage / f"{name}.before").replace(target / name)
        raise
