"""The chat API, with an engine that answers from a table."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from edge_settings import SETTINGS
from fake_engine import FakeEngine
from fake_listener import FakeListener
from httpx import AsyncClient
from jsonschema import Draft202012Validator
from web_client import WebClient

from bot import clock
from bot.channels.chat_turns import LONGEST_TEXT
from bot.channels.sessions import LONGEST_SECONDS
from bot.engine.tokens import token

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parents[3] / "docs" / "answer.schema.json").read_text("utf-8")))


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: now)


async def test_a_session_begins_with_a_greeting_and_says_who_runs_the_bot(http: AsyncClient) -> None:
    begun = await WebClient(http).begin()
    SCHEMA.validate(begun["greeting"])
    assert begun["greeting"]["name"] == "greet"
    assert begun["expires_in"] == 1800
    assert begun["organisation"]["name"]
    assert "12けた" in begun["organisation"]["privacy_notice"]
    assert begun["frozen_today"] == "2026-06-15"
    assert begun["limits"] == {"characters": 1000}


async def test_an_answer_carries_all_parts_of_the_message(web: WebClient) -> None:
    message = await web.say("証明書が切れた")
    SCHEMA.validate(message)
    assert message["name"] == "expired_what_happens.in_grace"
    assert [row["key"] for row in message["timeline"]] == ["renewal_from", "last_valid_day", "today", "grace_last_day"]
    assert message["timeline"][1]["wareki"] == "令和8年5月20日"
    assert message["known"][0]["text"] == "2026年5月20日（令和8年5月20日）"
    assert message["feedback"] is True


async def test_each_answer_has_its_request_id_in_header_and_body(web: WebClient) -> None:
    answer = await web.send({"text": "はい"})
    assert answer.headers["X-Request-Id"] == answer.json()["request_id"]
    refused = await web.send({})
    assert refused.headers["X-Request-Id"] == refused.json()["request_id"] != answer.json()["request_id"]


async def test_the_persons_text_comes_back_masked_and_with_a_warning(web: WebClient, fake: FakeEngine) -> None:
    answer = (await web.send({"text": "番号は123456789012です"})).json()
    assert answer["user"]["text"] == "番号は＊＊＊です"
    assert "けた" in answer["message"]["warning"]
    assert answer["message"]["warning"] not in answer["message"]["notices"]
    assert "123456789012" not in json.dumps(await web.history(), ensure_ascii=False)


async def test_a_button_leads_to_its_topic_and_shows_its_words(web: WebClient, fake: FakeEngine) -> None:
    message = await web.say("証明書が切れた")
    step = message["next_steps"][0]
    answer = (await web.send({"choice": step["token"]})).json()
    assert answer["user"]["text"] == step["label"]
    assert fake.turns[-1][1:] == ("", answer["message"]["topic"])


async def test_a_token_that_is_typed_is_only_text(web: WebClient, fake: FakeEngine) -> None:
    typed = (await web.say("証明書が切れた"))["next_steps"][0]["token"]
    await web.say(typed)
    await web.say("/restart")
    assert [turn[1:] for turn in fake.turns[-2:]] == [(typed, None), ("/restart", None)]


@pytest.mark.parametrize("forged", ["kb1.restart.", "kb1.restart.0123456789abcdef01234567", "restart", "/restart", ""])
async def test_a_forged_button_is_refused(web: WebClient, fake: FakeEngine, forged: str) -> None:
    answer = await web.send({"choice": forged})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "bad_request"
    assert fake.turns == []


async def test_a_button_of_another_conversation_is_refused(web: WebClient, http: AsyncClient) -> None:
    other = WebClient(http)
    await other.begin()
    theirs = (await other.say("証明書が切れた"))["next_steps"][0]["token"]
    assert (await web.send({"choice": theirs})).status_code == 400
    assert (await web.send({"choice": token("y" * 32, "web:", "restart")})).status_code == 400


async def test_a_picked_date_goes_in_as_a_sentence(web: WebClient, fake: FakeEngine) -> None:
    answer = (await web.send({"date": {"field": "cert_last_valid_day", "value": "2026-05-20"}})).json()
    assert answer["user"]["text"] == fake.turns[-1][1] == "証明書の期限は2026年5月20日です"
    await web.send({"date": {"field": "renewed_on", "value": "2026-07-01"}})
    assert fake.turns[-1][1] == "2026年7月1日に更新したら、次の期限はいつですか"
    await web.send({"date": {"field": "birth_date", "value": None}})
    assert fake.turns[-1][1] == "わからない"


async def test_a_date_that_was_asked_for_goes_in_alone(web: WebClient, fake: FakeEngine) -> None:
    asked = await web.say("証明書が切れた")
    assert asked["date_request"]["field"] == "cert_last_valid_day"
    await web.send({"date": {"field": "cert_last_valid_day", "value": "2026-05-20"}})
    assert fake.turns[-1][1] == "2026年5月20日です"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "a", "choice": "b"},
        {"text": None},
        {"text": 5},
        {"text": "a", "more": 1},
        {"date": {"field": "cert_last_valid_day", "value": "2026-02-30"}},
        {"date": {"field": "cert_last_valid_day", "value": "20260520"}},
        {"date": {"field": "cert_last_valid_day", "value": "2026-W21-3"}},
        {"date": {"field": "cert_last_valid_day", "value": "1899-05-20"}},
        {"date": {"field": "birth_date", "value": "2026-06-16"}},
        {"date": {"field": "insurer", "value": "2026-05-20"}},
        {"date": {"field": "birth_date"}},
        [],
        "text",
    ],
)
async def test_a_body_of_another_form_is_refused_in_words(web: WebClient, fake: FakeEngine, body: Any) -> None:
    answer = await web.send(body)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "bad_request"
    assert answer.json()["error"]["message"].endswith("。")
    assert fake.turns == []


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 5000])
async def test_bytes_that_are_no_message_are_refused(web: WebClient, raw: bytes) -> None:
    headers = web.headers | {"Content-Type": "application/json"}
    answer = await web.http.post("/api/chat/messages", content=raw, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]["code"] == "bad_request"


async def test_half_a_character_is_only_an_odd_text(web: WebClient, fake: FakeEngine) -> None:
    headers = web.headers | {"Content-Type": "application/json"}
    answer = await web.http.post("/api/chat/messages", content=b'{"text": "a\\ud800"}', headers=headers)
    assert answer.json()["user"]["text"] == "a?"
    assert (await web.http.post("/api/chat/messages", content=b'{"choice": "\\ud800"}', headers=headers)).status_code == 422


async def test_a_long_text_gets_the_polite_answer_and_a_huge_one_413(web: WebClient) -> None:
    assert (await web.say("あ" * 1001))["name"] == "too_long"
    assert (await web.say("あ" * LONGEST_TEXT))["name"] == "too_long"
    refused = await web.send({"text": "あ" * (LONGEST_TEXT + 1)})
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_long")
    refused = await web.send({"text": "あ" * 100_000})
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_long")


async def test_a_retry_with_the_same_key_is_no_second_turn(web: WebClient, fake: FakeEngine) -> None:
    sent = [web.send({"text": "証明書が切れた"}, **{"Idempotency-Key": "k1"}) for _ in range(3)]
    answers = [answer.json() for answer in await asyncio.gather(*sent)]
    assert len({answer["message"]["id"] for answer in answers}) == 1
    assert len({answer["request_id"] for answer in answers}) == 3
    assert len(fake.turns) == 1
    assert len(await web.history()) == 3
    await web.send({"text": "証明書が切れた"}, **{"Idempotency-Key": "k2"})
    assert len(fake.turns) == 2


async def test_the_history_comes_back_after_a_reload(web: WebClient) -> None:
    message = await web.say("証明書が切れた")
    greeting, user, bot = await web.history()
    assert greeting["message"]["name"] == "greet"
    assert user == {"from": "user", "text": "証明書が切れた"}
    assert bot == {"from": "bot", "message": message}


async def test_the_history_keeps_the_last_turns_only(web: WebClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        later(monkeypatch, 10)
        await web.say(f"質問{number}")
    turns = await web.history()
    assert len(turns) == 60
    assert turns[-2]["text"] == "質問39"


async def test_deleting_forgets_on_both_sides(web: WebClient, fake: FakeEngine) -> None:
    await web.send({"text": "証明書が切れた"}, **{"Idempotency-Key": "k1"})
    conversation = fake.turns[0][0]
    assert conversation.startswith("web:")
    answer = await web.http.delete("/api/chat/session", headers=web.headers)
    assert (answer.status_code, answer.content) == (204, b"")
    assert fake.forgotten == [conversation]
    over = await web.send({"text": "証明書が切れた"}, **{"Idempotency-Key": "k1"})
    assert (over.status_code, over.json()["error"]["code"]) == (401, "expired")


async def test_a_session_lives_while_it_is_used_and_then_ends(web: WebClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        later(monkeypatch, 1700)
        await web.say("はい")
    later(monkeypatch, 1801)
    over = await web.send({"text": "はい"})
    assert (over.status_code, over.json()["error"]["code"]) == (401, "expired")


async def test_a_token_ends_after_a_day_in_any_case(web: WebClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(LONGEST_SECONDS // 1700):
        later(monkeypatch, 1700)
        await web.say("はい")
    later(monkeypatch, 1700)
    assert (await web.send({"text": "はい"})).status_code == 401


@pytest.mark.parametrize("change", [lambda t: t + "0", lambda t: "a" + t, lambda t: "", lambda t: "a.b.c", lambda t: "あ.い.う"])
async def test_a_changed_token_opens_nothing(web: WebClient, change: Any) -> None:
    header = b"Bearer " + change(web.token).encode()
    answer = await web.http.get("/api/chat/history", headers={"Authorization": header})
    assert answer.status_code == 401


async def test_a_session_may_send_thirty_messages_a_minute(web: WebClient) -> None:
    answers = [await web.send({"text": "はい"}) for _ in range(SETTINGS.talk_per_minute + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {200}
    limited = answers[-1]
    assert (limited.status_code, limited.json()["error"]["code"]) == (429, "rate_limited")
    assert 1 <= int(limited.headers["Retry-After"]) == limited.json()["error"]["retry_after"] <= 61
    assert "待って" in limited.json()["error"]["message"]


async def test_an_address_may_ask_120_times_a_minute_and_the_next_minute_again(
    http: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 0)  # time stands still
    answers = [(await http.post("/api/chat/sessions", json={})).status_code for _ in range(SETTINGS.address_per_minute + 1)]
    assert answers == [201] * SETTINGS.address_per_minute + [429]
    later(monkeypatch, 61)
    assert (await http.post("/api/chat/sessions", json={})).status_code == 201


async def test_a_failure_is_said_calmly_and_logged_without_what_was_sent(
    web: WebClient, fake: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    fake.breaks = True
    answer = await web.send({"text": "平成2年5月20日生まれです"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unavailable")
    assert "Traceback" not in answer.text
    assert answer.json()["request_id"] in caplog.text
    assert "RuntimeError" in caplog.text
    assert "5月20日" not in caplog.text


async def test_votes_are_counted_once_by_the_answers_name(web: WebClient, listener: FakeListener) -> None:
    message = await web.say("証明書が切れた")
    for body in (
        {"helpful": False, "reason": None},
        {"helpful": False, "reason": "unclear"},
        {"helpful": False, "reason": "unclear"},
    ):
        given = {"message_id": message["id"]} | body
        assert (await web.http.post("/api/chat/feedback", json=given, headers=web.headers)).status_code == 204
    assert listener.votes == [(message["name"], False, None), (message["name"], None, "unclear")]


async def test_a_vote_needs_a_message_of_the_session(web: WebClient, http: AsyncClient) -> None:
    other = WebClient(http)
    await other.begin()
    theirs = (await other.say("証明書が切れた"))["id"]
    vote = {"message_id": theirs, "helpful": True, "reason": None}
    assert (await http.post("/api/chat/feedback", json=vote, headers=web.headers)).status_code == 404
    free_text = {"message_id": theirs, "helpful": False, "reason": "山田太郎です"}
    assert (await http.post("/api/chat/feedback", json=free_text, headers=other.headers)).status_code == 422


async def test_the_calendar_file_holds_the_days_to_come(web: WebClient) -> None:
    message = await web.say("証明書が切れた")
    answer = await web.http.get(message["calendar"])
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20260831" in answer.text
    assert "TRIGGER:-P30D" in answer.text
    changed = message["calendar"].replace("/calendar/", "/calendar/A")
    assert (await web.http.get(changed)).status_code == 404
