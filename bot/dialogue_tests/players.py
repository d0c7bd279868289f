"""Plays the person's part over a channel. Another channel is another ``Player``; the runner is given those that there are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from itertools import count
from typing import Protocol

from bot.answers import compose
from bot.answers.wording import say_day
from bot.dialogue_tests.said import Button, Said, said_plainly
from bot.dialogue_tests.script import Dialogue
from bot.engine.engine import Engine

DOES_NOT_KNOW = "わからない"
_numbers = count(1)


class CannotPlayError(Exception):
    """A move that cannot be made; the message is the end of a Japanese sentence."""


class Conversation(Protocol):
    """One conversation, from its first message on."""

    async def type(self, text: str) -> Said:
        """The reply to a typed text."""

    async def press(self, button: Button) -> Said:
        """The reply to a button of the last reply."""

    async def pick(self, field: str, day: date | None) -> Said:
        """The reply to a day picked for a field; None is 「わからない」."""


class Player(Protocol):
    """A channel on which dialogues can be played."""

    channel: str

    def conversation(self, dialogue: Dialogue, today: date) -> AbstractAsyncContextManager[Conversation]:
        """A new conversation on a day, forgotten by the bot at its end. Many may be open at the same time."""


class PlainPlayer:
    """The engine itself, without any channel around it."""

    channel = "plain"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def conversation(self, dialogue: Dialogue, today: date) -> AsyncIterator[Conversation]:
        """A new conversation with the engine."""
        name = f"dialogue:{next(_numbers)}"
        try:
            yield _PlainConversation(self._engine, name, today)
        finally:
            await asyncio.to_thread(self._engine.forget, name)


class _PlainConversation:
    def __init__(self, engine: Engine, name: str, today: date) -> None:
        self._engine, self._name, self._today = engine, name, today

    async def type(self, text: str) -> Said:
        return await self._said(text)

    async def press(self, button: Button) -> Said:
        return await self._said(button.label, topic=button.payload)

    async def pick(self, field: str, day: date | None) -> Said:
        # A picked day reaches the engine as the same sentence from every channel.
        return await self._said(f"{compose.field_words(field)}は{say_day(day)}です" if day else DOES_NOT_KNOW)

    async def _said(self, text: str, topic: str | None = None) -> Said:
        return said_plainly(await self._engine.reply(text, self._name, self._today, topic))
