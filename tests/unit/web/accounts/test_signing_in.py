"""Where others than this machine are served: who gets in, how far, and how it ends."""

import httpx
import pytest

from glidepath.domain.errors import BadInput
from glidepath.records.event import EventKind
from glidepath.web.accounts.account import ROLES, accounts, added, change, check_name_and_role
from glidepath.web.accounts.passwords import check_password, hashed, is_password
from glidepath.web.accounts.provider import Provider
from glidepath.web.security.cookie import NETWORK
from glidepath.web.security.network import Network, Oidc, network_of
from glidepath.web.security.roles import may
from tests.unit.web.accounts.test_provider import ISSUER, Fake
from tests.unit.web.conftest import MORNING, House

PASSWORD = "ferry violet anvil nine"
HASH = hashed(PASSWORD)


def _house(tmp_path, **network):
    house = House(tmp_path, network=Network("pages.clinic.example", "c", "k", **network))
    for role in ROLES:
        _keep(house, EventKind.ACCOUNT_ADDED, added(f"the-{role}", role, HASH))
    return house


def _keep(house, kind, body):
    house.store.add("", kind, body, actor="command-line", role="admin", at=MORNING)


@pytest.fixture
def house(tmp_path):
    made = _house(tmp_path)
    yield made
    made.store.close()


def _signed_in(house, role="prescriber", client=None):
    client = client or house.client(follow_redirects=False)
    sent = {"name": f"the-{role}", "password": PASSWORD}
    answer = client.post("/sign-in", data=sent)
    assert answer.status_code == 303
    return client


def _token(client, path):
    text = client.get(path).text
    return text.split('name="form_token" value="')[1].split('"')[0]


def test_without_an_account_every_page_leads_to_signing_in_and_no_start_link_works(house):
    client = house.client(follow_redirects=False)
    assert client.get("/").headers["location"] == "/sign-in"
    assert house.desk.sessions.token == ""
    assert client.get("/start?token=").status_code == 401
    assert "Sign in" in client.get("/sign-in").text


def test_the_cookie_is_bound_to_the_host_and_to_tls(house):
    answer = house.client(follow_redirects=False).post(
        "/sign-in", data={"name": "the-viewer", "password": PASSWORD}
    )
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{NETWORK}=")
    for word in ("Secure", "HttpOnly", "SameSite=strict", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie
    assert "max-age=" in answer.headers["strict-transport-security"]


@pytest.mark.parametrize(
    ("name", "password"),
    [("the-viewer", "wrong"), ("the-viewer", ""), ("nobody", PASSWORD), ("", ""),
     ("the-viewer", PASSWORD.upper()), ("the-viewer", PASSWORD + " ")],
)  # fmt: skip
def test_a_wrong_name_or_password_gets_the_same_answer_and_is_in_the_record(house, name, password):
    answer = house.client().post("/sign-in", data={"name": name, "password": password})
    assert answer.status_code == 401
    assert "do not fit" in answer.text
    failed = house.store.events("", (EventKind.SIGN_IN_FAILED,))
    assert [one.body for one in failed] == [{"why": "password"}]


def test_after_five_wrong_tries_the_right_password_is_wrong_too_until_a_rest_is_over(house):
    client = house.client(follow_redirects=False)
    for _ in range(5):
        client.post("/sign-in", data={"name": "the-viewer", "password": "guess"})
    right = {"name": "the-viewer", "password": PASSWORD}
    assert client.post("/sign-in", data=right).status_code == 401
    house.clock.move(minutes=1)
    assert client.post("/sign-in", data=right).status_code == 303


def test_a_rest_grows_with_every_wrong_try_and_never_beyond_a_quarter_of_an_hour(house):
    client = house.client(follow_redirects=False)
    for minutes in (0, 0, 0, 0, 0, 1, 2, 4, 8, 15):
        house.clock.move(minutes=minutes)
        client.post("/sign-in", data={"name": "the-viewer", "password": "guess"})
    house.clock.move(minutes=14)
    right = {"name": "the-viewer", "password": PASSWORD}
    assert client.post("/sign-in", data=right).status_code == 401
    house.clock.move(minutes=1)
    assert client.post("/sign-in", data=right).status_code == 303


def test_signing_in_again_makes_a_new_session_and_ends_the_old_one(house):
    client = _signed_in(house)
    old = client.cookies[NETWORK]
    _signed_in(house, client=client)
    assert client.cookies[NETWORK] != old
    assert house.desk.sessions.find(old) is None


def test_a_session_that_somebody_brings_along_is_never_taken_over(house):
    client = house.client(follow_redirects=False)
    client.cookies.set(NETWORK, "chosen-by-somebody-else", domain="pages.clinic.example")
    _signed_in(house, client=client)
    assert house.desk.sessions.find("chosen-by-somebody-else") is None


def test_a_viewer_sees_and_prints_and_changes_and_signs_nothing(house):
    client = _signed_in(house, "viewer")
    assert client.get("/").status_code == 200
    token = _token(client, "/")
    sent = {"label": "Person 1", "form_token": token}
    assert client.post("/people", data=sent).status_code == 403
    assert house.store.people() == ()


def test_an_admin_sees_accounts_and_no_people(house):
    client = _signed_in(house, "admin")
    assert client.get("/").headers["location"] == "/accounts"
    assert "the-viewer" in client.get("/accounts").text
    assert client.get("/people/abcdefghijklmnop").status_code == 403


def test_a_prescriber_sees_no_accounts_and_no_persons_own_pages(house):
    client = _signed_in(house)
    assert client.get("/accounts").status_code == 403
    assert client.get("/me").status_code == 403


@pytest.mark.parametrize(
    ("role", "method", "path"),
    [
        ("viewer", "POST", "/people/x/sign"), ("viewer", "GET", "/people/x/sign"),
        ("viewer", "GET", "/accounts"), ("viewer", "POST", "/people/x/plan/choose"),
        ("admin", "GET", "/people/x"), ("admin", "GET", "/"), ("admin", "GET", "/me"),
        ("patient", "GET", "/"), ("patient", "GET", "/people/x"), ("patient", "GET", "/basis/x"),
        ("patient", "POST", "/people/x/sign"), ("patient", "GET", "/accounts"),
        ("prescriber", "GET", "/accounts"), ("prescriber", "POST", "/accounts"),
        ("stranger", "GET", "/"), ("", "GET", "/people/x"),
    ],
)  # fmt: skip
def test_what_a_role_may_not(role, method, path):
    assert not may(role, method, path)


def test_a_locked_account_loses_its_sessions_with_the_next_request(house):
    client, admin = _signed_in(house), _signed_in(house, "admin")
    assert client.get("/").status_code == 200
    sent = {"account": "the-prescriber", "do": "lock", "form_token": _token(admin, "/accounts")}
    assert admin.post("/accounts", data=sent).status_code == 303
    assert client.get("/").headers["location"] == "/sign-in"
    sent = {"name": "the-prescriber", "password": PASSWORD}
    assert house.client().post("/sign-in", data=sent).status_code == 401
    assert not accounts(house.store)["the-prescriber"].is_open


def test_a_lock_from_the_command_line_ends_sessions_of_a_running_server(house):
    client = _signed_in(house)
    _keep(house, EventKind.ACCOUNT_CHANGED, change("the-prescriber", open=False))
    assert client.get("/").headers["location"] == "/sign-in"


def test_a_new_password_needs_the_present_one_and_ends_the_other_sessions(house):
    here, there = _signed_in(house), _signed_in(house)
    new = "kettle orbit maple dune"
    sent = {"present": "guess", "new": new, "form_token": _token(here, "/password")}
    assert here.post("/password", data=sent).status_code == 422
    sent |= {"present": PASSWORD, "new": "short"}
    assert here.post("/password", data=sent).status_code == 422
    sent |= {"new": new}
    assert here.post("/password", data=sent).status_code == 303
    assert there.get("/").headers["location"] == "/sign-in"
    assert here.get("/").status_code == 200
    assert is_password(accounts(house.store)["the-prescriber"].password, new)


def test_only_a_hash_is_kept_and_neither_the_record_nor_the_log_has_the_password(house, caplog):
    _signed_in(house)
    kept = [str(dict(one.body)) for one in house.store.events()]
    assert "$argon2id$" in "".join(kept)
    assert PASSWORD not in "".join(kept) + caplog.text


def test_everybody_who_came_in_is_in_the_record(house):
    _signed_in(house, "viewer")
    seen = house.store.events("", (EventKind.SIGNED_IN,))
    assert [(one.actor, one.role, one.body) for one in seen] == [
        ("the-viewer", "viewer", {"by": "password"})
    ]


def test_signing_in_may_be_tried_only_so_often_in_a_minute(tmp_path):
    house = House(tmp_path, a_minute=200, network=Network("pages.clinic.example", "c", "k"))
    wrong = {"name": "a", "password": "b"}
    answers = [house.client().post("/sign-in", data=wrong).status_code for _ in range(7)]
    assert answers == [401] * 5 + [429] * 2
    house.store.close()


@pytest.mark.parametrize(
    "password",
    ["short", "password password", "123456789012345", "aaaaaaaaaaaaaaaaaaaa", "qwertyuiopasdfgh",
     "Glidepath2026!!!", "the-viewer the-viewer", "Summer2026Summer2026", "abcabcabcabcabcabc",
     "letmein welcome admin", "x" * 257],
)  # fmt: skip
def test_a_password_that_is_short_or_tried_first_is_refused_without_being_shown(password):
    with pytest.raises(BadInput) as refused:
        check_password(password, "the-viewer")
    assert len(password) < 8 or password not in str(refused.value)


@pytest.mark.parametrize(
    "password",
    [PASSWORD, "correct horse battery staple yes-really", "ünïcödé wörds äre fïne",
     "k" * 9 + "jhzt vo8 pq" * 20],
)  # fmt: skip
def test_any_long_password_will_do_without_rules_on_its_signs(password):
    check_password(password, "the-viewer")
    assert is_password(hashed(password), password)


@pytest.mark.parametrize(
    ("name", "role"),
    [("The-Viewer", "viewer"), ("a", "viewer"), ("local", "admin"), ("fine", "patient"),
     ("the-viewer", "viewer"), ("../x", "admin")],
)  # fmt: skip
def test_a_name_or_role_that_is_none_is_refused(house, name, role):
    with pytest.raises(BadInput):
        check_name_and_role(name, role, accounts(house.store))


@pytest.mark.parametrize(
    "given",
    [("", "c", "k", ""), ("pages.example", "", "", ""), ("pages.example", "c", "", ""),
     ("pages.example", "c", "k", "127.0.0.1"), ("pages example", "c", "k", ""),
     ("https://pages.example", "c", "k", "")],
)  # fmt: skip
def test_others_are_served_only_with_tls_and_under_a_name(given):
    with pytest.raises(BadInput):
        network_of(*given)


def test_the_default_port_is_left_out_as_browsers_do():
    assert network_of("Pages.Example:443", "c", "k", "").public_host == "pages.example"


def test_a_provider_lets_in_whom_an_account_names_and_nobody_else(tmp_path, caplog):
    house = _house(tmp_path, oidc=Oidc(ISSUER, "glidepath-pages", "kept"))
    fake = Fake()
    back = "https://pages.clinic.example/sign-in/back"
    house.app.state.provider = Provider(
        house.settings.network.oidc, back, lambda: fake.now, httpx.MockTransport(fake)
    )
    client = house.client(follow_redirects=False)
    for expected in (401, 200):
        sent = client.get("/sign-in/provider")
        answer = client.get("/sign-in/back", params=fake.browse(sent.headers["location"]))
        assert answer.status_code == expected
        if expected == 401:
            body = added("by-provider", "viewer", "", "subject-7")
            _keep(house, EventKind.ACCOUNT_ADDED, body)
    assert client.get("/").status_code == 200
    kinds = [one.kind.value for one in house.store.events("")]
    assert kinds[-3:] == ["account_added", "signed_in", "viewed"]
    assert kinds.count("sign_in_failed") == 1
    assert client.get("/sign-in/back", params={"code": "x", "state": "y"}).status_code == 401
    house.store.close()
