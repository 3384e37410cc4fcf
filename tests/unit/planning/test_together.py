"""Both drugs of an exchange held against the corridor, day by day."""

from datetime import timedelta
from fractions import Fraction

from glidepath.domain.calendar import Span, TimeOfDay
from glidepath.domain.crossover import Corridor
from glidepath.domain.quantity import Mass
from glidepath.domain.regimen import Regimen
from glidepath.planning.exchange import Strayed
from glidepath.planning.substitute import substitute
from glidepath.planning.together import hours_and_mg
from tests.unit.planning.exchanging import AS_OF, exchange


def test_intakes_are_told_by_the_hour_and_those_of_nothing_are_left_out() -> None:
    doses = (("08:30", "0.5"), ("14:00", "0"), ("22:15", "1"))
    taken = Regimen.of((TimeOfDay.read(time), Mass.from_mg(mg)) for time, mg in doses)
    assert hours_and_mg(taken, "clonazepam") == [
        (Fraction(17, 2), Fraction(1, 2), "clonazepam"),
        (Fraction(89, 4), Fraction(1), "clonazepam"),
    ]


def test_days_below_and_days_above_are_told_apart_and_its_edges_belong_to_the_corridor(
    monkeypatch,
) -> None:
    days = [1000, 800, 700, 750, 1300, 1200]
    monkeypatch.setattr("glidepath.planning.together.daily_outlook", lambda *a, **k: days)
    asked = exchange("1 1", corridor=Corridor(Fraction(4, 5), Fraction(6, 5)))
    below, above = substitute(asked).reports[0].outside

    def span(first: int, last: int) -> Span:
        return Span(AS_OF + timedelta(days=first), AS_OF + timedelta(days=last))

    assert below == Strayed(span(2, 3), Fraction(7, 10))
    assert above == Strayed(span(4, 4), Fraction(13, 10))
