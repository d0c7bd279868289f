"""The routes of the operators' screen: signing in, suggestions, what was used of them."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot import clock
from bot.answers import compose
from bot.answers.catalogue import catalogue
from bot.channels.assist.audit import Audit
from bot.channels.assist.candidates import LONGEST_SENTENCE, Candidates
from bot.channels.assist.material import words
from bot.channels.assist.newest import Newest
from bot.channels.assist.passes import Pass
from bot.channels.assist.signing_in import SigningIn
from bot.channels.assist.suggesting import heard_as_dict
from bot.channels.chat_errors import ChatError
from bot.channels.edge import Edge
from bot.channels.pages import WEB, Pages
from bot.days import Birthday
from bot.engine.listening import Given
from bot.render.web import DATE_FIELDS

LONGEST_TEXT = 6000
MOST_DATES = 40


class Credentials(BaseModel):
    """Name and password."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=64)
    password: str = Field(max_length=200)


class Code(BaseModel):
    """The code of a one-time link."""

    model_config = ConfigDict(extra="forbid")
    code: str = Field(max_length=300)


class SetDate(BaseModel):
    """A date as the operator has it; ``earliest`` None takes it away. ``after``: how many lines had been heard."""

    model_config = ConfigDict(extra="forbid")
    field: str
    earliest: str | None = Field(default=None, max_length=10)
    latest: str | None = Field(default=None, max_length=10)
    after: int = Field(ge=0, le=1000)

    @field_validator("field")
    @classmethod
    def _is_known(cls, field: str) -> str:
        if field not in DATE_FIELDS:
            raise ValueError("unknown field")
        return field

    @field_validator("earliest", "latest")
    @classmethod
    def _is_a_day(cls, value: str | None) -> str | None:
        if value is not None:
            _ = Birthday.from_iso(value) if value.startswith("--") else date.fromisoformat(value)
        return value

    def given(self) -> Given:
        """What the engine takes."""
        latest = self.latest or self.earliest
        if self.earliest and latest and latest < self.earliest:
            return Given(self.field, latest, self.earliest, self.after)
        return Given(self.field, self.earliest, latest, self.after)


class HeardText(BaseModel):
    """What was typed so far: a line for each fragment."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=LONGEST_TEXT)
    dates: list[SetDate] = Field(default_factory=list, max_length=MOST_DATES)

    @field_validator("text")
    @classmethod
    def _is_unicode(cls, text: str) -> str:
        return text.encode("utf-8", "replace").decode()


class Used(BaseModel):
    """What an operator did with a suggestion: for the audit trail."""

    model_config = ConfigDict(extra="forbid")
    act: Literal["chose", "copied_spoken", "copied_chat", "copied_easy", "copied_summary"]
    topic: str = Field(max_length=64)


class Judged(BaseModel):
    """Whether a suggestion was right; ``right`` is the topic that it should have been."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=LONGEST_SENTENCE)
    topic: str = Field(max_length=64)
    helpful: bool
    right: str | None = Field(default=None, max_length=64)


def router(edge: Edge, signing_in: SigningIn, audit: Audit) -> APIRouter:
    """The page and the routes under ``/api/assist``. All but the signing in refuse without a pass."""
    routes = APIRouter(tags=["assist"])
    pages = Pages(edge, WEB)
    candidates, newest = Candidates(edge.settings.folder), Newest()
    frames = " ".join(("'self'", *edge.settings.assist_origins))

    @routes.get("/assist", include_in_schema=False)
    async def desk() -> Response:
        """A page cannot show a pass, so the way to the desk goes through signing in, which knows who has one."""
        return RedirectResponse("/assist/sign-in", 303)

    @routes.get("/assist/sign-in", include_in_schema=False)
    async def sign_in_page() -> Response:
        """The screen; it holds nothing until somebody has signed in."""
        return pages.page("assist.html", frames, origins=" ".join(edge.settings.assist_origins))

    @routes.post("/api/assist/sign-in")
    async def sign_in(given: Credentials, request: Request) -> dict[str, str]:
        """Sign in by password."""
        return {"pass": await signing_in.by_password(request, given.name, given.password)}

    @routes.post("/api/assist/sign-in/link")
    async def sign_in_by_link(given: Code, request: Request) -> dict[str, str]:
        """Sign in by the one-time link that ``kigen serve`` printed."""
        return {"pass": await signing_in.by_link(request, given.code)}

    @routes.post("/api/assist/sign-in/proxy")
    async def sign_in_by_proxy(request: Request) -> dict[str, str]:
        """Sign in as whom the proxy names."""
        return {"pass": await signing_in.by_proxy(request)}

    @routes.post("/api/assist/sign-out", status_code=204)
    async def sign_out(operator: Pass = Depends(signing_in.operator)) -> None:
        """Sign out."""
        await signing_in.sign_out(operator)

    @routes.get("/api/assist/desk")
    async def about(operator: Pass = Depends(signing_in.operator)) -> dict[str, Any]:
        """What the screen needs once: who this is, all topics, the fields of dates, the words not to use."""
        return {
            "operator": {"name": operator.name, "role": operator.role},
            "today": clock.today().isoformat(),
            "topics": [{"topic": topic, "label": compose.button(topic).label} for topic in catalogue().topics],
            "fields": [{"field": field, "label": compose.field_words(field)} for field in DATE_FIELDS],
            "words": words(edge.settings.assist_words),
        }

    @routes.post("/api/assist/suggest")
    async def suggest(given: HeardText, operator: Pass = Depends(signing_in.operator)) -> dict[str, Any]:
        """What it may be about, for the dates heard. Nothing of it is kept. 409 where the same screen has typed on meanwhile."""
        today = clock.today()
        lines, dates = given.text.split("\n"), [each.given() for each in given.dates]
        heard = await newest.of(operator.id, lambda: edge.engine.listen(lines, dates, today))
        if heard is None:
            raise ChatError(409, "新しい入力があります。")
        return heard_as_dict(heard, today)

    @routes.post("/api/assist/used", status_code=204)
    async def used(given: Used, operator: Pass = Depends(signing_in.operator)) -> None:
        """Note that a suggestion was chosen or copied."""
        await audit.note(operator.name, given.act, _topic(given.topic))

    @routes.post("/api/assist/feedback", status_code=204)
    async def feedback(given: Judged, operator: Pass = Depends(signing_in.operator)) -> None:
        """Keep a sentence as a candidate for the tests."""
        right = _topic(given.right) if given.right else None
        await candidates.add(given.text, _topic(given.topic), right or None, given.helpful)
        await audit.note(operator.name, "judged", _topic(given.topic))

    return routes


def _topic(name: str) -> str:
    """A topic that exists, "" for anything else: nothing that was typed gets into the trail."""
    return name if compose.is_topic(name) else ""
