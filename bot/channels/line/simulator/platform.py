"""A server that behaves like LINE's: signed webhooks out, replies and pushes in, with LINE's rules and failures."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot import clock
from bot.channels.line.simulator.account import Account
from bot.channels.line.simulator.happenings import Event, body
from bot.render.line.violations import of_messages

Send = Callable[[bytes, dict[str, str]], Awaitable[int]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Check = Callable[[str, Any], list[str]]


@dataclass(slots=True)
class Fault:
    """The next ``times`` calls whose path holds ``path`` fail with ``status``, or get no answer for ``silent_for`` seconds.

    ``takes_effect``: the call did what it should, only its answer was lost.
    """

    path: str = "/message/"
    times: int = 1
    status: int = 500
    silent_for: float = 0.0
    takes_effect: bool = False


@dataclass(slots=True)
class Talk:
    """What a user got: the messages of each call, in order; ``arrived`` wakes those who wait for more."""

    received: list[list[dict[str, Any]]] = field(default_factory=list)
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the API and what it was answered."""

    path: str
    status: int


class LinePlatform:
    """Use as an asynchronous context manager; ``url`` is the API's address.

    ``send`` carries a webhook body with its headers to the bot and gives the status; ``check`` looks at a request's body beside
    the limits (tests give the schema of LINE's OpenAPI file); ``token_lives`` is how many seconds a reply token lives.
    """

    def __init__(self, secret: str, token: str, send: Send, check: Check | None = None, token_lives: float = 60.0) -> None:
        self._secret = secret
        self._token = token
        self._send = send
        self._check = check
        self._token_lives = token_lives
        self._tokens: dict[str, tuple[str, float]] = {}
        self._retry_keys: set[str] = set()
        self.account = Account(self._checked)
        self.talks: defaultdict[str, Talk] = defaultdict(Talk)
        self.faults: list[Fault] = []
        self.problems: list[str] = []
        self.calls: list[Call] = []
        self.url = ""

    async def __aenter__(self) -> LinePlatform:
        app = web.Application(middlewares=[self._around], client_max_size=4 * 1024 * 1024)
        app.router.add_post("/v2/bot/message/reply", self._reply)
        app.router.add_post("/v2/bot/message/push", self._push)
        app.router.add_post("/v2/bot/chat/loading/start", self._loading)
        self.account.add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def reply_token(self, user: str) -> str:
        """A new token for one answer to a user."""
        token = uuid.uuid4().hex
        self._tokens[token] = (user, _now() + self._token_lives)
        return token

    async def deliver(self, events: list[Event]) -> int:
        """Post events to the bot, signed; the status of the bot's answer."""
        text = json.dumps(body(events), ensure_ascii=False).encode()
        return await self._send(text, {"content-type": "application/json", "x-line-signature": self.signature(text)})

    def signature(self, text: bytes) -> str:
        """LINE's signature of a body."""
        return base64.b64encode(hmac.new(self._secret.encode(), text, hashlib.sha256).digest()).decode()

    async def answers(self, user: str, count: int, seconds: float) -> list[list[dict[str, Any]]]:
        """All that a user got, once it is ``count`` answers; raises ``TimeoutError``."""
        talk = self.talks[user]
        async with talk.arrived:
            await asyncio.wait_for(talk.arrived.wait_for(lambda: len(talk.received) >= count), seconds)
        return talk.received

    @web.middleware
    async def _around(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Authorisation, and the failures that were asked for."""
        if request.headers.get("authorization") != f"Bearer {self._token}":
            return self._answered(request, _error(401, "Authentication failed. Confirm that the access token is valid."))
        fault = next((fault for fault in self.faults if fault.times > 0 and fault.path in request.path), None)
        if fault is None:
            return self._answered(request, await handler(request))
        fault.times -= 1
        if fault.takes_effect:
            await handler(request)
        if fault.silent_for:
            await asyncio.sleep(fault.silent_for)
        return self._answered(request, _error(fault.status, "The API is failing as asked."))

    def _answered(self, request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
        self.calls.append(Call(request.path, response.status))
        return response

    async def _reply(self, request: web.Request) -> web.Response:
        given = await request.json()
        problems = self._checked("ReplyMessageRequest", given) or of_messages(given["messages"])
        if "x-line-retry-key" in request.headers:
            problems = [*problems, "a retry key on a reply"]
        if problems:
            return self._refused(problems)
        user, ends = self._tokens.pop(given["replyToken"], ("", 0.0))
        if ends < _now():
            return _error(400, "Invalid reply token")
        return await self._sent(user, given["messages"])

    async def _push(self, request: web.Request) -> web.Response:
        given = await request.json()
        problems = self._checked("PushMessageRequest", given) or of_messages(given["messages"])
        if problems:
            return self._refused(problems)
        key = request.headers.get("x-line-retry-key", "")
        if key and key in self._retry_keys:
            return _error(409, "The retry key is already accepted")
        self._retry_keys.add(key)
        return await self._sent(given["to"], given["messages"])

    async def _loading(self, request: web.Request) -> web.Response:
        given = await request.json()
        problems = self._checked("ShowLoadingAnimationRequest", given)
        if given.get("loadingSeconds", 20) % 5:
            problems = [*problems, "loadingSeconds is no multiple of 5"]
        return self._refused(problems) if problems else web.json_response({}, status=202)

    async def _sent(self, user: str, messages: list[dict[str, Any]]) -> web.Response:
        talk = self.talks[user]
        async with talk.arrived:
            talk.received.append(messages)
            talk.arrived.notify_all()
        return web.json_response({"sentMessages": [{"id": uuid.uuid4().hex} for _ in messages]})

    def _checked(self, schema: str, given: Any) -> list[str]:
        return self._check(schema, given) if self._check else []

    def _refused(self, problems: list[str]) -> web.Response:
        self.problems += problems
        return _error(400, f"The request body has {len(problems)} error(s)", problems)


def _error(status: int, message: str, details: list[str] | None = None) -> web.Response:
    return web.json_response({"message": message, "details": [{"message": text} for text in details or []]}, status=status)


def _now() -> float:
    return clock.now().timestamp()
