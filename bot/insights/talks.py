"""Which turns belong together, known only while a conversation lives: what is kept of it is one line at its end."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import datetime, timedelta

from bot.engine.events import TurnEvent
from bot.insights.store import Talk

_MOST_OPEN = 50_000
_NO_TOPIC = frozenset({"greet", "thanks", "goodbye", "affirm", "deny", "unknown_date", "give_date", "out_of_scope", "restart"})


class OpenTalks:
    """The conversations that are going on, by their id, in the order of their last turns."""

    def __init__(self, minutes: int) -> None:
        self._silence = timedelta(minutes=minutes)
        self._open: OrderedDict[str, tuple[datetime, Talk]] = OrderedDict()

    def turn(self, conversation: str, event: TurnEvent, at: datetime) -> list[Talk]:
        """Take a turn at a moment; the conversations that are over because of it."""
        over = self.ended_by(at)
        before = self._open.pop(conversation, None)
        self._open[conversation] = (at, _continued(before[1], event) if before else _begun(event))
        if len(self._open) > _MOST_OPEN:
            over.append(self._open.popitem(last=False)[1][1])
        return over

    def ended(self, conversation: str) -> list[Talk]:
        """End a conversation that was deleted."""
        found = self._open.pop(conversation, None)
        return [found[1]] if found else []

    def ended_by(self, at: datetime) -> list[Talk]:
        """End those that were silent for their session's time."""
        over = []
        while self._open and next(iter(self._open.values()))[0] < at - self._silence:
            over.append(self._open.popitem(last=False)[1][1])
        return over

    def end_all(self) -> list[Talk]:
        """End all: the process stops."""
        over = [talk for _, talk in self._open.values()]
        self._open.clear()
        return over


def _begun(event: TurnEvent) -> Talk:
    return Talk(event.at, event.channel, 1, event.is_unanswered, event.decision, _topic(event), event.asks, event.hand_off)


def _continued(talk: Talk, event: TurnEvent) -> Talk:
    return replace(
        talk,
        turns=talk.turns + 1,
        unanswered=event.is_unanswered,
        decision=event.decision,
        topic=_topic(event) or talk.topic,
        asks=event.asks,
        hand_off=talk.hand_off or event.hand_off,
    )


def _topic(event: TurnEvent) -> str | None:
    """The topic, where the turn was about one of the content's."""
    return None if event.topic in _NO_TOPIC else event.topic
