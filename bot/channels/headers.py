"""What every answer carries: a request id, security headers, and a calm sentence where something broke."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.chat_errors import error_body, sentence_of
from bot.engine import logs
from bot.engine.metrics import count_error

_log = logging.getLogger(__name__)
_SHARED_PATHS = ("/api/chat/", "/static/")
_POLICY_OF_DATA = "default-src 'none'; frame-ancestors 'none'"
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": _POLICY_OF_DATA,
    "Cache-Control": "no-store",
}
_ONE_YEAR_TLS = "max-age=31536000"


def page_policy(frame_ancestors: str) -> str:
    """The content security policy of our pages: everything from our own origin, nothing inline, Trusted Types.

    ``frame_ancestors``: who may show the page in a frame, in the words of CSP.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {frame_ancestors}",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html kigen",
        )
    )


class ResponseHeaders:
    """Gives every response its request id, and the headers that a route has not set itself."""

    def __init__(self, app: ASGIApp, https_only: bool) -> None:
        self._app = app
        self._headers = _ALWAYS | ({"Strict-Transport-Security": _ONE_YEAR_TLS} if https_only else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on under its id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = f"r_{secrets.token_hex(8)}"
        scope.setdefault("state", {})["request_id"] = request_id
        logs.request_id.set(request_id)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


class CalmFailures:
    """Answers with 503 and a calm sentence where a route raised before it answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noticed)
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise
            # What was sent may hold a birth date, so only the kind of error is logged.
            request_id = scope["state"]["request_id"]
            count_error("request", error)
            _log.error("request %s failed: %s", request_id, type(error).__name__)
            await _answer_calmly(send, request_id)


class SharedPaths:
    """CORS for the pages of other sites that show the widget, on the paths that the widget needs and no others."""

    def __init__(self, app: ASGIApp, origins: Iterable[str]) -> None:
        self._app = app
        self._shared = CORSMiddleware(
            app,
            allow_origins=list(origins),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key"],
            expose_headers=["X-Request-Id", "Retry-After"],
            max_age=3600,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        is_shared = scope["type"] == "http" and scope["path"].startswith(_SHARED_PATHS)
        await (self._shared if is_shared else self._app)(scope, receive, send)


async def _answer_calmly(send: Send, request_id: str) -> None:
    body = json.dumps(error_body(503, sentence_of(503), request_id), ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})
