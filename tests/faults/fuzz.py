"""Hostile messages and requests, by hand: is there ever a 5xx, a reflection that is not escaped, a worker that hangs?

python tests/faults/fuzz.py --messages 100000 --out tests/faults/results/fuzz.json
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.faults.soak import SETTINGS
from tests.keeping import keep
from tests.running_kigen import Kigen, kigen

AT_ONCE = 4
QUESTION = "更新に必要な持ち物は？"
_MARK = "kigen7"  # stands in everything that must not come back as it was sent
_SEEDS = (
    f"<script>{_MARK}()</script>",
    f'"><img src=x onerror={_MARK}()>',
    f"<svg/onload={_MARK}()>期限",
    f"'; DROP TABLE kigen_conversations; -- {_MARK}",
    "1' OR '1'='1",
    "!!python/object/apply:os.system ['true']",
    "- &a [*a, *a]\n? : {{",
    "/expiry_mine{}",
    '/restart{"a": 1}',
    "／expiry_mine｛｝",
    "{{7*7}}${7*7}#{7*7}%(name)s%s{0}{answer.text}",
    "\u202e期限\u2066は\u2069\u200f",
    "\x00\x01\x07\x1b[31m期限\x7f\ufffe",
    "き" + "\u0300\u0301\u0336" * 80,
    "証明書" * 300,
    "2026年5月20日" * 60,
    "9" * 900,
    "令和" * 200 + "元年",
    "𠮷" * 300,
    "👨‍👩‍👧‍👦" * 60,
    "\n" * 500,
    "あ" * 20_000,
    "../../etc/passwd",
    "%00%0d%0aSet-Cookie: a=b",
    "我的卡过期了 my card ¿cuándo? カード",
    "ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ ｷｹﾞﾝ",
    "012-345-678-901 1234 5678 9012",
    "𝟚𝟘𝟚𝟞年５月二〇日",
    "99999年99月99日 0年0月0日 -1/-1/-1",
    "二千二十六年五月三十二日",
)
_PIECES = ("期限", "更新", "5月", "R8.5.20", "切れた", *" ？\u200b\ud7ff\t\u3000'\"<&{\\%/")
_UNESCAPED = re.compile(rf"<(?:script|img|svg)[^>]*{_MARK}|<script>{_MARK}", re.IGNORECASE)
_ESCAPED = re.compile(rf"&lt;(?:script|img|svg)[^<]*{_MARK}", re.IGNORECASE)


@dataclass
class Fuzz:
    """What was seen. ``reflected``: texts that a page gave back as markup; ``escaped``: how many it gave back as mere text;
    ``slowest``: seconds."""

    statuses: Counter[str] = field(default_factory=Counter)
    reflected: list[str] = field(default_factory=list)
    escaped: int = 0
    slowest: float = 0.0

    @property
    def messages(self) -> int:
        """How many messages were sent."""
        return sum(self.statuses.values())

    @property
    def failures(self) -> dict[str, int]:
        """Answers that say that the server is at fault."""
        return {status: n for status, n in self.statuses.items() if status.rpartition(" ")[2].startswith("5")}


def hostile(chance: random.Random) -> Iterator[str]:
    """Messages that mean harm, and mixtures of them."""
    while True:
        text = chance.choice(_SEEDS)
        for _ in range(chance.randrange(4)):
            place = chance.randrange(len(text) + 1)
            piece = chance.choice((*_PIECES, chr(chance.randrange(1, 0xD800)), chance.choice(_SEEDS)))
            text = text[:place] + piece + text[place:]
        yield text[: chance.choice((40, 400, 1_200, 30_000))]


def fuzz(server: Kigen, messages: int) -> Fuzz:
    """Send so many; raises ``AssertionError`` where a usual question is not answered afterwards."""
    seen = Fuzz()
    asyncio.run(_all(server.address, messages, seen))
    answer = httpx.post(f"{server.address}/webhooks/rest/webhook", json={"sender": "after", "message": QUESTION}, timeout=10)
    assert "暗証番号" in answer.text, answer.text
    return seen


async def _all(address: str, messages: int, seen: Fuzz) -> None:
    async with asyncio.TaskGroup() as group:
        for number in range(AT_ONCE):
            group.create_task(_attack(address, random.Random(number), messages // AT_ONCE, seen))


async def _attack(address: str, chance: random.Random, messages: int, seen: Fuzz) -> None:
    texts = hostile(chance)
    async with httpx.AsyncClient(base_url=address, timeout=30) as http:
        session = ""
        for number in range(messages):
            if number % 20 == 0:
                session = (await http.post("/api/chat/sessions", json={})).json()["session"]
            await _send(http, next(texts), session, chance, seen)


async def _send(http: httpx.AsyncClient, text: str, session: str, chance: random.Random, seen: Fuzz) -> None:
    began = time.monotonic()
    match chance.randrange(10):
        case 0 | 1:
            way, answer = "plain", await http.post("/plain", data={"text": text, "session": session})
        case 2 | 3 | 4:
            sender = f"{chance.randrange(1000)}{text[:3] if chance.random() < 0.1 else ''}"
            way, answer = "rest", await http.post("/webhooks/rest/webhook", json={"sender": sender, "message": text})
        case 5:  # not what the API asks for
            body = chance.choice((text.encode("utf-8", "replace"), json.dumps({"text": [text]}).encode(), b"[" * 2_000))
            headers = {"Authorization": f"Bearer {session}", "Content-Type": "application/json"}
            way, answer = "broken", await http.post("/api/chat/messages", content=body, headers=headers)
        case _:
            headers = {"Authorization": f"Bearer {session}", "Idempotency-Key": str(chance.random())}
            way, answer = "chat", await http.post("/api/chat/messages", json={"text": text}, headers=headers)
    seen.slowest = max(seen.slowest, time.monotonic() - began)
    seen.statuses[f"{way} {answer.status_code}"] += 1
    if answer.headers.get("content-type", "").startswith("text/html"):
        seen.escaped += bool(_ESCAPED.search(answer.text))
        if _UNESCAPED.search(answer.text):
            seen.reflected.append(text[:200])


def main() -> None:
    """Run it, print the figures and keep them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, kigen(Path(folder), **SETTINGS) as server:
        server.wait_until_ready()
        began = time.monotonic()
        seen = fuzz(server, given.messages)
        seconds = time.monotonic() - began
        logged = [line for line in server.output.splitlines() if line.startswith(("ERROR", "CRITICAL", "Traceback"))]
    told = {
        "messages": seen.messages,
        "messages_per_second": round(seen.messages / seconds, 1),
        "statuses": dict(sorted(seen.statuses.items())),
        "server_errors": seen.failures,
        "reflected_unescaped": seen.reflected,
        "reflected_escaped": seen.escaped,
        "slowest_seconds": round(seen.slowest, 2),
        "errors_in_the_log": logged[:10],
    }
    keep(told, given.out)


if __name__ == "__main__":
    main()
