"""An engine for tests of the channels: answers from a table, at once, without a model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from bot.answers import compose
from bot.answers.answer import Answer, Deadline, KnownDate
from bot.days import DayRange
from bot.engine.engine import MOST_CHARACTERS
from bot.engine.reply import Reply
from bot.text.masking import mask


def dated(today: date) -> Answer:
    """A personal answer with deadlines in the past and to come."""
    days = {"renewal_from": date(2026, 2, 21), "last_valid_day": date(2026, 5, 20), "grace_last_day": date(2026, 8, 31)}
    return replace(
        compose.general("expired_what_happens"),
        name="expired_what_happens.in_grace",
        deadlines=tuple(Deadline(key, key, DayRange.exactly(day)) for key, day in days.items()),
        today=today,
        states=("EXPIRED_IN_GRACE",),
        known=(KnownDate("cert_last_valid_day", "証明書の期限", DayRange.exactly(days["last_valid_day"])),),
    )


@dataclass
class FakeEngine:
    """Notes what it was asked; ``answers`` by text or topic, else the greeting's words."""

    answers: dict[str, Answer] = field(default_factory=dict)
    turns: list[tuple[str, str, str | None]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    breaks: bool = False
    is_ready: bool = True

    async def reply(
        self, text: str, conversation: str, today: date | None = None, topic: str | None = None, channel: str = "web"
    ) -> Reply:
        """The answer of the table."""
        if self.breaks:
            raise RuntimeError("生年月日は1990年5月20日")
        self.turns.append((conversation, text, topic))
        assert today is not None
        masked = mask(text[:MOST_CHARACTERS])
        answer = compose.say("too_long") if len(text) > MOST_CHARACTERS else self._answer(topic or text, today)
        if masked.was_masked:
            answer = replace(answer, notices=(*answer.notices, compose.phrase("masked_warning").text))
        return Reply(masked.text, today.isoformat(), answer, 0.9, (), masked.was_masked, 1.0)

    def forget(self, conversation: str) -> None:
        """Note the conversation."""
        self.forgotten.append(conversation)

    def _answer(self, asked: str, today: date) -> Answer:
        if asked in self.answers:
            return self.answers[asked]
        if compose.is_topic(asked):
            return compose.general(asked)
        return dated(today) if "切れ" in asked else compose.say("thanks", topic="thanks")
