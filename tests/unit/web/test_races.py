"""Two writers in the same moment: whatever somebody typed is kept, merged, or asked about."""

import threading
from collections.abc import Callable, Iterator

import pytest

from glidepath.records.event import EventKind
from tests.journeys.web.visiting import Visitor, forms
from tests.unit.web.conftest import House

Happening = Callable[[], object]


class Between:
    """The store, with something that happens just before the next event of a page is kept.

    The page has read the record by then, so what happens is what its reader could not know.
    """

    def __init__(self, store: object) -> None:
        self.store, self.happens, self.times = store, None, 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)

    def add_all(self, person: str, told: object, **by: object) -> object:
        if self.times and by.get("expected") is not None:
            self.times -= 1
            happens, self.happens = self.happens, None
            happens()
            self.happens = happens
        return self.store.add_all(person, told, **by)


@pytest.fixture
def between(house: House) -> Iterator[Callable[[Happening, int], None]]:
    """Arrange what happens in between, and how often."""
    store = house.desk.store = Between(house.store)

    def arrange(happens: Happening, times: int = 1) -> None:
        store.happens, store.times = happens, times

    return arrange


def _example(visitor: Visitor) -> tuple[str, str]:
    visitor.send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    return place, place.split("/")[2]


def _fields(house: House, person: str) -> dict[str, str]:
    return dict(house.desk.folder(person).fields)


def _note(house: House, person: str, kind: EventKind = EventKind.NOTE) -> None:
    """Something that is no answer of the form, written by somebody else."""
    house.store.add(person, kind, {"text": "x"}, actor="other", role="prescriber", at=house.clock())


def _draft(house: House, person: str, **changes: str) -> None:
    fields = {**_fields(house, person), **{key.replace("__", "."): v for key, v in changes.items()}}
    house.store.add(
        person, EventKind.DRAFT_SAVED, {"fields": fields, "topic": "who"},
        actor="other", role="prescriber", at=house.clock(),
    )  # fmt: skip


def _sent(visitor: Visitor, action: str, **changes: str) -> dict[str, list[str]]:
    """The form of a page with some fields changed, ready to be posted."""
    fields = dict(next(one for one in forms(visitor.text) if one.action == action).fields)
    return {**fields, **{name.replace("__", "."): [text] for name, text in changes.items()}}


@pytest.mark.parametrize("times", [1, 4])
def test_a_page_sent_while_others_write_other_things_is_kept_and_goes_on(
    house, visitor, between, times
):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action)
    between(lambda: _note(house, person), times)
    visitor.send(action, person__age="47")
    assert visitor.path == f"{place}/situation/taken"
    assert _fields(house, person)["person.age"] == "47"


def test_a_page_sent_while_somebody_changes_another_answer_keeps_both(house, visitor, between):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action)
    between(lambda: _draft(house, person, person__weight_kg="70"))
    visitor.send(action, person__age="47")
    kept = _fields(house, person)
    assert (kept["person.age"], kept["person.weight_kg"]) == ("47", "70")


def test_a_page_sent_while_somebody_changes_the_same_answer_is_asked_about(house, visitor, between):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action)
    between(lambda: _draft(house, person, person__age="52"))
    visitor.send(action, person__age="47", person__weight_kg="71")
    assert visitor.answer.status_code == 409
    assert "Theirs: 52" in visitor.text
    assert "Yours: 47" in visitor.text
    visitor.send(action, person__age="47")
    kept = _fields(house, person)
    assert (kept["person.age"], kept["person.weight_kg"]) == ("47", "71")


def test_who_writes_without_end_cannot_make_typed_answers_disappear(house, visitor, between):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action)
    between(lambda: _note(house, person), 1_000)
    visitor.send(action, person__age="47")
    assert visitor.answer.status_code == 409
    assert "could not be saved yet" in visitor.text
    between(lambda: None, 0)
    visitor.send(action)
    assert _fields(house, person)["person.age"] == "47"


def test_choosing_between_two_answers_undoes_nothing_else_of_either(house, visitor):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action)
    _draft(house, person, person__age="52", person__weight_kg="70")
    visitor.send(action, person__age="47", person__sex="male")
    assert visitor.answer.status_code == 409
    visitor.send(action, person__age="47")
    kept = _fields(house, person)
    assert (kept["person.age"], kept["person.weight_kg"]) == ("47", "70")
    assert kept["person.sex"] == "male"


def test_a_page_that_keeps_itself_is_never_taken_for_having_seen_what_it_clashes_with(
    house, visitor
):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action)
    sent = _sent(visitor, action, person__age="47")
    _draft(house, person, person__age="52")
    answer = visitor.client.post(action, data={**sent, "_then": "keep"})
    assert answer.status_code == 409
    assert 'id="version"' not in answer.text  # the open page would take it over as its own
    answer = visitor.client.post(action, data={**sent, "_then": "continue"})
    assert "Theirs: 52" in answer.text
    assert _fields(house, person)["person.age"] == "52"


def test_what_a_page_kept_by_itself_too_late_never_replaces_what_was_then_sent(house, visitor):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action)
    early = _sent(visitor, action, person__age="4", _then="keep")
    last = _sent(visitor, action, person__age="47", person__weight_kg="71")
    visitor.client.post(action, data=last)
    assert visitor.client.post(action, data=early).status_code == 200
    kept = _fields(house, person)
    assert (kept["person.age"], kept["person.weight_kg"]) == ("47", "71")


def test_a_page_that_keeps_itself_in_the_very_moment_it_is_sent_loses_to_what_was_sent(
    house, visitor, between
):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action)
    early = _sent(visitor, action, person__age="4", _then="keep")
    last = _sent(visitor, action, person__age="47")
    between(lambda: visitor.client.post(action, data=last))
    visitor.client.post(action, data=early)
    assert _fields(house, person)["person.age"] == "47"


def test_a_page_sent_while_it_keeps_itself_has_the_last_word(house, visitor, between):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action)
    early = _sent(visitor, action, person__age="4", _then="keep")
    between(lambda: visitor.client.post(action, data=early))
    visitor.send(action, person__age="47")
    assert visitor.path == f"{place}/situation/taken"
    assert _fields(house, person)["person.age"] == "47"


def test_a_page_with_a_problem_goes_on_keeping_itself(house, visitor):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action).send(action, person__age="forty")
    assert visitor.answer.status_code == 422
    visitor.client.post(action, data=_sent(visitor, action, person__age="47", _then="keep"))
    assert _fields(house, person)["person.age"] == "47"


def test_undo_after_the_page_kept_itself_undoes_that_change(house, visitor):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action)
    answer = visitor.client.post(
        action, data=_sent(visitor, action, person__age="47", _then="keep")
    )
    undo = next(one for one in forms(answer.text) if one.action == f"{place}/undo")
    assert '<div id="undo">' in answer.text  # the open page takes this part over
    visitor.client.post(f"{place}/undo", data=undo.fields)
    assert _fields(house, person)["person.age"] == "41"


def test_undo_of_what_somebody_else_wrote_since_is_refused_and_told(house, visitor):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action).send(action, person__age="47")
    visitor.get(action)
    _draft(house, person, person__age="52")
    visitor.send(f"{place}/undo")
    assert visitor.answer.status_code == 409
    assert "nothing was undone" in visitor.text
    assert _fields(house, person)["person.age"] == "52"


@pytest.mark.parametrize("times", [1, 1_000])
def test_undo_while_others_write_other_things_is_done_or_told(house, visitor, between, times):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    visitor.get(action).send(action, person__age="47")
    visitor.get(action)
    between(lambda: _note(house, person), times)
    visitor.send(f"{place}/undo")
    done = _fields(house, person)["person.age"] == "41"
    assert done == (times == 1)
    assert ("nothing was undone" in visitor.text) == (times > 1)


@pytest.mark.parametrize(("times", "status"), [(1, 200), (1_000, 409)])
def test_confirming_while_a_diary_is_written_confirms_what_was_shown(
    house, visitor, between, times, status
):
    place, person = _example(visitor)
    between(lambda: _note(house, person), times)
    visitor.send(f"{place}/confirm")
    assert visitor.answer.status_code == status
    assert ("situation" in house.kinds(place)) == (status == 200)


def test_confirming_while_an_answer_changes_confirms_nothing(house, visitor, between):
    place, person = _example(visitor)
    between(lambda: _draft(house, person, person__age="52"))
    visitor.send(f"{place}/confirm")
    assert visitor.answer.status_code == 409
    assert "situation" not in house.kinds(place)


def test_choosing_a_plan_while_somebody_writes_keeps_nothing_of_it_and_the_wishes_stay(
    house, visitor, between
):
    place = visitor.example()
    person, choose = place.split("/")[2], f"{place}/plan/choose"
    visitor.get(f"{place}/plan").send(f"{place}/plan", preferences__pace="gentle")
    before = [one.body for one in house.store.events(person, ("situation",))]
    between(lambda: _note(house, person))
    visitor.send(choose, f"{place}/plan")
    assert visitor.answer.status_code == 409
    kinds = house.kinds(place)
    assert "plan_proposed" not in kinds
    assert [one.body for one in house.store.events(person, ("situation",))] == before
    visitor.send(choose, f"{place}/plan")
    assert visitor.path == f"{place}/sign"
    assert _fields(house, person)["preferences.pace"] == "gentle"


SIGNATURE = {"signer": "Dr A. Example", "reason": "Agreed together.", "read": "on"}


def _reasons(visitor: Visitor, place: str) -> dict[str, str]:
    form = next(one for one in forms(visitor.text) if one.action == f"{place}/sign")
    names = [name for name in form.fields if name.startswith("override.")]
    return {**SIGNATURE, **dict.fromkeys(names, "Discussed at length.")}


@pytest.mark.parametrize("moment", ["before", "in the same moment"])
def test_signing_after_the_diary_was_written_shows_that_first_and_keeps_what_was_typed(
    house, visitor, between, moment
):
    place = visitor.chosen()
    person = place.split("/")[2]
    typed = _reasons(visitor, place)
    if moment == "before":
        _note(house, person, EventKind.DAY_ENTRY)
    else:
        between(lambda: _note(house, person, EventKind.DAY_ENTRY))
    visitor.send(f"{place}/sign", **typed)
    assert visitor.answer.status_code == 409
    assert "Diary of a day" in visitor.text
    assert "Agreed together." in visitor.text
    assert "plan_signed" not in house.kinds(place)
    visitor.send(f"{place}/sign", read="on")
    assert "plan_signed" in house.kinds(place)
    (signed,) = house.store.events(person, ("plan_signed",))
    assert signed.body["reason"] == "Agreed together."


def test_signing_what_was_changed_in_the_same_moment_signs_nothing(house, visitor, between):
    place = visitor.chosen()
    person = place.split("/")[2]
    between(lambda: _draft(house, person, person__age="52"))
    visitor.send(f"{place}/sign", **_reasons(visitor, place))
    assert visitor.answer.status_code == 409
    assert "nothing to sign" in visitor.text
    assert "plan_signed" not in house.kinds(place)


def test_a_signature_is_kept_with_its_reasons_and_the_end_of_the_old_plan_or_not_at_all(
    house, visitor, monkeypatch
):
    place = visitor.signed()
    visitor.get(f"{place}/plan").send(f"{place}/plan", preferences__pace="gentle")
    visitor.send(f"{place}/plan/choose", f"{place}/plan")
    before = house.kinds(place)
    monkeypatch.setattr("glidepath.records.store.check_ties", _refuse_the_last)
    visitor.send(f"{place}/sign", **_reasons(visitor, place))
    assert house.kinds(place) == before
    monkeypatch.undo()
    visitor.get(f"{place}/sign").send(f"{place}/sign", **_reasons(visitor, place))
    new = house.kinds(place)[len(before) :]
    assert new[0] == "plan_signed"
    assert new[-1] == "plan_superseded"


def _refuse_the_last(db: object, person: str, kind: EventKind, body: object) -> None:
    if kind is EventKind.PLAN_SUPERSEDED:
        raise OSError("no space left")


@pytest.mark.parametrize("times", [1, 1_000])
def test_a_case_file_brought_in_while_others_write_is_taken_or_stays_in_its_field(
    house, visitor, between, times
):
    visitor.send("/people", label="Person 1")
    place = "/".join(visitor.path.split("/")[:3])
    person = place.split("/")[2]
    visitor.get(f"{place}/case")
    between(lambda: _note(house, person), times)
    visitor.send(f"{place}/case", case='country = "US"')
    taken = "draft_saved" in house.kinds(place)
    assert taken == (times == 1)
    assert ("country = " in visitor.text) == (times > 1)


def test_the_same_page_sent_twice_at_once_by_real_threads_loses_nothing(house, visitor):
    place, person = _example(visitor)
    action = f"{place}/situation/who"
    other = house.visitor()
    sent = [
        (one, _sent(one.get(action), action, **{name: text}))
        for one, name, text in ((visitor, "person__age", "47"), (other, "person__weight_kg", "70"))
    ]
    both = [
        threading.Thread(target=one.client.post, args=(action,), kwargs={"data": form})
        for one, form in sent
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    kept = _fields(house, person)
    assert (kept["person.age"], kept["person.weight_kg"]) == ("47", "70")
