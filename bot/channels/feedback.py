"""Votes on answers (役に立ちましたか): counted by the answer's name and reason, never with the person or their words."""

from __future__ import annotations

from bot.state import State

REASONS = ("wrong", "unclear", "not_my_case", "other")
_KEPT_SECONDS = 400 * 24 * 3600
_VOTED_SECONDS = 24 * 3600


async def vote(state: State, message_id: str, answer: str, helpful: bool, reason: str | None) -> None:
    """Count a vote on an answer (by name). The same vote or reason on a message counts once."""
    kinds = ["helpful" if helpful else "unhelpful", *([reason] if reason else [])]
    for kind in kinds:
        if await state.add(f"voted:{message_id}:{kind}", "1", _VOTED_SECONDS):
            await state.count(f"feedback:{answer}:{kind}", _KEPT_SECONDS)


async def votes(state: State, answer: str) -> dict[str, int]:
    """How often each vote and reason was given to an answer."""
    counted = {kind: await state.value(f"feedback:{answer}:{kind}") for kind in ("helpful", "unhelpful", *REASONS)}
    return {kind: int(value) for kind, value in counted.items() if value}
