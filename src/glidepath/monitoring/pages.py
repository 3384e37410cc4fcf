"""The red flags as a page: which answers call for whom, how soon, in which fixed words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from glidepath.domain.grading import Urgency
from glidepath.domain.wording import plain_number
from glidepath.monitoring.flags import Flag, FlagBook

__all__ = ["red_flags"]

_HEADINGS = {
    Urgency.EMERGENCY: "Emergency: now",
    Urgency.SAME_DAY: "The same day",
    Urgency.SOON: "Within three days",
    Urgency.ROUTINE: "At the next planned contact",
}


def red_flags(book: FlagBook) -> str:
    """Every red flag as Markdown, the most urgent first; braces stand for the local numbers."""
    parts = []
    for urgency, heading in _HEADINGS.items():
        pages = "\n".join(_page(flag, book) for flag in book.flags if flag.urgency is urgency)
        parts.append(f"## {heading}\n\n{pages}")
    return "\n".join(parts)


def _page(flag: Flag, book: FlagBook) -> str:
    groups = "; or ".join(" and ".join(_words(group, book)) for group in flag.when)
    routes = ", ".join(route.value.replace("_", " ") for route in flag.routes)
    sources = ", ".join(f"`{source}`" for source in flag.sources)
    lines = [
        f"### {flag.id}\n",
        f"{flag.says}\n",
        f"- Raised by: {groups}.",
        f"- To: {routes}.",
        f"- Dose meanwhile: {flag.dose}",
        f"- Sources: {sources} ({flag.confidence.value}).",
    ]
    return "\n".join(lines) + "\n"


def _words(group: Iterable[str], book: FlagBook) -> Iterable[str]:
    for name in group:
        sign = book.signs.get(name)
        if sign is None:
            yield book.questions[name].rstrip("?")
            continue
        bound, mark = sign.at_least, sign.at_least.confidence.mark
        value = plain_number(Decimal(bound.value.numerator) / Decimal(bound.value.denominator))
        figure = sign.figure.replace("_", " ")
        yield f"{figure} of {value} {bound.unit} or more" + (f" ({mark})" if mark else "")
