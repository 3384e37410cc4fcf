"""Every source is named once, with how it was read."""

from glidepath.documents.source_lines import source_lines


def test_a_source_is_one_line_with_its_title_and_where_it_stands():
    (line,) = source_lines(["joint-guideline-2025", "joint-guideline-2025#page 6", ""])
    assert line.startswith("[joint-guideline-2025] Joint Clinical Practice Guideline")
    assert "(2025)" in line


def test_what_was_not_read_in_the_first_hand_says_so():
    assert source_lines(["from-memory"])[0].endswith("[unverified: from memory]")
    assert source_lines(["wikipedia-988"])[0].endswith("[read in a second-hand account]")


def test_an_id_that_nobody_knows_is_shown_and_marked():
    assert source_lines(["nobody-2099"]) == ("[nobody-2099] not in the bibliography (unverified)",)
