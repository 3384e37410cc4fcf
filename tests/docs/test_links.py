"""Every link from one document to another place in the project leads somewhere."""

import re

import pytest

from tests.docs import running

LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")


def _dead_links(text: str, folder: running.Path) -> list[str]:
    targets = [link.split("#")[0] for link in LINK.findall(text) if "://" not in link]
    return [target for target in targets if target and not (folder / target).exists()]


@pytest.mark.parametrize("path", running.documents(), ids=lambda path: path.name)
def test_every_link_in_a_document_leads_somewhere(path: running.Path) -> None:
    assert _dead_links(path.read_text(encoding="utf-8"), path.parent) == []


def test_a_dead_link_is_found(tmp_path: running.Path) -> None:
    assert _dead_links("See [this](nowhere.md#part).", tmp_path) == ["nowhere.md"]


@pytest.mark.parametrize("folder", ["decisions", "explanation", "how-to", "reference"])
def test_every_page_stands_in_the_list_of_its_folder(folder: str) -> None:
    place = running.ROOT / "docs" / folder
    listed = set(LINK.findall((place / "README.md").read_text(encoding="utf-8")))
    assert {path.name for path in place.glob("*.md")} - {"README.md"} <= listed
