"""When a conversation is over, and what is kept of it."""

from __future__ import annotations

from datetime import timedelta

from turns import AT, answered, event, not_understood

from bot.answers import compose
from bot.insights.talks import OpenTalks


def test_a_conversation_ends_by_silence_and_keeps_its_last_topic() -> None:
    talks = OpenTalks(minutes=30)
    talks.turn("a", event(answered("renew_bring")), AT)
    talks.turn("a", event(compose.say("thanks", topic="thanks")), AT + timedelta(minutes=20))
    assert talks.ended_by(AT + timedelta(minutes=50)) == []
    (over,) = talks.ended_by(AT + timedelta(minutes=51))
    assert (over.turns, over.topic, over.unanswered, over.at) == (2, "renew_bring", False, event(answered()).at)
    assert talks.end_all() == []


def test_another_turn_after_the_silence_begins_another_conversation() -> None:
    talks = OpenTalks(minutes=30)
    talks.turn("a", event(answered()), AT)
    over = talks.turn("a", event(not_understood()), AT + timedelta(hours=2))
    assert [talk.turns for talk in over] == [1]
    assert [(talk.turns, talk.unanswered, talk.topic) for talk in talks.end_all()] == [(1, True, None)]


def test_a_deleted_conversation_is_over_at_once() -> None:
    talks = OpenTalks(minutes=30)
    talks.turn("a", event(answered()), AT)
    talks.turn("b", event(answered()), AT)
    assert len(talks.ended("a")) == 1
    assert talks.ended("a") == []
    assert len(talks.end_all()) == 1


def test_a_hand_off_anywhere_in_it_counts() -> None:
    talks = OpenTalks(minutes=30)
    talks.turn("a", event(compose.say("human_agent", topic="human_agent")), AT)
    talks.turn("a", event(answered()), AT)
    assert talks.end_all()[0].hand_off
