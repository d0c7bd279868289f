"""Kigen against Rasa's default set-up (`rasa run` with DIET, and `rasa run actions`) in one run. By hand; prints JSON.

``python tests/bench/against_rasa_default.py MODEL [--out FILE]``: MODEL is what ``tests/nlu/default_pipeline.py --keep`` left.
Both are talked to over the same REST channel with the same sentences, one client for each connection.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from bench_engine import SAID

from bot.settings import ROOT
from tests.running_kigen import kigen
from tests.servers import free_port

# ja_ginza names the spaCy that it was packed with; see tests/nlu/default_pipeline.py.
_RASA = "import spacy; spacy.util.is_compatible_version = lambda *versions: True; from rasa.__main__ import main; main()"
_LIMITS = {f"KIGEN_{name}_PER_MINUTE": "1000000" for name in ("REQUESTS", "ADDRESS", "TALK")}
_ROUNDS = 3


@dataclass
class Served:
    """A bot that answers at an address; ``processes``: all that belong to it."""

    address: str
    processes: list[int]
    start_seconds: float

    @property
    def memory(self) -> float:
        """Megabytes in memory, together."""
        return sum(_memory(process) for process in self.processes)


@contextmanager
def ours(folder: Path) -> Iterator[Served]:
    """``kigen serve`` as it comes."""
    began = time.monotonic()
    with kigen(folder, KIGEN_TODAY="2026-06-15", **_LIMITS) as server:
        server.wait_until_ready()
        seconds = time.monotonic() - began
        yield Served(server.address, [server.process.pid, *server.serving], seconds)


@contextmanager
def of_rasa(folder: Path, model: Path) -> Iterator[Served]:
    """Rasa as its documentation starts it."""
    port, actions = free_port(), free_port()
    (folder / "endpoints.yml").write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n", "utf-8")
    (folder / "credentials.yml").write_text("rest:\n", "utf-8")
    command = ["run", "-m", str(model), "-p", str(port), "-i", "127.0.0.1", "--endpoints", str(folder / "endpoints.yml")]
    command += ["--credentials", str(folder / "credentials.yml")]
    environment = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", "KIGEN_TODAY": "2026-06-15"}
    began = time.monotonic()
    with ExitStack() as stack, (folder / "rasa.log").open("wb") as log:
        started = []
        for words in (["run", "actions", "-p", str(actions)], command):
            process = subprocess.Popen(
                [sys.executable, "-c", _RASA, *words], cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            started.append(process)
        address = f"http://127.0.0.1:{port}"
        _until_answering(address, started, folder / "rasa.log")
        yield Served(address, [process.pid for process in started], time.monotonic() - began)


def _until_answering(address: str, processes: list[subprocess.Popen[bytes]], log: Path) -> None:
    for _ in range(3000):
        if any(process.poll() is not None for process in processes):
            raise RuntimeError(log.read_text("utf-8", "replace")[-2000:])
        try:
            if httpx.post(f"{address}/webhooks/rest/webhook", json={"sender": "w", "message": SAID[0]}, timeout=60).json():
                return
        except (httpx.TransportError, ValueError):
            time.sleep(0.1)
    raise TimeoutError(log.read_text("utf-8", "replace")[-2000:])


def _memory(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024


async def _talk(address: str, name: str, turns: int, times: list[float]) -> None:
    async with httpx.AsyncClient(base_url=address, timeout=120) as http:
        for turn in range(turns):
            began = time.perf_counter()
            said = {"sender": f"{name}:{turn // len(SAID)}", "message": SAID[turn % len(SAID)]}
            (await http.post("/webhooks/rest/webhook", json=said)).raise_for_status()
            times.append((time.perf_counter() - began) * 1000)


async def _together(address: str, clients: int, turns: int) -> tuple[float, list[float]]:
    times: list[float] = []
    mark = os.urandom(4).hex()
    began = time.perf_counter()
    await asyncio.gather(*(_talk(address, f"{mark}-{n}", turns, times) for n in range(clients)))
    return clients * turns / (time.perf_counter() - began), times


async def _long(address: str) -> float:
    """The latency of turns 181 to 200 of one conversation against turns 2 to 21."""
    times: list[float] = []
    sender = os.urandom(4).hex()
    async with httpx.AsyncClient(base_url=address, timeout=120) as http:
        for turn in range(200):
            began = time.perf_counter()
            await http.post("/webhooks/rest/webhook", json={"sender": sender, "message": SAID[turn % len(SAID)]})
            times.append(time.perf_counter() - began)
    return statistics.median(times[180:]) / statistics.median(times[1:21])


def measure(served: Served) -> dict[str, float]:
    """The figures of one set-up; the middle of three rounds."""
    asyncio.run(_together(served.address, 4, 25))  # warm-up
    rounds = []
    for _ in range(_ROUNDS):
        _, alone = asyncio.run(_together(served.address, 1, 60))
        per_second, _ = asyncio.run(_together(served.address, 8, 50))
        _, crowd = asyncio.run(_together(served.address, 32, 15))
        rounds.append((statistics.median(alone), per_second, statistics.quantiles(crowd, n=100)[98]))
    alone_ms, per_second, crowd_ms = (statistics.median(column) for column in zip(*rounds, strict=True))
    return {
        "start_seconds": round(served.start_seconds, 1),
        "median_ms_alone": round(alone_ms, 1),
        "turns_per_second_8_at_once": round(per_second, 1),
        "p99_ms_32_at_once": round(crowd_ms),
        "200th_to_2nd_turn": round(asyncio.run(_long(served.address)), 2),
        "memory_mb": round(served.memory),
    }


def main() -> None:
    """Print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        with ours(Path(folder)) as served:
            told["kigen"] = measure(served)
        with of_rasa(Path(folder), given.model) as served:
            told["rasa_default"] = measure(served)
    told["times_the_turns"] = round(
        told["kigen"]["turns_per_second_8_at_once"] / told["rasa_default"]["turns_per_second_8_at_once"], 1
    )
    text = json.dumps(told, indent=1)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
