"""Turns of the engine: how many a second, how long each, and the 200th of a conversation against the 2nd. Prints JSON.

``python tests/bench/bench_engine.py [turns] [database]``: a few hundred turns by default, conversations in memory; a
``database`` is a file or an address of PostgreSQL, which is left as it was found apart from conversations that expire.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import statistics
import sys
import time
from datetime import date

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

from bot.engine.engine import Engine
from bot.settings import MEMORY, Settings

TODAY = date(2026, 6, 15)
LONG = 200
AT_ONCE = 8
SAID = (
    "証明書の期限は2026年5月10日です",
    "来週病院で使えますか",
    "更新に必要な持ち物は？",
    "どこで更新できますか",
    "料金はかかりますか",
)


def _talk(engine: Engine, conversation: str, turns: int) -> list[float]:
    """The milliseconds of each turn of a conversation."""
    return [engine.reply_now(SAID[number % len(SAID)], conversation, TODAY).milliseconds for number in range(turns)]


async def _at_once(engine: Engine, run: str, turns: int) -> float:
    """Turns a second with ``AT_ONCE`` conversations side by side."""

    async def one(number: int) -> None:
        for turn in range(turns // AT_ONCE):
            await engine.reply(SAID[turn % len(SAID)], f"{run}:{number}", TODAY)

    began = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(AT_ONCE)))
    return turns // AT_ONCE * AT_ONCE / (time.perf_counter() - began)


def measure(turns: int, database: str) -> dict[str, float]:
    """All figures; milliseconds where the name ends so."""
    began = time.perf_counter()
    engine = Engine(Settings(database=database))
    started = time.perf_counter() - began
    run = secrets.token_hex(4)
    short = [ms for number in range(max(1, turns // len(SAID))) for ms in _talk(engine, f"{run}:s{number}", len(SAID))]
    long = _talk(engine, f"{run}:long", LONG)
    beginning, end = statistics.median(long[1:21]), statistics.median(long[-20:])
    per_second = asyncio.run(_at_once(engine, run, turns))
    engine.close()
    return {
        "start_seconds": round(started, 1),
        "turns": turns,
        "turns_per_second_8_at_once": round(per_second, 1),
        "median_ms": round(statistics.median(short), 2),
        "p99_ms": round(statistics.quantiles(short, n=100)[98], 2),
        "turns_2_to_21_median_ms": round(beginning, 2),
        "turns_181_to_200_median_ms": round(end, 2),
        "late_to_early": round(end / beginning, 2),
    }


if __name__ == "__main__":
    given = sys.argv[1:]
    print(json.dumps(measure(int(given[0]) if given else 400, given[1] if len(given) > 1 else MEMORY), indent=1))
