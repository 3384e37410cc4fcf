"""Two people at one folder: nothing is lost, and nobody is overruled unseen."""


def test_two_people_on_different_answers_of_one_page_lose_nothing(house, visitor):
    other = house.visitor()
    visitor.send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    action = f"{place}/situation/who"
    visitor.get(action)
    other.get(action).send(action, person__age="42")
    visitor.send(action, person__weight_kg="70")
    kept = house.desk.folder(place.split("/")[2]).fields
    assert (kept["person.age"], kept["person.weight_kg"]) == ("42", "70")


def test_two_people_on_the_same_answer_see_both_and_choose(house, visitor):
    other = house.visitor()
    visitor.send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    person, action = place.split("/")[2], f"{place}/situation/who"
    visitor.get(action)
    other.get(action).send(action, person__age="42")
    visitor.send(action, person__age="43", person__weight_kg="70")
    assert visitor.answer.status_code == 409
    assert "Theirs: 42" in visitor.text
    assert "Yours: 43" in visitor.text
    assert house.desk.folder(person).fields["person.age"] == "42"
    visitor.send(action, person__age="43")
    kept = house.desk.folder(person).fields
    assert (kept["person.age"], kept["person.weight_kg"]) == ("43", "70")


def test_a_summary_opened_before_a_change_confirms_nothing(house, visitor):
    other = house.visitor()
    visitor.send("/people/example")
    place = "/".join(visitor.path.split("/")[:3])
    action = f"{place}/situation/who"
    other.get(action).send(action, person__age="42")
    visitor.send(f"{place}/confirm")
    assert visitor.answer.status_code == 409
    assert "changed since you opened this page" in visitor.text
    assert "situation" not in house.kinds(place)
