"""A paper of a signed plan, byte for byte as it was signed, or none at all."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock

from glidepath.records.store import Store
from glidepath.web.folder import SignedPlan, papers_of, proposal_of
from glidepath.web.planning import unpacked

__all__ = ["signed_paper"]

_MOST_KEPT = 128
_kept: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def signed_paper(store: Store, person: str, signed: SignedPlan, name: str) -> bytes | None:
    """A paper of a plan that was signed; None for one that is not what was signed.

    A signature names the digest of each paper, so that a paper once found to have that digest
    need not be looked for in the record again.
    """
    digest = str(signed.body["papers"].get(name, ""))
    with _lock:
        if digest in _kept:
            _kept.move_to_end(digest)
            return _kept[digest]
    holds = papers_of(store, person, signed.key) or proposal_of(store, person, signed.key)
    content = unpacked(holds.body, name) if holds else None
    if content is None or hashlib.sha256(content).hexdigest() != digest:
        return None
    with _lock:
        _kept[digest] = content
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return content
