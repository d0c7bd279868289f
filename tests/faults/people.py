"""People who talk to the web chat at once, each from an address of their own, and send again what got no answer."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

# What anybody waits at most for one message, with all the times it is sent again.
PATIENCE_SECONDS = 180.0
_PAUSE_SECONDS = 1.0
_CALM_STATUSES = (429, 503)
DATES = ("2026年5月10日", "2026年8月20日", "2027年1月15日", "2031年3月3日")
# The third and fourth are the same: were the third answered twice, the fourth would get another answer.
SCRIPT = (
    "証明書の期限は{date}です",
    "来週病院で使える？",
    "これってどうなの",
    "これってどうなの",
    "更新に必要な持ち物は？",
    "更新はいつからできる？",
    "更新の手数料は？",
    "私の期限はいつ？",
)


@dataclass
class Talk:
    """One person's conversation: what was answered, how long each answer took with all its attempts, and what came before it.

    ``calm``: messages that first got the calm sentence; ``uncalm``: anything else that was no answer.
    """

    number: int
    names: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    calm: list[str] = field(default_factory=list)
    uncalm: list[str] = field(default_factory=list)
    history: list[dict[str, Any]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """What this person says."""
        return [line.format(date=DATES[self.number % len(DATES)]) for line in SCRIPT]

    @property
    def is_whole(self) -> bool:
        """Whether the kept conversation is exactly what was said: the greeting, then each message with the answer it got, once."""
        said = [turn["text"] for turn in self.history if turn["from"] == "user"]
        answers = [turn["message"]["id"] for turn in self.history[1:] if turn["from"] == "bot"]
        return said == self.texts and answers == self.ids and len(self.history) == 2 * len(SCRIPT) + 1


async def talk(address: str, number: int, pause: float = 0.0) -> Talk:
    """Have a whole conversation; ``pause`` in seconds between an answer and the next message. Who waits too long gives up."""
    kept = Talk(number)
    try:
        await _talk(address, kept, pause)
    except TimeoutError:
        kept.uncalm.append("gave up")
    return kept


async def _talk(address: str, kept: Talk, pause: float) -> None:
    number = kept.number
    # 127.0.0.0/8 is all this machine: everybody has an address of their own, and the limits of an address hold for each.
    home = f"127.1.{number // 250}.{number % 250 + 1}"
    transport = httpx.AsyncHTTPTransport(local_address=home, verify=False)  # nothing is encrypted; certificates cost time
    async with httpx.AsyncClient(base_url=address, transport=transport, timeout=PATIENCE_SECONDS) as http:
        begun = await _until_answered(kept, lambda: http.post("/api/chat/sessions", json={}))
        headers = {"Authorization": f"Bearer {begun['session']}"}
        for turn, text in enumerate(kept.texts):
            began = time.monotonic()
            keyed = headers | {"Idempotency-Key": f"{number}-{turn}"}
            told = await _until_answered(
                kept, lambda text=text, keyed=keyed: http.post("/api/chat/messages", json={"text": text}, headers=keyed)
            )
            kept.seconds.append(time.monotonic() - began)
            kept.names.append(told["message"]["name"])
            kept.ids.append(told["message"]["id"])
            await asyncio.sleep(pause)
        kept.history = (await _until_answered(kept, lambda: http.get("/api/chat/history", headers=headers)))["turns"]


async def _until_answered(kept: Talk, send: Any) -> dict[str, Any]:
    """What was answered in the end; raises ``TimeoutError`` after ``PATIENCE_SECONDS``."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                answer = await send()
            except httpx.TransportError as error:
                kept.uncalm.append(type(error).__name__)
                await asyncio.sleep(_PAUSE_SECONDS)
                continue
            told = _told(answer)
            if answer.status_code in (200, 201) and told.get("message", {}).get("name") != "failure":
                return told
            kind = f"{answer.status_code} {told.get('error', {}).get('code', 'failure')}"
            is_calm = bool(told) and answer.status_code in (200, *_CALM_STATUSES)
            (kept.calm if is_calm else kept.uncalm).append(kind)
            await asyncio.sleep(_PAUSE_SECONDS)


def _told(answer: httpx.Response) -> dict[str, Any]:
    try:
        told: dict[str, Any] = answer.json()
    except ValueError:
        return {}
    return told
