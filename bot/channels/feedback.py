"""Votes on answers (役に立ちましたか): told by the answer's name and the reason, never with the person."""

from __future__ import annotations

from bot.channels.edge import Edge

_VOTED_SECONDS = 24 * 3600


async def vote(edge: Edge, message_id: str, answer: str, helpful: bool, reason: str | None) -> None:
    """Take a vote on an answer (by name). The same vote or reason on a message counts once."""
    is_new_vote = await edge.state.add(f"voted:{message_id}:{helpful}", "1", _VOTED_SECONDS)
    is_new_reason = reason is not None and await edge.state.add(f"voted:{message_id}:{reason}", "1", _VOTED_SECONDS)
    if is_new_vote or is_new_reason:
        edge.listener.vote(answer, helpful if is_new_vote else None, reason if is_new_reason else None)
