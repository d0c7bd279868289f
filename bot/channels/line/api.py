"""LINE's Messaging API through the official SDK, with what each outcome means for an answer."""

from __future__ import annotations

import asyncio
import json
import logging
from enum import Enum
from typing import Any

from bot.channels.line.pace import Pace

MOST_CALLS_AT_ONCE = 32
_LOADING_SECONDS = 20  # a multiple of 5; vanishes with the next message
_log = logging.getLogger(__name__)


class Outcome(Enum):
    """What became of a message."""

    DELIVERED = "delivered"
    TOKEN_GONE = "the reply token was used or is too old"
    REFUSED = "LINE will not take these messages, now or later"
    NOT_NOW = "LINE did not take them, and may later"
    UNSURE = "no answer: LINE may have taken them"


class LineApi:
    """The few calls that the channel makes. ``host`` is another address of the API, for tests; use within one event loop."""

    def __init__(self, token: str, host: str | None, pace: Pace) -> None:
        from linebot.v3.messaging import AsyncApiClient, AsyncMessagingApi, Configuration

        configuration = Configuration(access_token=token, host=host)
        configuration.connection_pool_maxsize = MOST_CALLS_AT_ONCE
        self._client = AsyncApiClient(configuration)
        self._api = AsyncMessagingApi(self._client)
        self._pace = pace
        self._places = asyncio.Semaphore(MOST_CALLS_AT_ONCE)

    async def reply(self, token: str, messages: list[dict[str, Any]]) -> Outcome:
        """Answer with a reply token (free of charge, once)."""
        from linebot.v3.messaging import ReplyMessageRequest

        return await self._outcome(
            lambda: self._api.reply_message(
                ReplyMessageRequest.from_dict({"replyToken": token, "messages": messages}), _request_timeout=self._pace.call
            )
        )

    async def push(self, talk: str, messages: list[dict[str, Any]], retry_key: str) -> Outcome:
        """Send without a token; LINE takes a retry key (a UUID) once only, so the call may be repeated."""
        from linebot.v3.messaging import PushMessageRequest

        return await self._outcome(
            lambda: self._api.push_message(
                PushMessageRequest.from_dict({"to": talk, "messages": messages}), retry_key, _request_timeout=self._pace.call
            )
        )

    async def show_loading(self, user: str) -> None:
        """Show that an answer is on its way; nobody misses it where it fails."""
        from linebot.v3.messaging import ShowLoadingAnimationRequest

        request = ShowLoadingAnimationRequest(chatId=user, loadingSeconds=_LOADING_SECONDS)
        await self._outcome(lambda: self._api.show_loading_animation(request, _request_timeout=self._pace.call))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _outcome(self, call: Any) -> Outcome:
        from aiohttp import ClientConnectorError, ClientError
        from linebot.v3.messaging import ApiException

        async with self._places:
            try:
                await call()
            except ApiException as error:
                return _meaning(error.status, error.body)
            except ClientConnectorError as error:
                _log.warning("LINE: no connection: %s", type(error).__name__)
                return Outcome.NOT_NOW
            except (ClientError, TimeoutError) as error:
                _log.warning("LINE: no answer: %s", type(error).__name__)
                return Outcome.UNSURE
            except ValueError as error:  # the SDK's models know a part of LINE's limits
                _log.error("LINE: the SDK refused a message: %s", type(error).__name__)
                return Outcome.REFUSED
        return Outcome.DELIVERED


def _meaning(status: int, body: bytes | None) -> Outcome:
    if status == 409:
        return Outcome.DELIVERED  # this retry key was accepted before
    said = _message(body)
    if status == 400 and "reply token" in said.lower():
        return Outcome.TOKEN_GONE
    _log.warning("LINE: status %s", status)
    if status == 401:
        _log.error("LINE: the access token is not valid any more: set KIGEN_LINE_TOKEN anew (kigen line check)")
        return Outcome.NOT_NOW
    if status == 429:
        return Outcome.NOT_NOW
    return Outcome.UNSURE if status >= 500 else Outcome.REFUSED


def _message(body: bytes | None) -> str:
    try:
        return str(json.loads(body or b"{}").get("message", ""))
    except (ValueError, AttributeError):
        return ""
