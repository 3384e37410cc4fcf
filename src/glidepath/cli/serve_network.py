"""`glidepath serve --network`: the pages for others, never without TLS and accounts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from glidepath.cli.printing import tell

if TYPE_CHECKING:
    from glidepath.records.store import Store
    from glidepath.web.security.network import Network, Oidc

__all__ = ["serve_network"]


def serve_network(
    port: int,
    store_url: str,
    asked: tuple[str, str, str, str],
    oidc: Path | None,
    overlays: Path | None = None,
) -> int:
    """Serve until stopped; gives the exit code.

    `asked` is the public host, the files of certificate and key, and the proxy's address.
    Refuses to start without TLS, or without an account that can sign in.
    """
    from threading import Thread

    import uvicorn

    from glidepath.cli.overlays import read_folder
    from glidepath.cli.serve import UVICORN, default_store
    from glidepath.knowledge.base import KnowledgeBase
    from glidepath.records.store import open_store
    from glidepath.web.app import create_app
    from glidepath.web.security.network import network_of
    from glidepath.web.settings import WebSettings

    network = network_of(*asked, oidc=_provider(oidc))
    record = open_store(store_url or default_store())
    _need_account(record)
    settings = WebSettings(port=port, store_url=store_url, network=network)
    texts = read_folder(overlays, KnowledgeBase.packaged())
    app = create_app(settings, record, texts=texts)
    tell(f"Serving {settings.address} with TLS and accounts. Stop with Ctrl+C.")
    Thread(target=app.state.desk.warm, daemon=True).start()
    uvicorn.run(app, port=port, **_listening(network), **UVICORN)
    return 0


def _listening(network: Network) -> dict[str, Any]:
    """Where to listen: behind a proxy on this machine alone, and only the proxy is believed."""
    if network.proxy:
        return {
            "host": "127.0.0.1", "proxy_headers": True, "forwarded_allow_ips": network.proxy,
        }  # fmt: skip
    return {
        "host": network.listen, "proxy_headers": False,
        "ssl_certfile": network.cert, "ssl_keyfile": network.key,
    }  # fmt: skip


def _provider(file: Path | None) -> Oidc | None:
    if file is None:
        return None
    from glidepath.web.accounts.provider import provider_of

    return provider_of(file)


def _need_account(record: Store) -> None:
    from glidepath.domain.errors import BadInput, Problem
    from glidepath.web.accounts.account import accounts

    if not any(one.is_open for one in accounts(record).values()):
        raise BadInput(
            Problem(
                "network", "a record without an account", "at least one account",
                "Add one first: glidepath account add NAME --role admin, password on stdin.",
            )
        )  # fmt: skip
