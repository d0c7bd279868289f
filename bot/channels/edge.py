"""What every channel is given."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date

from bot import clock
from bot.engine import attempt, metrics
from bot.engine.engine import Engine
from bot.engine.events import FAILURE, Listener, NobodyListens, decision
from bot.engine.reply import Reply
from bot.engine.tokens import token, topic_of
from bot.settings import Settings
from bot.state import State


@dataclass(frozen=True, slots=True)
class Edge:
    """The engine, the settings, the state that all processes share, and who listens to what happens."""

    settings: Settings
    engine: Engine
    state: State
    listener: Listener = field(default_factory=NobodyListens)

    async def reply(self, text: str, conversation: str, channel: str, today: date | None = None) -> Reply:
        """The reply to what came in: a button's token of this conversation is its topic, anything else is typed text.

        ``channel`` is ``web``, ``line`` or ``rest``. There is a reply in every case, after 5 seconds the calm sentence.
        """
        topic = topic_of(self.settings.secret, conversation, text)
        return await self.turn(text, conversation, channel, today or clock.today(), topic)

    async def turn(self, text: str, conversation: str, channel: str, today: date, topic: str | None) -> Reply:
        """The reply to a text, or to a button of a ``topic``."""
        reply = await self.engine.reply(text, conversation, today=today, topic=topic, channel=channel)
        metrics.count_turn(channel, reply)
        under_way = attempt.current()
        if under_way and decision(reply.answer) == FAILURE:
            under_way.has_failed = True
        self.listener.turn(conversation, reply, channel, typed=topic is None)
        return reply

    def token(self, conversation: str, topic: str) -> str:
        """The payload of a button that leads to a topic."""
        return token(self.settings.secret, conversation, topic)

    async def forget(self, conversation: str) -> None:
        """Delete a conversation."""
        await asyncio.to_thread(self.engine.forget, conversation)
        self.listener.ended(conversation)
