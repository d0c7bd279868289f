"""What a turn brings back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.answers.answer import Answer
from bot.render.plain import plain


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and what was understood of the message. ``text`` is the message after masking; ``milliseconds`` the turn's."""

    text: str
    today: str
    answer: Answer
    confidence: float
    dates: tuple[dict[str, Any], ...]
    masked: bool
    milliseconds: float

    def as_dict(self) -> dict[str, Any]:
        """The JSON form of conversation.md, as ``kigen ask --json`` prints it."""
        answer = self.answer
        return {
            "text": self.text,
            "today": self.today,
            "topic": answer.topic,
            # Topics that are close are offered without answering any.
            "answer": None if answer.topic is None and answer.choices else answer.name,
            "confidence": self.confidence,
            "choices": [choice.topic for choice in answer.choices],
            "asks": answer.asks,
            "also": answer.also,
            "states": list(answer.states),
            "masked": self.masked,
            "dates": list(self.dates),
            "reply": plain(answer),
            "buttons": [choice.label for choice in (*answer.choices, *answer.next_steps)],
            "sources": [source.as_dict() for source in answer.sources],
            "ms": self.milliseconds,
        }
