"""A turn's event: how it ended, and nothing of the person."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from turns import AT, answered, not_understood, reply

from bot.answers import compose
from bot.answers.answer import Answer
from bot.engine.events import DATE_MARK, NUMBER_MARK, TurnEvent, bucket, turn_event


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (answered(), "answered"),
        (compose.offer_choices(("renew_how", "renew_where")), "offered"),
        (not_understood(), "not_understood"),
        (compose.say("not_understood_again"), "not_understood"),
        (compose.say("too_long"), "not_understood"),
        (compose.say("out_of_scope", topic="out_of_scope"), "out_of_scope"),
        (compose.say("failure"), "failure"),
    ],
)
def test_how_a_turn_ended(answer: Answer, expected: str) -> None:
    assert turn_event(reply("文", answer), "web", AT).decision == expected


def test_the_moment_is_a_quarter_of_an_hour_and_the_confidence_is_rounded() -> None:
    event = turn_event(reply("文", answered(), confidence=0.8712), "line", AT)
    assert event.at == AT.replace(minute=0, second=0)
    assert bucket(AT.replace(minute=59)).minute == 45
    assert (event.confidence, event.milliseconds, event.channel) == (0.85, 10, "line")


def test_no_part_of_the_event_holds_the_text_unless_texts_are_kept() -> None:
    said = reply("山田太郎です。持ち物は？", answered())
    event = turn_event(said, "web", AT)
    assert not any("山田" in str(getattr(event, part.name)) for part in fields(TurnEvent))
    assert turn_event(said, "web", AT, keeps_text=True).text == "山田太郎です。持ち物は？"


def test_a_kept_text_has_no_dates_numbers_or_addresses() -> None:
    text = "1990年5月20日生まれ、電話は090-1234-5678、taro@example.jp、5月に切れた。3か月は使える？ 郵便 916-0001"
    said = reply(text, answered(), dates=("1990年5月20日", "5月"))
    kept = turn_event(said, "web", AT, keeps_text=True).text
    assert kept == f"{DATE_MARK}生まれ、電話は{NUMBER_MARK}、【メール】、{DATE_MARK}に切れた。3か月は使える？ 郵便 {NUMBER_MARK}"


def test_a_date_that_the_reply_did_not_take_is_replaced_too() -> None:
    assert turn_event(reply("昭和三十年五月二十日です", not_understood()), "web", AT, keeps_text=True).text == f"{DATE_MARK}です"


@pytest.mark.parametrize("name", ["failure", "too_long", "empty"])
def test_a_text_that_was_not_read_is_never_kept_since_its_dates_are_unknown(name: str) -> None:
    said = reply("1990年5月20日", compose.say(name))
    assert turn_event(said, "web", AT, keeps_text=True).text is None


def test_who_goes_away_at_a_question_goes_without_an_answer() -> None:
    asked = replace(answered("expiry_mine"), name="expiry_mine.clarify", asks="birth_date")
    offered = answered("grace_until")
    assert offered.asks
    assert turn_event(reply("文", asked), "web", AT).is_unanswered
    assert not turn_event(reply("文", offered), "web", AT).is_unanswered
    assert not turn_event(reply("文", compose.say("out_of_scope")), "web", AT).is_unanswered


def test_hand_off_is_where_ways_to_a_person_are_shown() -> None:
    assert turn_event(reply("人と", compose.say("human_agent", topic="human_agent")), "web", AT).hand_off
    assert not turn_event(reply("文", answered()), "web", AT).hand_off
