"""Several courses for one and the same population, side by side, as numbers and a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from glidepath.pharmacology.doses import DosedDays
from glidepath.pharmacology.virtual.draw import Makeup
from glidepath.pharmacology.virtual.population import PopulationRun, simulate_population

__all__ = ["PolicyResult", "compare_policies", "policies_picture", "policy_rows"]

WIDTH, HEIGHT, EDGE = 320, 180, 34
FALLS = (0.10, 0.25, 0.50)
DRIVES = (0.10, 0.20)


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """One policy's course and what it did to the population."""

    name: str
    course: DosedDays
    run: PopulationRun


def compare_policies(
    courses: Mapping[str, DosedDays],
    people: int,
    *,
    seed: int = 1,
    makeup: Makeup | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[PolicyResult, ...]:
    """Follow the same virtual people through each named course.

    `progress` is told (policy, people done, people in all). Refuses as `simulate_population`.
    """
    found = []
    for name, course in courses.items():

        def tell(done: int, whole: int, name: str = name) -> None:
            if progress is not None:
                progress(name, done, whole)

        run = simulate_population(course, people, seed=seed, makeup=makeup, progress=tell)
        found.append(PolicyResult(name, course, run))
    return tuple(found)


def policy_rows(results: tuple[PolicyResult, ...]) -> list[tuple[str, ...]]:
    """A table as texts, header first: how many people each policy carries over each line."""
    head = ["policy", "days"]
    head += [f"trough falls over {share:.0%} in 14 days" for share in FALLS]
    head += [f"drive over {drive:g}" for drive in DRIVES]
    rows = [(*head, "median day of peak drive")]
    for one in results:
        falls = [f"{one.run.share_falling_more_than(share):.1%}" for share in FALLS]
        drives = [f"{one.run.share_with_drive_above(drive):.1%}" for drive in DRIVES]
        days = sorted(one.run.personal[:, 2].tolist())
        rows.append((one.name, str(one.run.days), *falls, *drives, f"{days[len(days) // 2]:.0f}"))
    return rows


def policies_picture(results: tuple[PolicyResult, ...]) -> str:
    """The median and the 90 % band of effect and drive by day, one panel a policy, as SVG."""
    height = HEIGHT * len(results)
    longest = max(one.run.days for one in results)
    panels = "".join(_panel(one, i * HEIGHT, longest) for i, one in enumerate(results))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">'
    return f"{head}<title>Effect and withdrawal drive by policy</title>{panels}</svg>\n"


def _panel(one: PolicyResult, top: int, longest: int) -> str:
    title = f'<text x="{EDGE}" y="{top + 16}" font-size="11">{escape(one.name)}</text>'
    parts = [title]
    for quantity, colour in (("effect", "#1b4f72"), ("drive", "#a04000")):
        low, middle, high = one.run.percentiles(quantity, (0.05, 0.5, 0.95))
        across = [EDGE + (WIDTH - 2 * EDGE) * day / longest for day in range(one.run.days)]
        up = [_points(across, values, top) for values in (low.tolist(), high.tolist())]
        band = " ".join([*up[0], *reversed(up[1])])
        line = " ".join(_points(across, middle.tolist(), top))
        parts.append(f'<polygon points="{band}" fill="{colour}" opacity="0.2"/>')
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}"/>')
    return "".join(parts)


def _points(across: list[float], values: list[float], top: int) -> list[str]:
    """Places of values from 0 (bottom) to 1.2 (top) of a panel."""
    usable = HEIGHT - 2 * EDGE
    heights = (top + HEIGHT - EDGE - usable * min(value, 1.2) / 1.2 for value in values)
    return [f"{x:.1f},{y:.1f}" for x, y in zip(across, heights, strict=True)]
