"""How fast LINE's webhook is answered while the engine takes three seconds a turn: ``python tests/bench/bench_line.py``.

LINE counts an answer after two seconds as a failure; aimed at is a p95 of 50 ms.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "channels" / "line"), str(Path(__file__).parents[2])]

from line_bot import FakeEngine, start_bot  # noqa: E402  # beside the LINE tests

from bot.channels.line.pace import Pace  # noqa: E402
from bot.channels.line.simulator.happenings import text_message  # noqa: E402

_USERS, _ROUNDS, _SLOW = 100, 3, 3.0


async def webhook_times() -> list[float]:
    """Milliseconds from the request to the status, for one message a request."""
    times = []
    pace = replace(Pace(), shutdown=0.1)
    async with start_bot(None, FakeEngine(seconds=_SLOW), pace) as bot:
        phones = [bot.phone() for _ in range(_USERS)]
        for n in range(_ROUNDS):
            for phone in phones:
                happening = phone.event("message", message=text_message(f"{n}"))
                started = time.perf_counter()
                status = await bot.line.deliver([happening])
                times.append((time.perf_counter() - started) * 1000)
                if status != 200:
                    raise RuntimeError(f"the webhook answered {status}")
                await asyncio.sleep(0.01)
    return sorted(times)


async def throughput() -> float:
    """Messages a second from the webhook to the person, with an engine that answers at once."""
    async with start_bot(None, pace=Pace()) as bot:
        phones = [bot.phone() for _ in range(200)]
        started = time.perf_counter()
        for n in range(5):
            await bot.line.deliver([phone.event("message", message=text_message(f"{n}")) for phone in phones])
        for phone in phones:
            await bot.line.answers(phone.user, 5, 60)
        return 1000 / (time.perf_counter() - started)


def main() -> None:
    """Measure and print."""
    times = asyncio.run(webhook_times())
    print(
        f"webhook with an engine of {_SLOW:.0f} s: p50 {times[len(times) // 2]:.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms"
    )
    print(f"messages answered: {asyncio.run(throughput()):.0f} a second")


if __name__ == "__main__":
    main()
