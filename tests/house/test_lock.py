"""The lock files pin what pyproject.toml asks for, with hashes, each package at one version."""

import re
import tomllib

import pytest

from tests.house import source

FILES = ("runtime", "dev", "bench")


def _pins(name: str) -> dict[str, str]:
    text = (source.ROOT / "lock" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE))


def _asked(name: str) -> set[str]:
    """The packages that a lock file has to hold, by their plain names."""
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"], *groups["build"]]
    if name != "runtime":
        wanted += groups["dev"]
    if name == "bench":
        wanted += groups["bench"] + project["project"]["optional-dependencies"]["population"]
    return {re.split(r"[<>=!~ ;\[]", each)[0].lower() for each in wanted}


@pytest.mark.parametrize("name", FILES)
def test_everything_that_is_asked_for_is_pinned(name: str) -> None:
    assert _asked(name) <= set(_pins(name)), "run `make lock`"


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_a_hash(name: str) -> None:
    text = (source.ROOT / "lock" / f"{name}.txt").read_text(encoding="utf-8")
    parts = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [part.splitlines()[0] for part in parts if "--hash=sha256:" not in part] == []


def test_a_larger_lock_file_holds_the_smaller_one_at_the_same_versions() -> None:
    runtime, dev, bench = (_pins(name) for name in FILES)
    assert runtime.items() <= dev.items()
    assert dev.items() <= bench.items()
