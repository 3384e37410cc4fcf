"""One small router for each topic; each turns folders and forms into pages."""

from glidepath.web.pages import (
    assessment,
    basis,
    builder,
    compare,
    overview,
    people,
    plans,
    signing,
    situation,
    start,
    steps,
    summary,
)

ROUTERS = (
    start.router,
    basis.router,
    people.router,
    summary.router,
    situation.router,
    assessment.router,
    builder.router,
    steps.router,
    compare.router,
    signing.router,
    plans.router,
    overview.router,
)
