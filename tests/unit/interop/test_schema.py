"""The JSON Schemas say what the readers take."""

import json
from pathlib import Path
from typing import Any

import pytest

from glidepath.domain.errors import BadInput
from glidepath.domain.person import Indication
from glidepath.interop.schema import KINDS, schema_of

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_plain_json_and_closed(kind: str) -> None:
    schema = schema_of(kind)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["additionalProperties"] is False


def test_the_schema_of_a_case_names_what_must_be_there() -> None:
    schema = schema_of("case")
    assert schema["required"] == ["as_of", "country", "treatment"]
    assert schema["$defs"]["TreatmentShape"]["required"] == ["drug", "intakes"]


def test_the_schema_lists_the_words_that_the_reader_knows() -> None:
    treatment = schema_of("case")["$defs"]["TreatmentShape"]["properties"]
    words = treatment["indication"]["anyOf"]
    assert words[0]["enum"] == [use.value for use in Indication]
    assert words[1]["enum"] == ["unknown", "refused"]


def _leaves(schema: Any, place: str = "") -> list[str]:
    """Places of properties that say nothing about what may stand there."""
    found = []
    for name, table in schema.get("properties", {}).items():
        told = {"description", "$ref", "items", "anyOf", "additionalProperties"} & set(table)
        found += [] if told else [f"{place}.{name}"]
    for name, inner in schema.get("$defs", {}).items():
        for part in [inner, *inner.get("anyOf", ())]:
            found += _leaves(part, name)
    return found


@pytest.mark.parametrize("kind", ["case", "plan"])
def test_every_field_says_what_may_stand_in_it(kind: str) -> None:
    assert _leaves(schema_of(kind)) == []


def test_another_kind_of_file_has_no_schema() -> None:
    with pytest.raises(BadInput, match="case, plan, answer"):
        schema_of("letter")
