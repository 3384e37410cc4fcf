"""A backup taken while somebody writes is of one moment, and restores to the same hashes."""

from __future__ import annotations

from pathlib import Path

import pytest

from glidepath.records.backup import backup
from glidepath.records.restore import restore
from glidepath.records.store import open_store
from glidepath.records.verify import verify
from tests.journeys.records.writers import BY, yard

MOST = 500
"""Enough backups for any writer to have written meanwhile, however quick the disk is."""


@pytest.mark.parametrize("times", [5, pytest.param(50, marks=pytest.mark.thorough)])
def test_a_backup_during_writes_restores_to_equal_hashes(
    url: str, tmp_path: Path, times: int
) -> None:
    with open_store(url) as store, yard() as writers:
        store.add_person({}, **BY)
        writers.start(url)
        made = [backup(store, tmp_path / "backup-0", BY["at"])]
        while len(made) < times or (made[-1].seq < made[0].seq + 3 and len(made) < MOST):
            made.append(backup(store, tmp_path / f"backup-{len(made)}", BY["at"]))
        told = writers.kill()
        assert len(told) > 1
        for count, manifest in enumerate(made):
            target = f"sqlite:///{tmp_path}/again-{count}.db"
            again, _ = restore(tmp_path / f"backup-{count}", target)
            with again:
                assert again.head() == manifest.head
                assert store.hash_at(manifest.seq) == manifest.hash
                assert verify(again, manifest.head).ok
                assert again.events() == store.events()[: manifest.seq]
        assert made[0].seq < made[-1].seq
