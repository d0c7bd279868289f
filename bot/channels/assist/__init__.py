"""Agent assist: the screen for operators who talk on the telephone or take over a chat (docs/assist.md)."""

from __future__ import annotations

from fastapi import APIRouter

from bot.channels.assist import desk
from bot.channels.assist.audit import Audit
from bot.channels.assist.signing_in import SigningIn
from bot.channels.edge import Edge


def router(edge: Edge) -> APIRouter:
    """All routes of the operators' screen."""
    audit = Audit(edge.settings.folder)
    signing_in = SigningIn(edge, audit)
    return desk.router(edge, signing_in, audit)
