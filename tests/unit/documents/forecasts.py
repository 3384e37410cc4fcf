"""A made-up forecast with the shape of a real one."""

from types import SimpleNamespace

STATEMENTS = ("Nobody's blood was measured.", "Effect is relative.")
LEVEL_NOW = 20.0


def track(values, **bands):
    spread = {
        name: ([value * (1 - by) for value in values], [value * (1 + by) for value in values])
        for name, by in bands.items()
    }
    return SimpleNamespace(typical=values, bands=spread)


def made_up(plan, *, effect=True, baseline=True, days=None):
    """The level follows the dose by a third of the gap a day; effect is its square root."""
    level, levels = 1.0, []
    start = float(plan.course.steps[0].regimen.daily_dose.mg) or 1.0
    for step in plan.course.steps:
        for _ in range(step.span.days):
            level += (float(step.regimen.daily_dose.mg) / start - level) / 3
            levels.append(level)
    means = track([LEVEL_NOW * x for x in levels], people=0.25, averages=0.5)
    effects = track([x**0.5 for x in levels], people=0.1, averages=0.05, binding=0.2)
    return SimpleNamespace(
        days=plan.course.span.days if days is None else days,
        levels={"clonazepam": SimpleNamespace(mean=means)},
        baseline_mean={"clonazepam": LEVEL_NOW, "trace": 0.0} if baseline else {},
        effect=SimpleNamespace(effect=effects) if effect and baseline else None,
        statements=STATEMENTS,
    )
