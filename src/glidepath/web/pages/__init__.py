"""One small router for each topic; each turns folders and forms into pages."""

from glidepath.web.pages import (
    access,
    assessment,
    basis,
    builder,
    casefile,
    compare,
    diary,
    options,
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
    casefile.router,
    situation.router,
    assessment.router,
    builder.router,
    steps.router,
    options.router,
    compare.router,
    signing.router,
    plans.router,
    overview.router,
    access.router,
    diary.router,
)
