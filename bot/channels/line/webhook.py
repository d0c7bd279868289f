"""``POST /webhooks/line/webhook``: takes LINE's events, stores them, answers 200, and works on them afterwards."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response

from bot.answers import compose
from bot.channels.edge import Edge
from bot.channels.line.answering import Answering, links
from bot.channels.line.api import LineApi
from bot.channels.line.delivery import Delivery, Outgoing
from bot.channels.line.events import Incoming, incoming
from bot.channels.line.inbox import Inbox
from bot.channels.line.ledger import Ledger, Waiting
from bot.channels.line.pace import Pace
from bot.engine.metrics import count_error
from bot.render.line import text_messages

PATH = "/webhooks/line/webhook"
_MOST_TURNS_AT_ONCE = 16  # the engine works on one turn at a time; more would only wait in it, against its own time limit
_log = logging.getLogger(__name__)


def router(edge: Edge, pace: Pace | None = None) -> APIRouter:
    """The route; LINE must be switched on in the settings. Background work runs within the application's lifespan."""
    from linebot.v3.webhook import SignatureValidator

    channel = LineChannel(edge, pace or Pace())
    routes = APIRouter(tags=["line"], lifespan=channel.lifespan)
    validator = SignatureValidator(edge.settings.line_secret)

    @routes.post(PATH)
    async def webhook(request: Request) -> Response:
        """Store what is new and answer at once; 400 where the body is not LINE's or cannot be read."""
        body = await request.body()
        try:
            text = body.decode()
            if not validator.validate(text, request.headers.get("x-line-signature", "")):
                return Response(status_code=400)
            events = _events(json.loads(text))
        except (ValueError, RecursionError):
            return Response(status_code=400)
        await channel.take(events)
        return Response(status_code=200)

    return routes


class LineChannel:
    """The parts of the channel, put together."""

    def __init__(self, edge: Edge, pace: Pace) -> None:
        self._settings = edge.settings
        self._pace = pace
        self._ledger = Ledger(edge.state)
        self._inbox = Inbox(self._ledger, self._handle, pace)
        self._answering = Answering(edge, links(edge.settings))
        self._turns = asyncio.Semaphore(_MOST_TURNS_AT_ONCE)
        self._api: LineApi | None = None

    @asynccontextmanager
    async def lifespan(self, app: FastAPI) -> AsyncIterator[None]:
        """From the application's start to its end."""
        self._api = LineApi(self._settings.line_token, self._settings.line_api, self._pace)
        await self._inbox.start()
        operators = asyncio.create_task(self._answering.taking_over.work(self._api))
        yield
        operators.cancel()
        await self._inbox.stop()
        await self._api.close()

    async def take(self, events: list[Incoming]) -> None:
        """Store new events and queue them."""
        for event in events:
            waiting = await self._ledger.take(event)
            if waiting:
                self._inbox.put(waiting)

    async def _handle(self, waiting: Waiting) -> None:
        if self._api is None:
            raise RuntimeError("the channel was not started")
        outgoing, is_first = waiting.outgoing, waiting.outgoing is None
        if outgoing is None:
            outgoing = await self._answered(self._api, waiting.event)
            if outgoing is None:
                return
            await self._ledger.keep(replace(waiting, outgoing=outgoing))
        await Delivery(self._api, self._pace).deliver(outgoing, waiting.event, may_reply=is_first)

    async def _answered(self, api: LineApi, event: Incoming) -> Outgoing | None:
        """The answer; while it takes long, LINE shows that it is on its way."""
        work = asyncio.create_task(self._turn(event))
        done, _ = await asyncio.wait({work}, timeout=self._pace.loading_after)
        if done or event.kind not in ("text", "postback"):
            return await work
        loading = asyncio.create_task(api.show_loading(event.talk))
        try:
            return await work
        finally:
            loading.cancel()  # a sign that came after the answer would stay

    async def _turn(self, event: Incoming) -> Outgoing | None:
        try:
            async with self._turns:
                return await self._answering.outgoing(event)
        except Exception as error:
            count_error("line", error)
            _log.error("LINE: a turn failed: %s", type(error).__name__)
            said = text_messages(compose.say("failure"))
            return None if event.kind == "unfollow" else Outgoing(said, said)


def _events(body: Any) -> list[Incoming]:
    """The events of a webhook body in the order in which they happened; raises ``ValueError``."""
    if not isinstance(body, dict) or not isinstance(body.get("events"), list):
        raise ValueError("not a webhook body")
    found = [event for event in map(incoming, body["events"]) if event]
    return sorted(found, key=lambda event: event.timestamp)
