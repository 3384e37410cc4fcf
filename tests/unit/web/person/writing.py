"""What tests of the diary have in common: the safety lines, a day, what a clinician answers."""

from tests.journeys.web.visiting import forms

ROWS = (
    "fit", "mind", "life", "danger", "breath", "skin", "chest", "body", "mood", "fall", "supply",
    "new", "later",
)  # fmt: skip


def answered(person, *, path="/me/diary", **answers):
    visitor = person.visitor().get(path)
    told = {f"row.{name}": "no" for name in ROWS} | {
        name.replace("__", "."): value for name, value in answers.items()
    }
    action = "/me/diary/safety"
    form = {"form_token": token_of(visitor), "on": "2026-11-22", **told}
    visitor.answer = visitor.client.post(
        action, data={k: v for k, v in form.items() if v}, follow_redirects=True
    )
    return visitor


def token_of(visitor):
    return next(one for one in forms(visitor.text) if "form_token" in one.fields).fields[
        "form_token"
    ][0]


def minute_of(person, **answers):
    visitor = person.visitor().get("/me/diary").send("/me/diary/safety", none="yes")
    return visitor.send("/me/diary/day", **answers)


def acknowledged(person):
    clinician = person.house.visitor().get(f"{person.place}/diary")
    clinician.send(f"{person.place}/diary/acknowledge", note="Spoke on the phone.")
    return clinician


def flags_of(person):
    return [one["flag"] for one in person.events("triage_raised")]
