"""The small changes: which part of a syntax tree becomes what."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

ARITHMETIC: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd, ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.BitXor: ast.BitAnd,
}  # fmt: skip
COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
NAMES = {
    "min": "max", "max": "min", "any": "all", "all": "any", "takewhile": "dropwhile",
    "floor": "ceil", "ceil": "floor", "bisect_left": "bisect_right", "bisect_right": "bisect_left",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: replace what a field of a node holds."""

    owner: ast.AST
    field: str
    index: int | None
    new: Any
    line: int
    function: str
    text: str

    def swap(self) -> Any:
        """Put the new part in its place and return what stood there."""
        held = getattr(self.owner, self.field)
        if self.index is None:
            setattr(self.owner, self.field, self.new)
            return held
        old, held[self.index] = held[self.index], self.new
        return old

    def swap_back(self, old: Any) -> None:
        """Undo the change."""
        if self.index is None:
            setattr(self.owner, self.field, old)
        else:
            getattr(self.owner, self.field)[self.index] = old


def mutants(tree: ast.Module) -> list[Mutant]:
    """Every change of one file, in the order of its lines."""
    return sorted(_within(tree, ""), key=lambda mutant: mutant.line)


def _within(node: ast.AST, function: str) -> Iterator[Mutant]:
    """The changes below a node; types and decorators are left as they are."""
    inner = function
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        inner = f"{function}.{node.name}".lstrip(".")
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params", "bases"):
            continue
        # The defaults of a function are worked out where the function is made, not in it.
        name = function if field == "args" else inner
        if isinstance(value, ast.AST):
            yield from _part(node, field, None, value, name)
        elif isinstance(value, list):
            for index, part in enumerate(value):
                if isinstance(part, ast.AST):
                    yield from _part(node, field, index, part, name)


def _part(
    owner: ast.AST, field: str, index: int | None, node: ast.AST, function: str
) -> Iterator[Mutant]:
    """The changes of one node in its place, and of what lies below it."""
    if _is_words(node) or _is_for_the_type_checker(node):
        return
    line = getattr(getattr(node, "iter", node), "lineno", 0)  # a comprehension has no line
    for new in changes(node):
        mutant = Mutant(owner, field, index, new, line, function, "")
        yield replace(mutant, text=_told(mutant, node))
    if not isinstance(node, ast.JoinedStr):
        yield from _within(node, function)


def _told(mutant: Mutant, node: ast.AST) -> str:
    """The change in words; a lone number or name is shown within what it stands in."""
    if not isinstance(node, ast.Constant | ast.Name) or not isinstance(mutant.owner, ast.expr):
        return f"{_brief(node)} -> {_brief(mutant.new)}"
    before = _brief(mutant.owner)
    if "..." in before:
        return f"{_brief(node)} -> {_brief(mutant.new)}"
    old = mutant.swap()
    after = _brief(mutant.owner)
    mutant.swap_back(old)
    return f"{before} -> {after}"


def _is_words(node: ast.AST) -> bool:
    """What people read: docstrings, the text of a problem; and the list of a file's names."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
        return True
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets)


def _is_for_the_type_checker(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name):
        return node.test.id == "TYPE_CHECKING"
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Name) and called.id in ("TypeVar", "cast", "NewType")


def _brief(node: ast.AST) -> str:
    if isinstance(node, ast.comprehension):
        return ast.unparse(node).strip()
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else f"{text[:60]}...{text[-27:]}"


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What one node may become."""
    for kind, rule in _RULES:
        if isinstance(node, kind):
            for new in rule(node):
                yield ast.fix_missing_locations(ast.copy_location(new, node))


def _arithmetic(node: Any) -> Iterator[ast.AST]:
    if (new := ARITHMETIC.get(type(node.op))) and not _joins_words(node):
        yield ast.BinOp(node.left, new(), node.right)


def _joins_words(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in sides
    )


def _in_place(node: Any) -> Iterator[ast.AST]:
    if new := ARITHMETIC.get(type(node.op)):
        yield ast.AugAssign(node.target, new(), node.value)
    yield ast.Assign([node.target], node.value)


def _comparison(node: Any) -> Iterator[ast.AST]:
    for index, op in enumerate(node.ops):
        for new in COMPARISONS.get(type(op), ()):
            ops = [*node.ops[:index], new(), *node.ops[index + 1 :]]
            yield ast.Compare(node.left, ops, node.comparators)


def _boolean(node: Any) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)


def _sign(node: Any) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.USub | ast.Invert):
        yield node.operand


def _constant(node: Any) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        if value > 1:
            yield ast.Constant(value - 1)
    elif isinstance(value, str) and value and " " not in value and not value.startswith("_"):
        yield ast.Constant(_other_text(value))


def _other_text(value: str) -> str:
    """A number in quotes becomes the next number; any other word becomes no word at all."""
    try:
        return str(Decimal(value) + 1)
    except InvalidOperation:
        return value + "_"


def _name(node: Any) -> Iterator[ast.AST]:
    if isinstance(node.ctx, ast.Load) and node.id in NAMES:
        yield ast.Name(NAMES[node.id], ast.Load())


def _condition(node: Any) -> Iterator[ast.AST]:
    """A bare condition turned round; comparisons and `not` are changed where they stand."""
    if isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant):
        return
    turned = ast.UnaryOp(ast.Not(), node.test)
    if isinstance(node, ast.If):
        yield ast.If(turned, node.body, node.orelse)
    elif isinstance(node, ast.While):
        yield ast.While(ast.Constant(value=False), node.body, node.orelse)
    else:
        yield ast.IfExp(turned, node.body, node.orelse)


def _returned(node: Any) -> Iterator[ast.AST]:
    if node.value is not None and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))


def _removed(node: Any) -> Iterator[ast.AST]:
    if not isinstance(getattr(node, "value", None), ast.Constant):
        yield ast.Pass()


def _jump(node: Any) -> Iterator[ast.AST]:
    yield ast.Break() if isinstance(node, ast.Continue) else ast.Continue()


def _slice(node: Any) -> Iterator[ast.AST]:
    if isinstance(node.slice, ast.Slice) and (node.slice.lower or node.slice.upper):
        yield ast.Subscript(node.value, ast.Slice(None, None, node.slice.step), node.ctx)


def _chosen(node: Any) -> Iterator[ast.AST]:
    """A filter of a comprehension taken away."""
    if node.ifs:
        yield ast.comprehension(node.target, node.iter, node.ifs[1:], node.is_async)


def _set_elsewhere(node: Any) -> Iterator[ast.AST]:
    """A value put into an object or a table, not put there."""
    if all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
        yield ast.Pass()


_RULES: tuple[tuple[type, Any], ...] = (
    (ast.BinOp, _arithmetic),
    (ast.AugAssign, _in_place),
    (ast.Compare, _comparison),
    (ast.BoolOp, _boolean),
    (ast.UnaryOp, _sign),
    (ast.Constant, _constant),
    (ast.Name, _name),
    (ast.If, _condition),
    (ast.IfExp, _condition),
    (ast.While, _condition),
    (ast.Return, _returned),
    (ast.Expr, _removed),
    (ast.Raise, _removed),
    (ast.Continue, _jump),
    (ast.Break, _jump),
    (ast.Subscript, _slice),
    (ast.comprehension, _chosen),
    (ast.Assign, _set_elsewhere),
)
