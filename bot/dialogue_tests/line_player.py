"""Plays over the simulated LINE: typed texts, tapped buttons and picked days go through webhook, engine and Messaging API."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from bot.answers import compose
from bot.channels.line.simulator import LinePlatform, Phone
from bot.channels.line.simulator.phone import seen, tappable
from bot.dialogue_tests.players import DOES_NOT_KNOW, CannotPlayError, Conversation
from bot.dialogue_tests.said import Button, Said, said
from bot.dialogue_tests.script import Dialogue
from bot.dialogue_tests.witness import listening
from bot.engine.reply import Reply
from bot.render.line.asked_days import PREFIX

Json = dict[str, Any]
_SAYS = frozenset({"message", "postback"})


class LinePlayer:
    """A new LINE user for every dialogue. ``platforms``: LINE with the bot that may ask for birth dates (True) or may not."""

    channel = "line"

    def __init__(self, platforms: Mapping[bool, LinePlatform]) -> None:
        self._platforms = platforms

    @asynccontextmanager
    async def conversation(self, dialogue: Dialogue, today: date) -> AsyncIterator[Conversation]:
        """A talk, which ends when the user blocks the account."""
        phone = Phone(self._platforms[dialogue.line_birth_dates])
        with listening() as replies:
            yield _LineConversation(phone, replies)
        await phone.block()


class _LineConversation:
    def __init__(self, phone: Phone, replies: list[Reply]) -> None:
        self._phone = phone
        self._replies = replies
        self._pickers: dict[str, Json] = {}

    async def type(self, text: str) -> Said:
        return self._said(await self._phone.say(text))

    async def press(self, button: Button) -> Said:
        return self._said(await self._phone.tap(json.loads(button.payload)))

    async def pick(self, field: str, day: date | None) -> Said:
        if day is None:
            return await self.type(DOES_NOT_KNOW)
        return self._said(await self._phone.tap(self._pickers[field], day))

    def _said(self, messages: list[Json]) -> Said:
        if not self._replies:
            raise CannotPlayError(f"LINEでは、この送り方にはボットの定型の返事しかありません（{seen(messages)}）")
        actions = tappable(messages)
        self._pickers = {a["data"].removeprefix(PREFIX): a for a in actions if a["type"] == "datetimepicker"}
        buttons = tuple(Button(a["label"], json.dumps(a)) for a in actions if a["type"] in _SAYS)
        shown = seen(messages)
        heard = said(self._replies.pop(), shown, buttons, next(iter(self._pickers), None))
        # LINE's text is masked before it reaches the engine, so the engine cannot tell.
        return replace(heard, masked=heard.masked or compose.phrase("masked_warning").text in shown)
