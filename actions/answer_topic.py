"""Rasa action: answers the topic of the message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import SAME_WHEN_COMPUTED, answer_topic
from actions.memory import Memory
from actions.reply import send
from bot.answers import compose
from bot.answers.answer import Answer
from bot.answers.personal import PERSONAL_TOPICS


class AnswerTopic(Action):
    """Answers any content topic, for the person where dates matter."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_answer_topic"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer the topic that is the message's intent."""
        memory = Memory.of(tracker)
        memory.misses = 0
        if memory.intent in PERSONAL_TOPICS:  # 「母が代わりに行ける？」 is about the speaker's card: only dates are anybody's own
            memory.turn_to_person_named()
        return send(dispatcher, memory, _offer_second(memory, answer_topic(memory, memory.intent)))


def _offer_second(memory: Memory, answer: Answer) -> Answer:
    """Offer the second question of a message as the first button."""
    second = memory.second_topic
    if not second or not compose.is_topic(second) or second == answer.topic or {second, answer.topic} <= SAME_WHEN_COMPUTED:
        return answer
    button = compose.button(second)
    steps = (button, *(c for c in answer.next_steps if c.topic != second))
    offered = compose.with_notices(answer, [compose.phrase("also_offer", topic=button.label)])
    return replace(offered, also=second, next_steps=steps)
