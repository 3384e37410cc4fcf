"""A place's own words for scales are read whole; ours are never replaced."""

import pytest

from glidepath.domain.errors import BadInput
from glidepath.interop.overlayfile import read_overlays
from glidepath.knowledge.base import KnowledgeBase

KB = KnowledgeBase.packaged()
ISI = """
scale = "isi"
language = "en"
rights = "a licence of the place"
stem = "Made up."

[qualifiers]
looks_back = "2 weeks"

[items]
q1 = "One"
q2 = "Two"
q3 = "Three"
q4 = "Four"
q5 = "Five"
q6 = "Six"
q7 = "Seven"

[answers.all]
0 = "a"
1 = "b"
2 = "c"
3 = "d"
4 = "e"
"""


def test_a_folder_of_texts_is_read_by_scale() -> None:
    texts = read_overlays({"isi.toml": ISI.encode()}, KB)
    assert texts["isi"].items["q7"] == "Seven"
    assert texts["isi"].options["q1"][4] == "e"
    assert texts["isi"].origin == "a licence of the place"
    assert texts["isi"].qualifiers == {"looks_back": "2 weeks"}


@pytest.mark.parametrize(
    "wrong",
    [
        ISI.replace('looks_back = "2 weeks"', 'looks_back = "a while"'),
        ISI.replace('looks_back = "2 weeks"', ""),
        ISI.replace('[qualifiers]\nlooks_back = "2 weeks"', ""),
        ISI.replace('looks_back = "2 weeks"', 'looks_back = "2 weeks"\nother = "x"'),
    ],
)
def test_a_scale_with_two_forms_has_to_say_which_one_the_words_are(wrong: str) -> None:
    with pytest.raises(BadInput):
        read_overlays({"isi.toml": wrong.encode()}, KB)


def test_a_scale_with_one_form_needs_no_word_on_it() -> None:
    items = "\n".join(f'q{n} = "x"' for n in range(1, 9))
    epworth = f"""
scale = "epworth"
language = "de"
rights = "a licence"
stem = "Made up."
[items]
{items}
[answers.all]
0 = "a"
1 = "b"
2 = "c"
3 = "d"
"""
    text = read_overlays({"epworth.toml": epworth.encode()}, KB)["epworth"]
    assert (text.language, dict(text.qualifiers)) == ("de", {})


def test_an_empty_folder_has_no_texts() -> None:
    assert read_overlays({}, KB) == {}


def test_every_fault_of_every_file_is_told_at_once() -> None:
    files = {
        "1.toml": ISI.encode(),
        "2.toml": ISI.encode(),
        "3.toml": ISI.replace('"isi"', '"phq9"').encode(),
        "4.toml": ISI.replace('"isi"', '"other"').encode(),
        "5.toml": b"= broken",
        "6.toml": ISI.replace('q7 = "Seven"\n', "").encode(),
        "7.toml": ISI.replace('scale = "isi"', "").encode(),
    }
    with pytest.raises(BadInput) as refused:
        read_overlays(files, KB)
    told = [problem.where for problem in refused.value.problems]
    assert [place.split(".")[0] for place in told] == ["2", "3", "4", "5", "6", "7"]
