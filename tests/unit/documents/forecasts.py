"""A made-up forecast with the shape of a real one."""

from types import SimpleNamespace

STATEMENTS = ("Nobody's blood was measured.", "Effect is relative.")


def track(values):
    band = ([value * 0.75 for value in values], [value * 1.25 for value in values])
    return SimpleNamespace(typical=values, bands={"people": band})


def made_up(plan, *, effect=True, days=None):
    """Exposure follows the dose by a third of the gap a day; effect is its square root."""
    level, levels = 1.0, []
    start = float(plan.course.steps[0].regimen.daily_dose.mg) or 1.0
    for step in plan.course.steps:
        for _ in range(step.span.days):
            level += (float(step.regimen.daily_dose.mg) / start - level) / 3
            levels.append(level)
    tracks = SimpleNamespace(exposure=track(levels), effect=track([x**0.5 for x in levels]))
    return SimpleNamespace(
        days=plan.course.span.days if days is None else days,
        effect=tracks if effect else None,
        statements=STATEMENTS,
    )
