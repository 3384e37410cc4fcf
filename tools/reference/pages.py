"""Which pages are generated, and where each lies."""

from collections.abc import Callable

from glidepath.pharmacology import validation_report
from tools.reference import code, commands, facts, glossary, names

PAGES: dict[str, Callable[[], str]] = {
    "GLOSSARY.md": glossary.page,
    "docs/reference/names.md": names.page,
    "docs/reference/commands.md": commands.page,
    "docs/reference/following.md": facts.following,
    "docs/reference/policies.md": facts.policies,
    "docs/reference/red-flags.md": facts.red_flags,
    "docs/reference/rules.md": facts.rules,
    "docs/reference/scales.md": facts.scales,
    "docs/reference/sources.md": facts.sources,
    "docs/reference/validation.md": validation_report.page,
}


def current() -> dict[str, str]:
    """Each page as it should be now."""
    return {path: make() for path, make in PAGES.items()}


def stored(path: str) -> str | None:
    """The page as it lies in the project; None where it does not."""
    file = code.ROOT / path
    return file.read_text(encoding="utf-8") if file.is_file() else None


def write(path: str) -> None:
    """Write one page anew."""
    file = code.ROOT / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGES[path](), encoding="utf-8")
