"""Turns of the engine: how many a second, how long each, and the last of 200 against the first. Prints JSON.

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


def _early_and_late(engine: Engine, run: str) -> tuple[float, float]:
    """The median milliseconds of a conversation's first twenty turns but the first, and of its last twenty of ``LONG``.

    The two are measured in turns of the same words, one after the other, so that both meet the same load of the machine.
    """
    _talk(engine, f"{run}:long", LONG - 20)
    early, late = [], []
    for number in range(20):
        text = SAID[number % len(SAID)]
        early.append(engine.reply_now(text, f"{run}:young", TODAY).milliseconds)
        late.append(engine.reply_now(text, f"{run}:long", TODAY).milliseconds)
    return statistics.median(early[1:]), statistics.median(late[1:])


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
    early, late = _early_and_late(engine, run)
    per_second = asyncio.run(_at_once(engine, run, turns))
    engine.close()
    return {
        "start_seconds": round(started, 1),
        "turns": turns,
        "turns_per_second_8_at_once": round(per_second, 1),
        "median_ms": round(statistics.median(short), 2),
        "p99_ms": round(statistics.quantiles(short, n=100)[98], 2),
        "first_20_turns_median_ms": round(early, 2),
        "turns_181_to_200_median_ms": round(late, 2),
        "late_to_early": round(late / early, 2),
    }


if __name__ == "__main__":
    given = sys.argv[1:]
    print(json.dumps(measure(int(given[0]) if given else 400, given[1] if len(given) > 1 else MEMORY), indent=1))
