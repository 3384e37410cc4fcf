"""The pages of what the house knows: policies, rules and sources, straight from their TOML."""

import tomllib
from pathlib import Path
from typing import Any

from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring import pages as monitoring_pages
from glidepath.monitoring.flags import flag_book
from glidepath.monitoring.scale_words import scale_page
from glidepath.safety.pages import book
from tools.reference import code

DATA = code.PACKAGE / "knowledge" / "data"
Table = dict[str, Any]
POLICIES = """A policy is a document's pacing limits as data: the size of a cut, the length of a
step, a ceiling. The word after a figure says how sure we are of it."""
RULES = """A rule fires, is clear, or cannot tell; what a missing fact means is written in each.
A rule that blocks gives a refusal; the others are shown with the plan. Braces stand for the
person's own figures."""
RED_FLAGS = """The words are fixed and shown first; the worst advice wins, and no other answer and
no total takes a flag back. What nobody has answered is unknown, never well."""
FOLLOWING = """What a diary speaks for, in the order in which it is looked at, and every threshold
behind it. Nearly all of it is a proposal: no source gives a figure at which a taper is held.
Braces stand for the person's own figures."""
SCALES = """A score is one piece of evidence and never a dose. Words are shipped only where the
licence allows it; for the others a total is entered, or a place brings the words it has the right
to."""
SOURCES = """How a document was read: primary (itself or a verbatim copy), excerpt, abstract,
secondary (as another quotes it), memory (not read). `glidepath sources` also lists every figure
that is still unverified."""


def _head(title: str, folder: str, words: str) -> str:
    """How each of these pages begins."""
    origin = f"src/glidepath/knowledge/data/{folder}"
    return (
        f"# {title}\n\n<!-- Generated from {origin} by `make docs`; do not edit. -->\n\n{words}\n"
    )


def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _sources_of(table: Table) -> str:
    """The source ids and the confidence of one table, as the end of a line."""
    named = table.get("source", [])
    ids = [named] if isinstance(named, str) else named
    told = ", ".join(f"`{source}`" for source in ids)
    return f" ({table.get('confidence', 'no confidence stated')}; {told})" if told else ""


def scales() -> str:
    """docs/reference/scales.md: each rating scale with its licence, range, bands and sources."""
    return _head("Rating scales", "scales", SCALES) + "\n" + scale_page(KnowledgeBase.packaged())


def policies() -> str:
    """docs/reference/policies.md: each policy with its paces, its scope and its sources."""
    paths = sorted((DATA / "policies").glob("*.toml"))
    return _head("Policies", "policies", POLICIES) + "".join(_policy(_read(path)) for path in paths)


def _policy(policy: Table) -> str:
    lines = [f"\n## {policy['id']}\n", f"{policy['title']}.\n", f"{policy.get('summary', '')}\n"]
    days = policy.get("step_days", {})
    if days:
        span = f"{days.get('shortest', '?')} to {days.get('longest', '?')} days"
        lines.append(f"- step: {span}{_sources_of(days)}")
    for name, pace in policy.get("pace", {}).items():
        told = "; ".join(_band(band) for band in pace.get("band", []))
        lines.append(f"- pace {name}: {told}{_sources_of(pace)}")
    for name in ("ceiling", "terminal"):
        tables = policy.get(name, [])
        for table in [tables] if isinstance(tables, dict) else tables:
            lines.append(f"- {name}: {_plain(table)}{_sources_of(table)}")
    if note := policy.get("note"):
        lines.append(f"\n{note}")
    return "\n".join(lines) + "\n"


def _band(band: Table) -> str:
    bound = f"above {band['above_mg']} mg: " if "above_mg" in band else ""
    law = str(band.get("law", "")).replace("_", " ")
    return f"{bound}{law} {band.get('cut', '')}, {band.get('days', '?')} days".replace("  ", " ")


def _plain(table: Table) -> str:
    """The values of a table in words, without what stands beside every figure."""
    if "text" in table:
        return str(table["text"])
    left = {key: value for key, value in table.items() if not isinstance(value, dict | list)}
    skip = ("confidence", "note", "source")
    return ", ".join(f"{key.replace('_', ' ')} {left[key]}" for key in left if key not in skip)


def rules() -> str:
    """docs/reference/rules.md: the book of rules, with thresholds, conflicts and examples."""
    return _head("Rules", "rules", RULES) + "\n" + book(KnowledgeBase.packaged())


def red_flags() -> str:
    """docs/reference/red-flags.md: which answers call for whom, how soon, in which words."""
    flags = flag_book(KnowledgeBase.packaged())
    return _head("Red flags", "triage", RED_FLAGS) + "\n" + monitoring_pages.red_flags(flags)


def sources() -> str:
    """docs/reference/sources.md: the bibliography, and how each document was read."""
    text = _head("Sources", "sources", SOURCES)
    found: Table = {}
    for path in sorted((DATA / "sources").glob("*.toml")):
        found |= _read(path)
    return text + "\n" + "".join(_source(key, found[key]) for key in sorted(found))


def _source(key: str, source: Table) -> str:
    year = f", {source['year']}" if "year" in source else ""
    where = f". {source['where']}" if source.get("where") else ""
    told = f"{source.get('title', '')}. {source.get('body', '')}{year}{where}".replace("..", ".")
    return f"- `{key}`: {told} (read: {source.get('read', '?')}; {source.get('strength', '?')})\n"


def following() -> str:
    """docs/reference/following.md: the rules of following and their thresholds."""
    data = _read(DATA / "decisions.toml")
    lines = ["\n## Decisions\n"]
    lines += [
        f"- **{name.replace('_', ' ')}**: {table['text']}{_sources_of(table)}"
        for name, table in data["decision"].items()
    ]
    lines.append("\n## Rules\n")
    lines += [
        f"- `{name}`: {table['says']} What would change it: {table['changes']}{_sources_of(table)}"
        for name, table in data["rule"].items()
    ]
    lines.append("\n## Thresholds\n")
    lines += [
        f"- `{name}`: {table['value']} ({table['unit']}){_sources_of(table)}"
        + (f" {table['note']}" if table.get("note") else "")
        for name, table in data["threshold"].items()
    ]
    return _head("Following a person", "decisions.toml", FOLLOWING) + "\n".join(lines) + "\n"
