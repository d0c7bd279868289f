"""Answers as Messages of the chat API: all parts right, and nothing outside the schema."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from answers import TODAY, all_answers, exactly
from jsonschema import Draft202012Validator

from bot.answers import compose
from bot.answers.answer import Answer, Choice, Deadline, KnownDate
from bot.days import Birthday, DayRange
from bot.render import web
from bot.render.web import Addresses, lead_and_rest, message

SCHEMA_PATH = Path(__file__).parents[2] / "docs" / "answer.schema.json"
SCHEMA = Draft202012Validator(json.loads(SCHEMA_PATH.read_text("utf-8")))
ANSWERS = list(all_answers())
ADDRESSES = Addresses(lambda topic: f"kb1.{topic}.signature", lambda days: f"/api/chat/calendar/{len(days)}.ics")
PLAIN = Answer(name="thanks", topic="thanks", text="はい。", easy="はい。")


def of(answer: Answer, masked: bool = False) -> dict[str, Any]:
    return message(answer, "m_0123456789abcdef", TODAY, ADDRESSES, masked)


def test_every_answer_is_a_message_of_the_schema() -> None:
    assert [(a.name, error.message) for a in ANSWERS for error in SCHEMA.iter_errors(of(a))] == []
    assert len({answer.name for answer in ANSWERS}) > 100


def test_nothing_of_the_text_is_lost() -> None:
    for answer in ANSWERS:
        made = of(answer)
        assert "".join((made["lead"] + made["rest"]).split()) == "".join(answer.text.split())
        for part in ("lead", "rest"):
            assert "".join(segment["t"] for segment in made["ruby"][part]) == made[part]


def test_the_schema_takes_no_other_keys() -> None:
    assert not SCHEMA.is_valid(of(PLAIN) | {"extra": 1})
    assert not SCHEMA.is_valid({key: value for key, value in of(PLAIN).items() if key != "speech"})


@pytest.mark.parametrize(
    ("text", "lead", "rest"),
    [
        ("はい、使えます。次の文です。", "はい、使えます。", "次の文です。"),
        ("使えます（8月31日まで。次も。）。次の文。", "使えます（8月31日まで。次も。）。", "次の文。"),
        ("「はい。どうぞ。」と出ます。次。", "「はい。どうぞ。」と出ます。", "次。"),
        ("一行目\n二行目。", "一行目", "二行目。"),
        ("一行目。\n二行目。", "一行目。", "二行目。"),
        ("句点なし", "句点なし", ""),
        ("閉じだけ）です。次。", "閉じだけ）です。", "次。"),
        ("（開きだけ。次。", "（開きだけ。次。", ""),
        ("ご質問でしょうか？次。", "ご質問でしょうか？", "次。"),
    ],
)
def test_the_lead_is_the_first_sentence(text: str, lead: str, rest: str) -> None:
    assert lead_and_rest(text) == (lead, rest)


def test_the_warning_stands_apart_from_the_notices() -> None:
    warning = compose.phrase("masked_warning").text
    made = of(replace(PLAIN, notices=("券面を優先してください。", warning)), masked=True)
    assert (made["warning"], made["notices"]) == (warning, ["券面を優先してください。"])
    assert of(PLAIN)["warning"] is None


@pytest.mark.parametrize("field", web.DATE_FIELDS)
def test_a_date_is_asked_for_within_bounds_and_in_words(field: str) -> None:
    asked = of(replace(PLAIN, asks=field))["date_request"]
    assert asked["field"] == field
    assert asked["label"] == compose.field_words(field) != "日付"
    assert date.fromisoformat(asked["min"]) < TODAY <= date.fromisoformat(asked["max"])


@pytest.mark.parametrize("field", ["insurer", "renewed", None])
def test_what_is_no_day_is_not_asked_for_with_a_date_picker(field: str | None) -> None:
    assert of(replace(PLAIN, asks=field))["date_request"] is None


def test_a_birth_lies_in_the_past_and_an_expiry_may_lie_ahead() -> None:
    assert web.DATE_FIELDS["birth_date"].days(TODAY) == (date(1900, 1, 1), TODAY)
    assert web.DATE_FIELDS["cert_last_valid_day"].days(TODAY) == (date(2016, 1, 1), date(2041, 12, 31))


def test_the_calendar_is_offered_only_for_known_days_to_come() -> None:
    def with_days(*days: DayRange) -> Any:
        return of(replace(PLAIN, deadlines=tuple(Deadline("last_valid_day", "期限", d) for d in days)))["calendar"]

    assert with_days() is None
    assert with_days(exactly("2026-06-14")) is None
    assert with_days(exactly("2026-06-15")) == "/api/chat/calendar/1.ics"
    assert with_days(DayRange.month(2026, 8)) is None


def test_known_dates_are_shown_in_both_calendars() -> None:
    known = (
        KnownDate("cert_last_valid_day", "証明書の期限", exactly("2019-05-01")),
        KnownDate("birth_date", "生年月日", Birthday(5, 20)),
        KnownDate("cert_issue_date", "証明書の発行日", DayRange.month(2021, 4)),
    )
    made = of(replace(PLAIN, known=known))["known"]
    assert [entry["text"] for entry in made] == ["2019年5月1日（令和元年5月1日）", "5月20日", "2021年4月（令和3年4月）"]
    assert made[1]["earliest"] == "--05-20"
    SCHEMA.validate(of(replace(PLAIN, known=known)))


def test_buttons_carry_tokens_and_never_topics() -> None:
    made = of(replace(PLAIN, choices=(Choice("期限", "expiry_mine"),), next_steps=(Choice("更新", "renew_how"),)))
    assert made["choices"] == [{"label": "期限", "token": "kb1.expiry_mine.signature"}]
    assert made["next_steps"] == [{"label": "更新", "token": "kb1.renew_how.signature"}]


@pytest.mark.parametrize(
    ("name", "topic", "expected"),
    [
        ("renew_how", "renew_how", True),
        ("expired_what_happens.in_grace", "expired_what_happens", True),
        ("expired_what_happens.general", "expired_what_happens", True),
        ("expired_what_happens.clarify", "expired_what_happens", False),
        ("unknown_date", "unknown_date", False),
        ("give_date.overview", "give_date", False),
        ("failure", None, False),
        ("greet", "greet", False),
        ("no_such_day", "expiry_mine", False),
    ],
)
def test_votes_are_asked_for_on_answers_to_topics(name: str, topic: str | None, expected: bool) -> None:
    assert of(replace(PLAIN, name=name, topic=topic))["feedback"] is expected


def test_ways_to_a_person_make_it_a_hand_off() -> None:
    made = of(compose.say("human_agent"))
    assert made["hand_off"] is True
    assert made["contacts"][-1]["phone"] == "0120-95-0178"
    assert of(PLAIN)["hand_off"] is False


def test_sources_say_when_they_were_read() -> None:
    assert all(s["text"].endswith("に参照）") for a in ANSWERS for s in of(a)["sources"])


def test_chinese_gets_no_japanese_readings() -> None:
    made = of(compose.other_language("zh", None))
    assert not any("r" in segment for part in made["ruby"].values() for segment in part)
