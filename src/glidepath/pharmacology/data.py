"""The packaged figures of pharmacology, one TOML file a drug, read on first use."""

from __future__ import annotations

from functools import lru_cache

from glidepath.knowledge.store import Raw, Store

__all__ = ["drug_ids", "read_constants", "read_drug", "read_population", "read_targets"]

ROOT = "pharmacology"
_STORE = Store()


@lru_cache(maxsize=1)
def drug_ids() -> tuple[str, ...]:
    """The drugs that have pharmacological data, in alphabetical order."""
    return _STORE.names(f"{ROOT}/drugs")


def read_drug(drug: str) -> Raw:
    """Everything the data hold about one drug, numbers as exact decimals."""
    return _STORE.raw(f"{ROOT}/drugs/{drug}.toml")


def read_constants() -> Raw:
    """The constants of effect and adaptation."""
    return _STORE.raw(f"{ROOT}/constants.toml")


def read_targets() -> Raw:
    """The published figures that the model is tested against."""
    return _STORE.raw(f"{ROOT}/targets.toml")


def read_population() -> Raw:
    """The make-up of a virtual population, unless the asker gives another."""
    return _STORE.raw(f"{ROOT}/population.toml")
