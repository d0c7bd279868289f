"""The person's side of a talk with an operator: its events in the web chat."""

from __future__ import annotations

from fastapi.responses import StreamingResponse

from bot.channels.chat_history import FromOperator
from bot.channels.chat_turns import Chat
from bot.channels.handover import CLOSED, WAITING
from bot.channels.sessions import Session
from bot.channels.streams import Event, events

# A session lives as long as it is used; who waits for an operator uses it.
_LOOKS_OF_A_USE = 60


def connection(chat: Chat, session: Session, token: str) -> StreamingResponse:
    """``message`` for each line of an operator (from the first on: a screen knows those it has by ``id``), ``state`` for changes.

    ``reason`` of a closed state is ``nobody`` where no operator is left who could come.
    """
    seen: set[str] = set()
    shown: str | None = None
    looks = 0

    async def look() -> tuple[list[Event], bool]:
        nonlocal shown, looks
        looks += 1
        if looks % _LOOKS_OF_A_USE == 0:
            if await chat.sessions.of(token) is None:
                return [("state", {"state": CLOSED, "reason": "ended"})], True
            await chat.stay(session)
        case = await chat.handover.of(session.id)
        nobody = case is not None and case.state == WAITING and not await chat.handover.is_staffed()
        if nobody:
            await chat.handover.end(session.id)
        found: list[Event] = []
        for entry in await chat.history.entries(session):
            if isinstance(entry, FromOperator) and entry.id not in seen:
                seen.add(entry.id)
                found.append(("message", {"from": "operator", "id": entry.id, "text": entry.operator}))
        state = CLOSED if case is None or nobody else case.state
        if state != shown:
            shown = state
            found.append(("state", {"state": state, "reason": "nobody" if nobody else "ended"}))
        return found, state == CLOSED

    return events(look)
