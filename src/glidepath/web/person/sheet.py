"""The signed sheet of a plan in the language of the person: a translation, and it says so.

Steps, days, boxes and doses are those of the frozen sheet and the frozen plan; only words are
changed. A sentence that nobody translated stays in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glidepath.web.folder import SignedPlan
from glidepath.web.person.doses import Dose, Stage, stages
from glidepath.web.person.words import Words, tied

__all__ = ["translated_sheet"]

Table = Mapping[str, Any]
_PANELS = ("same_day", "missed", "worse", "using", "how", "handling")
_HEADINGS = ("days", "reviews", "when", "what_for", "drug", "in_the_day")


def translated_sheet(
    sheet: Table, plan: Table, signed: SignedPlan, told: Words, number: str
) -> dict[str, Any]:
    """Everything that is printed on the sheet, ready to be set.

    Takes the frozen English sheet, the frozen plan, and the number for an emergency.
    """
    found = stages(plan, signed.body["view"], told)
    return {
        **sheet,
        **_head(plan, signed, told),
        **_panels(sheet, told, number),
        **_fixed(sheet, told),
        "steps": [
            _step(step, stage, place, told)
            for place, (step, stage) in enumerate(zip(sheet["steps"], found, strict=True), 1)
        ],
    }


def _head(plan: Table, signed: SignedPlan, told: Words) -> dict[str, Any]:
    """What stands at the top and in the footer of every page."""
    view = signed.body["view"]
    drugs = f" {told.say('pieces.and')} ".join(dict.fromkeys(_drugs(plan)))
    day = told.day(signed.at.astimezone().date())
    names = ("page", "of", "to", "name", "born")
    return {
        "lang": told.language,
        **{name: told.say(f"sheet.{name}") for name in names},
        "headings": {name: told.say(f"sheet.{name}") for name in _HEADINGS},
        "title": told.say("sheet.title", drugs=drugs),
        "identity": told.say("sheet.identity", plan=view["id"], version=signed.version),
        "made": told.say("sheet.made", day=told.day(view["as_of"])),
        "standing": [
            told.say("today.signed", version=signed.version, day=day, signer=signed.signer),
            told.say("sheet.translation"),
        ],
        "is_signed": True,
        "mark": "",
    }


def _panels(sheet: Table, told: Words, number: str) -> dict[str, Any]:
    """Whom to call and what to do.

    Longer words than English would drive the first page over its end: how to use the sheet
    stands on the second page, with how the plan works.
    """
    panels = {name: _panel(sheet[name], name, told) for name in _PANELS}
    both = [*panels["how"]["items"], *panels["using"]["items"]]
    panels["how"] = {"title": panels["using"]["title"], "items": both}
    panels["using"] = {**panels["using"], "items": []}
    panels["emergency"] = {
        "title": told.say("help.now", number=number),
        "items": [_said(one, told) for one in sheet["emergency"]["items"]],
    }
    panels["call"] = {
        "title": told.say("sheet.call"),
        "items": [told.printed(one) for one in sheet["call"]["items"]],
        "note": told.printed(sheet["call"]["note"]),
    }
    return panels


def _fixed(sheet: Table, told: Words) -> dict[str, Any]:
    """The sentences around the steps, and the days of the reviews."""
    days = [told.with_days(one["when"]) for one in sheet["reviews"]]
    return {
        "supersedes": told.printed(sheet["supersedes"]),
        "reviews": [{"when": day, "reason": ""} for day in days],
        "strays": [told.printed(one) for one in sheet["strays"]],
        "goes_on": told.printed(sheet.get("goes_on", "")),
        "closing": [told.printed(one) for one in sheet["closing"]],
    }


def _drugs(plan: Table) -> list[str]:
    return [str(course["drug"]) for course in (plan, *plan["further"])]


def _panel(panel: Table, name: str, told: Words) -> dict[str, Any]:
    return {
        "title": told.say(f"sheet.{name}"),
        "items": [_said(one, told) for one in panel["items"]],
    }


def _said(text: str, told: Words) -> str:
    return tied(told.printed(text))


def _step(step: Table, stage: Stage, number: int, told: Words) -> dict[str, Any]:
    daily = ", ".join(
        tied(told.amount(f"{mg} mg")) + (f" {drug}" if len(stage.daily) > 1 else "")
        for drug, mg in stage.daily
    )
    span = {"start": told.day(stage.start), "end": told.day(stage.end)}
    at = {(one.drug, one.time): one for moment in stage.moments for one in moment.doses}
    return {
        **step,
        "title": told.say("sheet.step", number=number, dose=daily, **span),
        "notes": [_said(one, told) for one in step["notes"]],
        "checks": [told.say("today.checks")] if step["checks"] else [],
        "checks_first": "",
        "followed": [],
        "lines": [
            _line(line, step["times"], at, dict(stage.daily), told) for line in step["lines"]
        ],
    }


def _line(
    line: Table,
    times: list[str],
    at: Mapping[tuple[str, str], Dose],
    daily: Mapping[str, str],
    told: Words,
) -> dict[str, Any]:
    return {
        "from": told.with_days(line["from"]),
        "to": told.with_days(line["to"]),
        "drugs": [
            {
                **drug,
                "daily": tied(told.amount(f"{daily.get(drug['drug'], '0')} mg")),
                "doses": [
                    _dose(one, drug["drug"], at.get((drug["drug"], time)), told)
                    for time, one in zip(times, drug["doses"], strict=True)
                ],
            }
            for drug in line["drugs"]
        ],
    }


def _dose(frozen: Table, drug: str, dose: Dose | None, told: Words) -> dict[str, Any]:
    """One dose with the boxes of the frozen sheet; a drug that is not taken then is named."""
    if dose is None or dose.is_none:
        none = frozen["words"] if not frozen["mg"] and dose is None else ""
        words = none or told.say("today.none_of", drug=drug)
        return {"words": words, "mg": "", "boxes": []}
    mg = tied(told.amount(f"{dose.mg} mg"))
    said = {"words": tied(dose.words), "mg": mg, "boxes": frozen["boxes"]}
    return said | _drawn(frozen, dose, told)


def _drawn(frozen: Table, dose: Dose, told: Words) -> dict[str, Any]:
    """The pictures of the frozen sheet, with words and numbers of the language."""
    if "drawn" not in frozen:
        return {}
    pairs = zip(frozen["drawn"], dose.drawn, strict=True)
    return {
        "alt": told.say("draw.label", what=dose.words),
        "drawn": [{**table, "label": tied(one.label)} for table, one in pairs],
    }
