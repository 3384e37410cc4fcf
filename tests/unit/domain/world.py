"""Small values that the tests of the domain share."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.drug import Form, Portion, PortionKind, Product
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.plan import Cut, Step, StepKind
from glidepath.domain.quantity import Concentration, Mass, Volume
from glidepath.domain.regimen import Intake, Piece, Regimen

MORNING, NIGHT = TimeOfDay(8 * 60), TimeOfDay(22 * 60)
HALF = Fraction(1, 2)


def mg(text: str) -> Mass:
    return Mass.from_mg(text)


def fact(value: Any, *sources: str) -> Fact[Any]:
    return Fact(value, sources or ("label",), Confidence.READ)


def tablet(milligrams: str = "0.5", *splits: Fraction, **changes: Any) -> Product:
    fields: dict[str, Any] = {
        "id": "tab",
        "drug_id": "clonazepam",
        "country": "US",
        "name": "Clonazepam tablet",
        "form": Form.TABLET,
        "strength": fact(mg(milligrams)),
        "splits": fact(splits),
    }
    return Product(**{**fields, **changes})


def liquid(concentration: str = "2.5", **changes: Any) -> Product:
    strength = Concentration(mg(concentration), Volume(1000))
    fields: dict[str, Any] = {"id": "liq", "form": Form.DROPS, "strength": fact(strength)}
    return tablet("1", **{**fields, **changes})


WHOLE_TABLET = Portion("tab", PortionKind.WHOLE, Fraction(1), mg("0.5"))
HALF_TABLET = Portion("tab", PortionKind.PART, HALF, mg("0.25"))
PIECES = {
    "0": (),
    "0.25": (Piece(HALF_TABLET, 1),),
    "0.5": (Piece(WHOLE_TABLET, 1),),
    "0.75": (Piece(WHOLE_TABLET, 1), Piece(HALF_TABLET, 1)),
    "1": (Piece(WHOLE_TABLET, 2),),
}


def day(morning: str, night: str) -> Regimen:
    pairs = ((MORNING, morning), (NIGHT, night))
    return Regimen(tuple(Intake(time, mg(dose), PIECES[dose]) for time, dose in pairs))


def step(
    start: date, days: int, regimen: Regimen, kind: StepKind, before: str = "", **more: Any
) -> Step:
    cut = Cut(mg(before), regimen.daily_dose) if before else None
    return Step(Span.lasting(start, days), regimen, kind, cut, **more)
