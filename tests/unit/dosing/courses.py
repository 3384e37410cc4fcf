"""Courses and products for the tests of supply and of the lines on a prescription."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.drug import Form, Portion, Product
from glidepath.domain.evidence import Confidence, Fact
from glidepath.domain.person import AtHand
from glidepath.domain.plan import Course, CourseKind, Cut, Step, StepKind
from glidepath.domain.quantity import Concentration, Mass, Volume
from glidepath.domain.regimen import Intake, Piece, Regimen, total

HALF, QUARTER, THIRD = Fraction(1, 2), Fraction(1, 4), Fraction(1, 3)
FIRST = date(2026, 12, 3)
MORNING, BEDTIME = "08:00", "22:00"


def fact(value):
    return Fact(value, ("made-up",), Confidence.ASSUMED)


def tablet(mg: str, *splits: Fraction, form: Form = Form.TABLET, packs=None, name="") -> Product:
    return Product(
        id=f"{form}-{mg}-{len(splits)}{name}",
        drug_id="clonazepam",
        country="US",
        name=name or f"Clonazepam {mg} mg",
        form=form,
        strength=fact(Mass.from_mg(mg)),
        splits=fact(tuple(splits)),
        packs=fact(tuple(packs)) if packs else None,
    )


def liquid(mg_per_ml: str, *, mark: str = "", drops: int = 0, packs=None) -> Product:
    return Product(
        id=f"liquid-{mg_per_ml}-{mark or drops}",
        drug_id="clonazepam",
        country="US",
        name=f"Clonazepam {mg_per_ml} mg/mL",
        form=Form.DROPS if drops else Form.COMPOUNDED_SUSPENSION,
        strength=fact(Concentration(Mass.from_mg(mg_per_ml), Volume.from_ml("1"))),
        splits=fact(()),
        mark=fact(Volume.from_ml(mark)) if mark else None,
        drops_per_ml=fact(drops) if drops else None,
        packs=fact(tuple(packs)) if packs else None,
    )


def pieces(*amounts: tuple[int, Fraction | int, Product]) -> tuple[Piece, ...]:
    """Pieces from (count, part, product)."""
    return tuple(Piece(_portion(thing, Fraction(part)), count) for count, part, thing in amounts)


def _portion(product: Product, part: Fraction) -> Portion:
    return next(portion for portion in product.portions if portion.part == part)


def course(*steps: tuple[int, dict[str, tuple[Piece, ...]]], start: date = FIRST) -> Course:
    """A course from (days, {time: pieces}) for each step."""
    built: list[Step] = []
    for days, day in steps:
        span = Span.lasting(built[-1].span.next_day if built else start, days)
        regimen = Regimen(
            tuple(
                Intake(TimeOfDay.read(time), total(p.mass for p in taken), taken)
                for time, taken in sorted(day.items())
            )
        )
        built.append(_step(span, regimen, built[-1] if built else None))
    return Course(CourseKind.TAPER, "clonazepam", tuple(built))


def _step(span: Span, regimen: Regimen, before: Step | None) -> Step:
    if not regimen.daily_dose:
        kind = StepKind.AFTER
    else:
        kind = StepKind.REDUCED if before else StepKind.PRESENT
    falls = before is not None and regimen.daily_dose < before.regimen.daily_dose
    cut = Cut(before.regimen.daily_dose, regimen.daily_dose) if before and falls else None
    return Step(span, regimen, kind, cut)


def at_hand(*items: tuple[Product, Fraction | int | None]) -> list[AtHand]:
    return [AtHand(p, None if home is None else Fraction(home)) for p, home in items]


SHELF = (
    tablet("0.5", HALF),
    tablet("1", HALF, QUARTER),
    tablet("2"),
    tablet("3", HALF, THIRD),
    tablet("0.125", form=Form.ODT),
    liquid("2.5", drops=25),
    liquid("0.1", mark="0.1"),
)


@st.composite
def any_pieces(draw, products: Sequence[Product]) -> tuple[Piece, ...]:
    """Some pieces for one intake, perhaps none."""
    portions = [portion for product in products for portion in product.portions]
    chosen = draw(st.lists(st.sampled_from(portions), max_size=3, unique=True))
    return tuple(Piece(portion, draw(st.integers(1, 3))) for portion in chosen)


@st.composite
def courses(draw) -> tuple[Course, list[AtHand]]:
    """A course that never rises, and the products it is made of with some stock at home."""
    products = draw(st.lists(st.sampled_from(SHELF), min_size=1, max_size=3, unique=True))
    times = draw(st.sampled_from([(BEDTIME,), (MORNING, BEDTIME), (MORNING, "14:00", BEDTIME)]))
    count = draw(st.integers(1, 5))
    falling = {
        time: sorted(
            (draw(any_pieces(products)) for _ in range(count)),
            key=lambda taken: total(p.mass for p in taken),
            reverse=True,
        )
        for time in times
    }
    spans = draw(st.lists(st.integers(1, 17), min_size=count, max_size=count))
    steps = [(days, {t: falling[t][n] for t in times}) for n, days in enumerate(spans)]
    homes = st.one_of(
        st.none(), st.sampled_from([Fraction(n, 12) for n in range(25)]), st.integers(0, 60)
    )
    return course(*steps), at_hand(*((p, draw(homes)) for p in products))
