"""Rasa's stores on top of ours: conversations and their locks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any, TypeVar

from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.engine import attempt, tracing
from bot.engine.metrics import STORE_SECONDS
from bot.engine.rows import Loaded, Rows
from bot.state import MemoryState, State

_HOLD_SECONDS = 60.0
T = TypeVar("T")


class ConversationStore(TrackerStore):
    """Keeps of a conversation what carries it on: its slots, as one row that ends with the session.

    Rasa's stores keep every event and replay them all in each turn, so that long conversations get slow; and events would hold
    what people typed. Names are shortened hashes, since the id of a LINE user should not stand in a file.

    A process may die after it saved a turn and before anybody got the answer. So the row holds what was there before the turn,
    too: the same message again (bot/engine/attempt.py) begins where it began, and gets the same answer.
    """

    def __init__(self, domain: Domain, rows: Rows, minutes: int = 30, event_broker: Any = None) -> None:
        super().__init__(domain, event_broker)
        self._rows = rows
        self._seconds = minutes * 60
        self._latest: dict[str, UserUttered] = {}

    async def get_or_create_tracker(
        self, sender_id: str, max_event_history: int | None = None, append_action_listen: bool = True
    ) -> DialogueStateTracker:
        """The conversation, or a new one, of which nothing is written before its first turn is over."""
        loaded = await self._load(sender_id)
        return self._tracker(sender_id, loaded)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the slots."""
        name = name_of(tracker.sender_id)
        kept: dict[str, Any] = {"slots": {key: slot.value for key, slot in tracker.slots.items() if slot.value is not None}}
        self._latest[name] = tracker.latest_message
        if not isinstance(tracker, _Tracker):
            tracker = self._tracker(tracker.sender_id, await self._load(tracker.sender_id))
        under_way = attempt.current()
        # Who has everything forgotten leaves nothing here either.
        if under_way and kept["slots"]:
            kept |= {"attempt": under_way.mark, "before": tracker.before}
        await self._do(self._rows.save, name, json.dumps(kept, ensure_ascii=False), self._seconds, tracker.generation)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation at the point where it listens; None where there is none, or its time is over."""
        loaded = await self._load(sender_id)
        return self._tracker(sender_id, loaded) if loaded.text is not None else None

    def take_latest_message(self, sender_id: str) -> UserUttered | None:
        """What was understood of the message of the turn that was saved just now."""
        return self._latest.pop(name_of(sender_id), None)

    async def keys(self) -> Iterable[str]:
        """The names of the conversations that are kept."""
        return await self._do(self._rows.names)

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation."""
        await self._do(self._rows.delete, name_of(sender_id))

    async def delete_expired(self) -> None:
        """Delete the conversations whose session is over."""
        await self._do(self._rows.delete_expired)

    async def close(self) -> None:
        """Let go of the file or the connections."""
        await self._do(self._rows.close)

    async def _do(self, work: Callable[..., T], *given: Any) -> T:
        with STORE_SECONDS.labels(work.__name__).time(), tracing.span(f"store.{work.__name__}"):
            return await asyncio.to_thread(work, *given) if self._rows.is_remote else work(*given)

    async def _load(self, sender_id: str) -> Loaded:
        return await self._do(self._rows.load, name_of(sender_id))

    def _tracker(self, sender_id: str, loaded: Loaded) -> _Tracker:
        tracker = _Tracker(sender_id, self.domain.slots)
        tracker.generation, tracker.before = loaded.generation, _slots(loaded)
        if tracker.before is None:
            return tracker
        for event in (ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")):
            tracker.update(event)
        for name, value in tracker.before.items():
            if name in tracker.slots:  # a newer model may know other slots
                tracker.update(SlotSet(name, value))
        return tracker


class _Tracker(DialogueStateTracker):
    """A tracker that knows in which generation of the store it was read, and the slots as they were (None: a new conversation)."""

    generation: int
    before: dict[str, Any] | None


def _slots(loaded: Loaded) -> dict[str, Any] | None:
    """The slots with which a turn begins; those before the turn that is kept where this is another attempt at it."""
    if loaded.text is None:
        return None
    kept: dict[str, Any] = json.loads(loaded.text)
    under_way = attempt.current()
    is_again = under_way is not None and kept.get("attempt") == under_way.mark
    slots: dict[str, Any] | None = kept["before" if is_again else "slots"]
    return slots


class ConversationLocks(InMemoryLockStore):
    """Rasa's lock stores ask again only every second; with the shared state a waiting message goes on at once."""

    def __init__(self, state: State | None = None, endpoint_config: EndpointConfig | None = None) -> None:
        super().__init__()
        self._state = state or MemoryState()

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = _HOLD_SECONDS, wait_time_in_seconds: float = 0
    ) -> AsyncGenerator[None, None]:
        """Hold the conversation; waiters go on in the order in which they came."""
        async with self._state.lock(f"lock:conversation:{name_of(conversation_id)}", lock_lifetime):
            yield

    async def close(self) -> None:
        """Let go of the connections."""
        await self._state.close()


def name_of(conversation: str) -> str:
    """A name of fixed length that does not show an id."""
    return sha256(conversation.encode("utf-8", "surrogatepass")).hexdigest()[:40]
