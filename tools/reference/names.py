"""The page of public names: every room, every file, every name with its first sentence."""

from pathlib import Path

from tools.reference import code

ROOMS = (
    "domain", "knowledge", "pharmacology", "dosing", "planning", "safety", "monitoring", "care",
    "records", "documents", "interop", "population", "web", "cli",
)  # fmt: skip
HEAD = """# Names

<!-- Generated from the docstrings of src/glidepath by `make docs`; do not edit. -->

Every public name of the library, floor by floor from the ground up. A name that begins with an
underscore is a room's own business and may change.
"""


def page() -> str:
    """docs/reference/names.md, from the ground floor up."""
    return HEAD + "".join(_room(room) for room in ROOMS)


def _room(room: str) -> str:
    paths = code.public_files(room)
    files = "".join(_file(path) for path in paths if path.name != "__init__.py")
    inits = [path for path in paths if path.parent.name == room and path.name == "__init__.py"]
    words = code.sentence_of(inits[0]) if inits else ""
    return f"\n## {room}\n\n{words}\n{files}"


def _file(path: Path) -> str:
    rows = "".join(f"- `{name.signature}`: {name.first_sentence}\n" for name in code.names_in(path))
    return f"\n### {code.module_name(path)}\n\n{code.sentence_of(path)}\n\n{rows}" if rows else ""
