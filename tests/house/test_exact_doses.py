"""No binary fraction can reach a dose: floats stay out of the rooms that carry doses.

Two looks at the same rooms: one at the text (literals and conversions), one through the type
checker, which also sees what the text hides, such as the quotient of two integers.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mypy.build import BuildSource, build
from mypy.nodes import CallExpr, OpExpr, UnaryExpr
from mypy.options import Options
from mypy.types import Instance, Type, get_proper_type

from tests.house import source

SIGNS: dict[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.USub: "-", ast.UAdd: "+",
}  # fmt: skip


def _written(tree: ast.AST) -> Iterator[int]:
    """Lines with a float literal or a conversion to float."""
    for node in ast.walk(tree):
        is_literal = isinstance(node, ast.Constant) and isinstance(node.value, float | complex)
        called = node.func if isinstance(node, ast.Call) else None
        if is_literal or (isinstance(called, ast.Name) and called.id in ("float", "complex")):
            yield node.lineno  # type: ignore[attr-defined]


def _is_float(kind: Type) -> bool:
    proper = get_proper_type(kind)
    return isinstance(proper, Instance) and proper.type.fullname == "builtins.float"


def _place(node: Any) -> tuple[int | None, ...]:
    """Where an expression stands, for the type checker's trees and for Python's own."""
    return (
        getattr(node, "lineno", None) or node.line,
        getattr(node, "col_offset", None) or getattr(node, "column", 0),
        getattr(node, "end_lineno", None) or getattr(node, "end_line", None),
        getattr(node, "end_col_offset", None) or getattr(node, "end_column", None),
    )


def _sign(node: Any) -> str:
    """What an expression does: its operator, or the name it calls; the same for both trees."""
    if isinstance(node, OpExpr | UnaryExpr):
        return node.op
    if isinstance(node, ast.BinOp | ast.UnaryOp):
        return SIGNS.get(type(node.op), "")
    called = node.callee if isinstance(node, CallExpr) else node.func
    return getattr(called, "name", "") or getattr(called, "attr", "") or getattr(called, "id", "")


def _made(sources: list[BuildSource], search: Path) -> set[tuple[object, ...]]:
    """What makes a float, and where, in all files that the type checker read.

    It does not say in which file; place and sign together tell apart what stands in two.
    """
    options = Options()
    options.export_types = True
    options.preserve_asts = True
    options.incremental = False
    options.python_version = (3, 11)
    options.mypy_path = [str(search)]
    options.follow_imports = "silent"
    options.ignore_missing_imports = True
    return {
        (*_place(node), _sign(node))
        for node, kind in build(sources, options).types.items()
        if isinstance(node, OpExpr | CallExpr | UnaryExpr) and _is_float(kind)
    }


def _inferred(paths: list[Path], search: Path) -> list[str]:
    """Lines of these files on which the type checker finds that a float is made."""
    made = _made([BuildSource(str(path), _dotted(path, search)) for path in paths], search)
    nodes = ((path, node) for path in paths for node in ast.walk(source.parse(path).tree))
    return [
        f"{_dotted(path, search)}:{node.lineno}"
        for path, node in nodes
        if isinstance(node, ast.BinOp | ast.Call | ast.UnaryOp)
        if (*_place(node), _sign(node)) in made
    ]


def test_no_float_is_written_in_a_room_that_carries_doses() -> None:
    found = [
        f"{module.name}:{line}"
        for module in source.rooms(*source.EXACT_ROOMS)
        for line in _written(module.tree)
    ]
    assert found == []


def test_no_calculation_in_a_room_that_carries_doses_makes_a_float() -> None:
    root = source.ROOT / "src"
    paths = [module.path for module in source.rooms(*source.EXACT_ROOMS)]
    assert _inferred(paths, root) == []


def _dotted(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@pytest.mark.parametrize(
    "line",
    [
        "half = count / 2",
        "part = Decimal(count / 3)",
        "spread = sqrt(count)",
        "less = -(count / 4)",
    ],
)
def test_a_planted_float_calculation_is_found(tmp_path: Path, line: str) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(f"from decimal import Decimal\nfrom math import sqrt\ncount = 3\n{line}\n")
    assert "planted:4" in _inferred([planted], tmp_path)


def test_exact_quotients_are_not_mistaken_for_floats(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("from decimal import Decimal\nhalf = Decimal(3) / 2\nwhole = 3 // 2\n")
    assert _inferred([planted], tmp_path) == []


@pytest.mark.parametrize("line", ["dose = 0.5", "dose = float('1')", "limits = [1, (2, 1e3)]"])
def test_a_planted_float_literal_is_found(line: str) -> None:
    assert list(_written(ast.parse(line))) == [1]
