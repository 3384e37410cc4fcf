"""`glidepath serve --network` as others reach it: TLS alone, one name alone, accounts alone."""

import re
import socket
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "ferry violet anvil nine"
PROGRAM = [sys.executable, "-m", "glidepath.cli.main"]


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that only this test believes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(7)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )  # fmt: skip
    return cert, secret


@pytest.fixture
def reached(tmp_path):
    """The port of a server for others, and what its certificate is believed by."""
    store = ["--store", f"sqlite:///{tmp_path / 'records.db'}"]
    add = [*PROGRAM, "account", "add", "dr.example", "--role", "prescriber", *store]
    subprocess.run(add, input=f"{PASSWORD}\n", text=True, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    cert, key = _certificate(tmp_path)
    serve = [
        *PROGRAM, "serve", "--network", "--port", str(port), *store,
        "--public-host", f"localhost:{port}", "--cert", str(cert), "--key", str(key),
    ]  # fmt: skip
    with subprocess.Popen(serve, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert "with TLS and accounts" in running.stderr.readline()
        _wait_for(port)
        try:
            yield port, ssl.create_default_context(cafile=str(cert))
        finally:
            running.kill()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not listen")


def test_others_get_in_with_tls_and_an_account_and_in_no_other_way(reached):
    port, believed = reached
    address = f"https://localhost:{port}"
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://localhost:{port}/")
    with httpx.Client(base_url=address, verify=believed) as client:
        assert client.get("/").headers["location"] == "/sign-in"
        assert client.get("/start?token=").status_code == 401
        assert client.get("/", headers={"host": f"127.0.0.1:{port}"}).status_code == 421
        foreign = {"origin": "https://evil.example"}
        sent = {"name": "dr.example", "password": PASSWORD}
        assert client.post("/sign-in", data=sent, headers=foreign).status_code == 403
        assert client.post("/sign-in", data={**sent, "password": "x"}).status_code == 401
        answer = client.post("/sign-in", data=sent, headers={"origin": address})
        assert answer.headers["location"] == "/"
        cookie = answer.headers["set-cookie"]
        assert re.match(r"__Host-glidepath=.*; HttpOnly; Path=/; SameSite=strict; Secure", cookie)
        assert "max-age=" in answer.headers["strict-transport-security"]
        assert "dr.example, prescriber" in client.get("/").text
