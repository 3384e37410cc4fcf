"""A hundred thousand people through a year: bounded memory, the same after being cut off."""

import subprocess
import sys

import pytest

SCRIPT = """
import resource
from glidepath.pharmacology.doses import dosed_days
from glidepath.pharmacology.virtual.draw import default_makeup
from glidepath.pharmacology.virtual.population import simulate_population
mg = [1.0 * 0.9**step for step in range(26)]
steps = [(14, [(8, one), (20, one)]) for one in mg]
course = dosed_days(steps, drug="clonazepam", before=[(8, 1.2), (20, 1.2)])
run = simulate_population(course, 100_000, makeup=default_makeup())
print(run.done, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.thorough
def test_a_hundred_thousand_people_fit_into_two_gigabytes() -> None:
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    done, kilobytes = (int(word) for word in run.stdout.split())
    assert done == 100_000
    assert kilobytes < 2 * 1024 * 1024
