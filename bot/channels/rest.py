"""Rasa's REST protocol, for those who have a Rasa client: ``POST /webhooks/rest/webhook``."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, Field

from bot.channels.edge import Edge
from bot.channels.idempotency import LONGEST_KEY, once
from bot.channels.rate import Rates
from bot.engine.reply import Reply
from bot.render.plain import numbered_choices, plain


class RestMessage(BaseModel):
    """What a client of Rasa's REST channel sends."""

    sender: str = Field(default="default", max_length=200)
    message: str = Field(default="", max_length=200_000)


def router(edge: Edge, rates: Rates) -> APIRouter:
    """The route of the protocol."""
    routes = APIRouter(tags=["rest"])

    @routes.post("/webhooks/rest/webhook")
    async def webhook(
        message: RestMessage, request: Request, idempotency_key: Annotated[str | None, Header(max_length=LONGEST_KEY)] = None
    ) -> Response:
        """Answer a message; the list is never empty."""
        await rates.take_rest(request, message.sender)
        conversation = f"rest:{message.sender}"

        async def turn() -> str:
            reply = await edge.reply(message.message, conversation, "rest")
            return json.dumps(_messages(edge, message.sender, conversation, reply), ensure_ascii=False)

        return Response(await once(edge.state, conversation, idempotency_key, turn), media_type="application/json")

    return routes


def _messages(edge: Edge, sender: str, conversation: str, reply: Reply) -> list[dict[str, Any]]:
    """Text with its buttons, then the whole answer as ``custom``."""
    answer = reply.answer
    text = "\n".join(part for part in (plain(answer), numbered_choices(answer)) if part)
    said: dict[str, Any] = {"recipient_id": sender, "text": text}
    buttons = [{"title": c.label, "payload": edge.token(conversation, c.topic)} for c in (*answer.choices, *answer.next_steps)]
    if buttons:
        said["buttons"] = buttons
    return [said, {"recipient_id": sender, "custom": {"answer": answer.as_dict()}}]
