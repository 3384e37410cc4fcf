"""What a browser is given besides pages: one library as it was published, the rest our own."""

import hashlib
import re
from pathlib import Path

import glidepath.web

STATIC = Path(glidepath.web.__file__).parent / "static"
TEMPLATES = STATIC.parent / "templates"
INLINE = r"<style|<script(?! src=)|\sstyle=|\son[a-z]+=|hx-on|javascript:"
DECISIONS = Path(__file__).parents[3] / "docs" / "decisions" / "web.md"


def test_htmx_is_the_file_that_was_published_and_written_down():
    found = hashlib.sha256((STATIC / "htmx.min.js").read_bytes()).hexdigest()
    assert found == "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
    assert found in DECISIONS.read_text(encoding="utf-8")
    assert (STATIC / "htmx.LICENSE.txt").read_text(encoding="utf-8").startswith("Zero-Clause BSD")


def test_no_page_holds_a_style_or_a_script_of_its_own():
    for path in TEMPLATES.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(INLINE, text)


def test_nothing_names_an_address_outside():
    for path in (*TEMPLATES.glob("*.html"), STATIC / "app.css", STATIC / "app.js"):
        assert "://" not in path.read_text(encoding="utf-8")


def test_scripts_stay_small():
    assert sum(path.stat().st_size for path in STATIC.glob("*.js")) < 60_000
