"""`python -m bench web`: pages under 16 connections, and how fast the plan builder answers.

The server is a process of its own with a record of its own; the client is wrk where it is
installed, else threads of this process, which then share the machine with the server. Times
depend on the machine: they are reported and never judged.
"""

import http.client
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import httpx
import uvicorn

from glidepath.records.store import open_store
from glidepath.web.app import create_app
from glidepath.web.settings import WebSettings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "journeys" / "web"))
from visiting import Visitor, forms

CONNECTIONS, SECONDS, CHANGES = 16, 5.0, 60
PORT = 8643


def serve(folder: str) -> None:
    """Serve an empty record until the process is ended; the first line out is the start link."""
    store = open_store(f"sqlite:///{Path(folder) / 'records.db'}")
    app = create_app(WebSettings(port=PORT, a_minute=10_000_000), store)
    sys.stdout.write(f"http://127.0.0.1:{PORT}/start?token={app.state.desk.sessions.token}\n")
    sys.stdout.flush()
    uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="error", access_log=False)


def load(path: str, cookie: str) -> tuple[list[float], int, float]:
    """Seconds of every answer, the number of errors, and the seconds it took in all."""
    times: list[float] = []
    errors = 0
    lock, end, begin = threading.Lock(), time.monotonic() + SECONDS, time.monotonic()

    def one() -> None:
        nonlocal errors
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        while time.monotonic() < end:
            start = time.perf_counter()
            line.request("GET", path, headers={"Cookie": cookie})
            answer = line.getresponse()
            answer.read()
            took = time.perf_counter() - start
            with lock:
                times.append(took)
                errors += answer.status != 200
        line.close()

    crowd = [threading.Thread(target=one) for _ in range(CONNECTIONS)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    return times, errors, time.monotonic() - begin


def told(name: str, times: list[float], errors: int, seconds: float) -> None:
    """One line of figures."""
    cuts = statistics.quantiles(times, n=100)
    sys.stdout.write(
        f"{name:14} {len(times) / seconds:6.0f} a second, errors {errors}, "
        f"p50 {cuts[49] * 1e3:.0f} ms, p95 {cuts[94] * 1e3:.0f} ms, p99 {cuts[98] * 1e3:.0f} ms\n"
    )


def by_wrk(name: str, path: str, cookie: str) -> None:
    """The same with wrk, which prints its own figures."""
    command = [
        "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS:.0f}s", "--latency", "-H",
        f"Cookie: {cookie}", f"http://127.0.0.1:{PORT}{path}",
    ]  # fmt: skip
    sys.stdout.write(f"{name}\n{subprocess.run(command, capture_output=True, text=True).stdout}\n")


def changes(visitor: Visitor, place: str) -> None:
    """How long the builder takes to answer a change, one after the other, warm."""
    visitor.get(f"{place}/plan")
    form = next(one for one in forms(visitor.text) if one.action == f"{place}/plan")
    paces = ("gentle", "faster")
    times = []
    for number in range(CHANGES):
        fields = {**form.fields, "preferences.pace": [paces[number % len(paces)]]}
        start = time.perf_counter()
        body = urlencode(fields, doseq=True)
        answer = visitor.client.post(
            f"{place}/plan", content=body,
            headers={"content-type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        times.append(time.perf_counter() - start)
        if answer.status_code != 200:
            raise SystemExit(f"the builder answered {answer.status_code}")
    told("builder", times[3:], 0, sum(times[3:]))


def main() -> None:
    """Serve, prepare people, and report."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.web", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                report(server.stdout.readline().strip())
            finally:
                server.kill()


def report(link: str) -> None:
    """Figures of the list, the plan, the diary and the builder."""
    transport = httpx.HTTPTransport(retries=8)
    base = link.split("/start")[0]
    with httpx.Client(base_url=base, timeout=60, transport=transport) as client:
        visitor = Visitor(client, link)
        place = visitor.signed()
        plan = visitor.path
        cookie = f"glidepath_session={client.cookies['glidepath_session']}"
        changes(visitor, place)
        for name, path in (("list", "/"), ("signed plan", plan), ("diary", f"{place}/diary")):
            if shutil.which("wrk"):
                by_wrk(name, path, cookie)
            else:
                told(name, *load(path, cookie))


if __name__ == "__main__":
    serve(sys.argv[1]) if len(sys.argv) > 1 else main()
