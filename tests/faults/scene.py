"""Two servers behind nginx with a PostgreSQL and a Redis, each of which can be killed or restarted while people talk."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.running_kigen import Kigen, kigen
from tests.servers import free_port, postgres_address, postgres_command, running, wait_until_accepting

TODAY = "2026-06-15"
_SECRET = "a secret of the tests of faults, known to everybody"
_NGINX = """{user}
worker_processes 1;
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 8192; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/kigen.conf;
}}
"""


class Restartable:
    """A store that can be taken away for a moment; what it kept, it keeps."""

    def __init__(self, command: Sequence[str], port: int, until_ready: Callable[[int], None] = lambda port: None) -> None:
        self._command = list(command)
        self._port = port
        self._until_ready = until_ready
        self._running = ExitStack()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._running.enter_context(running(self._command, self._port))
        self._until_ready(self._port)

    def stop(self) -> None:
        """End it in order, as an operator would."""
        self._running.close()

    def restart(self, away: float) -> None:
        """Take it away for some seconds."""
        self.stop()
        time.sleep(away)
        self.start()


@dataclass
class Scene:
    """Everything that runs. ``address``: nginx's."""

    address: str
    servers: list[Kigen]
    postgres: Restartable
    redis: Restartable

    @property
    def errors(self) -> list[str]:
        """What the servers logged, their greetings left out."""
        lines = [line for server in self.servers for line in server.output.splitlines()]
        return [line for line in lines if line.startswith(("ERROR", "WARNING", "CRITICAL", "Traceback"))]


@contextmanager
def scene(folder: Path, workers: int) -> Iterator[Scene]:
    """Start all; skipped with a reason where a program is missing. ``workers``: processes of each of the two servers."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    redis = shutil.which("redis-server")
    if nginx is None or redis is None:
        pytest.skip("nginx or redis-server is not installed (apt-get install nginx-light redis-server)")
    redis_port = free_port()
    # As docs/operations.md asks for: what Redis knows survives a restart.
    kept = ["--appendonly", "yes", "--save", "", "--dir", str(folder), "--maxmemory-policy", "noeviction"]
    redis_store = Restartable([redis, "--port", str(redis_port), "--bind", "127.0.0.1", *kept], redis_port)
    with ExitStack() as stack, postgres_command() as (command, port):
        postgres_store = Restartable(command, port, wait_until_accepting)
        for store in (postgres_store, redis_store):
            store.start()
            stack.callback(store.stop)
        settings = {
            "KIGEN_DATABASE": postgres_address(port),
            "KIGEN_REDIS": f"redis://127.0.0.1:{redis_port}/0",
            "KIGEN_SECRET": _SECRET,
            "KIGEN_TODAY": TODAY,
            "KIGEN_TRUSTED_PROXY": "1",
            "KIGEN_REQUESTS_PER_MINUTE": "1000000",
        }
        servers = [stack.enter_context(kigen(folder / name, workers, **settings)) for name in ("first", "second")]
        for server in servers:
            server.wait_until_ready()
        proxy = free_port()
        with running([nginx, "-c", str(_nginx_files(folder, proxy, servers))], proxy):
            yield Scene(f"http://127.0.0.1:{proxy}", servers, postgres_store, redis_store)


def _nginx_files(folder: Path, port: int, servers: list[Kigen]) -> Path:
    """Our own sample, on this port and before these servers, without TLS."""
    lines = (ROOT / "deploy/nginx.conf").read_text("utf-8").splitlines()
    text = "\n".join(line.replace("443 ssl", f"127.0.0.1:{port}") for line in lines if "ssl_" not in line)
    for number, server in enumerate(servers, 1):
        text = text.replace(f"127.0.0.1:800{number}", f"127.0.0.1:{server.port}")
    folder = folder / "nginx"
    folder.mkdir()
    (folder / "kigen.conf").write_text(text, "utf-8")
    main = folder / "nginx.conf"
    main.write_text(_NGINX.format(user="user root;" if os.geteuid() == 0 else "", folder=folder), "utf-8")
    subprocess.run([shutil.which("nginx") or "/usr/sbin/nginx", "-t", "-q", "-c", main], check=True)
    return main
