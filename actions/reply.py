"""Sends an answer: as plain text with Rasa buttons for any channel of Rasa's, and whole for our own."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from bot.answers.answer import Answer
from bot.render.plain import plain


def send(dispatcher: CollectingDispatcher, memory: Memory, answer: Answer) -> list[EventType]:
    """Say the answer and remember what it asked; 「根拠は？」 will refer to it where it is an answer of substance."""
    buttons = [{"title": c.label, "payload": f"/{c.topic}"} for c in (*answer.choices, *answer.next_steps)]
    dispatcher.utter_message(text=plain(answer), buttons=buttons, answer=answer.as_dict())
    return memory.keep(answer)
