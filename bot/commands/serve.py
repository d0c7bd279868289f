"""``kigen serve``: opens the port, and keeps the serving processes behind it alive."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.commands.failure import CommandError
from bot.commands.serve_control import Control
from bot.commands.serve_supervisor import Supervisor
from bot.settings import MEMORY, Settings
from bot.state import StoreError
from bot.state.opening import kept_secret


def serve(host: str | None, port: int | None, workers: int = 1) -> None:
    """Serve until stopped; raises ``CommandError`` where the port is taken, there is no model or a store cannot be opened."""
    from bot.engine import logs

    os.umask(0o077)  # whatever is kept belongs to its owner alone
    settings = Settings.from_environment()
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    is_shared = settings.redis is not None and settings.database.startswith(("postgresql://", "postgres://"))
    if workers > 1 and not is_shared:
        raise CommandError(
            "--workers を2つ以上にするには、会話を置く PostgreSQL（KIGEN_DATABASE）と、順番をそろえる Redis（KIGEN_REDIS）の両方が要ります。"
        )
    sockets = _opened(settings.host, settings.port, workers)
    logs.begin(settings.log_json)
    print("Kigen を準備しています…", flush=True)
    try:
        secret = os.environ.get("KIGEN_SECRET") or (
            settings.secret if settings.database == MEMORY else kept_secret(settings.folder)
        )
    except StoreError as error:
        raise CommandError(str(error)) from None
    with _figures(workers) as figures:
        environment = {**os.environ, "KIGEN_SECRET": secret, **figures}
        supervisor = Supervisor(sockets, settings.host, settings.port, environment, may_overlap=is_shared)
        asyncio.run(supervisor.run(Control(settings.folder, settings.port)))


def _opened(host: str, port: int, workers: int) -> list[socket.socket]:
    """One socket a worker: the kernel spreads connections evenly over them, and they outlive the worker. None listens yet.

    Raises ``CommandError``.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # By itself first: sockets that share a port would share it with another program's, too.
        socket.create_server((host, port), family=family).close()
        return [_bound(family, host, port, shares=workers > 1) for _ in range(workers)]
    except socket.gaierror:
        raise CommandError(f"住所「{host}」で待ち受けられません。--host か KIGEN_HOST を確かめてください。") from None
    except OSError:
        raise CommandError(
            f"ポート {port} は使われています。ほかのプログラムを止めるか、`kigen serve --port 8001` のように別の番号を選んでください。"
        ) from None


def _bound(family: socket.AddressFamily, host: str, port: int, shares: bool) -> socket.socket:
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shares:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    opened.bind((host, port))
    return opened


@contextmanager
def _figures(workers: int) -> Iterator[dict[str, str]]:
    """Where several processes add up their figures for ``/metrics`` (bot/engine/metrics.py)."""
    if workers == 1:
        yield {}
        return
    folder = tempfile.mkdtemp(prefix="kigen-metrics-")
    try:
        yield {"PROMETHEUS_MULTIPROC_DIR": folder}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
