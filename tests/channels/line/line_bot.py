"""A LINE of our own and a bot whose engine is a stand-in, so that these tests need no model."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date

from fastapi import FastAPI
from line_schema import Checker

from bot.answers import compose
from bot.answers.answer import Answer
from bot.channels.edge import Edge
from bot.channels.limits import BodyLimit
from bot.channels.line.pace import Pace
from bot.channels.line.simulator import LinePlatform, Phone
from bot.channels.line.simulator.in_process import running
from bot.channels.line.webhook import router
from bot.engine.reply import Reply
from bot.settings import Settings
from bot.state import MemoryState

TODAY = date(2026, 6, 15)
SECRET, TOKEN = "0123456789abcdef0123456789abcdef", "token"
QUICK = Pace(call=0.3, loading_after=0.05, first_pause=0.02, longest_pause=0.1, heartbeat=0.05, silence=0.2, shutdown=1.0)


@dataclass
class FakeEngine:
    """Answers at once, or after ``seconds``; ``answer`` makes the answer to a text."""

    seconds: float = 0.0
    answer: Callable[[str], Answer] = lambda text: Answer(name="echo", topic="echo", text=f"「{text}」ですね。", easy=text)
    asked: list[tuple[str, str]] = field(default_factory=list)
    topics: list[str | None] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    is_ready: bool = True

    async def reply(
        self, text: str, conversation: str, today: date | None = None, topic: str | None = None, channel: str = "web"
    ) -> Reply:
        """The reply of the stand-in."""
        assert channel == "line"
        self.asked.append((conversation, text))
        self.topics.append(topic)
        await asyncio.sleep(self.seconds)
        answer = compose.general(topic) if topic and compose.is_topic(topic) else self.answer(text)
        return Reply(text, TODAY.isoformat(), answer, 1.0, (), False, 1.0)

    def forget(self, conversation: str) -> None:
        """Remember what was to be forgotten."""
        self.forgotten.append(conversation)


@dataclass
class Bot:
    """A bot with its LINE."""

    line: LinePlatform
    engine: FakeEngine
    state: MemoryState

    def phone(self) -> Phone:
        """A new user's phone."""
        return Phone(self.line, patience=5)


StartBot = Callable[..., AbstractAsyncContextManager[Bot]]


@asynccontextmanager
async def start_bot(
    openapi: Checker | None,
    engine: FakeEngine | None = None,
    pace: Pace = QUICK,
    state: MemoryState | None = None,
    token_lives: float = 60.0,
) -> AsyncIterator[Bot]:
    """A bot with its LINE; what it sends must please LINE."""
    engine, state = engine or FakeEngine(), state or MemoryState()
    send = None

    async def carry(body: bytes, headers: dict[str, str]) -> int:
        assert send is not None
        return await send(body, headers)

    async with LinePlatform(SECRET, TOKEN, carry, openapi.problems if openapi else None, token_lives) as line:
        settings = Settings(line_secret=SECRET, line_token=TOKEN, line_api=line.url, public_url="https://kigen.example")
        app = FastAPI()
        app.add_middleware(BodyLimit)
        app.include_router(router(Edge(settings, engine, state), pace))  # type: ignore[arg-type]  # a stand-in
        async with running(app) as send:
            yield Bot(line, engine, state)
        assert line.problems == []
