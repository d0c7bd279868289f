"""The operators' side of the queue: who waits, taking a case, writing, giving it back."""

from __future__ import annotations

import json
from typing import Any, Literal

from fastapi import APIRouter, Depends, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from bot.channels.assist.audit import Audit
from bot.channels.assist.operators import SUPERVISOR
from bot.channels.assist.passes import Pass
from bot.channels.assist.signing_in import SigningIn
from bot.channels.chat_errors import ChatError
from bot.channels.chat_history import Entry, FromOperator, Said
from bot.channels.chat_turns import Chat
from bot.channels.handover import CONNECTED, Case
from bot.channels.sessions import Session
from bot.channels.streams import Event, events
from bot.render.plain import plain


class Written(BaseModel):
    """A line of an operator."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=2000)


class Ended(BaseModel):
    """How a talk ends: the bot goes on (back), or all is said (close)."""

    model_config = ConfigDict(extra="forbid")
    how: Literal["back", "close"]


def router(chat: Chat, signing_in: SigningIn, audit: Audit) -> APIRouter:
    """The routes under ``/api/assist/cases``."""
    routes = APIRouter(prefix="/api/assist/cases", tags=["assist"])

    @routes.get("/events")
    async def queue(response: Response, takes: bool = True, operator: Pass = Depends(signing_in.operator)) -> StreamingResponse:
        """All open cases whenever something changes; as long as it runs, the operator counts as present.

        ``takes``: whether the operator takes chats; who talks on the telephone does not.
        """
        shown = ""

        async def look() -> tuple[list[Event], bool]:
            nonlocal shown
            if not await signing_in.still_holds(operator):
                return [], True
            await chat.handover.arrive(operator.name, takes)
            cases = [await _case(chat, case, operator) for case in await _living(chat)]
            now = json.dumps(cases)
            found: list[Event] = [("cases", cases)] if now != shown else []
            shown = now
            return found, False

        stream = events(look)
        # A response of our own would leave out what the dependency set: a screen that only waits is in use, too.
        stream.headers.update(response.headers)
        return stream

    @routes.post("/{case}/take", status_code=204)
    async def take(case: str, operator: Pass = Depends(signing_in.operator)) -> None:
        """Take a case; 409 where another was faster."""
        await chat.handover.arrive(operator.name)
        if not await chat.handover.take(case, operator.name):
            raise ChatError(409, "ほかの人が先に受けたか、もう終わっています。")
        await audit.note(operator.name, "took", _short(case))

    @routes.post("/{case}/message", status_code=204)
    async def message(case: str, given: Written, operator: Pass = Depends(signing_in.operator)) -> None:
        """Write to the person; 409 where it is not the operator's case."""
        found = await chat.handover.of(case)
        if found is None or found.state != CONNECTED or found.operator != operator.name:
            raise ChatError(409, "この会話は、いまはあなたが受けていません。")
        await chat.say_as_operator(found, given.text.encode("utf-8", "replace").decode())
        await audit.note(operator.name, "wrote", _short(case))

    @routes.post("/{case}/end", status_code=204)
    async def end(case: str, given: Ended, operator: Pass = Depends(signing_in.operator)) -> None:
        """Give a case back to the bot, or close it."""
        if not await chat.handover.end(case, operator.name):
            raise ChatError(409, "この会話は、いまはあなたが受けていません。")
        await audit.note(operator.name, f"ended_{given.how}", _short(case))

    return routes


async def _living(chat: Chat) -> list[Case]:
    """The open cases without those of people who have left: their session is over, so they would never read an answer."""
    found = []
    for case in await chat.handover.all():
        if case.talk or await chat.sessions.is_alive(Session(case.id)):
            found.append(case)
        else:
            await chat.handover.end(case.id)
    return found


async def _case(chat: Chat, case: Case, operator: Pass) -> dict[str, Any]:
    """What an operator may see: a talk that another has, only a supervisor."""
    is_mine = case.state == CONNECTED and case.operator == operator.name
    may_read = is_mine or case.state != CONNECTED or operator.role == SUPERVISOR
    entries = await chat.history.entries(Session(case.id)) if may_read else []
    channel = "line" if case.talk else "web"
    about = {"id": case.id, "channel": channel, "state": case.state, "since": case.since, "operator": case.operator}
    return about | {"mine": is_mine} | {"turns": [_turn(entry) for entry in entries]}


def _turn(entry: Entry) -> dict[str, str]:
    if isinstance(entry, Said):
        return {"from": "bot", "text": plain(entry.answer)}
    if isinstance(entry, FromOperator):
        return {"from": "operator", "text": entry.operator}
    return {"from": "user", "text": entry}


def _short(case: str) -> str:
    """Enough of a case's id to follow it through the trail; nobody can get into the talk with it."""
    return case[:8]
