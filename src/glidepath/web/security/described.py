"""The description of all pages (OpenAPI) with what the guards answer before any page is asked."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

__all__ = ["GUARDED", "describe_guards"]

GUARDED = {
    "303": "Without a session: the way in is shown instead.",
    "400": "The form could not be read.",
    "403": "Not from our own page, not of this session, or not for this role.",
    "405": "Not in this way.",
    "408": "The form did not arrive in time.",
    "413": "More was sent than any form needs.",
    "421": "Not under the name of this server.",
    "422": "Something in it cannot be read; every problem is told.",
    "429": "Too often in a minute.",
    "503": "The record cannot be used now, or the page takes too long.",
}
_FORM = {
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "additionalProperties": {"type": "string"}}
        }
    }
}


def describe_guards(app: FastAPI) -> None:
    """Let the description of an application say what its guards may answer to any request."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            for path in plain()["paths"].values():
                for method, one in path.items():
                    _add(method, one)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _add(method: str, one: dict[str, Any]) -> None:
    for status, text in GUARDED.items():
        one["responses"].setdefault(status, {"description": text})
        one["responses"][status].pop("content", None)  # a page or a line of text
    if method == "post":
        one["requestBody"] = _FORM
