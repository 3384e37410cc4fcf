"""Reads names and their docstrings out of the package's files, without importing it."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "glidepath"


@dataclass(frozen=True, slots=True)
class Name:
    """One public name: where it is defined, how it is called, and its docstring."""

    module: str
    name: str
    is_class: bool
    signature: str
    words: str

    @property
    def first_sentence(self) -> str:
        """The docstring's first paragraph on one line."""
        return " ".join(self.words.split("\n\n")[0].split())

    @property
    def phrase(self) -> str:
        """A class name as the words of a sentence: `TimeOfDay` is time of day."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.name).lower()


def public_files(room: str) -> list[Path]:
    """The files of one room that are not marked as inner."""
    paths = sorted((PACKAGE / room).rglob("*.py"))
    return [path for path in paths if not path.name.startswith("_") or path.name == "__init__.py"]


def module_name(path: Path) -> str:
    """The name by which a file is imported."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def sentence_of(path: Path) -> str:
    """What a file says it is for, on one line."""
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(words.split("\n\n")[0].split())


def names_in(path: Path) -> Iterator[Name]:
    """Every public class and function that a file defines."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(
            node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ) and not node.name.startswith("_"):
            words = inspect.cleandoc(ast.get_docstring(node) or "")
            is_class = isinstance(node, ast.ClassDef)
            yield Name(module_name(path), node.name, is_class, _signature(node), words)


def _signature(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """How a function is called, without its body."""
    if isinstance(node, ast.ClassDef):
        return node.name
    gives = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{node.name}({ast.unparse(node.args)}){gives}"
