"""Runs many small jobs, each in a forked child of its own, a few at a time."""

import os
import pickle
import resource
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

KILLED, SURVIVED, TIMED_OUT, BROKEN = "killed", "survived", "timed out", "broken"
MEMORY = 4 << 30


def _child(job: Callable[[], Any], limit_s: float, answer: Path | None) -> None:
    """Do the job and end; never return into the parent's code."""
    status = 3
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limit_s)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        result = job()
        if answer is not None:
            answer.write_bytes(pickle.dumps(result))
        status = 0 if result is None or answer is not None else int(result)
    except BaseException:
        traceback.print_exc()
        status = 3
    finally:
        os._exit(status)


def start(job: Callable[[], Any], limit_s: float, answer: Path | None = None) -> int:
    """Fork a child that does the job; its process id."""
    if (child := os.fork()) == 0:
        _child(job, limit_s, answer)
    return child


def ask(job: Callable[[], Any], limit_s: float) -> Any:
    """What one job answers, worked out in a child so that this process stays as it is."""
    return ask_all([job], limit_s)[0]


def ask_all(jobs: Sequence[Callable[[], Any]], limit_s: float) -> list[Any]:
    """What several jobs answer, all at one time, each in a child of its own."""
    with tempfile.TemporaryDirectory() as folder:
        answers = [Path(folder) / str(number) for number in range(len(jobs))]
        started = [start(job, limit_s, answer) for job, answer in zip(jobs, answers, strict=True)]
        statuses = [os.waitpid(child, 0)[1] for child in started]
        if any(statuses) or not all(answer.exists() for answer in answers):
            raise SystemExit(f"the tests could not be run (status {statuses}); do they pass?")
        return [pickle.loads(answer.read_bytes()) for answer in answers]


def outcome(status: int) -> str:
    """What a child's end says about its mutant."""
    if os.WIFSIGNALED(status):
        return TIMED_OUT if os.WTERMSIG(status) == signal.SIGALRM else KILLED
    return {0: SURVIVED, 1: KILLED}.get(os.WEXITSTATUS(status), BROKEN)


def each(
    jobs: Iterable[tuple[Any, Callable[[], Any], float]], at_once: int
) -> Iterable[tuple[Any, str]]:
    """Do every job (key, work, limit in seconds), a few at a time; gives keys with outcomes."""
    running: dict[int, Any] = {}
    for key, job, limit_s in jobs:
        while len(running) >= at_once:
            yield _one_ended(running)
        running[start(job, limit_s)] = key
    while running:
        yield _one_ended(running)


def _one_ended(running: dict[int, Any]) -> tuple[Any, str]:
    child, status = os.wait()
    return running.pop(child), outcome(status)
