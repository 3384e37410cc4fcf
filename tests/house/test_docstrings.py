"""Every file says what it is for, and every public name says what it means."""

import ast

from tests.house import source


def test_every_python_file_begins_by_saying_what_it_is_for() -> None:
    found = [
        module.name
        for module in source.modules("src", "tests", "tools")
        if module.text.strip() and not ast.get_docstring(module.tree)
    ]
    assert found == []


def test_every_public_name_says_what_it_means() -> None:
    found = [
        f"{module.name}:{node.lineno} {name}"
        for module in source.modules("src", "tools")
        if module.is_public
        for name, node in source.public_definitions(module.tree.body)
        if not ast.get_docstring(node) and not _repeats_another(node)
    ]
    assert found == []


def _repeats_another(node: ast.AST) -> bool:
    """An overload or an override: what it means stands where it is first defined."""
    marks = {
        mark.id if isinstance(mark, ast.Name) else getattr(mark, "attr", "")
        for mark in getattr(node, "decorator_list", [])
    }
    return bool(marks & {"overload", "override", "setter"})


def test_the_first_line_of_a_docstring_is_a_sentence() -> None:
    found = [
        f"{module.name}:{node.lineno} {name}"
        for module in source.modules("src")
        if module.is_public
        for name, node in source.public_definitions(module.tree.body)
        if (words := ast.get_docstring(node)) and not _is_sentence(words)
    ]
    assert found == []


def _is_sentence(words: str) -> bool:
    first = words.split("\n\n")[0].strip()
    return first[-1] in ".:?!)" and not first[0].islower()
