"""The book of support is read whole, and every fault of it is told at once."""

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from glidepath.domain.person import Indication
from glidepath.knowledge.base import KnowledgeBase
from glidepath.knowledge.read_support import FILES, STAGES, read_support
from glidepath.knowledge.store import KnowledgeError

KB = KnowledgeBase.packaged()


def _raw() -> dict[str, Any]:
    paths = [*(f"support/{name}.toml" for name in FILES), "medicines.toml"]
    return {path: copy.deepcopy(KB.raw(path)) for path in paths}


def _faults(raw: Mapping[str, Any]) -> str:
    with pytest.raises(KnowledgeError) as refused:
        read_support(raw.__getitem__)
    return "\n".join(refused.value.problems)


def test_the_packaged_book_has_every_part() -> None:
    book = KB.support()
    assert {one.id for one in book.modules} >= {"education", "interoceptive", "sleep", "booster"}
    assert len(book.skills) >= 10
    assert set(book.prompts) == set(STAGES)
    assert {one.truth for one in book.checks} == {True, False}
    assert book.meetings
    assert book.headings
    assert book.always
    assert book.words


def test_every_use_for_worry_panic_or_sleep_has_a_module_of_its_own() -> None:
    named = {use for one in KB.support().modules for use in one.indications}
    assert {
        Indication.PANIC_DISORDER, Indication.GENERALISED_ANXIETY, Indication.SEVERE_ANXIETY,
        Indication.SOCIAL_ANXIETY, Indication.INSOMNIA,
    } <= named  # fmt: skip


def test_every_skill_says_with_whom_to_take_care() -> None:
    assert all(one.caution for one in KB.support().skills)


def test_boosters_stand_at_one_three_six_and_twelve_months() -> None:
    (booster,) = (one for one in KB.support().modules if one.id == "booster")
    assert booster.place.after == (30, 91, 182, 365)


def test_the_meetings_reach_from_the_first_day_to_36_months() -> None:
    days = {(one.event, day) for one in KB.support().meetings for day in one.days}
    assert ("start", 0) in days
    assert ("goal", 1095) in days


def test_a_use_and_a_condition_nobody_knows_are_refused_together() -> None:
    raw = _raw()
    raw["support/modules.toml"]["education"]["indications"] = ["boredom"]
    raw["support/shared.toml"]["pain"]["conditions"] = ["hangnail"]
    faults = _faults(raw)
    assert "'boredom' is not known @ support/modules.toml: education.indications" in faults
    assert "'hangnail' is not known @ support/shared.toml: pain.conditions" in faults


def test_two_places_for_one_module_are_refused() -> None:
    raw = _raw()
    raw["support/modules.toml"]["education"]["place"]["share"] = "0.5"
    assert "2 places" in _faults(raw)


def test_a_caution_for_nobody_is_refused() -> None:
    raw = _raw()
    del raw["support/modules.toml"]["interoceptive"]["caution"][0]["conditions"]
    assert "for nobody" in _faults(raw)


def test_a_meeting_without_days_is_refused() -> None:
    raw = _raw()
    del raw["support/calendar.toml"]["years"]["days"]
    assert "either days or every" in _faults(raw)


def test_evidence_nobody_wrote_down_is_refused() -> None:
    raw = _raw()
    raw["support/modules.toml"]["worry"]["evidence"] = ["hearsay"]
    assert "hearsay" in _faults(raw)


def test_a_class_of_medicines_nobody_knows_is_refused() -> None:
    raw = _raw()
    raw["support/treatments.toml"]["buspirone"]["caution"][0]["groups"] = ["sweets"]
    assert "'sweets' is not known" in _faults(raw)


def test_a_key_without_meaning_is_refused() -> None:
    raw = _raw()
    raw["support/skills.toml"]["breathing"]["color"] = "blue"
    assert "unknown key @ support/skills.toml: breathing.color" in _faults(raw)
