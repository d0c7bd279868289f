"""`kigen serve` as a process of its own, for tests that stop, kill and reload it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.settings import ROOT
from tests.servers import free_port

READY_SECONDS = 300
_STEP_SECONDS = 0.1


@dataclass
class Kigen:
    """A started server. ``output``: what it printed and logged, both together."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path
    environment: dict[str, str]

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        """What it printed and logged so far."""
        return (self.folder / f"output-{self.port}").read_text("utf-8")

    @property
    def serving(self) -> list[int]:
        """The processes that answer: those at the ends of the tree."""
        return _leaves(self.process.pid)

    def say(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run another command with the same settings."""
        return subprocess.run(
            [sys.executable, "-c", "from bot.cli import main; main()", *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    def wait_until_ready(self) -> None:
        """Until it answers; raises ``RuntimeError`` with its output where it ends instead."""
        for _ in range(int(READY_SECONDS / _STEP_SECONDS)):
            if self.process.poll() is not None:
                raise RuntimeError(self.output)
            try:
                if httpx.get(f"{self.address}/readyz", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(_STEP_SECONDS)
        raise TimeoutError(self.output)

    def kill_one(self) -> int:
        """Kill one of the processes that answer, without a warning."""
        pid = self.serving[0]
        os.kill(pid, signal.SIGKILL)
        return pid


@contextmanager
def kigen(folder: Path, workers: int = 1, port: int | None = None, **environment: str) -> Iterator[Kigen]:
    """A server with its data in a folder; stopped at the end. It is not waited for: see ``wait_until_ready``."""
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIGEN_") or name == "KIGEN_MODELS"}
    whole = {**kept, "KIGEN_DATA": str(folder), "KIGEN_PORT": str(port), **environment}
    with (folder / f"output-{port}").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--workers", str(workers)],
            env=whole,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    started = Kigen(process, port, folder, whole)
    try:
        yield started
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=60)


def is_alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _children(pid: int) -> list[int]:
    try:
        found = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
    return [each for each in found if is_alive(each)]


def _leaves(pid: int) -> list[int]:
    return [leaf for child in _children(pid) for leaf in (_leaves(child) or [child])]
