"""A turn of the web chat, for the API and for the page without script: what was sent → what was said on both sides."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import clock
from bot.answers import compose
from bot.answers.answer import Answer
from bot.answers.wording import say_day
from bot.channels import idempotency
from bot.channels.chat_errors import ChatError
from bot.channels.chat_history import Entry, FromOperator, History, Said
from bot.channels.edge import Edge
from bot.channels.handover import COMES, NOBODY, Case, Handover
from bot.channels.sessions import Session, Sessions
from bot.engine.tokens import topic_of
from bot.render.web import DATE_FIELDS
from bot.text.masking import mask

LONGEST_TEXT = 10_000
DO_NOT_KNOW = "わからない"
_TURN_SECONDS = 30
# A retry comes within seconds; the results hold the person's dates, so they are not kept longer than needed.
_RETRY_SECONDS = 600
# A day that was not asked for says what it is, in words that lead back to the answer that it belongs to.
_SENTENCES = {
    "stay_last_day": "在留の期限は{day}です",
    "renewed_on": "{day}に更新したら、次の期限はいつですか",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What the person sent: typed text, the token of a button, or a day for a field (None: they do not know it)."""

    text: str | None = None
    choice: str | None = None
    date_field: str | None = None
    day: date | None = None


class Chat:
    """Sessions of the web chat with their turns."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self.sessions = Sessions(edge)
        self.history = History(edge)
        self.handover = Handover(edge)

    async def begin(self) -> tuple[str, dict[str, Any]]:
        """Open a session: its token and the greeting."""
        session, token = await self.sessions.begin()
        greeting = _greeting()
        await self.history.add(session, greeting)
        return token, self.history.message(session, greeting)

    def greeting(self) -> dict[str, Any]:
        """The greeting before any session."""
        return self.history.message(Session(""), _greeting())

    async def session_of(self, token: str) -> Session:
        """The living session of a token; raises ``ChatError`` (401)."""
        session = await self.sessions.of(token)
        if session is None:
            raise ChatError.expired()
        return session

    async def turn(self, session: Session, sent: Sent, key: str | None, may_hand_over: bool = True) -> dict[str, Any]:
        """Answer: ``{"user": {"text"}, "message"}``. A retry with the same key gets the same answer and is no second turn.

        ``message`` is None while an operator has the session. ``may_hand_over``: whether the screen could show what one writes.
        Raises ``ChatError`` for a button of another conversation, a day out of bounds or a text that nobody types.
        """

        async def answered() -> str:
            async with self._edge.state.lock(_lock(session), _TURN_SECONDS):
                return json.dumps(await self._answered(session, sent, may_hand_over), ensure_ascii=False)

        found: dict[str, Any] = json.loads(
            await idempotency.once(self._edge.state, session.conversation, key, answered, _RETRY_SECONDS)
        )
        return found

    async def messages(self, session: Session) -> list[dict[str, Any]]:
        """All turns that are kept, in the form of the chat API."""
        return [self._turn_dict(session, entry) for entry in await self.history.entries(session)]

    async def answer_name(self, session: Session, message_id: str) -> str | None:
        """The name of the answer of a message in the session."""
        said = (entry for entry in await self.history.entries(session) if isinstance(entry, Said))
        return next((entry.answer.name for entry in said if entry.id == message_id), None)

    async def forget(self, session: Session) -> None:
        """Delete all that is kept of a session here and in the engine, and close it."""
        await self.handover.end(session.id)
        await self.history.forget(session)
        await idempotency.forget(self._edge.state, session.conversation)
        await self._edge.forget(session.conversation)
        await self.sessions.end(session)

    async def say_as_operator(self, case: Case, text: str) -> None:
        """Let the person of a case read what an operator wrote."""
        masked = mask(text).text
        await self.note(Session(case.id), FromOperator(f"o_{secrets.token_hex(8)}", masked))
        await self.handover.tell(case, masked)

    async def note(self, session: Session, *entries: Entry) -> None:
        """Add to what was said, beside any turn that is under way."""
        async with self._edge.state.lock(_lock(session), _TURN_SECONDS):
            await self.history.add(session, *entries)

    async def stay(self, session: Session) -> None:
        """What was said is kept as long as somebody waits or talks."""
        async with self._edge.state.lock(_lock(session), _TURN_SECONDS):
            await self.history.stay(session)

    async def offered(self, session: Session, answer: Answer, talk: str = "") -> Answer:
        """Who asks for a person is put into the queue, or told at once that nobody can come. ``talk``: as in ``Case``."""
        if answer.name != "human_agent" or not self.handover.is_used:
            return answer
        is_offered = await self.handover.of(session.id) is not None or await self.handover.is_offered()
        if is_offered:
            await self.handover.ask(session.id, talk)
        return compose.with_notices(answer, [COMES if is_offered else NOBODY])

    async def _answered(self, session: Session, sent: Sent, may_hand_over: bool) -> dict[str, Any]:
        today = clock.today()
        topic = self._topic(session, sent.choice) if sent.choice is not None else None
        text = sent.text if sent.text is not None else "" if topic else await self._sentence(session, sent, today)
        if len(text) > LONGEST_TEXT:
            raise ChatError.too_long()
        if may_hand_over and await self.handover.is_connected(session.id):
            return await self._passed_on(session, text, topic)
        reply = await self._edge.turn(text, session.conversation, "web", today, topic)
        shown = await self._label(session, topic) if topic else reply.text
        answer = await self.offered(session, reply.answer) if may_hand_over else reply.answer
        said = Said.now(answer, today, reply.masked)
        await self.history.add(session, shown, said)
        return {"user": {"text": shown}, "message": self.history.message(session, said)}

    async def _passed_on(self, session: Session, text: str, topic: str | None) -> dict[str, Any]:
        """The operator reads it; the bot is silent."""
        shown = await self._label(session, topic) if topic else mask(text).text
        await self.history.add(session, shown)
        return {"user": {"text": shown}, "message": None}

    async def _sentence(self, session: Session, sent: Sent, today: date) -> str:
        """A day as a sentence that the engine reads like a typed one, so that picking and typing cannot differ."""
        field, day = sent.date_field or "", sent.day
        if day is None:
            return DO_NOT_KNOW
        _require_within_bounds(field, day, today)
        last = next((e for e in reversed(await self.history.entries(session)) if isinstance(e, Said)), None)
        if last is not None and last.answer.asks == field:
            return f"{say_day(day)}です"
        return _SENTENCES.get(field, "{words}は{day}です").format(words=compose.field_words(field), day=say_day(day))

    def _turn_dict(self, session: Session, entry: Entry) -> dict[str, Any]:
        if isinstance(entry, Said):
            return {"from": "bot", "message": self.history.message(session, entry)}
        if isinstance(entry, FromOperator):
            return {"from": "operator", "id": entry.id, "text": entry.operator}
        return {"from": "user", "text": entry}

    def _topic(self, session: Session, token: str) -> str:
        topic = topic_of(self._edge.settings.secret, session.conversation, token)
        if topic is None:
            raise ChatError(400, "このボタンはもう使えません。知りたいことを文字で書いてください。")
        return topic

    async def _label(self, session: Session, topic: str) -> str:
        """The words of the button as the person saw it last."""
        for entry in reversed(await self.history.entries(session)):
            if isinstance(entry, Said):
                for choice in (*entry.answer.choices, *entry.answer.next_steps):
                    if choice.topic == topic:
                        return choice.label
        return compose.button(topic).label if compose.is_topic(topic) else topic


def _lock(session: Session) -> str:
    return f"lock:turn:{session.id}"


def _greeting() -> Said:
    return Said.now(compose.greeting(), clock.today())


def _require_within_bounds(field: str, day: date, today: date) -> None:
    first, last = DATE_FIELDS[field].days(today)
    if not first <= day <= last:
        raise ChatError(422, f"{compose.field_words(field)}は、{say_day(first)}から{say_day(last)}までの日を選んでください。")
