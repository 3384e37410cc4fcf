"""An identity provider (OpenID Connect): who somebody is, said by the clinic's own sign-in.

Code flow with PKCE. State, nonce and verifier are of one browser, serve once and last ten
minutes. The provider's description and keys come from its issuer address, over TLS alone.
Whoever it names must have an account with that subject here: a stranger is nobody.
"""

from __future__ import annotations

import secrets
import tomllib
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from pathlib import Path
from threading import Lock
from typing import Any

from glidepath.domain.errors import BadInput, Problem
from glidepath.web.security.network import Oidc

__all__ = ["NotSignedIn", "Provider", "provider_of"]

_LASTS = timedelta(minutes=10)
_MOST_WAITING = 1_000
_ALGORITHMS = ["RS256", "PS256", "ES256"]
_DESCRIBED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_SECONDS = 10.0


class NotSignedIn(Exception):
    """The provider did not say who it is, or what it said cannot be believed."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What a browser that was sent to the provider has to come back with."""

    state: str
    nonce: str
    verifier: str
    since: datetime


def provider_of(file: Path) -> Oidc:
    """The provider that a TOML file describes: issuer, client_id and client_secret.

    Refuses a file that others may read, since it holds a secret.
    """
    try:
        if file.stat().st_mode & 0o077:
            raise _refused("a file that others may read", "mode 0600: its owner alone")
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise _refused("no file that can be read", "a TOML file") from None
    texts = [str(told.get(key, "")) for key in ("issuer", "client_id", "client_secret")]
    if not texts[0].startswith("https://") or not texts[1]:
        raise _refused("no issuer and client_id", "issuer = https://..., and client_id")
    return Oidc(*texts)


def _secret() -> str:
    return secrets.token_urlsafe(32)


def _refused(given: str, allowed: str) -> BadInput:
    return BadInput(Problem("oidc", given, allowed))


class Provider:
    """The way to one provider and back."""

    def __init__(
        self, oidc: Oidc, back: str, now: Callable[[], datetime], transport: Any = None
    ) -> None:
        """Keep who is asked and where answers come back to; nothing is fetched yet.

        `transport` stands in for the network in tests.
        """
        self._oidc, self._back, self._now, self._transport = oidc, back, now, transport
        self._described: dict[str, str] = {}
        self._waiting: dict[str, _Waiting] = {}
        self._lock = Lock()

    def begin(self) -> tuple[str, str]:
        """Where to send a browser, and the secret that it has to bring back in a cookie."""
        new = _Waiting(_secret(), _secret(), _secret(), self._now())
        with self._client() as client:
            address, _ = client.create_authorization_url(
                self._description()["authorization_endpoint"],
                state=new.state, nonce=new.nonce, code_verifier=new.verifier,
            )  # fmt: skip
        pledge = _secret()
        with self._lock:
            self._waiting[pledge] = new
            while len(self._waiting) > _MOST_WAITING:
                del self._waiting[next(iter(self._waiting))]
        return str(address), pledge

    def finish(self, pledge: str, answer: Mapping[str, str]) -> str:
        """The subject that the provider names; every pledge serves once.

        Refuses (NotSignedIn) another state, an issuer that is not ours, an error, a code that
        the provider does not take, and a token that is not signed, dated, addressed and
        numbered as it must be.
        """
        with self._lock:
            waiting = self._waiting.pop(pledge, None)
        if waiting is None or self._now() - waiting.since > _LASTS:
            raise NotSignedIn("late")
        if not compare_digest(answer.get("state", "").encode(), waiting.state.encode()):
            raise NotSignedIn("state")
        if answer.get("iss", self._oidc.issuer) != self._oidc.issuer:
            raise NotSignedIn("issuer")
        if "error" in answer or not answer.get("code"):
            raise NotSignedIn("refused there")
        return self._subject(self._token(answer["code"], waiting), waiting)

    def _token(self, code: str, waiting: _Waiting) -> str:
        try:
            with self._client() as client:
                got = client.fetch_token(
                    self._description()["token_endpoint"], grant_type="authorization_code",
                    code=code, code_verifier=waiting.verifier,
                )  # fmt: skip
            return str(got["id_token"])
        except Exception as fault:  # whatever went wrong on the way, nobody is signed in
            raise NotSignedIn("token") from fault

    def _subject(self, token: str, waiting: _Waiting) -> str:
        from joserfc import jwk, jwt

        wanted = jwt.JWTClaimsRegistry(
            now=lambda: int(self._now().timestamp()), leeway=60,
            iss={"essential": True, "value": self._oidc.issuer},
            aud={"essential": True, "value": self._oidc.client_id},
            nonce={"essential": True, "value": waiting.nonce},
            exp={"essential": True}, iat={"essential": True}, sub={"essential": True},
        )  # fmt: skip
        try:
            keys = jwk.KeySet.import_key_set(self._fetched(self._description()["jwks_uri"]))
            told = jwt.decode(token, keys, algorithms=_ALGORITHMS).claims
            wanted.validate(told)
        except Exception as fault:
            raise NotSignedIn("token") from fault
        if isinstance(told["aud"], list) and told.get("azp") != self._oidc.client_id:
            raise NotSignedIn("token")
        return str(told["sub"])

    def _description(self) -> dict[str, str]:
        """The provider's own description, which has to be of the very issuer and all over TLS."""
        if not self._described:
            issuer = self._oidc.issuer
            told = self._fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            found = {key: str(told.get(key, "")) for key in _DESCRIBED}
            over_tls = all(one.startswith("https://") for one in found.values())
            if told.get("issuer") != issuer or not over_tls:
                raise NotSignedIn("description")
            self._described = found
        return self._described

    def _fetched(self, address: str) -> Any:
        try:
            with self._client() as client:
                answer = client.request("GET", address, withhold_token=True)
                answer.raise_for_status()
                return answer.json()
        except Exception as fault:
            raise NotSignedIn("out of reach") from fault

    def _client(self) -> Any:
        with warnings.catch_warnings(record=True):
            warnings.simplefilter("ignore")  # another client library is asked for
            from authlib.integrations.httpx_client import OAuth2Client
        return OAuth2Client(
            self._oidc.client_id, self._oidc.client_secret or None, scope="openid",
            redirect_uri=self._back, code_challenge_method="S256", timeout=_SECONDS,
            transport=self._transport,
        )  # fmt: skip
