"""The anchor is always the old one or the new one, never goes back, and is never guessed at."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from glidepath.domain.errors import BadInput
from glidepath.records.anchor import Anchor, write_durably
from glidepath.records.event import GENESIS, Head


def head(seq: int) -> Head:
    return Head(seq, f"{seq:064x}")


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    anchor = Anchor(tmp_path / "a")
    assert anchor.read() is None
    anchor.advance(Head())
    assert anchor.read() == Head(0, GENESIS)
    anchor.advance(head(3))
    assert anchor.read() == head(3)


def test_an_older_head_changes_nothing_unless_it_is_renewed(tmp_path: Path) -> None:
    anchor = Anchor(tmp_path / "a")
    anchor.advance(head(5))
    anchor.advance(head(4))
    assert anchor.read() == head(5)
    anchor.renew(head(4))
    assert anchor.read() == head(4)


def test_many_who_write_at_once_leave_the_newest(tmp_path: Path) -> None:
    anchor = Anchor(tmp_path / "a")
    writers = [Thread(target=anchor.advance, args=(head(seq),)) for seq in range(1, 21)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert anchor.read() == head(20)


def test_a_write_that_fails_half_way_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor = Anchor(tmp_path / "a")
    anchor.advance(head(1))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match="cannot be written"):
        anchor.advance(head(2))
    monkeypatch.undo()
    assert anchor.read() == head(1)


def test_content_and_folder_are_forced_to_the_disk_before_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[str] = []
    whole = os.fsync

    def watched(handle: int) -> None:
        forced.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        whole(handle)

    monkeypatch.setattr(os, "fsync", watched)
    write_durably(tmp_path / "a", b"x")
    assert forced == ["file", "folder"]


def test_an_anchor_that_cannot_be_opened_is_not_taken_for_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(BadInput, match="cannot be read"):
        Anchor(tmp_path / "a").read()
