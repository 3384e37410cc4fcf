"""The laws of scoring: order says nothing, and what is missing or out of range gives no total."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.domain.errors import BadInput
from glidepath.domain.person import UNKNOWN, Answered, Known, Refused
from glidepath.domain.scale import Reckoning, ScaleDefinition
from glidepath.knowledge.base import KnowledgeBase
from glidepath.monitoring.scales import score

KB = KnowledgeBase.packaged()
DAY = date(2026, 3, 2)
BY_ITEMS = [one for one in map(KB.scale, KB.scale_ids()) if one.items]
SCALES = st.sampled_from(BY_ITEMS)


def words(scale: ScaleDefinition) -> dict[str, str]:
    return {one.name: one.choices[0].word for one in scale.qualifiers}


@st.composite
def filled(draw: st.DrawFn) -> tuple[ScaleDefinition, dict[str, Answered[int]]]:
    """A scale with every question answered that its gates leave open."""
    scale = draw(SCALES)
    told: dict[str, Answered[int]] = {}
    for item in scale.items:
        shut = [gate for gate in scale.gates if item.id in gate.opens]
        firsts = [told[gate.item] for gate in shut]
        if all(
            isinstance(first, Known) and first.value >= gate.with_at_least
            for first, gate in zip(firsts, shut, strict=True)
        ):
            told[item.id] = Known(draw(st.sampled_from(item.values)))
    return scale, told


@given(filled(), st.randoms(use_true_random=False))
def test_any_order_of_the_answers_gives_the_same_result(made, random) -> None:
    scale, told = made
    rows = list(told.items())
    random.shuffle(rows)
    assert score(scale, dict(rows), DAY, words(scale)) == score(scale, told, DAY, words(scale))


@given(filled())
def test_a_full_form_has_a_total_in_range_that_counting_by_hand_gives_too(made) -> None:
    scale, told = made
    result = score(scale, told, DAY, words(scale))
    counted = [told[i.id].value if i.id in told else 0 for i in scale.items if i.scored]
    by_hand = max(counted) if scale.reckoning is Reckoning.HIGHEST else sum(counted)
    assert result.total == by_hand * scale.times
    assert scale.lowest <= by_hand * scale.times <= scale.highest
    assert (result.unanswered, result.prorated) == ((), False)


@given(filled(), st.data())
def test_a_missing_answer_never_gives_a_total_silently(made, data) -> None:
    scale, told = made
    scored = [i.id for i in scale.items if i.scored and i.id in told]
    if not scored:
        return
    lost = data.draw(st.sets(st.sampled_from(scored), min_size=1))
    gap = data.draw(st.sampled_from([UNKNOWN, Refused()]))
    gone = {gate.item for gate in scale.gates} & lost
    behind = {name for gate in scale.gates if gate.item in gone for name in gate.opens}
    kept = {n: a for n, a in told.items() if n not in behind} | dict.fromkeys(lost, gap)
    result = score(scale, kept, DAY, words(scale))
    assert lost <= set(result.unanswered)
    assert result.total is None or result.prorated
    rule = scale.missing.value if scale.missing else None
    if rule is None or len(lost) > rule.most or lost & set(rule.never):
        assert result.total is None
        assert result.band == ""


@given(filled(), st.data())
def test_an_answer_that_is_not_offered_never_gives_a_total(made, data) -> None:
    scale, told = made
    item = data.draw(st.sampled_from([one for one in scale.items if one.id in told]))
    wrong = data.draw(st.integers(-5, 99).filter(lambda value: value not in item.values))
    with pytest.raises(BadInput):
        score(scale, {**told, item.id: Known(wrong)}, DAY, words(scale))


PHQ9 = KB.scale("phq9")
ANSWER = st.one_of(st.integers(0, 3).map(Known), st.just(UNKNOWN))


@given(st.lists(ANSWER, min_size=9, max_size=9))
def test_item_9_is_never_made_up_and_is_raised_whatever_the_total(given_answers) -> None:
    told = {f"q{place}": one for place, one in enumerate(given_answers, 1)}
    result = score(PHQ9, told, DAY)
    ninth = given_answers[8]
    if isinstance(ninth, Known):
        assert ("q9" in result.raised) == (ninth.value >= 1)
        assert result.figures["phq9_item9"] == ninth.value
    else:
        assert result.total is None
        assert "phq9_item9" not in result.figures
        assert "q9" in result.unanswered
