"""What a turn brings back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.answers.answer import Answer


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
