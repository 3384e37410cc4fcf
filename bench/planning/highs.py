"""The best course by HiGHS as a mixed-integer programme, ground after ground."""

from __future__ import annotations

import json
import sys
import time

import highspy

__all__ = ["main"]

LIMIT_S = 60.0


class Model:
    """A course step by step; the daily dose of a step is one of all, each with a switch."""

    def __init__(self, given: dict) -> None:  # type: ignore[type-arg]
        """Write down the rules and the grounds of one problem."""
        self.given, self.h = given, highspy.Highs()
        self.h.silent()
        self.h.setOptionValue("threads", 2)
        self.h.setOptionValue("mip_feasibility_tolerance", 1e-9)
        self.h.setOptionValue("primal_feasibility_tolerance", 1e-9)
        self.h.setOptionValue("mip_rel_gap", 0.0)
        self.h.setOptionValue("mip_abs_gap", 0.5)
        self.present, self.steps = given["present"], given["steps"]
        self.whole = sum(self.present)
        self.at = [0 if time is None else time for time in given["at"]]
        self.latest = max(self.at)
        self.days = [self._day() for _ in range(self.steps + 1)]
        self.switches = [self.h.addBinaries(self.whole + 1) for _ in range(self.steps + 1)]
        self.daily = [sum(day) for day in self.days]
        for n, switches in enumerate(self.switches):
            self.h.addConstr(sum(switches[d] for d in range(self.whole + 1)) == 1)
            held = sum(d * switches[d] for d in range(1, self.whole + 1))
            self.h.addConstr(held - self.daily[n] == 0)
            for dose, present in zip(self.days[n], self.present, strict=True):
                off = dose * self.whole - self.daily[n] * present
                self.h.addConstr(off <= self.whole - 1)
                self.h.addConstr(off >= -self.whole + 1)
        self.h.addConstr(1 * self.switches[0][self.whole] == 1)
        self.h.addConstr(1 * self.switches[-1][0] == 1)
        self.grounds = self._grounds()

    def _day(self) -> list:  # type: ignore[type-arg]
        return [self.h.addIntegral(lb=0, ub=most) for most in self.present]

    def _grounds(self) -> list:  # type: ignore[type-arg]
        parts = [self._cut(n) for n in range(self.steps)]
        worst = self.h.addVariable(lb=0)
        for over, *_ in parts:
            self.h.addConstr(worst - over >= 0)
        sums = [sum(part[n] for part in parts if part[n] is not None) for n in range(4)]
        return [1 * worst, *sums]

    def _cut(self, n: int) -> tuple:  # type: ignore[type-arg]
        h, given, scale = self.h, self.given, self.given["scale"]
        before, after = self.daily[n], self.daily[n + 1]
        for old, new in zip(self.days[n], self.days[n + 1], strict=True):
            h.addConstr(new - old <= 0)
        idle, done = 1 * self.switches[n][0], 1 * self.switches[n + 1][0]
        h.addConstr(before - after + idle >= 1)
        low_switches = [self.switches[n][d] for d in range(given["stop_from"] + 1)]
        low = sum(low_switches[1:]) + 1 * low_switches[0]
        over, beyond = h.addVariable(lb=0), h.addVariable(lb=0)
        top = scale * self.whole
        ends = h.addBinary()
        h.addConstr(ends - done <= 0)
        h.addConstr(ends - low <= 0)
        fall = scale * before - scale * after
        h.addConstr(over - fall + given["allowed"] * before + top * ends >= 0)
        h.addConstr(beyond - fall + given["asked"] * before + top * ends >= 0)
        return (over, beyond, *self._pace(n, done, low))

    def _pace(self, n: int, done, low) -> tuple:  # type: ignore[no-untyped-def, type-arg]
        if n == 0:
            return None, None
        h, given = self.h, self.given
        week, asked = given["week"], given["asked_days"]
        half, big = week * 500, self.latest + given["stretch"] * 1000
        ideal = sum(
            self.at[d] * self.switches[n + 1][d] - self.at[d] * self.switches[n][d]
            for d in range(1, self.whole)
        )
        # `done` is 1 after the last cut too: then nothing is timed any more
        drift = h.addVariable(lb=0)
        h.addConstr(drift + ideal + big * done >= given["shortest"] * 1000 - half)
        h.addConstr(drift - ideal + 2 * big * done >= -given["stretch"] * 1000 - half)
        weeks = h.addIntegral(lb=0, ub=self.latest // (week * 1000) + 2)
        rest = 2 * ideal - 2 * week * 1000 * weeks
        h.addConstr(rest + 4 * big * done >= -week * 1000)
        h.addConstr(rest - 4 * big * done <= week * 1000 - 1)
        days = h.addVariable(lb=given["shortest"], ub=given["stretch"])
        few, many = h.addBinary(), h.addBinary()
        most = self.latest / 1000 + 60
        h.addConstr(days - week * weeks + most * many >= 0)
        h.addConstr(days - week * weeks - most * few <= 0)
        h.addConstr(days - most * many >= given["stretch"] - most)
        h.addConstr(week * weeks - most * many >= given["stretch"] - most)
        h.addConstr(days + most * few <= given["shortest"] + most)
        h.addConstr(week * weeks + most * few <= given["shortest"] + most)
        uneven = h.addVariable(lb=0)
        h.addConstr(uneven - days + most * done >= -asked)
        h.addConstr(uneven + days + most * done >= asked)
        late = given["stretch"] - asked
        h.addConstr(uneven - late * done + late * low >= 0)
        return drift, uneven


def main() -> None:
    """Read a problem from the standard input, write the best grounds and the time taken."""
    given = json.load(sys.stdin)
    began = time.perf_counter()
    built = Model(given)
    best: list[int] = []
    for ground in built.grounds:
        left = LIMIT_S - (time.perf_counter() - began)
        if left <= 0:
            break
        built.h.setOptionValue("time_limit", built.h.getRunTime() + left)
        built.h.minimize(ground)
        if built.h.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        best.append(round(built.h.getObjectiveValue()))
        built.h.addConstr(ground <= best[-1] + 0.25)
    json.dump({"best": best, "seconds": time.perf_counter() - began}, sys.stdout)


if __name__ == "__main__":
    main()
