"""Rasa action: answers the topic of the message."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import SAME_WHEN_COMPUTED, answer_topic
from actions.memory import Memory
from actions.reply import send
from actions.say_easier import easily_said
from bot.answers import compose
from bot.answers.answer import Answer
from bot.answers.personal import PERSONAL_TOPICS

_WANTS_EASY = re.compile("やさしい日本語|やさしいにほんご|(?:やさしく|簡単に|かんたんに|わかりやすく)(?:教え|おしえ|説明|言)")


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
        answer = _offer_second(memory, answer_topic(memory, memory.intent))
        return send(dispatcher, memory, easily_said(answer) if _WANTS_EASY.search(memory.text) else answer)


def _offer_second(memory: Memory, answer: Answer) -> Answer:
    """Offer the second question of a message as the first button."""
    second = memory.second_topic
    if not second or not compose.is_topic(second) or second == answer.topic or {second, answer.topic} <= SAME_WHEN_COMPUTED:
        return answer
    button = compose.button(second)
    steps = (button, *(c for c in answer.next_steps if c.topic != second))
    offered = compose.with_notices(answer, [compose.phrase("also_offer", topic=button.label)])
    return replace(offered, also=second, next_steps=steps)
