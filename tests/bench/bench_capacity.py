"""What a turn costs, counted in processor time, so that other work on the machine does not change it: for docs/planning.md.

``python tests/bench/bench_capacity.py [turns]``: starts PostgreSQL, Redis and one `kigen serve` on loopback, lets eight clients talk
(five turns a conversation, as the page of the chat does), and prints JSON. Without PostgreSQL and Redis it says what is missing.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from redis import Redis

from tests.running_kigen import Kigen, kigen
from tests.servers import postgres, redis

CLIENTS = 8
WARM_UP = 200
SAID = (
    "証明書の期限は2026年5月10日です",
    "来週病院で使えますか",
    "更新に必要な持ち物は？",
    "どこで更新できますか",
    "料金はかかりますか",
)
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def _descendants(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children")
    try:
        found = [int(child) for child in children.read_text("ascii").split()]
    except OSError:
        return []
    return found + [below for child in found for below in _descendants(child)]


def _seconds_by_program() -> dict[str, float]:
    """The processor time so far of everything that this bench started, ended children included, by program."""
    seconds: dict[str, float] = {}
    for process in _descendants(os.getpid()):
        try:
            name, _, rest = Path(f"/proc/{process}/stat").read_text("utf-8").partition("(")[2].rpartition(")")
        except OSError:
            continue
        fields = rest.split()
        seconds[name.split("-")[0]] = seconds.get(name.split("-")[0], 0.0) + sum(map(int, fields[11:15])) / _TICKS
    return seconds


class _Person:
    """A client of the chat API on one connection. ``times`` in milliseconds; ``sent`` and ``got`` count bytes of bodies."""

    def __init__(self, address: str) -> None:
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
        self.times: list[float] = []
        self.sent = self.got = 0

    def talk(self) -> None:
        """A session and its turns."""
        token = self._ask("/api/chat/sessions", {}, {})["session"]
        for text in SAID:
            began = time.perf_counter()
            self._ask("/api/chat/messages", {"text": text}, {"Authorization": f"Bearer {token}"})
            self.times.append((time.perf_counter() - began) * 1000)

    def _ask(self, path: str, body: dict[str, str], headers: dict[str, str]) -> dict[str, Any]:
        data = json.dumps(body).encode()
        self._connection.request("POST", path, data, {"Content-Type": "application/json", **headers})
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status not in (200, 201):
            raise RuntimeError(f"{path}: status {answer.status}")
        self.sent, self.got = self.sent + len(data), self.got + len(text)
        return dict(json.loads(text))


def _at_once(server: Kigen, turns: int) -> list[_Person]:
    people = [_Person(server.address) for _ in range(CLIENTS)]

    def talks(person: _Person) -> None:
        for _ in range(turns // CLIENTS // len(SAID)):
            person.talk()

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(talks, people))
    return people


def _memory(process: int) -> float:
    """Megabytes that are in memory (RSS)."""
    return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * _PAGE / 1e6


def _bytes_a_conversation(database: str) -> float:
    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size('kigen_conversations'), count(*) FROM kigen_conversations")
        size, rows = cursor.fetchone()
    return float(size) / rows


def measure(turns: int) -> dict[str, float]:
    """All figures of one process with PostgreSQL and Redis."""
    folder = Path(tempfile.mkdtemp(prefix="kigen-capacity-"))
    limits = {f"KIGEN_{name}_PER_MINUTE": "1000000" for name in ("REQUESTS", "ADDRESS", "TALK")}
    with postgres(folder) as database, redis(folder) as address:
        stores = {"KIGEN_DATABASE": database, "KIGEN_REDIS": address}
        with kigen(folder, **stores, **limits) as server, Redis.from_url(address) as shared:
            server.wait_until_ready()
            _at_once(server, WARM_UP)
            before, began, kept = _seconds_by_program(), time.perf_counter(), _redis_bytes(shared)
            people = _at_once(server, turns)
            took, after = time.perf_counter() - began, _seconds_by_program()
            times = [ms for person in people for ms in person.times]
            spent = {name: (after[name] - before.get(name, 0.0)) * 1000 / len(times) for name in after}
            (process,) = server.serving
            return {
                "turns": len(times),
                "server_cpu_ms_a_turn": round(spent["python"], 2),
                "postgres_cpu_ms_a_turn": round(spent["postgres"], 3),
                "redis_cpu_ms_a_turn": round(spent["redis"], 3),
                "turns_a_core_second": round(1000 / spent["python"], 1),
                "observed_turns_a_second": round(len(times) / took, 1),
                "observed_median_ms": round(statistics.median(times), 1),
                "memory_mb": round(_memory(process)),
                "memory_mb_of_the_supervisor": round(_memory(server.process.pid)),
                "bytes_sent_a_turn": round(sum(person.sent for person in people) / len(times)),
                "bytes_got_a_turn": round(sum(person.got for person in people) / len(times)),
                "database_bytes_a_conversation": round(_bytes_a_conversation(database)),
                "redis_bytes_a_conversation": round((_redis_bytes(shared) - kept) / (len(times) / len(SAID))),
            }


def _redis_bytes(shared: Redis) -> int:
    return int(shared.info("memory")["used_memory_dataset"])


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 2000), indent=1))
