"""Suggestions while an operator types: each keystroke of the call scripts over HTTP on this machine. Prints JSON.

``python tests/bench/bench_assist.py``: the milliseconds from the request to the whole answer, for each keystroke of each script
(the scripts are tests/channels/assist/calls.yml) and for keystrokes in the middle of a call of 20 lines. The aim is 50 ms.
``cpu_ms`` is the processor's time for one keystroke, client and server together: a busy machine lengthens the others, not this.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("KIGEN_TODAY", "2026-06-15")
sys.path.insert(0, str(Path(__file__).parents[2]))

import httpx

from bot.channels.assist.passes import one_time_code
from bot.engine.engine import Engine
from bot.settings import Settings
from bot.state import MemoryState
from tests.browser.assist.desk import AssistServer
from tests.channels.assist.scripts import CALLS

AIM_MS = 50
LONG_CALL = 20
Keystroke = tuple[float, float]


class Operator:
    """Types, and measures each keystroke: how long it takes, and how much of the processor."""

    def __init__(self, server: AssistServer) -> None:
        self._server = server
        self._client = httpx.Client(base_url=server.url, trust_env=False)
        answer = self._client.post("/api/assist/sign-in/link", json={"code": one_time_code(server.settings.secret)})
        self._client.headers["Authorization"] = f"Bearer {answer.raise_for_status().json()['pass']}"
        self._requests = 0

    def types(self, before: str, line: str, after: str = "") -> list[Keystroke]:
        """Each keystroke of a line between others."""
        return [self._suggested(f"{before}{line[:length]}{after}") for length in range(1, len(line) + 1)]

    def _suggested(self, text: str) -> Keystroke:
        self._requests += 1
        if self._requests % 500 == 0:
            self._server.forget_rates()  # nobody types as fast as this
        began, worked = time.perf_counter(), time.process_time()
        self._client.post("/api/assist/suggest", json={"text": text}).raise_for_status()
        return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def _scripts(operator: Operator) -> list[Keystroke]:
    found: list[Keystroke] = []
    for call in CALLS:
        before = ""
        for line in call["lines"]:
            found += operator.types(before, line)
            before += f"{line}\n"
    return found


def _long_call(operator: Operator) -> list[Keystroke]:
    """A line typed between the others of a call as long as is read."""
    lines = [line for call in CALLS for line in call["lines"]][: LONG_CALL - 1]
    half = LONG_CALL // 2
    before, after = "\n".join([*lines[:half], ""]), "\n".join(["", *lines[half:]])
    return operator.types(before, "期限は令和8年5月20日だそうです", after)


def _figures(keystrokes: list[Keystroke]) -> dict[str, Any]:
    ordered = sorted(milliseconds for milliseconds, _ in keystrokes)
    return {
        "keystrokes": len(ordered),
        "median_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1),
        "longest_ms": round(ordered[-1], 1),
        "cpu_ms": round(statistics.median(cpu for _, cpu in keystrokes), 1),
        f"within_{AIM_MS}_ms": round(sum(each <= AIM_MS for each in ordered) / len(ordered), 4),
    }


def main() -> None:
    """Measure and print."""
    engine = Engine(Settings.from_environment())
    with tempfile.TemporaryDirectory() as folder:
        server = AssistServer(engine, MemoryState(), Path(folder))
        server.start()
        operator = Operator(server)
        operator.types("", "温める")
        figures = {"scripts": _figures(_scripts(operator)), "line_within_20": _figures(_long_call(operator))}
        server.stop()
    print(json.dumps(figures, ensure_ascii=False))
    engine.close()


if __name__ == "__main__":
    main()
