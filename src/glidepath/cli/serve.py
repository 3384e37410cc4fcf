"""`glidepath serve`: the pages on this machine's own address, opened by a link that works once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from glidepath.cli.printing import tell

__all__ = ["UVICORN", "default_store", "serve"]

UVICORN: dict[str, Any] = {
    "log_level": "warning", "access_log": False, "server_header": False, "date_header": False,
    "ws": "none", "limit_concurrency": 128, "h11_max_incomplete_event_size": 32 * 1024,
    "timeout_graceful_shutdown": 10,
}  # fmt: skip
"""No line for each request, no word about the program, no more at once than can be answered."""


def default_store() -> str:
    """The database in the user's own data folder, which is made if it is not there."""
    import os

    base = os.environ.get("XDG_DATA_HOME", "")
    folder = (Path(base) if base else Path.home() / ".local" / "share") / "glidepath"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'records.db'}"


def serve(port: int, store_url: str, demo: bool, overlays: Path | None = None) -> int:
    """Serve until stopped; gives the exit code.

    `demo` keeps everything in a store that is thrown away when the server ends; `overlays`
    is a folder with the words of scales that the place holds the rights to.
    """
    import tempfile
    from threading import Thread

    import uvicorn

    from glidepath.cli.overlays import read_folder
    from glidepath.knowledge.base import KnowledgeBase
    from glidepath.records.store import open_store
    from glidepath.web.app import create_app
    from glidepath.web.settings import WebSettings

    texts = read_folder(overlays, KnowledgeBase.packaged())
    with tempfile.TemporaryDirectory(prefix="glidepath-") as folder:
        url = f"sqlite:///{Path(folder) / 'demo.db'}" if demo else store_url or default_store()
        settings = WebSettings(port=port, store_url=url, demo=demo)

        def show(token: str) -> None:
            tell(f"Open this link in your browser; it works once:\n  {_link(settings, token)}")

        app = create_app(settings, open_store(url), show, texts)
        if demo:
            tell("Demonstration: everything is thrown away when the server ends.")
        show(app.state.desk.sessions.token)
        tell("Stop with Ctrl+C.")
        Thread(target=app.state.desk.warm, daemon=True).start()
        uvicorn.run(
            app, host="127.0.0.1", port=port, proxy_headers=False, **UVICORN,
        )  # fmt: skip
    return 0


def _link(settings: object, token: str) -> str:
    from glidepath.web.settings import WebSettings

    assert isinstance(settings, WebSettings)
    return f"{settings.address}/start?token={token}"
