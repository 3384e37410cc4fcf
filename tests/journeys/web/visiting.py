"""A visitor without a browser: follows links, fills forms as they stand, sends them back."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

EXAMPLE = "/people/example"


@dataclass
class Form:
    """One form of a page: where it goes and what stands in it."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    """Reads every form of a page as a browser would send it untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form":
            self.forms.append(Form(has.get("action") or ""))
        elif tag == "input":
            self._input(has)
        elif tag == "select":
            self._select = has.get("name") or ""
        elif tag == "option" and self._select and "selected" in has:
            self._put(self._select, has.get("value") or "")
        elif tag == "textarea":
            self._area = has.get("name") or ""
            self._put(self._area, "")

    def _input(self, has: dict[str, str | None]) -> None:
        name, kind = has.get("name"), has.get("type", "text")
        if name and (kind not in ("radio", "checkbox") or "checked" in has):
            self._put(name, has.get("value") or "")

    def _put(self, name: str, value: str) -> None:
        if self.forms:
            self.forms[-1].fields.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] = [data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""


def forms(text: str) -> list[Form]:
    """Every form of a page."""
    reader = _Forms()
    reader.feed(text)
    return reader.forms


class Visitor:
    """Somebody with a session, seen from the server's side."""

    def __init__(self, client: Any, link: str) -> None:
        self.client = client
        self.answer = client.get(link, follow_redirects=True)

    @property
    def text(self) -> str:
        """The page that was answered last."""
        return str(self.answer.text)

    @property
    def path(self) -> str:
        """Where that page stands."""
        return str(self.answer.url.path)

    def get(self, path: str) -> "Visitor":
        self.answer = self.client.get(path, follow_redirects=True)
        return self

    def send(self, action: str, _on: str = "", **changes: str) -> "Visitor":
        """Send the form of the page with this action, with some fields changed.

        `_on` names the page's form where several actions share it (a button's own action).
        """
        wanted = _on or action
        found = next(one for one in forms(self.text) if one.action == wanted)
        fields = {name: list(values) for name, values in found.fields.items()}
        for name, value in changes.items():
            fields[name.replace("__", ".")] = [value] if value else []
        self.answer = self.client.post(action, data=fields, follow_redirects=True)
        return self

    def example(self) -> str:
        """Open the example person and confirm; gives the address of the folder."""
        self.get("/").send(EXAMPLE)
        place = "/".join(self.path.split("/")[:3])
        self.send(f"{place}/confirm")
        return place

    def chosen(self, **changes: str) -> str:
        """The example person with a plan chosen for signing."""
        place = self.example()
        self.get(f"{place}/plan").send(f"{place}/plan/choose", f"{place}/plan", **changes)
        return place

    def signed(self, place: str = "") -> str:
        """The example person with a signed plan; the visitor stands on its page."""
        place = place or self.chosen()
        self.get(f"{place}/sign")
        reasons = dict.fromkeys(re.findall(r'name="(override\.[^"]+)"', self.text), "Discussed.")
        signature = {"signer": "Dr A. Example", "reason": "Agreed together.", "read": "on"}
        names = {html.unescape(name): text for name, text in reasons.items()}
        self.send(f"{place}/sign", **{**signature, **names})
        return place
