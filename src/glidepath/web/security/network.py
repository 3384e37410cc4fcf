"""Serving others than this machine: only when asked for, only with TLS, only with accounts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from glidepath.domain.errors import BadInput, Problem

__all__ = ["Network", "Oidc", "network_of"]

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[1-9][0-9]{0,4})?")


@dataclass(frozen=True, slots=True)
class Oidc:
    """An identity provider that is trusted to say who somebody is.

    `issuer` is its exact address, as its own description and its tokens give it.
    """

    issuer: str
    client_id: str
    client_secret: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """Where others reach the pages.

    `public_host` is the exact name (and port, if it is not 443) in the browser's address
    line. `cert` and `key` are PEM files for TLS here; `proxy` is instead the address of the
    one proxy on the way that does TLS. `listen` is the address this machine listens on.
    """

    public_host: str
    cert: str = ""
    key: str = ""
    proxy: str = ""
    listen: str = "0.0.0.0"  # noqa: S104  asked for by name, with TLS and accounts
    oidc: Oidc | None = None


def network_of(
    public_host: str, cert: str, key: str, proxy: str, oidc: Oidc | None = None
) -> Network:
    """The network to serve; refuses what would leave the pages without TLS or without a name."""
    problems = []
    host = public_host.strip().lower()
    if not _HOST.fullmatch(host):
        problems.append(
            Problem(
                "public-host", "no name of a host", "a name such as pages.clinic.example",
                "Give the exact name, with its port if it is not 443, that browsers will show.",
            )
        )  # fmt: skip
    if not proxy and not (cert and key):
        problems.append(
            Problem(
                "network", "no certificate and key, and no proxy",
                "--cert and --key, or --behind-proxy with the proxy's address",
                "Others than this machine are served through TLS only.",
            )
        )  # fmt: skip
    if proxy and (cert or key):
        problems.append(
            Problem("network", "both a proxy and a certificate", "one of the two for TLS")
        )
    if problems:
        raise BadInput(problems)
    return Network(host.removesuffix(":443"), cert, key, proxy, oidc=oidc)
