"""Reads the package as text and syntax trees: the house is inspected without being imported."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "glidepath"
ROOMS = (
    "domain", "knowledge", "pharmacology", "dosing", "planning", "safety", "monitoring", "care",
    "records", "documents", "interop", "population", "web", "cli",
)  # fmt: skip
EXACT_ROOMS = ("domain", "dosing", "planning", "safety")
LEFT_BY_TOOLS = {
    ".git", ".venv", ".make", "build", "dist", "out", "htmlcov", "__pycache__", ".hypothesis",
    ".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache", "node_modules",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: where it is, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The file as a reader names it, from the top of the project."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def room(self) -> str:
        """The room of the house that the file is in; empty outside the package."""
        parts = self.path.relative_to(ROOT).parts
        return parts[2] if parts[:2] == ("src", "glidepath") and len(parts) > 3 else ""

    @property
    def is_public(self) -> bool:
        """Whether neither the file nor a folder above it is marked as inner."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return not any(part.startswith("_") and part != "__init__" for part in parts)


@cache
def parse(path: Path) -> Module:
    """Read one file."""
    text = path.read_text(encoding="utf-8")
    return Module(path, text, ast.parse(text, str(path)))


def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file under the folders named from the top of the project."""
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(parse(path) for path in paths if not LEFT_BY_TOOLS & set(path.parts))


def rooms(*names: str) -> tuple[Module, ...]:
    """Every Python file of the rooms named."""
    return modules(*(f"src/glidepath/{name}" for name in names))


def text_files() -> Iterator[tuple[str, str]]:
    """Every text file of the project that a person could read, with its name."""
    for path in sorted(ROOT.rglob("*")):
        inner = path.relative_to(ROOT)
        if path.is_file() and not path.is_symlink() and not LEFT_BY_TOOLS & set(inner.parts):
            try:
                yield inner.as_posix(), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end; the docstring does not count: words are not code."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is not None:
        words = function.body[0]
        lines -= (words.end_lineno or words.lineno) - words.lineno + 1
    return lines


def imported_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every module that is imported, inner imports included, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno


def public_definitions(
    body: list[ast.stmt], prefix: str = ""
) -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Classes, functions and methods whose names do not begin with an underscore."""
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_"):
            continue
        yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from public_definitions(node.body, f"{prefix}{node.name}.")
