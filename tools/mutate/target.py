"""The files that are changed, each with its mutants."""

import ast
from dataclasses import dataclass
from pathlib import Path

from tools.mutate.operators import Mutant, mutants

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"


@dataclass(frozen=True, slots=True)
class Target:
    """One file: its path, its tree, and every change of it."""

    path: Path
    tree: ast.Module
    mutants: list[Mutant]

    @property
    def module(self) -> str:
        """The name by which the file is imported."""
        parts = self.path.relative_to(SOURCE).with_suffix("").parts
        return ".".join(part for part in parts if part != "__init__")

    @property
    def name(self) -> str:
        """The file as the report names it."""
        return self.path.relative_to(SOURCE / "glidepath").as_posix()


def read(path: Path) -> Target:
    """One file with its mutants."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return Target(path, tree, mutants(tree))


def chosen(names: list[str]) -> list[Target]:
    """The files under the rooms, folders or files named, such as `dosing` or `safety/checker`."""
    paths: list[Path] = []
    for name in names:
        place = SOURCE / "glidepath" / name
        found = sorted(place.rglob("*.py")) if place.is_dir() else []
        found = found or sorted(place.parent.glob(place.name + "*.py"))
        if not found:
            raise SystemExit(f"no file is called {name}; name a room, a folder or a file of a room")
        paths += found
    return [read(path) for path in dict.fromkeys(paths)]
