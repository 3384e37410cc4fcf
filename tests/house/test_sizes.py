"""Files and functions stay small enough to be read at one go."""

import statistics

from tests.house import source

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
USUAL_FUNCTION = 10
EVERYWHERE = ("src", "tests", "tools")


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    found = {
        module.name: count
        for module in source.modules(*EVERYWHERE)
        if (count := module.text.count("\n")) > LONGEST_FILE
    }
    assert found == {}


def test_no_function_is_longer_than_forty_lines() -> None:
    found = {
        f"{module.name}:{function.lineno} {function.name}": count
        for module in source.modules(*EVERYWHERE)
        for function in source.functions(module.tree)
        if (count := source.code_lines(function)) > LONGEST_FUNCTION
    }
    assert found == {}


def test_the_usual_function_is_about_ten_lines_or_fewer() -> None:
    sizes = [
        source.code_lines(function)
        for module in source.modules("src")
        for function in source.functions(module.tree)
    ]
    assert not sizes or statistics.median(sizes) <= USUAL_FUNCTION


def test_a_docstring_does_not_count_as_code() -> None:
    tree = source.ast.parse('def f():\n    """One.\n\n    Two.\n    """\n    return 1\n')
    assert [source.code_lines(function) for function in source.functions(tree)] == [2]
