"""`python -m tools.reference` writes the generated pages; `--check` only says which are old."""

import sys

from tools.reference import code, pages, picture


def main(arguments: list[str]) -> int:
    """Write or check; the exit status is 1 when a check finds an old page."""
    old = [path for path, text in pages.current().items() if pages.stored(path) != text]
    for path in old:
        if "--check" not in arguments:
            pages.write(path)
        print(f"{path}: {'old' if '--check' in arguments else 'written'}")
    if "--check" not in arguments:
        (code.ROOT / picture.PLACE).write_text(picture.page(), encoding="utf-8")
    return 1 if old and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
