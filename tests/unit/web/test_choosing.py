"""Every option beside a plan that can be taken shows itself when it is taken."""

import html
import re

import pytest

from tests.journeys.web.followed import of_example

EXAMPLES = (
    "alprazolam_lower_dose", "clonazepam_drops_ch", "clonazepam_start_child_nl",
    "clonazepam_start_panic", "diazepam_end_date_au", "lorazepam_switch_uk", "nitrazepam_stay_nl",
    "temazepam_ie", "two_drugs_joined_uk", "two_drugs_us", "zopiclone_sleep_ca",
)  # fmt: skip
ROW = re.compile(r"<tr[^>]*><th scope=\"row\">(.*?)</tr>", re.DOTALL)


def options_of(text):
    """Of each option: what asks for it, or nothing, and its length as it is written."""
    table = text[text.index("Options side by side") :].split("</table>")[0]
    found = []
    for row in ROW.findall(table):
        use = re.search(r'name="_use" value="([^"]*)"', row)
        days = re.search(r'class="number">(no end|\d+ days)', row)
        found.append((html.unescape(use[1]) if use else "", days[1], "Shown" in row))
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_option_that_is_taken_is_the_one_that_is_shown(visitor, name):
    place = of_example(visitor, name)
    visitor.get(f"{place}/plan")
    for use, days, _ in options_of(visitor.text):
        if use:
            visitor.get(f"{place}/plan").send(f"{place}/plan", _use=use)
            assert visitor.answer.status_code == 200, (use, visitor.text[-3000:])
            [(_, shown, _)] = [one for one in options_of(visitor.text) if one[2]]
            assert shown == days, use


def test_of_several_drugs_in_turn_no_single_course_is_offered(visitor):
    place = of_example(visitor, "two_drugs_us")
    visitor.get(f"{place}/plan")
    assert {use for use, *_ in options_of(visitor.text)} == {""}
    assert "Not by itself: change the wishes above, or the products." in visitor.text
    assert "Show every option in full" not in visitor.text
