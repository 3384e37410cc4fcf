"""The token in every form: shows that the form came from a page of this very session."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets

from glidepath.web.security.session import Session

__all__ = ["FIELD", "form_token", "is_form_token"]

FIELD = "form_token"


def form_token(session: Session) -> str:
    """The session's secret under a fresh mask, so that no two pages hold the same text."""
    mask = secrets.token_bytes(len(session.secret))
    return base64.urlsafe_b64encode(mask + _masked(session.secret, mask)).decode()


def is_form_token(session: Session, given: str) -> bool:
    """Whether a token belongs to this session."""
    try:
        raw = base64.b64decode(given.encode("ascii", "replace"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    half = len(session.secret)
    return len(raw) == 2 * half and hmac.compare_digest(
        _masked(raw[half:], raw[:half]), session.secret
    )


def _masked(text: bytes, mask: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(text, mask, strict=True))
