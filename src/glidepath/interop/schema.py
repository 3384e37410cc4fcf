"""The JSON Schemas of what goes in and out: the truth about names."""

from __future__ import annotations

from typing import Any

from glidepath.domain.errors import BadInput, Problem

__all__ = ["KINDS", "schema_of"]

KINDS = ("case", "plan", "answer", "diary", "record")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SHORT = {"ProductShape", "GoalShape"}
_REQUIRED = {
    "CaseShape": ["as_of", "country", "treatment"],
    "TreatmentShape": ["drug", "intakes"],
    "IntakeShape": ["time"],
    "PlanShape": ["drug", "country", "products", "steps"],
    "CourseShape": ["drug", "steps"],
    "StrayShape": ["start", "end"],
    "StepShape": ["intakes"],
    "ClaimedIntakeShape": ["time"],
    "PieceShape": ["product", "count"],
    "DayShape": ["on"],
    "TakenShape": ["drug", "time"],
    "WeekShape": ["on"],
    "FillingShape": ["id", "on"],
    "TakenIntakeShape": ["time", "dose"],
    "StockShape": ["product", "at_home", "on"],
    "ShortageShape": ["product", "start", "end"],
}


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of a case, a plan that somebody typed, an answer, a diary, or a record."""
    if kind == "answer":
        from glidepath.interop.answerfile_shape import AnswerShape

        return {"$schema": _DIALECT, **AnswerShape.model_json_schema()}
    if kind == "case":
        from glidepath.interop.casefile_shape import CaseShape

        return _tidy(CaseShape)
    if kind == "plan":
        from glidepath.interop.planfile_shape import PlanShape

        return _tidy(PlanShape)
    if kind == "diary":
        from glidepath.interop.diaryfile_shape import DiaryShape

        return _tidy(DiaryShape)
    if kind == "record":
        from glidepath.interop.takenfile_shape import RecordShape

        return _tidy(RecordShape)
    raise BadInput(Problem("schema", repr(kind[:40]), ", ".join(KINDS)))


def _tidy(kind: type[Any]) -> dict[str, Any]:
    """Without the stand-ins for what is absent, and with the keys that must be there.

    The readers tell what is missing themselves, so that one reading tells everything; the
    schema has to say it in its own way.
    """
    from pydantic import TypeAdapter

    schema = {"$schema": _DIALECT, **TypeAdapter(kind).json_schema()}
    for name, table in {schema["title"]: schema, **schema.get("$defs", {})}.items():
        table["properties"] = {
            key: _without_null(value) for key, value in table["properties"].items()
        }
        if name in _REQUIRED:
            table["required"] = _REQUIRED[name]
    for name in _SHORT & schema.get("$defs", {}).keys():
        schema["$defs"][name] = {"anyOf": [{"type": "string"}, schema["$defs"][name]]}
    return schema


def _without_null(value: dict[str, Any]) -> dict[str, Any]:
    kept = {key: inner for key, inner in value.items() if key not in ("default", "title")}
    options = [one for one in kept.get("anyOf", ()) if one != {"type": "null"}]
    if len(options) == 1:
        rest = {key: kept[key] for key in kept if key != "anyOf"}
        return {**options[0], **rest}
    return kept | {"anyOf": options} if options else kept
