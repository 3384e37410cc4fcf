"""One small router for each topic; each turns folders and forms into pages."""

from glidepath.web.pages import people, start

ROUTERS = (start.router, people.router)
