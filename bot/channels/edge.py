"""What every channel is given."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date

from bot import clock
from bot.engine.engine import Engine
from bot.engine.reply import Reply
from bot.engine.tokens import token, topic_of
from bot.settings import Settings
from bot.state import State


@dataclass(frozen=True, slots=True)
class Edge:
    """The engine, the settings, and the state that all processes share."""

    settings: Settings
    engine: Engine
    state: State

    async def reply(self, text: str, conversation: str, channel: str, today: date | None = None) -> Reply:
        """The reply to what came in: a button's token of this conversation is its topic, anything else is typed text.

        ``channel`` is ``web``, ``line`` or ``rest``. There is a reply in every case, after 5 seconds the calm sentence.
        """
        topic = topic_of(self.settings.secret, conversation, text)
        return await self.engine.reply(text, conversation, today=today or clock.today(), topic=topic, channel=channel)

    def token(self, conversation: str, topic: str) -> str:
        """The payload of a button that leads to a topic."""
        return token(self.settings.secret, conversation, topic)

    async def forget(self, conversation: str) -> None:
        """Delete a conversation."""
        await asyncio.to_thread(self.engine.forget, conversation)
