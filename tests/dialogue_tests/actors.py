"""Stand-ins for the bot: replies made by hand, and a player that gives them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date

from bot.dialogue_tests.said import Button, Said
from bot.dialogue_tests.script import Dialogue
from bot.organisation import organisation

GRACE = Said(
    text="病院で使える？",
    topic="usable_on_date",
    answer="usable_on_date.in_grace",
    states=("EXPIRED_IN_GRACE",),
    asks=None,
    also=None,
    choices=(),
    sources=("マイナ保険証の期限切れについて（協会けんぽ）",),
    masked=False,
    shown="はい、2026年6月22日は使えます（2026年8月31日まで）。\n・2026年6月15日　今日\n出典：協会けんぽ（2026年11月22日に参照）",
    buttons=(Button("更新の持ち物", "renew_bring"),),
    picker=None,
    reasons=(),
)
Reply = Callable[[str, date], Said]


class FakePlayer:
    """Answers by a function of what was typed (or pressed, or picked) and the day; remembers the days of conversations."""

    def __init__(self, reply: Reply, channel: str = "plain") -> None:
        self.channel = channel
        self._reply = reply
        self.days: list[date] = []
        self.organisations: list[str] = []
        self.open = 0

    @asynccontextmanager
    async def conversation(self, dialogue: Dialogue, today: date) -> AsyncIterator[FakePlayer._Talk]:
        """A conversation on a day."""
        self.days.append(today)
        self.organisations.append(organisation().name)
        self.open += 1
        yield self._Talk(self._reply, today)
        self.open -= 1

    class _Talk:
        def __init__(self, reply: Reply, today: date) -> None:
            self._reply, self._today = reply, today

        async def type(self, text: str) -> Said:
            return self._reply(text, self._today)

        async def press(self, button: Button) -> Said:
            return self._reply(f"[{button.payload}]", self._today)

        async def pick(self, field: str, day: date | None) -> Said:
            return self._reply(f"{field}={day}", self._today)


def always(said: Said) -> Reply:
    """The same reply to everything."""
    return lambda text, today: replace(said, text=text)
