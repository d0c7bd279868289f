"""Collects what Rasa says in a turn."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.answers.answer import Answer


class AnswerCollector(OutputChannel):
    """An output channel that keeps messages whole instead of cutting them up for a wire."""

    def __init__(self) -> None:
        self._messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa."""
        return "kigen"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message."""
        self._messages.append(message)

    def answer(self) -> Answer | None:
        """The turn's answer; None where no action gave one."""
        found = [m["answer"] for m in self._messages if m.get("answer")]
        return Answer.from_dict(found[-1]) if found else None
