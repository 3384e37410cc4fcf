"""No file names a machine's folders, a package host, or work that is left undone."""

import re

import pytest

from tests.house import source

# Spelt in parts, so that this file does not find itself.
FOLDERS = re.compile(
    r"(?<![\w.*$}/-])/(?:" + "|".join(["wor" + "k", "roo" + "t", "hom" + "e", "tm" + "p"]) + r")/\w"
)
HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.(?:com|org)"])
)
UNDONE = re.compile(
    r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b"
)


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in source.text_files()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert _lines_with(FOLDERS) == []


def test_no_file_names_a_package_host() -> None:
    assert _lines_with(HOSTS) == []


def test_no_file_holds_a_mark_of_undone_work() -> None:
    assert _lines_with(UNDONE) == []


@pytest.mark.parametrize(
    "text", ["see /wor" + "k/x", '"/tm' + 'p/case.toml"', "=/hom" + "e/someone"]
)
def test_a_planted_machine_path_is_found(text: str) -> None:
    assert FOLDERS.search(text)


@pytest.mark.parametrize("text", ["mg/home visit", "at work/rest", "docs/tmp/x", "$HOME/x"])
def test_ordinary_slashes_are_not_mistaken_for_machine_paths(text: str) -> None:
    assert not FOLDERS.search(text)
