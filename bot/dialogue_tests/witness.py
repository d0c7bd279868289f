"""Hears what the engine decides while a channel only shows its part of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, cast

from bot.engine.engine import Engine
from bot.engine.reply import Reply

_heard: ContextVar[list[Reply] | None] = ContextVar("replies that were heard", default=None)


@contextmanager
def listening() -> Iterator[list[Reply]]:
    """The engine's replies to what is sent inside the ``with``, in order; those of other dialogues are not among them."""
    replies: list[Reply] = []
    token = _heard.set(replies)
    try:
        yield replies
    finally:
        _heard.reset(token)


class _Witness:
    def __init__(self, engine: Engine, line_birth_dates: bool) -> None:
        self._engine = engine
        self._line_birth_dates = line_birth_dates

    async def reply(
        self, text: str, conversation: str, today: date | None = None, topic: str | None = None, channel: str = "web"
    ) -> Reply:
        # Where LINE may ask for birth dates, the engine makes no difference between LINE and the web.
        heard_as = "web" if self._line_birth_dates else channel
        reply = await self._engine.reply(text, conversation, today, topic, heard_as)
        replies = _heard.get()
        if replies is not None:
            replies.append(reply)
        return reply

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


def witness(engine: Engine, line_birth_dates: bool = True) -> Engine:
    """The engine, heard by ``listening``. ``line_birth_dates``: LINE may ask for a birth date (the engine's setting is off)."""
    return cast(Engine, _Witness(engine, line_birth_dates))
