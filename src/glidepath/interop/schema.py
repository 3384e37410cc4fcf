"""The JSON Schemas of what goes in and out: the truth about names."""

from __future__ import annotations

from typing import Any

from glidepath.domain.errors import BadInput, Problem

__all__ = ["KINDS", "schema_of"]

KINDS = ("case", "plan", "answer")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REQUIRED = {
    "CaseShape": ["as_of", "country", "treatment"],
    "TreatmentShape": ["drug", "intakes"],
    "IntakeShape": ["time"],
    "PlanShape": ["drug", "country", "products", "steps"],
    "StepShape": ["intakes"],
    "ClaimedIntakeShape": ["time"],
    "PieceShape": ["product", "count"],
}


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of a case, a plan that somebody typed, or an answer."""
    if kind == "answer":
        from glidepath.interop.answerfile_shape import AnswerShape

        return {"$schema": _DIALECT, **AnswerShape.model_json_schema()}
    if kind == "case":
        from glidepath.interop.casefile_shape import CaseShape

        return _tidy({"$schema": _DIALECT, **CaseShape.model_json_schema()})
    if kind == "plan":
        from glidepath.interop.planfile_shape import PlanShape

        return _tidy({"$schema": _DIALECT, **PlanShape.model_json_schema()})
    raise BadInput(Problem("schema", repr(kind[:40]), ", ".join(KINDS)))


def _tidy(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the stand-ins for what is absent, and with the keys that must be there.

    The readers tell what is missing themselves, so that one reading tells everything; the
    schema has to say it in its own way.
    """
    for name, table in {schema["title"]: schema, **schema.get("$defs", {})}.items():
        for inner in [table, *table.get("anyOf", ())]:
            if "properties" in inner:
                inner["properties"] = {
                    key: _without_null(value) for key, value in inner["properties"].items()
                }
                if name in _REQUIRED:
                    inner["required"] = _REQUIRED[name]
    return schema


def _without_null(value: dict[str, Any]) -> dict[str, Any]:
    kept = {key: inner for key, inner in value.items() if key not in ("default", "title")}
    options = [one for one in kept.get("anyOf", ()) if one != {"type": "null"}]
    if len(options) == 1:
        rest = {key: kept[key] for key in kept if key != "anyOf"}
        return {**options[0], **rest}
    return kept | {"anyOf": options} if options else kept
