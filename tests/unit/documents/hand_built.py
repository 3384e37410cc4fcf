"""A whole proposal written by hand, small enough to check on paper, and generated ones."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from glidepath.domain.answer import Alternative, Proposal, Question
from glidepath.domain.certificate import Certificate, Grid, Reach, WithAdded
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.plan import Course, Cut, Plan, Review, Step, StepKind
from glidepath.domain.quantity import Mass
from glidepath.dosing.supply import supply
from tests.unit.dosing.courses import (
    BEDTIME,
    HALF,
    MORNING,
    at_hand,
    course,
    courses,
    liquid,
    pieces,
    tablet,
)

HALVED = tablet("0.5", HALF, packs=(30, 100), name="clonazepam 0.5 mg tablet, scored")
WHOLE = tablet("1", name="clonazepam 1 mg tablet")
AS_OF = date(2026, 11, 22)


def mg(number: str) -> Mass:
    return Mass.from_mg(number)


def taper() -> Course:
    """From 2 mg to nothing in nine steps, the last ones named as beyond the ceiling."""
    m, b = MORNING, BEDTIME
    one, half = pieces((1, 1, WHOLE)), pieces((1, 1, HALVED))
    three_quarters = pieces((1, 1, HALVED), (1, HALF, HALVED))
    quarter = pieces((1, HALF, HALVED))
    built = course(
        (7, {m: one, b: one}),
        (28, {m: three_quarters, b: one}),
        (28, {m: three_quarters, b: three_quarters}),
        (28, {m: half, b: three_quarters}),
        (28, {m: half, b: half}),
        (28, {m: quarter, b: half}),
        (28, {m: (), b: half}),
        (28, {m: (), b: quarter}),
        (28, {m: (), b: ()}),
        start=date(2026, 11, 26),
    )
    return marked(built)


def marked(built: Course) -> Course:
    """The same course with reasons, and every cut above 25 % named as a last step."""
    steps = tuple(
        Step(
            step.span, step.regimen, step.kind, step.cut,
            terminal=bool(step.cut and step.cut.share > Fraction(1, 4)),
            why=("The products make no smaller cut.",) if step.cut else (),
        )
        for step in built.steps
    )  # fmt: skip
    return Course(built.kind, built.drug_id, steps)


def proposal(built: Course | None = None, stock=None, carry: bool = True) -> Proposal:
    """A proposal around a course, by default the hand-built taper with 43 tablets at home."""
    built = built or taper()
    stock = stock or at_hand((HALVED, 43), (WHOLE, 10))
    start = built.span.start
    plan = Plan(
        policy_id="joint-2025",
        pace="usual",
        as_of=AS_OF,
        country="US",
        course=built,
        products=tuple(item.product for item in stock),
        reviews=(
            Review(start + timedelta(days=7), "How is the first cut?", "joint-guideline-2025"),
            Review(start + timedelta(days=35), "Second cut.", "joint-guideline-2025"),
        ),
        notes=("Nothing here replaces the clinician's judgement.",),
        sources=("joint-guideline-2025", "from-memory"),
        knowledge="abc123",
    )
    return Proposal(
        plan,
        findings(),
        certificate(),
        alternatives(),
        supply((built,), stock, 28, carry),
        questions(),
    )


def findings() -> tuple[Finding, ...]:
    return (
        Finding("GP-S-002", Verdict.FIRES, Severity.CAUTION, "Two sedatives are taken together."),
        Finding("GP-S-003", Verdict.CLEAR, Severity.NOTE, "No opioid."),
        Finding(
            "GP-S-001", Verdict.FIRES, Severity.WARNING, "Long use.", "Plan more reviews.",
            sources=("joint-guideline-2025",), confidence="read",
        ),
        Finding("GP-S-004", Verdict.CANNOT_TELL, Severity.WARNING, "Alcohol.", ask=("alcohol",)),
    )  # fmt: skip


def certificate() -> Certificate:
    return Certificate(
        (HALVED.id, WHOLE.id),
        Grid(mg("0.25"), mg("0.25")),
        mg("0.25"),
        (
            Reach(Fraction(1, 10), mg("2.5"), mg("2.5"), mg("2.25")),
            Reach(Fraction(1, 4), mg("1"), mg("1"), mg("0.75")),
            Reach(Fraction(1, 20), None, None),
        ),
        (
            WithAdded(
                "odt", "clonazepam 0.125 mg orally disintegrating tablet",
                Grid(mg("0.125"), mg("0.125")),
                (Reach(Fraction(1, 4), mg("0.5"), mg("0.5")),),
            ),
        ),
    )  # fmt: skip


def alternatives() -> tuple[Alternative, ...]:
    return (
        Alternative("stay", None, Fraction(0), 2, (WHOLE.id,), (mg("2"),), "No cut at all."),
        Alternative(
            "fewer products", 168, Fraction(1, 4), 4, (HALVED.id,), (mg("2"), mg("1.5"), mg("0"))
        ),
    )


def questions() -> tuple[Question, ...]:
    return (Question("alcohol", "How much alcohol a week?", "It deepens sedation.", False),)


@st.composite
def proposals(draw) -> Proposal:
    """A proposal around any course that never rises."""
    built, stock = draw(courses())
    return proposal(marked(built), stock, draw(st.booleans()))


__all__ = [
    "AS_OF", "HALVED", "WHOLE", "Cut", "StepKind", "liquid", "proposal", "proposals", "taper",
]  # fmt: skip
