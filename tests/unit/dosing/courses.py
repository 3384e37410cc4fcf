"""Courses and products for the tests of supply and of the lines on a prescription."""

from collections.abc import Sequence
from datetime import date, timedelta
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


def tablet(
    mg: str, *splits: Fraction, form=Form.TABLET, packs=None, name="", drug="clonazepam"
) -> Product:
    return Product(
        id=f"{form}-{mg}-{len(splits)}{name}{'' if drug == 'clonazepam' else drug}",
        drug_id=drug,
        country="US",
        name=name or f"{drug.capitalize()} {mg} mg",
        form=form,
        strength=fact(Mass.from_mg(mg)),
        splits=fact(tuple(splits)),
        packs=fact(tuple(packs)) if packs else None,
    )


def liquid(
    mg_per_ml: str, *, mark: str = "", drops: int = 0, packs=None, drug="clonazepam"
) -> Product:
    return Product(
        id=f"liquid-{mg_per_ml}-{mark or drops}{'' if drug == 'clonazepam' else drug}",
        drug_id=drug,
        country="US",
        name=f"{drug.capitalize()} {mg_per_ml} mg/mL",
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


def course(
    *steps: tuple[int, dict[str, tuple[Piece, ...]]],
    start: date = FIRST,
    drug: str = "clonazepam",
    kind: CourseKind = CourseKind.TAPER,
) -> Course:
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
        built.append(_step(span, regimen, built[-1] if built else None, kind))
    return Course(kind, drug, tuple(built))


def _step(span: Span, regimen: Regimen, before: Step | None, course_kind: CourseKind) -> Step:
    starts = course_kind in (CourseKind.TITRATION, CourseKind.SUBSTITUTION_IN)
    falls = before is not None and regimen.daily_dose < before.regimen.daily_dose
    if not regimen.daily_dose:
        kind = StepKind.AFTER
    elif falls or (before and not starts):
        kind = StepKind.REDUCED
    else:
        kind = StepKind.RAISED if starts else StepKind.PRESENT
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


OTHER_SHELF = (
    tablet("2", HALF, drug="diazepam"),
    tablet("5", drug="diazepam"),
    tablet("6", HALF, THIRD, drug="diazepam"),
    liquid("1", mark="0.5", drug="diazepam"),
)


def _time_sets():
    return st.sampled_from([(BEDTIME,), (MORNING, BEDTIME), (MORNING, "14:00", BEDTIME)])


@st.composite
def _falling(draw, products, times):
    """Steps whose doses never rise, as (days, {time: pieces})."""
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
    return [(days, {t: falling[t][n] for t in times}) for n, days in enumerate(spans)]


def _homes():
    return st.one_of(
        st.none(), st.sampled_from([Fraction(n, 12) for n in range(25)]), st.integers(0, 60)
    )


@st.composite
def courses(draw) -> tuple[Course, list[AtHand]]:
    """A course that never rises, and the products it is made of with some stock at home."""
    products = draw(st.lists(st.sampled_from(SHELF), min_size=1, max_size=3, unique=True))
    steps = draw(_falling(products, draw(_time_sets())))
    return course(*steps), at_hand(*((p, draw(_homes())) for p in products))


@st.composite
def exchanges(draw) -> tuple[list[Course], list[AtHand]]:
    """A drug that falls to nothing and another that starts later and outlasts it.

    With some stock at home of either. Doses, times and days are any.
    """
    old_products = draw(st.lists(st.sampled_from(SHELF), min_size=1, max_size=2, unique=True))
    steps = draw(_falling(old_products, draw(_time_sets())))
    steps.append((draw(st.integers(1, 9)), dict.fromkeys(steps[-1][1], ())))
    old = course(*steps, kind=CourseKind.TAPER)
    new_products = draw(st.lists(st.sampled_from(OTHER_SHELF), min_size=1, max_size=2, unique=True))
    later = draw(st.integers(0, old.span.days - 1))
    rising = [draw(_one_day(new_products)) for _ in range(draw(st.integers(1, 3)))]
    rising.sort(key=lambda taken: total(p.mass for p in taken))
    starts = [(draw(st.integers(1, 11)), {BEDTIME: taken}) for taken in rising]
    length = sum(days for days, _ in starts)
    starts[-1] = (max(starts[-1][0], old.span.days - later - length + 9), starts[-1][1])
    new = course(
        *starts,
        start=old.span.start + timedelta(days=later),
        drug="diazepam",
        kind=CourseKind.TITRATION,
    )
    return [old, new], at_hand(*((p, draw(_homes())) for p in (*old_products, *new_products)))


def _one_day(products):
    return any_pieces(products).filter(bool)
