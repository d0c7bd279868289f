"""The web application: the public edge around the engine."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from bot.channels import health, rest
from bot.channels.edge import Edge
from bot.channels.limits import BodyLimit
from bot.engine.engine import Engine
from bot.settings import Settings
from bot.state import MemoryState


def create_app(settings: Settings, engine: Engine) -> FastAPI:
    """All routes; the API's documentation pages only where this is not production."""
    docs = {"docs_url": None, "redoc_url": None, "openapi_url": None} if settings.production else {}
    app = FastAPI(title="Kigen", **docs)  # type: ignore[arg-type]  # a dict of optional strings
    edge = Edge(settings, engine, MemoryState())
    app.add_middleware(BodyLimit)
    app.add_exception_handler(RequestValidationError, _unreadable)
    for channel in (health, rest):
        app.include_router(channel.router(edge))
    return app


async def _unreadable(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"error": "送られた内容を読めませんでした。形を確かめてください。"}, 422)
