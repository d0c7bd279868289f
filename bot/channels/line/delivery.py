"""Brings an answer to the person: by reply token first, by push only when the token is gone."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from bot import clock
from bot.channels.line.api import LineApi, Outcome
from bot.channels.line.events import Incoming
from bot.channels.line.pace import Pace
from bot.channels.line.sentences import EXCUSE, LATE
from bot.render.line.counting import MOST_MESSAGES

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Messages on their way. ``in_words``: the same as text only, sent where LINE refuses the others."""

    messages: list[dict[str, Any]]
    in_words: list[dict[str, Any]]
    retry_key: str = field(default_factory=lambda: str(uuid.uuid4()))

    def as_json(self) -> str:
        """For the store of answers that wait."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Outgoing:
        """What ``as_json`` wrote."""
        return cls(**json.loads(text))


class Delivery:
    """The rules of LINE's replies and pushes (docs/line.md)."""

    def __init__(self, api: LineApi, pace: Pace) -> None:
        self._api = api
        self._pace = pace

    async def deliver(self, outgoing: Outgoing, event: Incoming, may_reply: bool = True) -> None:
        """Return when the answer has arrived, or when nothing more can be done. ``may_reply``: the token was not tried yet."""
        if may_reply and event.reply_token and await self._replied(outgoing, event):
            return
        if not await self._pushed(_with_excuse_for_delay(outgoing, self._age(event) > self._pace.late_after), event):
            _log.error("LINE: an answer could not be delivered")

    async def _replied(self, outgoing: Outgoing, event: Incoming) -> bool:
        """Whether the answer arrived by its reply token."""
        messages, pause, may_have_arrived = outgoing.messages, self._pace.first_pause, False
        while self._age(event) < (self._pace.settled_within if may_have_arrived else self._pace.reply_within):
            outcome = await self._api.reply(event.reply_token, messages)
            if outcome is Outcome.DELIVERED:
                return True
            if outcome is Outcome.TOKEN_GONE:
                return may_have_arrived and self._age(event) < self._pace.settled_within
            if outcome is Outcome.UNSURE and may_have_arrived:
                _log.warning("LINE: two replies without an answer; a push follows, the message may come twice")
                return False
            if outcome is Outcome.REFUSED:
                if messages is outgoing.in_words:
                    return False
                messages = outgoing.in_words
                continue
            may_have_arrived = may_have_arrived or outcome is Outcome.UNSURE
            await asyncio.sleep(pause)
            pause = min(pause * 2, self._pace.longest_pause)
        return False

    async def _pushed(self, outgoing: Outgoing, event: Incoming) -> bool:
        """Whether the answer, or after a long time the excuse, arrived by push."""
        messages, retry_key, pause = outgoing.messages, outgoing.retry_key, self._pace.first_pause
        is_answer = True
        while self._age(event) < self._pace.told_for:
            if is_answer and self._age(event) > self._pace.dropped_after:
                messages, retry_key, is_answer = [EXCUSE], str(uuid.uuid4()), False
            outcome = await self._api.push(event.talk, messages, retry_key)
            if outcome is Outcome.DELIVERED:
                return True
            if outcome in (Outcome.REFUSED, Outcome.TOKEN_GONE):
                if messages is not outgoing.messages:
                    return False
                messages, retry_key = outgoing.in_words, str(uuid.uuid4())
                continue
            await asyncio.sleep(pause)
            pause = min(pause * 2, self._pace.longest_pause)
        return False

    def _age(self, event: Incoming) -> float:
        """Seconds since the event happened."""
        return clock.now().timestamp() - event.timestamp / 1000


def _with_excuse_for_delay(outgoing: Outgoing, is_late: bool) -> Outgoing:
    if not is_late or len(outgoing.messages) >= MOST_MESSAGES:
        return outgoing
    return Outgoing([LATE, *outgoing.messages], outgoing.in_words, outgoing.retry_key)
