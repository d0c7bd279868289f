"""``kigen serve``: the whole bot in one process."""

from __future__ import annotations

import os
import socket
from dataclasses import replace

from bot.commands.failure import CommandError
from bot.settings import MEMORY, Settings
from bot.state import StoreError
from bot.state.opening import kept_secret, opened_state


def serve(host: str | None, port: int | None) -> None:
    """Serve until stopped; raises ``CommandError`` where the port is taken, there is no model or a store cannot be opened."""
    os.umask(0o077)  # whatever is kept belongs to its owner alone
    settings = Settings.from_environment()
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    _require_free(settings.host, settings.port)
    print("Kigen を準備しています…", flush=True)
    import uvicorn

    from bot.app import create_app
    from bot.engine import logs
    from bot.engine.engine import Engine, NoModelError

    try:
        if settings.database != MEMORY and not os.environ.get("KIGEN_SECRET"):
            settings = replace(settings, secret=kept_secret(settings.folder))
        state, engine = opened_state(settings), Engine(settings)
    except (NoModelError, StoreError) as error:
        raise CommandError(str(error)) from None
    logs.begin(settings.log_json)
    shown = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0") else settings.host
    print(f"準備ができました： http://{shown}:{settings.port}/ （Ctrl+C で終わります）", flush=True)
    if not settings.production:
        print(f"オペレーターの画面（1回だけ使えるリンク）： http://{shown}:{settings.port}{_link(settings)}", flush=True)
    uvicorn.run(
        create_app(settings, engine, state),
        host=settings.host,
        port=settings.port,
        log_config=None,  # its log goes where ours goes, without tracebacks
        access_log=False,
        timeout_graceful_shutdown=10,
        server_header=False,
        ws="none",  # no WebSockets are served, and Rasa holds that library at a version that uvicorn does not know
    )


def _link(settings: Settings) -> str:
    from bot.channels.assist.passes import one_time_code

    return f"/assist/sign-in#{one_time_code(settings.secret)}"


def _require_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise CommandError(
                f"ポート {port} は使われています。ほかのプログラムを止めるか、`kigen serve --port 8001` のように別の番号を選んでください。"
            ) from None
