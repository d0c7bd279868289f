"""The web application: the public edge around the engine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from bot.channels import assist, chat, chat_errors, health, metrics, pages, rest
from bot.channels.chat_turns import Chat
from bot.channels.edge import Edge
from bot.channels.headers import CalmFailures, ResponseHeaders, SharedPaths
from bot.channels.limits import BodyLimit, Crowd
from bot.channels.line import webhook as line
from bot.channels.rate import Rates
from bot.channels.stopping import EndOfStreams
from bot.engine.engine import Engine
from bot.engine.events import Listener, NobodyListens
from bot.insights.recorder import Recorder
from bot.settings import Settings
from bot.state import MemoryState, State


def create_app(settings: Settings, engine: Engine, state: State | None = None, listener: Listener | None = None) -> FastAPI:
    """All routes; the API's description only where this is not production (its pages would load scripts from elsewhere).

    Without a ``listener`` the insights are recorded, where the settings name a folder for them.
    """
    recorder = Recorder(settings.data_directory, settings) if settings.data_directory and listener is None else None
    app = FastAPI(
        title="Kigen",
        docs_url=None,
        redoc_url=None,
        openapi_url=None if settings.production else "/openapi.json",
        lifespan=_closing(recorder),
    )
    app.state.stopping = asyncio.Event()
    edge = Edge(settings, engine, state or MemoryState(), listener or recorder or NobodyListens())
    web_chat, rates = Chat(edge), Rates(edge)
    _wrap(app, settings)
    chat_errors.register(app)
    for channel in (health, metrics):
        app.include_router(channel.router(edge))
    app.include_router(rest.router(edge, rates))
    app.include_router(chat.router(edge, web_chat, rates))
    app.include_router(pages.router(edge, web_chat, rates))
    app.include_router(assist.router(edge, web_chat))
    if settings.has_line:
        app.include_router(line.router(edge))
    return app


def _closing(recorder: Recorder | None) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """What is still to be written is written when the application stops."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        if recorder:
            await asyncio.to_thread(recorder.close)

    return lifespan


def _wrap(app: FastAPI, settings: Settings) -> None:
    """What stands around all routes, the innermost first."""
    app.add_middleware(EndOfStreams, stopping=app.state.stopping)
    app.add_middleware(BodyLimit)
    app.add_middleware(Crowd)
    app.add_middleware(CalmFailures)
    app.add_middleware(SharedPaths, origins=settings.origins)
    app.add_middleware(metrics.Measured)
    app.add_middleware(ResponseHeaders, https_only=settings.production)
