"""One small router for each kind of page of the person."""

from glidepath.web.person.pages.calendar import router as calendar
from glidepath.web.person.pages.diary import router as diary
from glidepath.web.person.pages.door import router as door
from glidepath.web.person.pages.forms import router as forms
from glidepath.web.person.pages.hard_times import router as hard_times
from glidepath.web.person.pages.helping import router as helping
from glidepath.web.person.pages.results import router as results
from glidepath.web.person.pages.today import router as today
from glidepath.web.person.pages.week import router as week

__all__ = ["ROUTERS"]

ROUTERS = (door, today, calendar, diary, week, forms, helping, hard_times, results)
