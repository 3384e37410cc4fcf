"""What a clinician reads on the terminal: reasons to stop first, then the plan with all of it.

Rich lays out the tables. Everything is printed as plain text without mark-up, so that no
name or note can change how the page looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from glidepath.documents.certificate_words import certificate_words
from glidepath.documents.curves import Forecast, curves, points
from glidepath.documents.identity import plan_id
from glidepath.documents.page import WIDTH, Page
from glidepath.documents.quantities import amount_text, counted, newly_unused
from glidepath.documents.rows import Row, rows, stray_spans
from glidepath.documents.sentences import words_of
from glidepath.documents.source_lines import source_lines
from glidepath.documents.subject import Sense, sense_of, subject
from glidepath.documents.told import doses_in, micrograms_below
from glidepath.domain.answer import Alternative, Answer, Proposal, Question, Questions, Refusal
from glidepath.domain.calendar import Span
from glidepath.domain.finding import Finding, Severity, Verdict
from glidepath.domain.plan import Plan
from glidepath.domain.wording import date_text, share_text
from glidepath.knowledge.base import KnowledgeBase

__all__ = ["terminal_text"]

_WIDE = 150
_BEYOND = (
    "* before the named last steps: these products make them only with cuts beyond the ceiling, "
    "the largest {cut}."
)
_MOST_FACTS = 6


def terminal_text(
    answer: Answer,
    *,
    forecast: Forecast | None = None,
    version: int | None = None,
    width: int = WIDTH,
    colour: bool = False,
    country: str = "",
) -> str:
    """Any answer as text for a terminal of so many columns, with colour codes only if asked.

    `country` says in which units amounts are written where there is no plan that says so.
    """
    where = answer.plan.country if isinstance(answer, Proposal) else country
    below = KnowledgeBase.packaged().micrograms_below(where)
    page = Page(width, colour=colour, micrograms_below=below)
    if isinstance(answer, Proposal):
        _show_proposal(page, answer, forecast, version or answer.plan.version)
    elif isinstance(answer, Refusal):
        _show_refusal(page, answer)
    else:
        _show_questions(page, answer)
    return page.text()


def _show_refusal(page: Page, answer: Refusal) -> None:
    page.heading("NO PLAN: refused for safety")
    page.lines([answer.text, f"What to do instead: {answer.next_step}"])
    _show_findings(page, answer.findings)
    _show_asked(page, answer.questions)
    if answer.certificate:
        page.heading("What these products can do")
        page.lines(certificate_words(answer.certificate, {}))
    _show_sources(page, _behind(answer.findings))


def _show_questions(page: Page, answer: Questions) -> None:
    page.heading("NO PLAN YET: these facts must be known first")
    _show_asked(page, answer.questions)
    _show_findings(page, answer.findings)
    asked = [source for question in answer.questions for source in question.sources]
    _show_sources(page, [*asked, *_behind(answer.findings)])


def _show_proposal(page: Page, answer: Proposal, forecast: Forecast | None, version: int) -> None:
    plan = answer.plan
    words = words_of(plan)
    page.heading(f"PROPOSAL {plan_id(plan)}, version {version}: {subject(plan)}")
    page.lines([f"Policy {plan.policy_id}, pace {plan.pace}. As of {date_text(plan.as_of)}."])
    page.lines([words.sheet["proposal"]])
    _show_findings(page, answer.findings)
    _show_grading(page, answer)
    _show_asked(page, answer.questions)
    page.heading("What these products can do")
    names = {product.id: product.name for product in plan.products}
    page.lines(certificate_words(answer.certificate, names))
    _show_plan(page, plan)
    _show_forecast(page, answer, forecast)
    _show_alternatives(page, plan, answer.alternatives)
    _show_supply(page, answer)
    page.heading("Reviews")
    page.lines(f"{date_text(review.on)}: {review.reason}" for review in plan.reviews)
    strays = [f"{words.sheet['strays']} {_days(span)}." for span in stray_spans(plan)]
    if plan.notes or strays:
        page.heading("To bear in mind")
        page.lines([*plan.notes, *strays])
    graded = [one.sources for one in (answer.risk, answer.level_of_care) if one]
    found = [*_behind(answer.findings), *(source for sources in graded for source in sources)]
    _show_sources(page, [*plan.sources, *(review.source for review in plan.reviews), *found])


def _behind(findings: Iterable[Finding]) -> list[str]:
    """The sources of the findings that are shown in full."""
    return [source for one in findings if _in_full(one) for source in one.sources]


def _show_findings(page: Page, findings: Sequence[Finding]) -> None:
    """What was found, the gravest first; then what cannot be told, then how much is clear."""
    told = [one for one in findings if _in_full(one)]
    told.sort(key=lambda one: (-one.severity, one.verdict is Verdict.CANNOT_TELL, one.rule_id))
    page.heading("Findings")
    page.pairs((_grave(one), _finding(one)) for one in told)
    for severity in sorted(Severity, reverse=True):
        _show_untold(page, severity, findings)
    clear = sum(one.verdict is Verdict.CLEAR for one in findings)
    page.lines([f"{clear} more rules were looked at and are clear."])


def _show_untold(page: Page, severity: Severity, findings: Iterable[Finding]) -> None:
    """Rules of this weight that cannot tell by their names; numbered checks in their words."""
    untold = [
        one
        for one in findings
        if one.severity is severity and one.verdict is Verdict.CANNOT_TELL and not _in_full(one)
    ]
    numbered = [one for one in untold if one.rule_id.startswith("GP-")]
    named = [one.rule_id.replace("-", " ") for one in untold if one not in numbered]
    word = severity.name.lower()
    if named:
        page.lines([f"Cannot tell yet, facts are missing ({word}): {', '.join(named)}."])
    page.lines(f"Cannot tell yet ({word}): {_said(one)}" for one in numbered)


def _in_full(finding: Finding) -> bool:
    """Whatever was found, and what cannot be told where it could forbid a plan."""
    if finding.verdict is Verdict.CANNOT_TELL:
        return finding.severity >= Severity.BLOCK
    return finding.verdict is Verdict.FIRES


def _grave(finding: Finding) -> str:
    word = Severity(finding.severity).name.lower()
    return f"{word}?" if finding.verdict is Verdict.CANNOT_TELL else word


def _finding(finding: Finding) -> str:
    unsure = finding.verdict is Verdict.CANNOT_TELL
    missing = [f"Missing: {', '.join(finding.ask)}."] if unsure and finding.ask else []
    return f"{'Cannot tell: ' if unsure else ''}{_said(finding, *missing)}"


def _said(finding: Finding, *missing: str) -> str:
    """The sentence of a finding, what can be done, and its name."""
    to_do = [f"To do: {finding.can_do}"] if finding.can_do else []
    return " ".join([finding.text, *missing, *to_do, f"[{finding.rule_id}]"])


def _show_grading(page: Page, answer: Proposal) -> None:
    """The risk of a withdrawal that matters and where care should happen, with their reasons."""
    grading = (
        ("Risk of withdrawal", answer.risk),
        ("Where care should happen", answer.level_of_care),
    )
    for heading, graded in grading:
        if graded is not None:
            page.heading(heading)
            page.lines([graded.text, *(f"- {reason}" for reason in graded.reasons)])
            page.lines(_could_change(graded.ask))


def _could_change(facts: tuple[str, ...]) -> list[str]:
    if not facts:
        return []
    if len(facts) > _MOST_FACTS:
        return [f"{len(facts)} facts that nobody has given could change this."]
    return [f"Could change with: {', '.join(facts)}."]


def _show_asked(page: Page, questions: Sequence[Question]) -> None:
    if not questions:
        return
    page.heading("Questions still to ask")
    ordered = sorted(questions, key=lambda one: not one.blocks)
    page.pairs(
        ("needed" if one.blocks else "", f"{one.text} {one.why} [{one.fact}]") for one in ordered
    )


def _days(span: Span) -> str:
    return f"{date_text(span.start)} to {date_text(span.end)}"


def _show_plan(page: Page, plan: Plan) -> None:
    page.heading("The plan")
    steps = rows(plan)
    wide = page.width >= _WIDE
    times = sorted({time for row in steps for time in row.times})
    moves = "real cut" if sense_of(plan) in (Sense.TAPER, Sense.KEEP) else "change"
    drug = ["drug"] if plan.further else []
    daily = "a day" if micrograms_below(plan) else "mg a day"
    columns = ["from", "to", "days", *drug, *times, daily, moves]
    page.table(
        [*columns, "why"] if wide else columns,
        [
            [*cells, *([" ".join(row.beside) if not place else ""] if wide else [])]
            for row in steps
            for place, cells in enumerate(_cells(row, times, changes=moves == "change"))
        ],
    )
    if not wide:
        page.lines(
            f"{date_text(row.start)}, {row.daily} a day: {' '.join(row.beside)}"
            for row in steps
            if row.beside
        )
    if any(row.terminal for row in steps):
        page.lines(["* beyond the ceiling: these products make no smaller cut"])


def _cells(row: Row, times: Sequence[str], *, changes: bool) -> list[list[str]]:
    """A line for each drug; the days stand in the first."""
    days = [date_text(row.start), date_text(row.end), str(row.days)]
    lines = []
    for drug in row.drugs:
        said = {dose.time: f"{dose.words} ({dose.mg})" for dose in drug.doses}
        doses = [said.get(time, "-") for time in times]
        moved = drug.change if changes else drug.cut or drug.change
        star = " *" if drug.terminal else ""
        named = [drug.drug] if drug.named else []
        lines.append([*days, *named, *doses, drug.daily, f"{moved}{star}"])
        days = ["", "", ""]
    return lines


def _show_forecast(page: Page, answer: Proposal, forecast: Forecast | None) -> None:
    drawn = curves(answer.plan, forecast)
    if forecast is None:
        return
    page.heading("What to expect (an estimate)")
    if drawn:
        steps = rows(answer.plan)
        by_step = zip(steps, *(points(curve, steps) for curve in drawn), strict=True)
        page.table(
            ("last day of step", *(f"{curve.name} ({curve.band})" for curve in drawn)),
            [
                (f"{row.number}: {date_text(row.end)}", *(point.text for point in marks))
                for row, *marks in by_step
            ],
        )
    page.lines(forecast.statements)


def _show_alternatives(page: Page, plan: Plan, alternatives: Sequence[Alternative]) -> None:
    page.heading("Alternatives")
    page.table(
        ("which", "days", "largest cut", "most pieces a day", "products", "daily doses", "note"),
        [
            (
                one.name,
                "no end" if one.days is None else str(one.days),
                share_text(one.largest_cut) + (" *" if one.last_cuts else ""),
                str(one.most_pieces_a_day),
                str(len(one.product_ids)),
                doses_in(plan, one.doses),
                one.note,
            )
            for one in alternatives
        ],
    )
    last = [cut for one in alternatives for cut in one.last_cuts]
    if last:
        page.lines([_BEYOND.format(cut=share_text(max(last)))])


def _show_supply(page: Page, answer: Proposal) -> None:
    page.heading("Supply, per prescription")
    plan = answer.plan
    named = ["drug"] if plan.further else []
    page.table(
        ("from", "to", *named, "product", "unit", "dispense", "taken", "wasted", "home", "left"),
        [
            (
                date_text(period.span.start),
                date_text(period.span.end),
                *(plan.product(line.product_id).drug_id for _ in named),
                plan.product(line.product_id).name,
                *counted(line, plan.product(line.product_id)),
            )
            for period in answer.supply
            for line in period.lines
            if line.taken
        ],
    )
    page.lines(
        f"Not used from {date_text(period.span.start)} on: {plan.product(line.product_id).name}, "
        f"{amount_text(line.at_home, plan.product(line.product_id))} at home."
        for period, line in newly_unused(answer.supply)
    )


def _show_sources(page: Page, ids: Iterable[str]) -> None:
    page.heading("Sources")
    page.lines(source_lines(ids))
