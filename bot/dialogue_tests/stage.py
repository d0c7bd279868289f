"""Builds the bot with all its channels in this process, and a player for each."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.app import create_app
from bot.channels.line.simulator import LinePlatform
from bot.channels.line.simulator.in_process import running
from bot.channels.line.simulator.platform import Send
from bot.dialogue_tests.line_player import LinePlayer
from bot.dialogue_tests.players import PlainPlayer, Player
from bot.dialogue_tests.vocabulary import ORGANISATIONS
from bot.dialogue_tests.web_player import WebPlayer
from bot.dialogue_tests.witness import witness
from bot.engine.engine import Engine
from bot.organisation import Organisation, read
from bot.settings import Settings

_ADDRESS = "https://kigen.example"


@asynccontextmanager
async def players(engine: Engine, channels: Collection[str]) -> AsyncIterator[list[Player]]:
    """The players for ``channels`` in their usual order; nothing that the others need is started."""
    async with AsyncExitStack() as stack:
        found: list[Player] = []
        if "plain" in channels:
            found.append(PlainPlayer(engine))
        if "web" in channels:
            found.append(WebPlayer(create_app(_settings(), witness(engine))))
        if "line" in channels:
            found.append(LinePlayer({asks: await stack.enter_async_context(_line(engine, asks)) for asks in (True, False)}))
        yield found


@asynccontextmanager
async def _line(engine: Engine, birth_dates: bool) -> AsyncIterator[LinePlatform]:
    send: Send | None = None

    async def carry(body: bytes, headers: dict[str, str]) -> int:
        if send is None:
            raise RuntimeError("the bot was not started")
        return await send(body, headers)

    secret, token = secrets.token_hex(16), secrets.token_hex(16)
    async with LinePlatform(secret, token, carry) as platform:
        settings = replace(_settings(), line_secret=secret, line_token=token, line_api=platform.url, line_birth_dates=birth_dates)
        async with running(create_app(settings, witness(engine, birth_dates))) as send:
            yield platform


def _settings() -> Settings:
    """No limits: all conversations of a run come from one machine."""
    return Settings(public_url=_ADDRESS, trusted_proxy=True, requests_per_minute=1_000_000)


def organisations(own: Path | None = None) -> Callable[[str | None], Organisation]:
    """Finds the organisation that a dialogue names; without a name that of the file ``own``, else one without settings.

    What is given raises ``OrganisationError`` where a file cannot be used.
    """

    @cache
    def named(name: str | None) -> Organisation:
        path = ORGANISATIONS / f"{name}.yml" if name else own
        return read(path) if path else Organisation()

    return named
