"""Notes what the channels tell the insights."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.engine.reply import Reply


@dataclass
class FakeListener:
    """Turns as (conversation, channel, answer, typed), votes as they came, conversations that ended."""

    turns: list[tuple[str, str, str, bool]] = field(default_factory=list)
    votes: list[tuple[str, bool | None, str | None]] = field(default_factory=list)
    over: list[str] = field(default_factory=list)

    def turn(self, conversation: str, reply: Reply, channel: str, typed: bool) -> None:
        """Note a turn."""
        self.turns.append((conversation, channel, reply.answer.name, typed))

    def vote(self, answer: str, helpful: bool | None, reason: str | None) -> None:
        """Note a vote."""
        self.votes.append((answer, helpful, reason))

    def ended(self, conversation: str) -> None:
        """Note an end."""
        self.over.append(conversation)
