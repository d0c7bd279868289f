"""The chat API of the web widget: sessions, messages, history, votes, calendar files (docs/answer.md)."""

from __future__ import annotations

import os
from datetime import date
from typing import Any, Literal

from fastapi import APIRouter, Depends, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bot import clock
from bot.answers import compose
from bot.channels import feedback
from bot.channels.chat_errors import ChatError
from bot.channels.chat_events import connection
from bot.channels.chat_turns import Chat, Sent
from bot.channels.edge import Edge
from bot.channels.idempotency import LONGEST_KEY
from bot.channels.rate import Rates
from bot.channels.sessions import Session
from bot.engine.engine import MOST_CHARACTERS
from bot.organisation import organisation
from bot.render.calendar import calendar, of_signed
from bot.render.web import DATE_FIELDS


class GivenDate(BaseModel):
    """A day picked for a field; ``value`` None: わからない."""

    model_config = ConfigDict(extra="forbid")
    field: str
    value: str | None = Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")

    @field_validator("field")
    @classmethod
    def _is_a_date_field(cls, field: str) -> str:
        if field not in DATE_FIELDS:
            raise ValueError("unknown field")
        return field

    @field_validator("value")
    @classmethod
    def _is_a_day(cls, value: str | None) -> str | None:
        if value is not None:
            date.fromisoformat(value)
        return value


class GivenMessage(BaseModel):
    """Exactly one of a typed text, a button's token and a date."""

    model_config = ConfigDict(extra="forbid")
    text: str | None = None
    choice: str | None = Field(default=None, max_length=300)
    date: GivenDate | None = None

    @field_validator("text")
    @classmethod
    def _is_unicode(cls, text: str | None) -> str | None:
        """JSON may hold halves of surrogate pairs, which nothing behind could store or print."""
        return None if text is None else text.encode("utf-8", "replace").decode()

    @model_validator(mode="after")
    def _is_one_thing(self) -> GivenMessage:
        if sum(part is not None for part in (self.text, self.choice, self.date)) != 1:
            raise ValueError("exactly one of text, choice and date")
        return self

    def sent(self) -> Sent:
        """What the turn works with."""
        if self.date is None:
            return Sent(text=self.text, choice=self.choice)
        day = date.fromisoformat(self.date.value) if self.date.value is not None else None
        return Sent(date_field=self.date.field, day=day)


class Vote(BaseModel):
    """Whether a message helped, and why not."""

    model_config = ConfigDict(extra="forbid")
    message_id: str = Field(max_length=40)
    helpful: bool
    reason: Literal["wrong", "unclear", "not_my_case", "other"] | None = None


def router(edge: Edge, chat: Chat, rates: Rates) -> APIRouter:
    """The routes under ``/api/chat``."""
    routes = APIRouter(prefix="/api/chat", tags=["chat"], dependencies=[Depends(rates.take_request)])

    async def session_of(authorization: str = Header(default="")) -> Session:
        return await chat.session_of(authorization.removeprefix("Bearer ").strip())

    @routes.post("/sessions", status_code=201)
    async def begin() -> dict[str, Any]:
        """Open a session."""
        token, greeting = await chat.begin()
        session = {"session": token, "expires_in": chat.sessions.seconds, "greeting": greeting}
        return session | about_the_service(edge.settings.session_minutes)

    @routes.post("/messages")
    async def message(
        given: GivenMessage,
        request: Request,
        session: Session = Depends(session_of),
        idempotency_key: str | None = Header(default=None, max_length=LONGEST_KEY),
    ) -> dict[str, Any]:
        """Answer a message."""
        await rates.take_message(session)
        return {"request_id": request.state.request_id} | await chat.turn(session, given.sent(), idempotency_key)

    @routes.get("/history")
    async def history(session: Session = Depends(session_of)) -> dict[str, Any]:
        """What was said so far, the greeting first."""
        return {"turns": await chat.messages(session)}

    @routes.get("/events")
    async def events(session: Session = Depends(session_of), authorization: str = Header(default="")) -> Response:
        """What an operator writes, and whether one has come, while somebody waits or talks (server-sent events)."""
        return connection(chat, session, authorization.removeprefix("Bearer ").strip())

    @routes.delete("/session", status_code=204)
    async def forget(session: Session = Depends(session_of)) -> None:
        """Delete the conversation on both sides."""
        await chat.forget(session)

    @routes.post("/feedback", status_code=204)
    async def vote(given: Vote, session: Session = Depends(session_of)) -> None:
        """Count a vote on a message of this session."""
        name = await chat.answer_name(session, given.message_id)
        if name is None:
            raise ChatError(404, "このお答えは、もう会話に残っていません。")
        await feedback.vote(edge, given.message_id, name, given.helpful, given.reason)

    @routes.get("/calendar/{signed}.ics")
    async def calendar_file(signed: str) -> Response:
        """A calendar file for the days that the address stands for."""
        days = of_signed(signed, edge.settings.secret)
        if days is None:
            raise ChatError(404, "このカレンダーは使えなくなりました。もう一度、期限をお尋ねください。")
        headers = {"Content-Disposition": 'attachment; filename="kigen.ics"'}
        return Response(calendar(days, clock.today(), clock.now()), media_type="text/calendar; charset=utf-8", headers=headers)

    return routes


def about_the_service(session_minutes: int) -> dict[str, Any]:
    """What the page shows around the conversation: the organisation, a frozen day, the limit of a message."""
    about = organisation()
    privacy = compose.phrase("privacy_notice", given=session_minutes).text
    return {
        "organisation": {
            "name": about.name,
            "colour": about.colour,
            "privacy_notice": privacy + about.privacy_notice,
            "banner": about.banner,
            "links": [{"title": title, "url": url} for title, url in about.links],
        },
        "frozen_today": os.environ.get("KIGEN_TODAY") or None,
        "limits": {"characters": MOST_CHARACTERS},
    }
