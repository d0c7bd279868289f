"""Conversations and locks of one process, in memory."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot import clock

_MOST_CONVERSATIONS = 20_000
# Slots carry the conversation on; older events only make each turn slower, since Rasa replays them all.
_MOST_EVENTS = 40


class ConversationStore(TrackerStore):
    """Keeps live conversations as objects, the newest 20,000, and drops each after its session's time."""

    def __init__(self, domain: Domain, minutes: int = 30, event_broker: Any = None) -> None:
        super().__init__(domain, event_broker)
        self._seconds = minutes * 60
        self._kept: OrderedDict[str, tuple[float, DialogueStateTracker]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation as the newest one."""
        self.delete_expired()
        self._kept[tracker.sender_id] = (_seconds_now(), tracker)
        self._kept.move_to_end(tracker.sender_id)
        while len(self._kept) > _MOST_CONVERSATIONS:
            self._kept.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, shortened to its slots and last events; None after its session's time."""
        self.delete_expired()
        found = self._kept.get(sender_id)
        return self._shortened(found[1]) if found else None

    def latest_message(self, sender_id: str) -> UserUttered | None:
        """What was understood of the newest message of a conversation."""
        found = self._kept.get(sender_id)
        return found[1].latest_message if found else None

    async def keys(self) -> Iterable[str]:
        """The conversations that are kept."""
        return list(self._kept)

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation."""
        self._kept.pop(sender_id, None)

    def delete_expired(self) -> None:
        """Drop the conversations whose session is over."""
        border = _seconds_now() - self._seconds
        while self._kept and next(iter(self._kept.values()))[0] < border:
            self._kept.popitem(last=False)

    def _shortened(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        if len(tracker.events) <= _MOST_EVENTS:
            return tracker
        short = DialogueStateTracker.from_events(
            tracker.sender_id, [], slots=self.domain.slots, sender_source=tracker.sender_source, domain=self.domain
        )
        short.update(ActionExecuted("action_session_start"))
        short.update(SessionStarted())
        short.update(ActionExecuted("action_listen"))
        for name, slot in tracker.slots.items():
            if slot.value is not None:
                short.update(SlotSet(name, slot.value))
        return short


class PromptLocks(InMemoryLockStore):
    """Rasa's lock store asks again only every second; here a waiting message goes on at once."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        super().__init__()
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = 60, wait_time_in_seconds: float = 0
    ) -> AsyncGenerator[None, None]:
        """Hold the conversation; waiters go on in the order in which they came."""
        lock, users = self._locks.get(conversation_id, (asyncio.Lock(), 0))
        self._locks[conversation_id] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks[conversation_id]
            if users == 1:
                del self._locks[conversation_id]
            else:
                self._locks[conversation_id] = (lock, users - 1)


def _seconds_now() -> float:
    return clock.now().timestamp()
