"""Plays over the chat API of the web widget, in process (docs/answer.md)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from itertools import count
from typing import Any

import httpx
from fastapi import FastAPI

from bot.dialogue_tests.players import CannotPlayError, Conversation
from bot.dialogue_tests.said import Button, Said, said
from bot.dialogue_tests.script import Dialogue
from bot.dialogue_tests.witness import listening
from bot.engine.reply import Reply

Message = dict[str, Any]


class WebPlayer:
    """The widget's part. The application must trust ``X-Forwarded-For``: every conversation comes from an address of its own."""

    channel = "web"

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._addresses = (f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}" for n in count(1))

    @asynccontextmanager
    async def conversation(self, dialogue: Dialogue, today: date) -> AsyncIterator[Conversation]:
        """A session of the chat API, deleted at its end."""
        headers = {"x-forwarded-for": next(self._addresses)}
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot", headers=headers, timeout=30) as client:
            begun = await _asked(client, "POST", "/api/chat/sessions", {})
            client.headers["authorization"] = f"Bearer {begun['session']}"
            with listening() as replies:
                yield _WebConversation(client, replies)
            await client.delete("/api/chat/session")


class _WebConversation:
    def __init__(self, client: httpx.AsyncClient, replies: list[Reply]) -> None:
        self._client = client
        self._replies = replies

    async def type(self, text: str) -> Said:
        return await self._said({"text": text})

    async def press(self, button: Button) -> Said:
        return await self._said({"choice": button.payload})

    async def pick(self, field: str, day: date | None) -> Said:
        return await self._said({"date": {"field": field, "value": day.isoformat() if day else None}})

    async def _said(self, sent: dict[str, Any]) -> Said:
        answer = await _asked(self._client, "POST", "/api/chat/messages", sent)
        message = answer["message"]
        buttons = tuple(Button(b["label"], b["token"]) for b in (*message["choices"], *message["next_steps"]))
        request = message["date_request"]
        return said(self._replies[-1], "\n".join(_shown(message)), buttons, request["field"] if request else None)


async def _asked(client: httpx.AsyncClient, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    response = await client.request(method, path, json=body)
    if response.is_error:
        said_by_server = response.json().get("error", {}).get("message", "")
        raise CannotPlayError(f"チャットのAPIが {response.status_code} を返しました（{said_by_server}）")
    found: dict[str, Any] = response.json()
    return found


def _shown(message: Message) -> Iterator[str]:
    """The lines in the order in which the widget shows them."""
    yield from (part for part in (message["lead"], message["rest"], *message["notices"], message["warning"]) if part)
    yield from (f"・{row['text']}　{row['label']}" for row in message["timeline"])
    yield from (f"・{c['name']}　{c['phone']}　{c['hours']}　{c['note']}" for c in message["contacts"])
    yield from (part for part in (message["question"],) if part)
    yield from (f"{number}. {choice['label']}" for number, choice in enumerate(message["choices"], 1))
    yield from (f"出典：{source['text']}" for source in message["sources"])
