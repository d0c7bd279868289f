"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.channels.edge import Edge


def router(edge: Edge) -> APIRouter:
    """``/healthz`` and ``/readyz``."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process lives."""
        return {"status": "ok"}

    @routes.get("/readyz")
    async def readyz(request: Request) -> JSONResponse:
        """The engine is loaded and answers, and the server is not about to stop."""
        ready = edge.engine.is_ready and not request.app.state.stopping.is_set()
        return JSONResponse({"status": "ready" if ready else "not ready"}, 200 if ready else 503)

    return routes
