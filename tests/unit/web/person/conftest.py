"""The rooms of the person's pages: the house of the web tests, and people who came with a slip."""

import html
import re
import shutil
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.web.visiting import Visitor
from tests.unit.web.conftest import House, quick_pdf

__all__ = ["quick_pdf"]


class Person:
    """Somebody with a slip: where their folder stands, the door, and the code."""

    def __init__(self, house: House, place: str, watched: str = "") -> None:
        self.house, self.place = house, place
        clinician = house.visitor()
        clinician.get(f"{place}/access").send(f"{place}/access", watched=watched)
        found = re.search(r'class="code">([^<]+)<', clinician.text)
        door = re.search(r'class="address">[^<]*(/enter/[^<]+)<', clinician.text)
        assert found is not None
        assert door is not None
        self.code, self.door = found[1], html.unescape(door[1])
        self.slip = clinician.text

    @property
    def id(self) -> str:
        return self.place.split("/")[2]

    def visitor(self) -> Visitor:
        """A browser of their own that went in."""
        return Visitor(self.house.client(), self.door).send(self.door, code=self.code)

    def events(self, kind: str) -> list[dict[str, Any]]:
        """What the record holds of one kind about this person."""
        found = self.house.store.events(self.id)
        return [dict(one.body) for one in found if one.kind.value == kind]


class Ready:
    """A record with one person of each kind, made once and copied for every test."""

    def __init__(self, folder: Path) -> None:
        house = House(folder)
        self.folder = folder
        visitor = house.visitor()
        watch = "The nurse, on working days at 9"
        self.people = {
            "planned": Person(house, visitor.signed()),
            "watched": Person(house, visitor.signed(), watch),
            "bare": Person(house, visitor.example()),
            "chosen": Person(house, visitor.chosen()),
        }
        house.store.close()

    def person(self, name: str, house: House) -> Person:
        made = copy(self.people[name])
        made.house = house
        return made


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    with pytest.MonkeyPatch.context() as quick:
        quick.setattr("glidepath.documents.sheets.set_sheet", lambda *_, **__: b"%PDF made")
        return Ready(tmp_path_factory.mktemp("ready"))


@pytest.fixture
def house(tmp_path: Path, ready: Ready) -> Iterator[House]:
    for file in ready.folder.iterdir():
        shutil.copy(file, tmp_path / file.name)
    made = House(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def planned(house: House, ready: Ready) -> Person:
    """A person with a signed plan whose diary nobody watches."""
    return ready.person("planned", house)


@pytest.fixture
def watched(house: House, ready: Ready) -> Person:
    """The same, and the clinic looks."""
    return ready.person("watched", house)


@pytest.fixture
def bare(house: House, ready: Ready) -> Person:
    """A person whose situation is confirmed and for whom nothing is signed."""
    return ready.person("bare", house)


@pytest.fixture
def chosen(house: House, ready: Ready) -> Person:
    """A person for whom a plan was chosen and not signed."""
    return ready.person("chosen", house)


def plain(text: str) -> str:
    """What a page says, without its tags."""
    body = text[text.index("<main") : text.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ").split())
