"""The glossary: one word for one thing, taken from the classes of the ground floor."""

from tools.reference import code

HEAD = """# Glossary

<!-- Generated from the docstrings of src/glidepath/domain by `make docs`; do not edit. -->

One word for one thing: each is a class of the ground floor, `glidepath.domain`.

| word | means | where |
|---|---|---|
"""


def page() -> str:
    """GLOSSARY.md, in the order of the alphabet."""
    words = [
        name
        for path in code.public_files("domain")
        for name in code.names_in(path)
        if name.is_class
    ]
    rows = [
        f"| **{word.phrase}** | {word.first_sentence.replace('|', chr(92) + '|')} "
        f"| `{word.module.removeprefix('glidepath.')}.{word.name}` |"
        for word in sorted(words, key=lambda word: (word.phrase, word.module))
    ]
    return HEAD + "\n".join(rows) + "\n"
