"""``/metrics`` for Prometheus: from this machine itself, or with the token of the settings."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from fastapi import APIRouter, Request, Response

from bot.channels.edge import Edge
from bot.engine import metrics

_FORWARDED = ("x-forwarded-for", "x-real-ip", "forwarded", "via")


def router(edge: Edge) -> APIRouter:
    """The route; to others it does not exist."""
    routes = APIRouter(tags=["health"])

    @routes.get("/metrics", include_in_schema=False)
    async def figures(request: Request) -> Response:
        """All figures of this process."""
        token = edge.settings.metrics_token
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        has_token = bool(token) and hmac.compare_digest(given.encode(), token.encode())
        if not has_token and (token or edge.settings.trusted_proxy or not _is_from_this_machine(request)):
            return Response(status_code=404)
        return Response(metrics.as_text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return routes


def _is_from_this_machine(request: Request) -> bool:
    """Whether the request came over loopback and through no proxy, which would make everybody's look so."""
    try:
        is_loopback = request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
    return is_loopback and not any(name in request.headers for name in _FORWARDED)
