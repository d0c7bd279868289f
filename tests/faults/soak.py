"""A day of talk pressed together, by hand (`make soak`): does the memory of the serving process stay where it is?

python tests/faults/soak.py --turns 200000 --out tests/faults/results/soak.json
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import yaml

from bot.settings import ROOT
from tests.keeping import keep
from tests.running_kigen import Kigen, kigen

AT_ONCE = 4
_TURNS_OF_A_TALK = 8
# Everything is kept for the shortest time, so that the end of conversations happens thousands of times, too.
SETTINGS = {
    "KIGEN_TODAY": "2026-06-15",
    "KIGEN_SESSION_MINUTES": "1",
    "KIGEN_REQUESTS_PER_MINUTE": "1000000",
    "KIGEN_ADDRESS_PER_MINUTE": "1000000",
}
_ODD = (
    "",
    "？",
    "あ" * 1000,
    "い" * 3000,
    "私の番号は123456789012です",
    "<script>alert(1)</script>",
    "/restart",
    "\u202e期限\u0000",
)


@dataclass
class Soak:
    """What was seen: the statuses of all requests, and the memory (MB) of the serving process by the number of turns."""

    turns: int
    done: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    samples: list[tuple[int, float]] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """How much larger the last tenth is than the first tenth after the warm-up (a tenth): 0.05 is 5 %."""
        tenth = self.turns / 10
        first = median(size for turns, size in self.samples if tenth <= turns <= 2 * tenth)
        last = median(size for turns, size in self.samples if turns >= 9 * tenth)
        return last / first - 1


def soak(server: Kigen, turns: int) -> Soak:
    """Talk to a server until it has answered so many messages."""
    seen = Soak(turns)
    (serving,) = server.serving
    asyncio.run(_all(server, serving, seen))
    return seen


async def _all(server: Kigen, serving: int, seen: Soak) -> None:
    every = max(1, seen.turns // 200)
    async with asyncio.TaskGroup() as group:
        for number in range(AT_ONCE):
            group.create_task(_talks(server.address, number, seen))
        for sampled in itertools.count(every, every):
            if sampled > seen.turns:
                break
            while seen.done < sampled:
                await asyncio.sleep(0.02)
            seen.samples.append((seen.done, memory(serving)))


async def _talks(address: str, number: int, seen: Soak) -> None:
    chance = random.Random(number)
    texts = _texts(chance)
    async with httpx.AsyncClient(base_url=address, timeout=60) as http:
        while seen.done < seen.turns:
            opened = await http.post("/api/chat/sessions", json={})
            seen.statuses[opened.status_code] += 1
            headers = {"Authorization": f"Bearer {opened.json()['session']}"}
            for _ in range(_TURNS_OF_A_TALK):
                keyed = headers | {"Idempotency-Key": str(chance.random())}
                said = await http.post("/api/chat/messages", json={"text": next(texts)}, headers=keyed)
                seen.statuses[said.status_code] += 1
                seen.done += 1
            answers = [await http.get("/api/chat/history", headers=headers)]
            if chance.random() < 0.3:
                vote = {"message_id": opened.json()["greeting"]["id"], "helpful": chance.random() < 0.5}
                answers.append(await http.post("/api/chat/feedback", json=vote, headers=headers))
            if chance.random() < 0.3:
                answers.append(await http.delete("/api/chat/session", headers=headers))
            seen.statuses.update(answer.status_code for answer in answers)


def _texts(chance: random.Random) -> Iterator[str]:
    """Questions of the development set, with dates of every kind, and now and then something odd."""
    groups = yaml.safe_load((ROOT / "tests/nlu/dev.yml").read_text("utf-8"))
    questions = [str(each["text"]) for group in groups.values() for each in group]
    while True:
        roll = chance.random()
        if roll < 0.15:
            yield f"証明書の期限は{chance.randint(2024, 2034)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日です"
        elif roll < 0.2:
            yield chance.choice(_ODD)
        else:
            yield chance.choice(questions)


def memory(pid: int) -> float:
    """What a process holds in memory, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024, 1)


def main() -> None:
    """Run it, print the figures and keep them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=200_000)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, kigen(Path(folder), **SETTINGS) as server:
        server.wait_until_ready()
        began = time.monotonic()
        seen = soak(server, given.turns)
        seconds = time.monotonic() - began
        kept = sum(file.stat().st_size for file in Path(folder).glob("*.sqlite3")) / 1e6
    told: dict[str, Any] = {
        "turns": seen.done,
        "turns_per_second": round(seen.done / seconds, 1),
        "memory_growth_after_warm_up": round(seen.growth, 4),
        "statuses": dict(seen.statuses),
        "stored_mb_at_the_end": round(kept, 1),
        "memory_mb_by_turns": seen.samples[:: max(1, len(seen.samples) // 20)],
    }
    keep(told, given.out)


if __name__ == "__main__":
    main()
