"""The best course by OR-Tools CP-SAT with two workers, ground after ground."""

from __future__ import annotations

import json
import sys
import time

from ortools.sat.python import cp_model

__all__ = ["main"]

LIMIT_S = 240.0


class Model:
    """A course step by step: a dose for every time of day at every step."""

    def __init__(self, given: dict) -> None:  # type: ignore[type-arg]
        """Write down the rules and the grounds of one problem."""
        self.given, self.model = given, cp_model.CpModel()
        self.present, self.steps = given["present"], given["steps"]
        self.whole = sum(self.present)
        self.doses = [self._day(n) for n in range(self.steps + 1)]
        self.totals = [sum(day) for day in self.doses]
        self.daily = [self.model.new_int_var(0, self.whole, f"d{n}") for n in range(self.steps + 1)]
        for daily, total in zip(self.daily, self.totals, strict=True):
            self.model.add(daily == total)
        self.model.add(self.daily[0] == self.whole)
        self.model.add(self.daily[-1] == 0)
        self.grounds = self._grounds()

    def _day(self, step: int) -> list:  # type: ignore[type-arg]
        return [
            self.model.new_int_var(0, most, f"x{step}_{n}") for n, most in enumerate(self.present)
        ]

    def _grounds(self) -> list:  # type: ignore[type-arg]
        for day, daily in zip(self.doses, self.daily, strict=True):
            for dose, present in zip(day, self.present, strict=True):
                off = dose * self.whole - daily * present
                self.model.add_linear_constraint(off, -self.whole + 1, self.whole - 1)
        parts = [self._cut(n) for n in range(self.steps)]
        top = self.given["scale"] * self.whole
        worst = self.model.new_int_var(0, top, "worst")
        for over, *_ in parts:
            self.model.add(worst >= over)
        return [worst, *(sum(part[n] for part in parts) for n in range(4))]

    def _cut(self, n: int) -> tuple:  # type: ignore[type-arg]
        model, given = self.model, self.given
        before, after = self.daily[n], self.daily[n + 1]
        for old, new in zip(self.doses[n], self.doses[n + 1], strict=True):
            model.add(new <= old)
        cuts = model.new_bool_var(f"cuts{n}")
        model.add(before >= 1).only_enforce_if(cuts)
        model.add(after <= before - 1).only_enforce_if(cuts)
        model.add(before == 0).only_enforce_if(~cuts)
        stops, low = model.new_bool_var(f"stops{n}"), model.new_bool_var(f"low{n}")
        model.add(after == 0).only_enforce_if(stops)
        model.add(after >= 1).only_enforce_if([~stops, cuts])
        model.add_implication(stops, cuts)
        model.add(before <= given["stop_from"]).only_enforce_if(low)
        model.add(before >= given["stop_from"] + 1).only_enforce_if(~low)
        ends = model.new_bool_var(f"ends{n}")
        model.add_multiplication_equality(ends, [stops, low])
        top = given["scale"] * self.whole
        over, beyond = (model.new_int_var(0, top, f"{name}{n}") for name in ("over", "beyond"))
        fall = (before - after) * given["scale"]
        model.add(over >= fall - given["allowed"] * before).only_enforce_if(~ends)
        model.add(beyond >= fall - given["asked"] * before).only_enforce_if(~ends)
        drift, uneven = self._pace(n, cuts, stops, low)
        return over, beyond, drift, uneven

    def _pace(self, n: int, cuts, stops, low) -> tuple:  # type: ignore[no-untyped-def, type-arg]
        if n == 0:
            return 0, 0
        model, given = self.model, self.given
        at = [0 if time is None else time for time in given["at"]]
        latest = max(at)
        times = [model.new_int_var(0, latest, f"at{n}_{side}") for side in range(2)]
        for time_, daily in zip(times, self.daily[n : n + 2], strict=True):
            model.add_element(daily, at, time_)
        ideal = times[1] - times[0]
        timed = model.new_bool_var(f"timed{n}")
        model.add_bool_and([cuts, ~stops]).only_enforce_if(timed)
        model.add_bool_or([~cuts, stops]).only_enforce_if(~timed)
        week, half = given["week"], given["week"] * 500
        drift = model.new_int_var(0, latest, f"drift{n}")
        model.add(drift >= given["shortest"] * 1000 - half - ideal).only_enforce_if(timed)
        model.add(drift >= ideal - given["stretch"] * 1000 - half).only_enforce_if(timed)
        weeks = model.new_int_var(0, latest // (week * 1000) + 2, f"weeks{n}")
        rest = 2 * ideal + week * 1000 - 2 * week * 1000 * weeks
        model.add(rest >= 0).only_enforce_if(timed)
        model.add(rest <= 2 * week * 1000 - 1).only_enforce_if(timed)
        long = model.new_int_var(given["shortest"], latest // 1000 + 30, f"long{n}")
        model.add_max_equality(long, [week * weeks, given["shortest"]])
        days = model.new_int_var(given["shortest"], given["stretch"], f"days{n}")
        model.add_min_equality(days, [long, given["stretch"]])
        uneven = model.new_int_var(0, given["stretch"], f"uneven{n}")
        asked = given["asked_days"]
        model.add(uneven >= days - asked).only_enforce_if(timed)
        model.add(uneven >= asked - days).only_enforce_if(timed)
        model.add(uneven >= given["stretch"] - asked).only_enforce_if([stops, ~low])
        return drift, uneven


def main() -> None:
    """Read a problem from the standard input, write the best grounds and the time taken."""
    given = json.load(sys.stdin)
    began = time.perf_counter()
    built = Model(given)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    best: list[int] = []
    for ground in built.grounds:
        left = LIMIT_S - (time.perf_counter() - began)
        solver.parameters.max_time_in_seconds = max(left, 0.01)
        built.model.minimize(ground)
        if solver.solve(built.model) != cp_model.OPTIMAL:
            break
        value = round(solver.objective_value)
        best.append(value)
        built.model.add(ground == value)
        built.model.clear_hints()
        for variable in (one for day in built.doses for one in day):
            built.model.add_hint(variable, solver.value(variable))
    json.dump({"best": best, "seconds": time.perf_counter() - began}, sys.stdout)


if __name__ == "__main__":
    main()
