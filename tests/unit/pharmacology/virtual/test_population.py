"""What a course does to a population: the same however it is cut up."""

import sys
from io import BytesIO

import numpy as np
import pytest

from glidepath.domain.errors import BadInput
from glidepath.pharmacology.covariates import Change
from glidepath.pharmacology.doses import dosed_days
from glidepath.pharmacology.forecast import forecast_days
from glidepath.pharmacology.virtual import population
from glidepath.pharmacology.virtual.compiled import AVAILABLE
from glidepath.pharmacology.virtual.counts import Bins, Counts
from glidepath.pharmacology.virtual.draw import Makeup, default_makeup, ec50_factors
from glidepath.pharmacology.virtual.export import (
    person_rows,
    summary_rows,
    trajectory_rows,
    write_table,
)
from glidepath.pharmacology.virtual.policies import (
    compare_policies,
    policies_picture,
    policy_rows,
)
from glidepath.pharmacology.virtual.population import (
    PopulationRun,
    largest_fall,
    simulate_population,
)

NOW = [(8, 1), (20, 1)]
COURSE = dosed_days([(14, [(8, 1), (20, 0.5)]), (14, [(8, 0.5)])], drug="clonazepam", before=NOW)


def same(one: PopulationRun, two: PopulationRun) -> bool:
    tables = all((one.counts[name].table == two.counts[name].table).all() for name in one.counts)
    return tables and bool((one.personal == two.personal).all())


def test_chunks_of_any_size_give_the_same_population(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = simulate_population(COURSE, 150, makeup=default_makeup())
    monkeypatch.setattr(population, "CHUNK", 64)
    told: list[tuple[int, int]] = []
    cut = simulate_population(
        COURSE, 150, makeup=default_makeup(), progress=lambda done, of: told.append((done, of))
    )
    assert same(whole, cut)
    assert told == [(64, 150), (128, 150), (150, 150)]


def test_a_run_that_was_cut_off_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(population, "CHUNK", 50)
    kept: list[bytes] = []

    def cut_off(run: PopulationRun) -> None:
        kept.append(run.to_bytes())
        if run.done == 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate_population(COURSE, 150, keep=cut_off)
    resumed = simulate_population(COURSE, 150, resume=PopulationRun.from_bytes(kept[-1]))
    assert same(resumed, simulate_population(COURSE, 150))


def test_a_run_of_another_course_is_not_taken_up() -> None:
    run = simulate_population(COURSE, 10)
    other = dosed_days([(28, NOW)], drug="clonazepam", before=NOW)
    with pytest.raises(BadInput, match="another course"):
        simulate_population(other, 20, resume=run)


@pytest.mark.skipif(not AVAILABLE, reason="no compiler")
def test_the_compiler_and_the_threads_change_nothing() -> None:
    one = simulate_population(COURSE, 100, threads=1)
    two = simulate_population(COURSE, 100, threads=2)
    plain = simulate_population(COURSE, 100, use_compiler=False)
    assert same(one, two)
    assert one.personal == pytest.approx(plain.personal, rel=1e-9, abs=1e-12)


def test_the_middle_of_the_population_is_near_the_typical_person() -> None:
    run = simulate_population(COURSE, 800)
    effect = forecast_days(COURSE).effect
    assert effect is not None
    middle = run.percentiles("effect", (0.5,))[0]
    assert middle == pytest.approx(effect.effect.typical, abs=0.02)


def test_staying_on_the_same_dose_moves_nobody() -> None:
    stay = dosed_days([(20, NOW)], drug="clonazepam", before=NOW)
    run = simulate_population(stay, 50)
    assert run.percentiles("effect") == pytest.approx(1.0)
    assert run.share_falling_more_than(1e-9) == 0.0
    assert run.share_with_drive_above(1e-9) == 0.0


def test_a_stop_lets_every_trough_fall() -> None:
    stop = dosed_days([(20, [])], drug="clonazepam", before=NOW)
    run = simulate_population(stop, 50)
    assert run.share_falling_more_than(0.5) == 1.0
    assert run.share_with_drive_above(0.1) == 1.0


def test_a_fall_is_the_largest_within_fourteen_days() -> None:
    trough = np.array([[1.0] * 5 + [0.5] * 20, np.linspace(1, 0.76, 25), [1.0] * 25])
    assert largest_fall(trough) == pytest.approx([0.5, 0.1555, 0.0], abs=1e-3)


def test_a_course_without_a_present_regimen_is_refused() -> None:
    course = dosed_days([(5, NOW)], drug="clonazepam")
    with pytest.raises(BadInput) as caught:
        simulate_population(course, 0)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("bins", [Bins(-0.005, 0.995, 100), Bins(1e-3, 1e3, 1000, log=True)])
def test_percentiles_by_counting_are_right_to_a_bin(bins: Bins) -> None:
    values = np.random.default_rng(1).uniform(0.1, 0.9, (999, 2))
    counts = Counts(bins, 2)
    counts.add(values[:500])
    counts.add(values[500:])
    for share in (0.05, 0.5, 0.95):
        exact = np.quantile(values, share, axis=0)
        assert counts.percentile(share) == pytest.approx(exact, rel=0.02, abs=0.006)


def test_values_outside_the_bins_are_kept_in_the_end_bins() -> None:
    counts = Counts(Bins(0.0, 1.0, 10), 1)
    counts.add(np.array([[-5.0], [7.0]]))
    assert counts.table[0].tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]


def test_tables_have_a_row_a_day_and_a_row_a_person() -> None:
    run = simulate_population(COURSE, 20)
    assert len(list(summary_rows(run))) == 1 + 28 * 5
    assert len(list(person_rows(run))) == 21


def test_every_format_holds_the_same_table() -> None:
    run = simulate_population(COURSE, 20)
    plain = BytesIO()
    write_table(summary_rows(run), plain, "csv")
    assert plain.getvalue().startswith(b"day,quantity,p05,p25,p50,p75,p95\n0,level,")
    parquet = pytest.importorskip("pyarrow.parquet")
    ipc = pytest.importorskip("pyarrow.ipc")
    for form, read in (("parquet", parquet.read_table), ("arrow", ipc.open_file)):
        stream = BytesIO()
        write_table(summary_rows(run), stream, form)
        stream.seek(0)
        table = read(stream)
        table = table.read_all() if form == "arrow" else table
        assert table.num_rows == 28 * 5
        assert table.column_names[0] == "day"


def test_an_unknown_format_is_refused() -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(BadInput, match="parquet"):
        write_table(iter([("a",), (1,)]), BytesIO(), "excel")  # type: ignore[arg-type]


def test_levels_can_be_written_person_by_person() -> None:
    from glidepath.pharmacology.virtual.draw import draw
    from glidepath.pharmacology.virtual.trajectories import trajectories

    hours = np.array([1.0, 2.0])
    found = trajectories(draw("diazepam", 0, 3, 1, None), hours[:1], hours[:1], hours)
    rows = list(trajectory_rows(found, ["diazepam", "nordiazepam"]))
    assert len(rows) == 1 + 3 * 2 * 2


def test_policies_are_compared_on_the_same_people_side_by_side() -> None:
    stop = dosed_days([(28, [])], drug="clonazepam", before=NOW)
    told: list[str] = []
    results = compare_policies(
        {"slow": COURSE, "stop": stop}, 40, progress=lambda name, _done, _of: told.append(name)
    )
    rows = policy_rows(results)
    assert rows[0][0] == "policy"
    assert float(rows[2][4].rstrip("%")) == 100.0
    assert told == ["slow", "stop"]
    assert policies_picture(results).count("<polyline") == 4


def test_an_inducer_that_everybody_stops_lets_all_levels_rise() -> None:
    stay = dosed_days([(30, NOW)], drug="clonazepam", before=NOW)
    run = simulate_population(stay, 30, acting=[Change("carbamazepine", None, 0)])
    level = run.percentiles("level", (0.5,))[0]
    assert level[-1] == pytest.approx(1.4 * level[0], rel=0.1)
    with pytest.raises(BadInput):
        simulate_population(stay, 30, acting=[Change("moonlight")])


def test_the_elderly_are_more_sensitive_to_alprazolam() -> None:
    found = ec50_factors("alprazolam", 0, 2_000, 1, Makeup(70, 0.0, {"over_65": 0.5}))
    assert set(found.round(6)) == {0.67, 1.0}
    assert np.mean(found < 1) == pytest.approx(0.5, abs=0.05)
    course = dosed_days([(3, [(8, 0.5)])], drug="alprazolam", before=NOW)
    assert simulate_population(course, 20, makeup=default_makeup()).done == 20


def test_without_the_table_library_csv_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(BadInput, match="csv"):
        write_table(iter([("a",), (1,)]), BytesIO(), "parquet")
