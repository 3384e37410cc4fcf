"""Requests, paces and policies for the tests of planning, in few words."""

from datetime import date
from fractions import Fraction

from glidepath.domain.calendar import TimeOfDay
from glidepath.domain.drug import Product
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.policy import Band, Ceiling, Law, Pace, Policy, PolicyKind, Scope, StepDays
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.planning.request import TaperRequest

TIMES = {
    1: ("22:00",),
    2: ("08:00", "22:00"),
    3: ("08:00", "14:00", "22:00"),
    4: ("08:00", "12:00", "18:00", "22:00"),
}
AS_OF = date(2026, 11, 23)
FIRST_CUT = date(2026, 11, 30)
QUARTER_IN_14 = Ceiling(Fraction(1, 4), 14)


def fact(value):
    return Fact(value, ("made-up",), Confidence.ASSUMED)


def share(cut: str, days: int, above: str = "0") -> Band:
    return Band(Law.SHARE_OF_CURRENT, Fraction(cut), days, Mass.from_mg(above))


def of_start(cut: str, days: int, above: str = "0") -> Band:
    return Band(Law.SHARE_OF_START, Fraction(cut), days, above_share=Fraction(above))


def fixed(mg: str, days: int, above: str = "0") -> Band:
    return Band(Law.FIXED_MG, Fraction(0), days, Mass.from_mg(above), cut_mass=Mass.from_mg(mg))


def pace(*bands: Band, name: str = "usual") -> Pace:
    return Pace(name, bands, ("made-up",), "assumed")


def policy(
    *paces: Pace, ceiling: Ceiling | None = QUARTER_IN_14, days=(14, 28, 56), **more
) -> Policy:
    return Policy(
        id=more.get("id", "made-up"),
        title="Made up",
        summary="Made up.",
        kind=more.get("kind", PolicyKind.PLANNABLE),
        default_rank=1,
        scope=more.get("scope", Scope()),
        step_days=fact(StepDays(*days)),
        paces={one.name: one for one in paces},
        terminal=fact("as low as can be made"),
        ceiling=fact(ceiling) if ceiling else None,
    )


def regimen(*doses: str) -> Regimen:
    return Regimen.of(
        (TimeOfDay.read(time), Mass.from_mg(dose))
        for time, dose in zip(TIMES[len(doses)], doses, strict=True)
    )


TENTH = policy(pace(share("0.1", 28)))


def request(
    doses: str,
    products: tuple[Product, ...],
    rule: Policy = TENTH,
    *,
    goal: str = "0",
    stop_from: str = "0.025",
    most_pieces: int = 6,
    after_days: int = 28,
    first_cut_on: date = FIRST_CUT,
    texts=None,
    name: str = "",
) -> TaperRequest:
    """A taper of doses such as "0.5 1" with these products, at the only pace of a policy."""
    return TaperRequest(
        "clonazepam",
        regimen(*doses.split()),
        products,
        rule,
        rule.paces[name] if name else next(iter(rule.paces.values())),
        AS_OF,
        first_cut_on,
        Mass.from_mg(goal),
        Mass.from_mg(stop_from),
        most_pieces,
        after_days,
        texts or {},
    )
