"""An identity provider in the same process: honest, and lying in every way it can."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwk, jwt

from glidepath.domain.errors import BadInput
from glidepath.web.accounts.provider import NotSignedIn, Provider, provider_of
from glidepath.web.security.network import Oidc

ISSUER = "https://id.clinic.example"
BACK = "https://pages.clinic.example/sign-in/back"
MORNING = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OIDC = Oidc(ISSUER, "glidepath-pages", "kept")
KEY = jwk.RSAKey.generate_key(2048, {"kid": "one"})


class Fake:
    """A provider that answers as a real one does; each test bends one thing of it."""

    def __init__(self) -> None:
        self.now = MORNING
        self.description: dict[str, Any] = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
        }
        self.claims: dict[str, Any] = {}
        self.header = {"alg": "RS256", "kid": "one"}
        self.key: Any = KEY
        self.challenge = ""
        self.asked: list[dict[str, list[str]]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("openid-configuration"):
            return httpx.Response(200, json=self.description)
        if path == "/keys":
            return httpx.Response(200, json={"keys": [KEY.as_dict(private=False)]})
        return self._token(parse_qs(request.content.decode()))

    def _token(self, asked: dict[str, list[str]]) -> httpx.Response:
        self.asked.append(asked)
        digest = hashlib.sha256(asked["code_verifier"][0].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != self.challenge:
            return httpx.Response(400, json={"error": "invalid_grant"})
        token = jwt.encode(self.header, self.claims, self.key, algorithms=["RS256", "HS256"])
        said = {"access_token": "a", "token_type": "Bearer", "id_token": token}
        return httpx.Response(200, json=said)

    def browse(self, address: str) -> dict[str, str]:
        """What a browser that signed in there comes back with."""
        asked = {key: one[0] for key, one in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["redirect_uri"] == BACK
        assert asked["scope"] == "openid"
        self.challenge = asked["code_challenge"]
        stamp = int(self.now.timestamp())
        self.claims = {
            "iss": ISSUER, "aud": OIDC.client_id, "sub": "subject-7", "nonce": asked["nonce"],
            "iat": stamp, "exp": stamp + 300,
        }  # fmt: skip
        return {"state": asked["state"], "code": "once"}


@pytest.fixture
def fake() -> Fake:
    return Fake()


@pytest.fixture
def provider(fake: Fake) -> Provider:
    return Provider(OIDC, BACK, lambda: fake.now, httpx.MockTransport(fake))


def test_an_honest_provider_names_the_subject(fake, provider):
    address, pledge = provider.begin()
    assert address.startswith(f"{ISSUER}/authorize?")
    assert provider.finish(pledge, fake.browse(address)) == "subject-7"
    assert fake.asked[0]["grant_type"] == ["authorization_code"]


def test_an_answer_serves_once(fake, provider):
    address, pledge = provider.begin()
    answer = fake.browse(address)
    provider.finish(pledge, answer)
    with pytest.raises(NotSignedIn):
        provider.finish(pledge, answer)


@pytest.mark.parametrize(
    "change",
    [{"state": "guess"}, {"state": "é"}, {"code": ""}, {"error": "access_denied"},
     {"iss": "https://id.evil.example"}],
)  # fmt: skip
def test_an_answer_that_is_not_to_our_question_is_refused(fake, provider, change):
    address, pledge = provider.begin()
    with pytest.raises(NotSignedIn):
        provider.finish(pledge, fake.browse(address) | change)


def test_an_answer_without_or_with_another_browsers_pledge_is_refused(fake, provider):
    address, _ = provider.begin()
    _, other = provider.begin()
    for pledge in ("", "x", other):
        with pytest.raises(NotSignedIn):
            provider.finish(pledge, fake.browse(address))


def test_an_answer_after_ten_minutes_is_refused(fake, provider):
    address, pledge = provider.begin()
    answer = fake.browse(address)
    fake.now += timedelta(minutes=11)
    with pytest.raises(NotSignedIn):
        provider.finish(pledge, answer)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://id.evil.example"}, {"aud": "another-program"}, {"nonce": "guess"},
        {"exp": 1}, {"aud": ["glidepath-pages", "another-program"]},
        {"nonce": None}, {"exp": None}, {"sub": None},
    ],
)  # fmt: skip
def test_a_token_that_says_anything_wrong_is_refused(fake, provider, claims):
    address, pledge = provider.begin()
    answer = fake.browse(address)
    told = {**fake.claims, **claims}
    fake.claims = {name: value for name, value in told.items() if value is not None}
    with pytest.raises(NotSignedIn):
        provider.finish(pledge, answer)


def test_a_token_signed_by_somebody_else_is_refused(fake, provider):
    address, pledge = provider.begin()
    answer = fake.browse(address)
    fake.key = jwk.RSAKey.generate_key(2048, {"kid": "one"})
    with pytest.raises(NotSignedIn):
        provider.finish(pledge, answer)


def test_a_token_signed_with_the_public_key_as_if_it_were_a_secret_is_refused(fake, provider):
    address, pledge = provider.begin()
    answer = fake.browse(address)
    fake.header = {"alg": "HS256", "kid": "one"}
    fake.key = jwk.OctKey.import_key(json.dumps(KEY.as_dict(private=False), sort_keys=True))
    with pytest.raises(NotSignedIn):
        provider.finish(pledge, answer)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("issuer", "https://id.evil.example"),
        ("token_endpoint", "http://id.clinic.example/token"),
        ("jwks_uri", ""),
    ],
)
def test_a_description_of_somebody_else_or_without_tls_is_refused(fake, provider, name, value):
    fake.description[name] = value
    with pytest.raises(NotSignedIn):
        provider.begin()


def test_a_provider_is_read_from_a_private_file_alone(tmp_path):
    file = tmp_path / "provider.toml"
    file.write_text(f'issuer = "{ISSUER}"\nclient_id = "glidepath-pages"\nclient_secret = "kept"\n')
    file.chmod(0o644)
    with pytest.raises(BadInput, match="others may read"):
        provider_of(file)
    file.chmod(0o600)
    assert provider_of(file) == OIDC
    file.write_text('issuer = "http://id.clinic.example"\nclient_id = "x"\n')
    with pytest.raises(BadInput, match="no issuer"):
        provider_of(file)
