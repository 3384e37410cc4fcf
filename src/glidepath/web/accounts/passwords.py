"""Passwords: long, of any signs, not among those that everybody tries first; kept as a hash.

The rules follow the ASVS 5.0, chapter 6.2: a length, no rule on kinds of signs, no change of
what was typed. The hash is Argon2id with 19 MiB, 2 rounds and 1 lane, the least that the OWASP
Password Storage Cheat Sheet names.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from glidepath.domain.errors import BadInput, Problem

__all__ = ["LONGEST", "SHORTEST", "check_password", "denied_words", "hashed", "is_password"]

SHORTEST, LONGEST = 15, 256
_FEWEST_SIGNS, _FEWEST_OWN = 5, 6
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789")
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def check_password(text: str, name: str = "") -> None:
    """Refuse a password that is too short, too long, or easy to guess; says why, never what."""
    why = _fault(text, name)
    if why:
        allowed = f"{SHORTEST} to {LONGEST} signs of any kind that nobody would try first"
        raise BadInput(
            Problem("password", why, allowed, "Four or five words that have nothing in common do.")
        )


def _fault(text: str, name: str) -> str:
    if not SHORTEST <= len(text) <= LONGEST:
        return f"a password of {len(text)} signs"
    if len(set(text)) < _FEWEST_SIGNS:
        return "a password of very few different signs"
    if len(_own_part(text, name)) < _FEWEST_OWN:
        return "a password made of words and runs that everybody tries first"
    return ""


def _own_part(text: str, name: str) -> str:
    """What is left when words and runs that everybody tries are taken out."""
    left = text.casefold()
    words = sorted({*denied_words(), *([name.casefold()] if name else [])}, key=len, reverse=True)
    for word in (*_runs(), *words):
        left = left.replace(word, "")
    return _without_repeats("".join(sign for sign in left if sign.isalnum()))


def _runs() -> tuple[str, ...]:
    """Every stretch of four signs of the alphabet, the keyboard and the figures, both ways."""
    lines = [line for run in _RUNS for line in (run, run[::-1])]
    return tuple(line[at : at + 4] for line in lines for at in range(len(line) - 3))


def _without_repeats(text: str) -> str:
    """The piece that a text repeats; the text itself if it repeats nothing."""
    for size in range(1, len(text) // 2 + 1):
        if (text[:size] * len(text))[: len(text)] == text:
            return text[:size]
    return text


@cache
def denied_words() -> frozenset[str]:
    """The packaged words that make no password."""
    lines = Path(__file__).with_name("denied.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def hashed(password: str) -> str:
    """The hash under which a password is kept."""
    return _HASHER.hash(password)


def is_password(kept: str, typed: str) -> bool:
    """Whether what was typed is the password of a hash; every call takes the same time."""
    try:
        return _HASHER.verify(kept or _nobody(), typed[: LONGEST + 1]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """A hash that belongs to nobody, so that an unknown name takes as long as a known one."""
    return _HASHER.hash("nobody has this password")
