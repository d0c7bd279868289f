"""Answers as LINE messages, within LINE's limits."""

from __future__ import annotations

from bot.render.line.messages import Links, messages, text_messages

__all__ = ["Links", "messages", "text_messages"]
