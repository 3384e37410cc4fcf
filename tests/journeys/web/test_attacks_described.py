"""Every described page gets requests that nobody would send: no fault, no undescribed answer."""

import random
import time
from collections.abc import Iterator

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.journeys.web.serving import Served, served
from tests.journeys.web.visiting import Visitor, forms

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance,
]  # fmt: skip
BUDGET = 45.0
"""Seconds after which no more requests are made up; what was asked by then has to be right."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("records")) as running:
        yield running


def test_no_made_up_request_meets_a_fault_or_an_undescribed_answer(server: Served) -> None:
    with httpx.Client(base_url=server.address, timeout=60) as client:
        visitor = Visitor(client, server.link())
        person = visitor.signed().split("/")[2]
        token = forms(visitor.get("/").text)[0].fields["form_token"][0]
    cookie = visitor.client.cookies["glidepath_session"]
    schema = schemathesis.openapi.from_url(f"{server.address}/openapi.json")
    operations = [one.ok() for one in schema.get_all_operations()]
    assert len(operations) > 30
    end = time.monotonic() + BUDGET
    faults: list[str] = []
    asked = sum(_probe(one, cookie, token, person, end, faults) for one in operations)
    assert faults == []
    assert asked > 2 * len(operations)


def _probe(
    operation: object, cookie: str, token: str, person: str, end: float, faults: list[str]
) -> int:
    """Some requests to one page: with a known person and with any text, always with a session."""
    count = 0
    chance = random.Random(7)

    @given(case=operation.as_strategy())  # type: ignore[attr-defined]
    @settings(
        max_examples=6, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def ask(case: schemathesis.Case) -> None:
        nonlocal count
        if time.monotonic() > end or case.path == "/end" or case.path == "/me/end":
            return
        if "person" in (case.path_parameters or {}) and chance.random() < 0.7:
            case.path_parameters["person"] = person
        if isinstance(case.body, dict):
            case.body["form_token"] = token
        count += 1
        try:
            case.call_and_validate(checks=CHECKS, cookies={"glidepath_session": cookie})
        except FailureGroup as group:
            told = "; ".join(one.title for one in group.exceptions)
            faults.append(f"{case.method} {case.path}: {told}")

    ask()
    return count
