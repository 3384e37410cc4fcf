"""One person needs neither a compiler nor a solver library."""

import subprocess
import sys

SCRIPT = """
import sys
from glidepath.pharmacology.forecast import forecast
from glidepath.pharmacology.exposure import exposure
from glidepath.pharmacology.doses import DoseEvent
from glidepath.pharmacology.steady import time_to_new_steady_state
before = "numpy" in sys.modules
forecast([(20, [(8, 1)])], drug="clonazepam", before=[(8, 2)])
exposure("diazepam", [DoseEvent(1, 5, "diazepam")], [2.0, 3.0])
time_to_new_steady_state("lorazepam")
heavy = {"numba", "scipy", "pyarrow", "pandas"} & set(sys.modules)
print(before, sorted(heavy))
"""


def test_one_persons_curves_load_neither_numba_nor_scipy_and_numpy_only_when_asked() -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=120
    )
    assert run.stdout.strip() == "False []"
