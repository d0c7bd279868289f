"""What was said in a session of the web chat, kept as long as the session lives, and no more than its last turns."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answers.answer import Answer
from bot.channels.edge import Edge
from bot.channels.sessions import Session
from bot.engine import attempt
from bot.render import web
from bot.render.calendar import signed

MOST_ENTRIES = 60


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it was given: its message id, the day on which it was given, whether it answered a text with masked parts."""

    id: str
    answer: Answer
    today: date
    masked: bool = False

    @classmethod
    def now(cls, answer: Answer, today: date, masked: bool = False) -> Said:
        """An answer that is given now, under a new id."""
        return cls(f"m_{secrets.token_hex(8)}", answer, today, masked)

    def as_dict(self) -> dict[str, Any]:
        """JSON form of the store."""
        return {"id": self.id, "answer": self.answer.as_dict(), "today": self.today.isoformat(), "masked": self.masked}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Said:
        """What ``as_dict`` wrote."""
        return cls(data["id"], Answer.from_dict(data["answer"]), date.fromisoformat(data["today"]), data["masked"])


@dataclass(frozen=True, slots=True)
class FromOperator:
    """What an operator wrote, under an id by which a screen knows it again."""

    id: str
    operator: str

    def as_dict(self) -> dict[str, Any]:
        """JSON form of the store."""
        return {"id": self.id, "operator": self.operator}


Entry = str | Said | FromOperator


class History:
    """The turns of sessions in the shared state: what the person wrote (masked), and what was answered."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge

    async def entries(self, session: Session) -> list[Entry]:
        """All that is kept, oldest first."""
        kept = await self._edge.state.value(_key(session))
        return [_entry(each) for each in json.loads(kept or "[]")]

    async def add(self, session: Session, *entries: Entry) -> None:
        """Keep entries as the newest, in place of those of an earlier attempt at the same turn."""
        before = json.loads(await self._edge.state.value(_key(session)) or "[]")
        added: list[Any] = [entry if isinstance(entry, str) else entry.as_dict() for entry in entries]
        under_way = attempt.current()
        if under_way and entries and isinstance(entries[-1], Said):
            added[-1]["attempt"] = under_way.mark
            if before and isinstance(before[-1], dict) and before[-1].get("attempt") == under_way.mark:
                before = before[: -len(added)]
        after = [*before, *added]
        text = json.dumps(after[-MOST_ENTRIES:], ensure_ascii=False)
        await self._edge.state.put(_key(session), text, self._edge.settings.session_minutes * 60)

    async def stay(self, session: Session) -> None:
        """Let what is kept live on as if something had been said."""
        await self.add(session)

    async def forget(self, session: Session) -> None:
        """Delete all."""
        await self._edge.state.delete(_key(session))

    def message(self, session: Session, said: Said) -> dict[str, Any]:
        """An answer as the Message of the chat API."""
        secret = self._edge.settings.secret
        addresses = web.Addresses(
            token_for=lambda topic: self._edge.token(session.conversation, topic),
            calendar_for=lambda days: f"/api/chat/calendar/{signed(days, secret)}.ics",
        )
        return web.message(said.answer, said.id, said.today, addresses, said.masked)


def _entry(kept: Any) -> Entry:
    if isinstance(kept, str):
        return kept
    return FromOperator(**kept) if "operator" in kept else Said.from_dict(kept)


def _key(session: Session) -> str:
    return f"history:{session.id}"
