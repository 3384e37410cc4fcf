"""Files are read on first use, in parts, and never outside their folder."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from glidepath.domain.errors import BadInput
from glidepath.knowledge.store import KnowledgeError, Store, parse, records_in, tables_in


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "data" / "drugs").mkdir(parents=True)
    (tmp_path / "outside.toml").write_text("secret = 1\n")
    (tmp_path / "data" / "a.toml").write_text("x = 0.5\n")
    (tmp_path / "data" / "drugs" / "b.toml").write_text("y = 1\n")
    return Store(tmp_path / "data")


def test_files_are_found_by_folder_and_all_together(store: Store) -> None:
    assert store.names("drugs") == ("b",)
    assert store.every_file() == ("a.toml", "drugs/b.toml")
    assert store.has("a.toml")
    assert not store.has("c.toml")


def test_a_number_comes_as_an_exact_decimal(store: Store) -> None:
    assert store.raw("a.toml") == {"x": Decimal("0.5")}


def test_a_text_is_read_once(store: Store) -> None:
    store.text("a.toml")
    (store.root / "a.toml").unlink()
    assert store.text("a.toml") == "x = 0.5\n"
    assert store.raw("a.toml") is store.raw("a.toml")


@pytest.mark.parametrize("path", ["../outside.toml", "c.toml", "drugs", ""])
def test_a_path_that_is_no_data_file_is_refused(store: Store, path: str) -> None:
    with pytest.raises(BadInput, match="packaged data"):
        store.text(path)


def test_text_that_is_not_toml_is_one_problem_with_its_file() -> None:
    with pytest.raises(KnowledgeError) as caught:
        parse("a = 1\na = 2\n", "x.toml")
    (problem,) = caught.value.problems
    assert problem.startswith("not TOML")
    assert problem.endswith("@ x.toml: whole file")


def test_a_file_is_cut_at_its_tables_and_records() -> None:
    text = "# top\n[one]\na = 1\n[one.deep]\nb = 2\n[two]\nc = 3\n"
    assert list(tables_in(text)) == ["one", "two"]
    assert tables_in(text)["one"] == "[one]\na = 1\n[one.deep]\nb = 2\n"
    records = records_in("[[p]]\na = 1\n[p.x]\nb = 1\n[[q]]\n[[p]]\na = 2\n", "p")
    assert records == ("[[p]]\na = 1\n[p.x]\nb = 1\n", "[[p]]\na = 2\n")
