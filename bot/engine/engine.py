"""The door to the dialogue: a message goes in, a reply comes out, always."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from bot import clock
from bot.answers import compose
from bot.answers.answer import Answer
from bot.engine.reply import Reply
from bot.engine.tensorflow_stand_in import leave_tensorflow_out
from bot.settings import Settings
from bot.text.masking import mask

MOST_CHARACTERS = 1000
_log = logging.getLogger(__name__)
T = TypeVar("T")


class NoModelError(RuntimeError):
    """No trained model was found; the message says what to do."""


class Engine:
    """Rasa's agent on a thread and an event loop of its own, so that a turn never holds up whoever called.

    ``reply`` may be awaited from any loop, ``reply_now`` called from any thread; turns of one conversation keep their order.
    """

    def __init__(self, settings: Settings) -> None:
        model = newest_model(settings.model_directory)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="rasa", daemon=True)
        self._thread.start()
        self._agent, self._store = self._run(_load(model, settings)).result()

    def reply_now(self, text: str, conversation: str, today: date | None = None, topic: str | None = None) -> Reply:
        """The reply to a message, waited for. ``topic``: the topic of a button that was pressed instead of typing."""
        return self._run(self._turn(text, conversation, today or clock.today(), topic)).result()

    async def reply(self, text: str, conversation: str, today: date | None = None, topic: str | None = None) -> Reply:
        """The reply to a message."""
        turn = self._run(self._turn(text, conversation, today or clock.today(), topic))
        return await asyncio.wrap_future(turn)

    def forget(self, conversation: str) -> None:
        """Delete a conversation."""
        self._run(self._store.delete(conversation)).result()

    def close(self) -> None:
        """Stop the engine's thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    def _run(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _turn(self, text: str, conversation: str, today: date, topic: str | None) -> Reply:
        started = time.perf_counter()
        masked = mask(text[: MOST_CHARACTERS + 1])
        finish: Callable[..., Reply] = lambda answer, confidence=0.0, dates=(): Reply(  # noqa: E731
            text=masked.text if len(text) <= MOST_CHARACTERS else masked.text[:MOST_CHARACTERS],
            today=today.isoformat(),
            answer=_with_warning(answer) if masked.was_masked else answer,
            confidence=confidence,
            dates=dates,
            masked=masked.was_masked,
            milliseconds=round((time.perf_counter() - started) * 1000, 1),
        )
        if len(text) > MOST_CHARACTERS:
            return finish(compose.say("too_long"))
        if not topic and not text.strip():
            return finish(compose.say("empty"))
        try:
            return finish(*await self._through_rasa(masked.text, conversation, today, topic))
        except Exception as error:
            # The text may hold a birth date, so only the kind of error is logged.
            _log.error("turn failed: %s", type(error).__name__)
            return finish(compose.say("failure"))

    async def _through_rasa(
        self, text: str, conversation: str, today: date, topic: str | None
    ) -> tuple[Answer, float, tuple[dict[str, Any], ...]]:
        from rasa.core.channels.channel import UserMessage

        from bot.engine.output import AnswerCollector

        collector = AnswerCollector()
        typed = text.lstrip("/／ \u3000\t") or "？"  # Rasa would take a leading slash for an intent
        message = UserMessage(
            f"/{topic}" if topic else typed, collector, conversation, input_channel="kigen", metadata={"today": today.isoformat()}
        )
        async with self._agent.lock_store.lock(conversation):
            await self._agent.processor.handle_message(message)
            tracker = await self._store.retrieve(conversation)
        answer = collector.answer() or compose.say("failure")
        latest = tracker.latest_message if tracker else None
        if latest is None:
            return answer, 0.0, ()
        found = tuple(e["value"] for e in latest.entities if e.get("entity") == "date")
        return answer, round(float(latest.intent.get("confidence") or 0.0), 3), found


def newest_model(directory: Path) -> Path:
    """The newest model in a folder; raises ``NoModelError``."""
    models = sorted(directory.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime) if directory.is_dir() else []
    if not models:
        raise NoModelError("学習済みのモデルがありません。先に `make setup`（または `.venv/bin/kigen train`）を実行してください。")
    return models[-1]


async def _load(model: Path, settings: Settings) -> tuple[Any, Any]:
    if not settings.keep_tensorflow:
        leave_tensorflow_out()
    from rasa.core.agent import Agent

    from bot.engine.action_endpoint import InProcessActions, trust_own_actions
    from bot.engine.logs import quieten
    from bot.engine.stores import ConversationStore, PromptLocks

    quieten()
    trust_own_actions()
    agent = Agent.load(str(model), action_endpoint=InProcessActions(), lock_store=PromptLocks())
    store = ConversationStore(agent.domain, settings.session_minutes)
    agent.tracker_store = store
    agent.processor.tracker_store = store
    gc.collect()
    gc.freeze()  # what was loaded lives as long as the process: no use in looking at it again
    return agent, store


def _with_warning(answer: Answer) -> Answer:
    warning = compose.phrase("masked_warning")
    return replace(answer, notices=(*answer.notices, warning.text), easy=f"{answer.easy}\n{warning.easy}")
