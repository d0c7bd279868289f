"""Agent assist: the screen for operators who talk on the telephone or take over a chat (docs/assist.md)."""

from __future__ import annotations

from fastapi import APIRouter

from bot.channels.assist import cases, desk
from bot.channels.assist.audit import Audit
from bot.channels.assist.signing_in import SigningIn
from bot.channels.chat_turns import Chat
from bot.channels.edge import Edge


def router(edge: Edge, chat: Chat) -> APIRouter:
    """All routes of the operators' screen."""
    audit = Audit(edge.settings.folder)
    signing_in = SigningIn(edge, audit)
    routes = APIRouter()
    routes.include_router(desk.router(edge, signing_in, audit))
    routes.include_router(cases.router(chat, signing_in, audit))
    return routes
