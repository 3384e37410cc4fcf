"""The instances: sizes of a published comparison, and real products."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.drug import Form, Product
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.policy import Band, Ceiling, Law, Pace, Policy, PolicyKind, Scope, StepDays
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.knowledge.base import KnowledgeBase
from glidepath.planning.request import TaperRequest

__all__ = ["Measured", "instances"]

HALF = Fraction(1, 2)
TIMES = {1: ("22:00",), 2: ("08:00", "22:00"), 3: ("08:00", "14:00", "22:00")}
DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Measured:
    """One taper to be measured: the steps the solvers may use, and how long ours may take."""

    name: str
    request: TaperRequest
    steps: int
    goal_ms: int


def _fact(value: object) -> Fact:  # type: ignore[type-arg]
    return Fact(value, ("bench",), Confidence.ASSUMED)


def _tablet(mg: str, *splits: Fraction) -> Product:
    return Product(
        f"tablet-{mg}", "clonazepam", "US", mg, Form.TABLET, _fact(Mass.from_mg(mg)), _fact(splits)
    )


def _policy(cut: str, days: int, lengths: tuple[int, int, int]) -> Policy:
    pace = Pace("usual", (Band(Law.SHARE_OF_CURRENT, Fraction(cut), days),), ("bench",), "assumed")
    return Policy(
        "bench", "Bench", "Bench.", PolicyKind.PLANNABLE, 1, Scope(), _fact(StepDays(*lengths)),
        {"usual": pace}, _fact("as low as can be made"), _fact(Ceiling(Fraction(1, 4), 14)),
    )  # fmt: skip


def _request(
    doses: str, products: tuple[Product, ...], policy: Policy, most_pieces: int = 6
) -> TaperRequest:
    amounts = [Mass.from_mg(Decimal(dose)) for dose in doses.split()]
    present = Regimen.of(
        (TimeOfDay.read(time), dose)
        for time, dose in zip(TIMES[len(amounts)], amounts, strict=True)
    )
    return TaperRequest(
        "clonazepam", present, products, policy, policy.paces["usual"], DAY, DAY,
        Mass(0), Mass.from_mg("0.025"), most_pieces, 28,
    )  # fmt: skip


def instances() -> list[Measured]:
    """All instances, the small ones first."""
    eighths = tuple(_tablet(mg) for mg in ("0.125", "0.25", "0.5", "1", "2"))
    sixteenths = (_tablet("0.125", HALF), *eighths[1:])
    slow = _policy("0.05", 14, (14, 28, 56))
    usual = _policy("0.1", 28, (14, 28, 56))
    kb = KnowledgeBase.packaged()
    us = tuple(
        kb.product(f"us-clonazepam-tablet-{name}") for name in ("0.5mg-scored", "1mg", "2mg")
    )
    joint = kb.policy("joint-2025")
    drops = (kb.product("ch-clonazepam-drops-2.5mg-ml-rivotril"),)
    return [
        Measured("US tablets, 1 mg twice a day", _request("1 1", us, joint), 8, 50),
        Measured(
            "US tablets and 0.125 mg ODT, 1 mg twice a day",
            _request("1 1", (*us, kb.product("us-clonazepam-odt-0.125mg")), joint), 16, 50,
        ),
        Measured("drops, 0.5 and 1.5 mg", _request("0.5 1.5", drops, joint), 26, 50),
        Measured("26 steps, twice, 0.125 mg, usual", _request("1.5 1.75", eighths, usual), 26, 50),
        Measured("26 steps, twice, 0.125 mg, slow", _request("1.5 1.75", eighths, slow), 26, 50),
        Measured("60 steps, twice, 0.0625 mg", _request("1.75 2", sixteenths, slow), 60, 200),
        Measured("60 steps, 3 times, 0.0625 mg", _request("1 1 1.75", sixteenths, slow), 60, 200),
    ]  # fmt: skip
