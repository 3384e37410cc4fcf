"""The generated pages say what the code says, and the words of the house are its classes."""

import ast
import re

import pytest

from tests.house import source
from tools.reference import pages, picture


@pytest.mark.parametrize("path", pages.PAGES)
def test_a_generated_page_is_current(path: str) -> None:
    assert pages.stored(path) == pages.PAGES[path](), f"{path} is old: run `make docs`"


def test_the_picture_of_the_tutorial_shows_the_plan_that_the_example_gives() -> None:
    drawn = (source.ROOT / picture.PLACE).read_text(encoding="utf-8")
    assert "mg a day" in picture.told(drawn)
    assert picture.told(drawn) == picture.told(picture.page()), "run `make docs`"


def test_the_glossary_words_are_the_classes_of_the_ground_floor() -> None:
    text = (source.ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    words = re.findall(r"^\| \*\*.*\| `domain\.[\w.]*?(\w+)` \|$", text, flags=re.MULTILINE)
    classes = [
        node.name
        for module in source.rooms("domain")
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert sorted(words) == sorted(classes)


def test_every_public_name_is_listed() -> None:
    text = (source.ROOT / "docs" / "reference" / "names.md").read_text(encoding="utf-8")
    found = [
        f"{module.name}: {name}"
        for module in source.modules("src")
        if module.is_public and module.room and module.path.name != "__init__.py"
        for name, _ in source.public_definitions(module.tree.body)
        if "." not in name and not re.search(rf"^- `{name}\b", text, flags=re.MULTILINE)
    ]
    assert found == []
