"""Servers from Debian's packages, started by the tests on free ports of loopback; skipped with a reason where absent."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_START_SECONDS = 30
_STEP_SECONDS = 0.05


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def redis(directory: Path) -> Iterator[str]:
    """The address of a Redis of its own."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed (apt-get install redis-server)")
    port = free_port()
    with running([program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(directory)], port):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def postgres(directory: Path) -> Iterator[str]:
    """The address of a PostgreSQL of its own."""
    with postgres_command() as (command, port), running(command, port):
        wait_until_accepting(port)
        yield postgres_address(port)


@contextmanager
def postgres_command() -> Iterator[tuple[list[str], int]]:
    """How to start a PostgreSQL with data of its own, and its port; it refuses to run as root, so that it runs as nobody there."""
    programs = _postgres_programs()
    made = subprocess.run(
        ["mktemp", "-d", "--tmpdir", "kigen-postgres-XXXXXX"], capture_output=True, check=True, text=True
    ).stdout.strip()
    data = Path(made)
    as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    try:
        if as_user:
            shutil.chown(data, "nobody", "nogroup")
        subprocess.run(
            [*as_user, programs / "initdb", "-D", data / "data", "-U", "kigen", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=data,
        )
        port = free_port()
        where = ["-D", str(data / "data"), "-p", str(port), "-h", "127.0.0.1", "-k", str(data), "-F"]
        yield [*as_user, str(programs / "postgres"), *where], port
    finally:
        shutil.rmtree(data)


def postgres_address(port: int) -> str:
    """The address of a PostgreSQL that was started by ``postgres_command``."""
    return f"postgresql://kigen@127.0.0.1:{port}/postgres"


def wait_until_accepting(port: int) -> None:
    """Until a PostgreSQL takes connections."""
    program = _postgres_programs() / "pg_isready"
    for _ in range(int(_START_SECONDS / _STEP_SECONDS)):
        if subprocess.run([program, "-q", "-h", "127.0.0.1", "-p", str(port)], check=False).returncode == 0:
            return
        time.sleep(_STEP_SECONDS)
    raise TimeoutError("PostgreSQL does not accept connections")


def _postgres_programs() -> Path:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    return folders[-1]


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A program that listens at a port as soon as the ``with`` begins."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=_START_SECONDS)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(int(_START_SECONDS / _STEP_SECONDS)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        time.sleep(_STEP_SECONDS)
    raise TimeoutError("the server does not listen")
