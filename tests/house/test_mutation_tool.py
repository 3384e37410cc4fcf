"""The tool that changes the code a little makes the changes that it says, and undoes them."""

import ast
from pathlib import Path

import pytest

from tools.mutate import explained, swapping
from tools.mutate.operators import mutants


def _told(text: str) -> list[str]:
    return [mutant.text for mutant in mutants(ast.parse(text))]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("def f(a, b):\n    return a + b", "a + b -> a - b"),
        ("def f(a, b):\n    return a <= b", "a <= b -> a < b"),
        ("def f(a, b):\n    return a <= b", "a <= b -> a > b"),
        ("def f(a, b):\n    return a and b", "a and b -> a or b"),
        ("def f(a):\n    return not a", "not a -> a"),
        ("def f(a):\n    return min(a)", "min(a) -> max(a)"),
        ("def f(a):\n    return a", "return a -> return None"),
        ("def f(a):\n    a.clear()", "a.clear() -> pass"),
        ("def f(a):\n    raise a", "raise a -> pass"),
        ("LIMIT = 14", "14 -> 15"),
        ("LIMIT = 14", "14 -> 13"),
        ("SHARE = Decimal('0.25')", "Decimal('0.25') -> Decimal('1.25')"),
        ("def f(a):\n    if a:\n        return 1", "1 -> 2"),
        ("def f(a):\n    return [b for b in a if b]", "for b in a if b -> for b in a"),
        ("def f(a):\n    return a[1:]", "a[1:] -> a[:]"),
    ],
)
def test_a_small_change_is_made(text: str, change: str) -> None:
    assert change in _told(text)


@pytest.mark.parametrize(
    "text",
    ['"""Words."""', "import a", "__all__ = ['a']", "def f(a: int = None) -> str: ...", "x: 'T'"],
)
def test_words_types_and_imports_are_left_alone(text: str) -> None:
    assert _told(text) == []


def test_every_change_is_undone_and_each_differs_from_the_file() -> None:
    path = Path(__file__).parents[2] / "tools" / "mutate" / "swapping.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    before = ast.dump(tree)
    for mutant in mutants(tree):
        old = mutant.swap()
        assert ast.dump(tree) != before, mutant.text
        mutant.swap_back(old)
        assert ast.dump(tree) == before, mutant.text


def test_a_function_takes_the_code_of_a_change_and_behaves_so() -> None:
    text = "def double(a):\n    return a * 2\n"
    space: dict[str, object] = {"__name__": "planted"}
    exec(compile(text, "planted.py", "exec"), space)
    tree = ast.parse(text)
    mutant = next(each for each in mutants(tree) if each.text == "a * 2 -> a + 2")
    double = space["double"]
    assert swapping.swap_code(double, swapping.compiled(tree, mutant, Path("planted.py")))
    assert double(5) == 7


def test_an_explanation_reads_back_as_it_was_written(tmp_path: Path) -> None:
    key = ("dosing/x.py", "f", "a | b -> a & b")
    page = tmp_path / "page.md"
    page.write_text(explained.as_row(key, "Both are sets of one.") + "\n")
    assert explained.reasons(page) == {key: "Both are sets of one."}
