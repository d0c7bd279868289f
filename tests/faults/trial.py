"""Conversations at once, while processes are killed and stores restarted; what comes out is told in figures."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from tests.faults.people import DATES, SCRIPT, Talk, talk
from tests.faults.scene import Restartable, Scene

_STORE_AWAY_SECONDS = 1.0
_REQUEST_ID = re.compile(r"\br_[0-9a-f]+ ")


@dataclass
class Trouble:
    """What is done to the scene: every ``kill_every`` seconds a process is killed; after some of the kills a store is restarted."""

    kill_every: float
    killed: list[int] = field(default_factory=list)
    restarted: list[str] = field(default_factory=list)

    async def make(self, scene: Scene) -> None:
        """Go on until cancelled."""
        stores: list[tuple[str, Restartable]] = [("PostgreSQL", scene.postgres), ("Redis", scene.redis)]
        while True:
            await asyncio.sleep(self.kill_every / 2)
            server = scene.servers[len(self.killed) % len(scene.servers)]
            if server.serving:
                self.killed.append(server.kill_one())
            await asyncio.sleep(self.kill_every / 2)
            if stores:
                name, store = stores.pop(0)
                await asyncio.to_thread(store.restart, _STORE_AWAY_SECONDS)
                self.restarted.append(name)


async def conversations(scene: Scene, count: int, trouble: Trouble, pause: float) -> list[Talk]:
    """All of them at once, until the last is over and each store was restarted once."""
    making = asyncio.create_task(trouble.make(scene))
    try:
        talks = await asyncio.gather(*(talk(scene.address, number, pause) for number in range(count)))
    finally:
        making.cancel()
    return list(talks)


async def undisturbed(scene: Scene) -> list[Talk]:
    """The same conversations, one of each kind, while nothing is wrong: what the others are held against."""
    return [await talk(scene.address, number) for number in range(len(DATES))]


def different(talks: Sequence[Talk], models: Sequence[Talk]) -> list[Talk]:
    """The conversations in which something was answered otherwise than undisturbed."""
    return [each for each in talks if each.names != models[each.number % len(models)].names]


def figures(talks: Sequence[Talk], models: Sequence[Talk], trouble: Trouble, scene: Scene) -> dict[str, Any]:
    """What docs/benchmarks.md and the results tell of a run; times in seconds."""
    seconds = sorted(second for each in talks for second in each.seconds)
    cuts = quantiles(seconds, n=100)
    return {
        "conversations": len(talks),
        "messages": len(seconds),
        "messages_expected": len(talks) * len(SCRIPT),
        "processes_killed": len(trouble.killed),
        "stores_restarted": trouble.restarted,
        "calm_sentences": dict(Counter(kind for each in talks for kind in each.calm)),
        "neither_answer_nor_calm": dict(Counter(kind for each in talks for kind in each.uncalm)),
        "conversations_damaged": sum(not each.is_whole for each in talks),
        "conversations_answered_otherwise": len(different(talks, models)),
        "seconds_to_the_answer": {
            "p50": round(cuts[49], 3),
            "p99": round(cuts[98], 3),
            "most": round(seconds[-1], 3),
        },
        "logged": dict(Counter(_REQUEST_ID.sub("", line) for line in scene.errors)),
    }
