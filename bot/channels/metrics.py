"""``/metrics`` for Prometheus: from this machine itself, or with the token of the settings. And what every request adds to it."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from ipaddress import ip_address

from fastapi import APIRouter, FastAPI, Request, Response
from opentelemetry.trace import SpanKind
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import clock
from bot.channels.edge import Edge
from bot.channels.handover import CONNECTED, WAITING, Case, Handover
from bot.engine import metrics, tracing

_FORWARDED = ("x-forwarded-for", "x-real-ip", "forwarded", "via")
# Looking at the queue reads the names of all keys of the shared state: a scrape does it, but not two at a time, nor for long.
_QUEUE_SECONDS = 2.0


def router(edge: Edge) -> APIRouter:
    """The route; to others it does not exist. While the application runs, traces go where the settings say."""
    routes = APIRouter(tags=["health"], lifespan=_tracing(edge))
    handover = Handover(edge)
    looking = asyncio.Lock()

    @routes.get("/metrics", include_in_schema=False)
    async def figures(request: Request) -> Response:
        """All figures of this process."""
        token = edge.settings.metrics_token
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        has_token = bool(token) and hmac.compare_digest(given.encode(), token.encode())
        if not has_token and (token or edge.settings.trusted_proxy or not _is_from_this_machine(request)):
            return Response(status_code=404)
        if handover.is_used and not looking.locked():
            async with looking:
                await _look_at_the_queue(handover)
        return Response(metrics.as_text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return routes


class Measured:
    """Counts requests by route and status, and is the first span of each. A route is its pattern: paths may hold tokens."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        with tracing.span("request", is_first=True, kind=SpanKind.SERVER) as span:

            async def noticed(message: Message) -> None:
                if message["type"] == "http.response.start":
                    route, method, status = _route(scope), _method(scope), message["status"]
                    metrics.REQUESTS.labels(route, method, status).inc()
                    metrics.REQUEST_SECONDS.labels(route).observe(time.perf_counter() - began)
                    request_id = scope.get("state", {}).get("request_id", "")
                    tracing.tell(span, route=route, method=method, status=status, request_id=request_id)
                    if status >= 500:
                        tracing.fail(span, str(status))
                await send(message)

            await self._app(scope, receive, noticed)


def _tracing(edge: Edge) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        provider = tracing.begin(edge.settings.traces) if edge.settings.traces else None
        yield
        if provider:
            await asyncio.to_thread(tracing.end, provider)

    return lifespan


async def _look_at_the_queue(handover: Handover) -> None:
    """Set the figures of the operators' queue; where the shared state is away, they stay and the failure is counted."""
    try:
        cases = await asyncio.wait_for(handover.all(), _QUEUE_SECONDS)
    except Exception as error:
        metrics.count_error("metrics", error)
        return
    for state in (WAITING, CONNECTED):
        metrics.HANDOVER_CASES.labels(state).set(sum(case.state == state for case in cases))
    metrics.HANDOVER_WAIT.set(max((_waited(case) for case in cases if case.state == WAITING), default=0.0))


def _waited(case: Case) -> float:
    return max(0.0, (clock.now() - datetime.fromisoformat(case.since)).total_seconds())


def _route(scope: Scope) -> str:
    """The pattern of the route; one name for all that does not exist, whatever was asked for."""
    return str(getattr(scope.get("route"), "path", "none"))


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in ("GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "PATCH") else "other"


def _is_from_this_machine(request: Request) -> bool:
    """Whether the request came over loopback and through no proxy, which would make everybody's look so."""
    try:
        is_loopback = request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
    return is_loopback and not any(name in request.headers for name in _FORWARDED)
