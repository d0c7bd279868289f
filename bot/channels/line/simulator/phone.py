"""A person's LINE: what they send and tap, and what they see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot import clock
from bot.channels.line.simulator.happenings import Event, event, new_user, other_message, text_message
from bot.channels.line.simulator.platform import LinePlatform

Messages = list[dict[str, Any]]


class Phone:
    """One user's talk with the bot. Each method that sends waits for the bot's answer, at most ``patience`` seconds."""

    def __init__(self, platform: LinePlatform, patience: float = 15.0) -> None:
        self._platform = platform
        self._patience = patience
        self.user = new_user()

    async def add_friend(self) -> Messages:
        """Add the account as a friend."""
        return await self._answered(self.event("follow", follow={"isUnblocked": False}))

    async def say(self, text: str) -> Messages:
        """Type a text."""
        return await self._answered(self.event("message", message=text_message(text)))

    async def send(self, kind: str) -> Messages:
        """Send something that is no text: image, sticker …"""
        return await self._answered(self.event("message", message=other_message(kind)))

    async def tap(self, action: dict[str, Any], day: date | None = None) -> Messages:
        """Tap a button that says or posts something; ``day`` for one that picks a day."""
        if action["type"] == "message":
            return await self.say(action["text"])
        params = {"params": {"date": day.isoformat()}} if day else {}
        return await self._answered(self.event("postback", postback={"data": action["data"], **params}))

    async def block(self) -> None:
        """Block the account; there is no answer."""
        await self._platform.deliver([self.event("unfollow", can_be_answered=False)])

    def event(self, kind: str, can_be_answered: bool = True, **more: Any) -> Event:
        """An event of this user, now."""
        token = self._platform.reply_token(self.user) if can_be_answered else None
        return event(kind, self.user, int(clock.now().timestamp() * 1000), token, **more)

    async def _answered(self, happening: Event) -> Messages:
        before = len(self._platform.talks[self.user].received)
        status = await self._platform.deliver([happening])
        if status != 200:
            raise RuntimeError(f"the webhook answered {status}")
        return (await self._platform.answers(self.user, before + 1, self._patience))[-1]


def seen(messages: Messages) -> str:
    """All the words of messages in the order in which they are seen, without the words on buttons."""
    return "\n".join(word for message in messages for word in _words(message))


def tappable(messages: Messages) -> list[dict[str, Any]]:
    """All actions that messages offer; quick replies only of the last message, as LINE shows them."""
    found = [action for message in messages for action in _actions({**message, "quickReply": None})]
    return found + [item["action"] for item in messages[-1].get("quickReply", {}).get("items", [])]


def _words(message: dict[str, Any]) -> Iterator[str]:
    if message["type"] == "text":
        yield message["text"]
    elif message["type"] == "template":
        yield message["template"]["text"]
    else:
        yield message["altText"]
        yield from _flex_words(message["contents"])


def _flex_words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("type") == "text":
            yield value["text"]
        for key in ("header", "body", "contents", "footer"):
            yield from _flex_words(value.get(key))
    elif isinstance(value, list):
        for part in value:
            yield from _flex_words(part)


def _actions(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "action":
                yield part
            elif key == "actions":
                yield from part
            else:
                yield from _actions(part)
    elif isinstance(value, list):
        for part in value:
            yield from _actions(part)
