"""The door to the dialogue: a message goes in, a reply comes out, always."""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import threading
import time
from collections.abc import Coroutine, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from bot import clock
from bot.answers import compose
from bot.answers.answer import Answer
from bot.engine import tracing
from bot.engine.events import FAILURE, decision
from bot.engine.listening import Given, Heard, Listening, listen
from bot.engine.metrics import LOCK_SECONDS, TURNS_RUNNING, count_error
from bot.engine.reply import Reply
from bot.engine.tensorflow_stand_in import leave_tensorflow_out
from bot.settings import Settings
from bot.text.masking import Masked, mask

MOST_CHARACTERS = 1000
LONGEST_TURN_SECONDS = 5.0
_COMMAND = re.compile(r"\s*[/／][a-z_]+\s*(?:[{｛]|$)")
_WARM_UP = "warm-up"
_SWEEP_SECONDS = 60
_log = logging.getLogger(__name__)
T = TypeVar("T")


class NoModelError(RuntimeError):
    """There is no trained model, or it cannot be read; the message says what to do."""


class Engine:
    """Rasa's agent on a thread and an event loop of its own, so that a turn never holds up whoever called.

    ``reply`` may be awaited from any loop, ``reply_now`` called from any thread; turns of one conversation keep their order.
    """

    def __init__(self, settings: Settings, agent: Any = None) -> None:
        """Open the stores; raises ``NoModelError`` and ``StoreError``. ``agent``: one that ``load_agent`` loaded already."""
        self._settings = settings
        self._agent = agent or load_agent(newest_model(settings.model_directory), settings.keep_tensorflow)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="rasa", daemon=True)
        self._thread.start()
        self._store = self._run(_opened(self._agent, settings)).result()
        self._listening = Listening(self._agent)
        # The first turn fills caches of Rasa's and Sudachi's: nobody should wait for that.
        self.reply_now("こんにちは", _WARM_UP)
        self.forget(_WARM_UP)
        self._sweeping = self._run(_sweep(self._store))

    @property
    def is_ready(self) -> bool:
        """Whether a message would be answered now."""
        return self._thread.is_alive()

    def reply_now(
        self, text: str, conversation: str, today: date | None = None, topic: str | None = None, channel: str = "web"
    ) -> Reply:
        """The reply to a message, waited for. ``topic``: the topic of a button that was pressed instead of typing."""
        return self._run(self._turn(text, conversation, today or clock.today(), topic, channel)).result()

    async def reply(
        self, text: str, conversation: str, today: date | None = None, topic: str | None = None, channel: str = "web"
    ) -> Reply:
        """The reply to a message; the calm sentence where it takes more than ``LONGEST_TURN_SECONDS``."""
        today = today or clock.today()
        turn = asyncio.wrap_future(self._run(self._turn(text, conversation, today, topic, channel)))
        try:
            # Shielded: the turn goes on, so that the conversation is not left half written.
            return await asyncio.wait_for(asyncio.shield(turn), LONGEST_TURN_SECONDS)
        except TimeoutError as error:
            count_error("turn", error)
            _log.error("turn failed: took more than %s seconds", LONGEST_TURN_SECONDS)
            masked = mask(text[:MOST_CHARACTERS])
            return _reply(masked, today, time.perf_counter() - LONGEST_TURN_SECONDS, compose.say("failure"))

    async def listen(self, lines: Sequence[str], given: Sequence[Given], today: date) -> Heard:
        """What a call may be about, after the lines that an operator heard; nothing of it is kept."""
        return await asyncio.wrap_future(self._run(listen(self._listening, lines, given, today)))

    def forget(self, conversation: str) -> None:
        """Delete a conversation; a turn that is under way is waited for, so that it cannot bring it back."""
        self._run(self._forget(conversation)).result()

    def close(self) -> None:
        """Stop the engine's thread."""
        self._sweeping.cancel()
        self._run(self._agent.lock_store.close()).result()
        self._run(self._store.close()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    def _run(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _forget(self, conversation: str) -> None:
        async with self._agent.lock_store.lock(conversation):
            await self._store.delete(conversation)

    async def _turn(self, text: str, conversation: str, today: date, topic: str | None, channel: str) -> Reply:
        with TURNS_RUNNING.track_inprogress(), tracing.span("turn") as span:
            reply = await self._answered(text, conversation, today, topic, channel)
            ended = decision(reply.answer)
            tracing.tell(span, channel=channel, decision=ended)
            if ended == FAILURE:
                tracing.fail(span, ended)
            return reply

    async def _answered(self, text: str, conversation: str, today: date, topic: str | None, channel: str) -> Reply:
        started = time.perf_counter()
        masked = mask(text[:MOST_CHARACTERS])
        if len(text) > MOST_CHARACTERS:
            return _reply(masked, today, started, compose.say("too_long"))
        if not topic and not text.strip():
            return _reply(masked, today, started, compose.say("empty"))
        try:
            answer, confidence, dates = await self._through_rasa(masked.text, conversation, today, topic, channel)
        except Exception as error:
            count_error("turn", error)
            # The text may hold a birth date, so only the kind of error is logged.
            _log.error("turn failed: %s", type(error).__name__)
            return _reply(masked, today, started, compose.say("failure"))
        return _reply(masked, today, started, answer, confidence, dates)

    async def _through_rasa(
        self, text: str, conversation: str, today: date, topic: str | None, channel: str
    ) -> tuple[Answer, float, tuple[dict[str, Any], ...]]:
        from rasa.core.channels.channel import UserMessage

        from bot.engine.output import AnswerCollector

        collector = AnswerCollector()
        # Rasa would take a leading slash for an intent; who types a command of Rasa's has said nothing.
        typed = "？" if _COMMAND.match(text) else text.lstrip("/／ \u3000\t") or "？"
        metadata = {"today": today.isoformat(), "may_ask_birth": channel != "line" or self._settings.line_birth_dates}
        message = UserMessage(f"/{topic}" if topic else typed, collector, conversation, input_channel="kigen", metadata=metadata)
        waiting_since = time.perf_counter()
        async with self._agent.lock_store.lock(conversation):
            LOCK_SECONDS.observe(time.perf_counter() - waiting_since)
            await self._agent.processor.handle_message(message)
            latest = self._store.take_latest_message(conversation)
        answer = collector.answer() or compose.say("failure")
        if latest is None:
            return answer, 0.0, ()
        # What only the dialogue needs of a date stays out: a reply gives the form of dates.md.
        found = tuple(
            {key: value for key, value in e["value"].items() if key != "other_year"}
            for e in latest.entities
            if e.get("entity") == "date"
        )
        return answer, round(float(latest.intent.get("confidence") or 0.0), 3), found


def newest_model(directory: Path) -> Path:
    """The newest model in a folder; raises ``NoModelError``."""
    models = sorted(directory.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime) if directory.is_dir() else []
    if not models:
        raise NoModelError(
            "学習済みのモデルがありません。先に `make setup`（または `.venv/bin/kigen train`）を実行してください。"
        )
    return models[-1]


def load_agent(model: Path, keep_tensorflow: bool = False) -> Any:
    """Rasa's agent with our actions, without stores; raises ``NoModelError``.

    No thread is begun and nothing is opened, so that a process may be forked afterwards (bot/commands/serve_group.py).
    """
    if not keep_tensorflow:
        leave_tensorflow_out()
    from rasa.core.agent import Agent

    from bot.engine.action_endpoint import InProcessActions
    from bot.engine.logs import quieten
    from bot.engine.shortcuts import take_shortcuts

    quieten()
    actions = InProcessActions()
    try:
        agent = Agent.load(str(model), action_endpoint=actions)
    except Exception as error:
        raise NoModelError(
            f"モデル「{model.name}」を読めません（{type(error).__name__}）。`kigen train` で作り直すか、前のモデルに戻してください。"
        ) from error
    take_shortcuts(agent)
    tracing.watch(agent.processor)
    gc.collect()
    gc.freeze()  # what was loaded lives as long as the process: no use in looking at it again
    return agent


async def _opened(agent: Any, settings: Settings) -> Any:
    """Give an agent the stores that the settings name; runs on the loop on which they are used."""
    from bot.engine.opening import opened_rows
    from bot.engine.stores import ConversationLocks, ConversationStore
    from bot.state.opening import opened_locks

    store = ConversationStore(agent.domain, opened_rows(settings), settings.session_minutes)
    agent.lock_store = ConversationLocks(opened_locks(settings))
    agent.tracker_store = store
    agent.processor.tracker_store = store
    return store


async def _sweep(store: Any) -> None:
    """Delete expired conversations from time to time, for as long as the engine lives."""
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        try:
            await store.delete_expired()
        except Exception as error:
            count_error("sweep", error)
            _log.error("deleting expired conversations failed: %s", type(error).__name__)


def _reply(
    masked: Masked, today: date, started: float, answer: Answer, confidence: float = 0.0, dates: tuple[dict[str, Any], ...] = ()
) -> Reply:
    return Reply(
        text=masked.text,
        today=today.isoformat(),
        answer=_with_warning(answer) if masked.was_masked else answer,
        confidence=confidence,
        dates=dates,
        masked=masked.was_masked,
        milliseconds=round((time.perf_counter() - started) * 1000, 1),
    )


def _with_warning(answer: Answer) -> Answer:
    warning = compose.phrase("masked_warning")
    return replace(answer, notices=(*answer.notices, warning.text), easy=f"{answer.easy}\n{warning.easy}")
