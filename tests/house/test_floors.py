"""The floors hold, and a wrong import that somebody plants is found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import source


def _lint(config: Path, code: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the package that lies under `code`."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--config", config, "--no-cache", "--no-logo"],
        cwd=code,
        env=os.environ | {"PYTHONPATH": str(code), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package's Python files in a place where wrong things may be planted."""
    code = tmp_path / "src"
    wanted = shutil.ignore_patterns("__pycache__", "data", "static", "templates")
    shutil.copytree(source.PACKAGE, code / "glidepath", ignore=wanted)
    shutil.copy(source.ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return code


def _plant(code: Path, room: str, line: str) -> subprocess.CompletedProcess[str]:
    """Put one line into a new file of a room and inspect the house again."""
    (code / "glidepath" / room).mkdir(exist_ok=True)
    (code / "glidepath" / room / "planted.py").write_text(line + "\n", encoding="utf-8")
    return _lint(code.parent / "pyproject.toml", code)


def test_every_import_contract_is_kept() -> None:
    result = _lint(source.ROOT / "pyproject.toml", source.ROOT / "src")
    assert result.returncode == 0, result.stdout


def test_a_copy_without_a_planted_import_is_clean(copy: Path) -> None:
    result = _lint(copy.parent / "pyproject.toml", copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("safety", "import glidepath.planning"),
        ("planning", "from glidepath import safety"),
        ("monitoring", "import glidepath.planning"),
        ("dosing", "import glidepath.pharmacology"),
        ("domain", "import glidepath.knowledge"),
        ("planning", "import glidepath.care"),
        ("documents", "import glidepath.records"),
        ("care", "import glidepath.documents"),
        ("domain", "import numpy"),
        ("domain", "def late():\n    import pydantic"),
        ("planning", "from numpy import array"),
        ("safety", "import sqlalchemy"),
        ("care", "import socket"),
        ("pharmacology", "import sqlite3"),
    ],
)
def test_a_planted_wrong_import_is_found(copy: Path, room: str, line: str) -> None:
    result = _plant(copy, room, line)
    assert result.returncode == 1, result.stdout
    assert f"glidepath.{room}.planted ->" in result.stdout, result.stdout


def test_a_room_that_no_floor_names_is_found(copy: Path) -> None:
    (copy / "glidepath" / "attic").mkdir()
    (copy / "glidepath" / "attic" / "__init__.py").touch()
    result = _plant(copy, "attic", "")
    assert result.returncode == 1, result.stdout
    assert "attic" in result.stdout


def test_the_rooms_are_those_that_the_house_names() -> None:
    found = {path.parent.name for path in source.PACKAGE.glob("*/__init__.py")}
    assert found == set(source.ROOMS)


def _foreign(module: source.Module) -> list[str]:
    """Imports that are neither the standard library's nor the house's own."""
    own = {"glidepath"} | set(sys.stdlib_module_names)
    return [
        f"{module.name}:{line} imports {name}"
        for name, line in source.imported_names(module.tree)
        if name.split(".")[0] not in own
    ]


def test_rooms_that_carry_doses_import_the_standard_library_only() -> None:
    found = [
        fault
        for module in source.rooms(*source.EXACT_ROOMS, "monitoring")
        for fault in _foreign(module)
    ]
    assert found == []


def test_domain_imports_nothing_of_the_house_but_itself() -> None:
    found = [
        f"{module.name}:{line} imports {name}"
        for module in source.rooms("domain")
        for name, line in source.imported_names(module.tree)
        if name.split(".")[0] == "glidepath" and not name.startswith("glidepath.domain")
    ]
    assert found == []


def test_a_package_that_no_contract_names_is_found_in_domain(tmp_path: Path) -> None:
    planted = source.ROOT / "src" / "glidepath" / "domain" / "planted.py"
    text = "import some_unheard_of_package"
    module = source.Module(planted, text, source.ast.parse(text))
    assert _foreign(module) == ["src/glidepath/domain/planted.py:1 imports some_unheard_of_package"]
