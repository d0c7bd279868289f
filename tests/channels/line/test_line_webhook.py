"""What the webhook takes, what it refuses, and that nothing it is sent breaks it."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import Any

import pytest
from line_bot import Bot, FakeEngine, StartBot

from bot.channels.line.simulator.happenings import DESTINATION, body, event, new_user, redelivered, text_message
from bot.channels.line.simulator.phone import seen, tappable
from bot.clock import now


async def _post(bot: Bot, text: bytes, signature: str | None = None) -> int:
    headers = {"x-line-signature": bot.line.signature(text) if signature is None else signature}
    return await bot.line._send(text, headers)


def _milliseconds() -> int:
    return int(now().timestamp() * 1000)


async def test_a_text_is_answered_by_its_reply_token(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        messages = await bot.phone().say("証明書の期限は？")
        assert seen(messages) == "「証明書の期限は？」ですね。"
        assert [(call.path, call.status) for call in bot.line.calls] == [("/v2/bot/message/reply", 200)]


@pytest.mark.parametrize("signature", ["", "x", "日本語", "AAAA", "a" * 5000])
async def test_a_wrong_signature_is_refused_and_nothing_is_done(start_bot: StartBot, signature: str) -> None:
    async with start_bot() as bot:
        text = json.dumps(body([event("message", new_user(), _milliseconds(), "t", message=text_message("はい"))])).encode()
        headers = {"x-line-signature": signature} if signature else {}
        encoded = {name: value.encode().decode("latin-1") for name, value in headers.items()}
        assert await bot.line._send(text, encoded) == 400
        await asyncio.sleep(0.05)
        assert bot.engine.asked == []
        assert await bot.state.keys("line:seen") == []


async def test_the_signature_is_over_the_very_bytes(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        text = json.dumps(body([])).encode()
        assert await _post(bot, text) == 200
        assert await _post(bot, text + b" ", bot.line.signature(text)) == 400


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"{}",
        b'{"events": 3}',
        b'{"events": {}}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"events": NaN}',
    ],
)
async def test_signed_bodies_that_cannot_be_read_are_refused(start_bot: StartBot, text: bytes) -> None:
    async with start_bot() as bot:
        assert await _post(bot, text) == 400


async def test_the_verify_button_gets_200(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        assert await _post(bot, json.dumps({"destination": DESTINATION, "events": []}).encode()) == 200


def _odd_events() -> list[Any]:
    at = _milliseconds()
    user = {"type": "user", "userId": new_user()}
    whole = event("message", user["userId"], at, "t", message=text_message("はい"))
    return [
        *(None, 3, "x", [], {}, {"type": "message"}),
        *(whole | {"source": source} for source in (None, {"type": "user"}, {"type": "user", "userId": 3}, {"type": "nanika"})),
        *(whole | {"message": message} for message in (None, [], {"type": "text"}, {"type": "text", "text": 3}, {"type": []})),
        *(whole | {"timestamp": timestamp} for timestamp in (None, "1", 1.5, -1, 10**30)),
        *(whole | {"webhookEventId": name} for name in (None, "", 3)),
        event("postback", user["userId"], at, "t"),
        event("postback", user["userId"], at, "t", postback={"data": "x", "params": 3}),
        *(event(kind, user["userId"], at, "t") for kind in ("nanika", "unsend", "beacon", "memberJoined", "videoPlayComplete")),
        whole | {"mode": "standby"},
        whole | {"source": {"type": "group", "groupId": "C1", "userId": user["userId"]}},
    ]


async def test_odd_and_unknown_events_are_passed_over(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        odd_events = _odd_events()
        for odd in odd_events:
            assert await _post(bot, json.dumps({"destination": "U", "events": [odd]}).encode()) == 200, odd
        text = json.dumps({"destination": "U", "events": [*odd_events, json.loads('{"timestamp": 1e999}')]}).encode()
        assert await _post(bot, text) == 200
        await asyncio.sleep(0.05)
        assert bot.engine.asked == []
        assert seen(await bot.phone().say("まだ動く")) == "「まだ動く」ですね。"


async def test_big_bodies(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        noise = json.dumps({"destination": "U", "events": ["あ" * 340_000]}, ensure_ascii=False).encode()
        assert len(noise) > 1_000_000
        assert await _post(bot, noise) == 200
        assert await _post(bot, noise, "wrong") == 400


async def test_halves_of_surrogate_pairs_do_no_harm(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        phone = bot.phone()
        happening = phone.event("message", message=text_message("x"))
        text = json.dumps(body([happening])).replace('"x"', '"\\ud83c期限"').encode()
        assert await _post(bot, text) == 200
        await bot.line.answers(phone.user, 1, 5)
        assert "期限" in bot.engine.asked[0][1]


async def test_each_event_is_answered_once_whatever_is_delivered_again(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        phone = bot.phone()
        happenings = [phone.event("message", message=text_message(f"問い{n}")) for n in range(5)]
        text = json.dumps(body(happenings)).encode()
        for _ in range(3):
            assert await _post(bot, text) == 200
        for happening in reversed(happenings):
            assert await bot.line.deliver([redelivered(happening), redelivered(happening)]) == 200
        received = await bot.line.answers(phone.user, 5, 5)
        await asyncio.sleep(0.1)
        assert [seen(messages) for messages in received] == [f"「問い{n}」ですね。" for n in range(5)]


async def test_a_redelivered_event_that_never_came_before_is_answered(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        phone = bot.phone()
        await bot.line.deliver([redelivered(phone.event("message", message=text_message("はじめて")))])
        assert seen((await bot.line.answers(phone.user, 1, 5))[0]) == "「はじめて」ですね。"


async def test_events_of_a_user_are_answered_in_the_order_in_which_they_happened(start_bot: StartBot) -> None:
    async with start_bot(FakeEngine(seconds=0.1)) as bot:
        phone = bot.phone()
        happenings = [phone.event("message", message=text_message(str(n))) | {"timestamp": _milliseconds() + n} for n in range(4)]
        await bot.line.deliver([happenings[0]])
        for happening in (happenings[3], happenings[1], happenings[2]):
            await bot.line.deliver([happening])
        received = await bot.line.answers(phone.user, 4, 5)
        assert [seen(messages) for messages in received] == [f"「{n}」ですね。" for n in range(4)]


async def test_events_older_than_the_memory_of_events_are_passed_over(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        phone = bot.phone()
        old = phone.event("message", message=text_message("昔")) | {"timestamp": _milliseconds() - 49 * 3600 * 1000}
        assert await bot.line.deliver([old]) == 200
        await asyncio.sleep(0.05)
        assert bot.engine.asked == []


async def test_a_new_friend_is_greeted_with_what_not_to_write(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        messages = await bot.phone().add_friend()
        assert "こんにちは" in seen(messages)
        assert "マイナンバー（12けた）や暗証番号は書かないでください" in seen(messages)
        assert len(tappable(messages)) == 4


async def test_who_blocks_the_account_is_forgotten(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        phone = bot.phone()
        await phone.say("こんにちは")
        await phone.block()
        await asyncio.sleep(0.1)
        assert bot.engine.forgotten == [f"line:{phone.user}"]
        assert len(bot.line.talks[phone.user].received) == 1


@pytest.mark.parametrize("kind", ["sticker", "image", "video", "audio", "file", "location", "nanika"])
async def test_what_is_no_text_gets_a_kind_sentence(start_bot: StartBot, kind: str) -> None:
    async with start_bot() as bot:
        messages = await bot.phone().send(kind)
        assert "文字で書いて" in seen(messages)
        assert bot.engine.asked == []


async def test_a_group_is_told_where_to_ask_and_not_answered(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        source = {"type": "group", "groupId": "C" + "1" * 32}
        joined = event("join", "", _milliseconds(), bot.line.reply_token("C" + "1" * 32)) | {"source": source}
        await bot.line.deliver([joined])
        said = seen((await bot.line.answers("C" + "1" * 32, 1, 5))[0])
        assert "1対1のトーク" in said


async def test_a_button_leads_to_its_topic_and_only_for_its_user(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        phone, other = bot.phone(), bot.phone()
        action = tappable(await phone.add_friend())[0]
        await phone.tap(action)
        assert bot.engine.topics == ["expiry_mine"]
        assert "このボタンは古くなりました" in seen(await other.tap(action))
        assert "このボタンは古くなりました" in seen(await phone.tap({"type": "postback", "data": "kb1.human_agent.0"}))
        assert bot.engine.topics == ["expiry_mine"]


async def test_a_picked_day_becomes_a_sentence(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        await bot.phone().tap({"type": "datetimepicker", "data": "date.cert_last_valid_day"}, date(2026, 5, 20))
        assert bot.engine.asked[0][1] == "証明書の期限は2026年5月20日です"
        answered = await bot.phone().tap({"type": "datetimepicker", "data": "date.nanika"}, date(2026, 5, 20))
        assert "このボタンは古くなりました" in seen(answered)


async def test_numbers_are_masked_before_anything_is_stored(start_bot: StartBot) -> None:
    async with start_bot(FakeEngine(seconds=0.3)) as bot:
        phone = bot.phone()
        await bot.line.deliver([phone.event("message", message=text_message("123456789012の期限は？"))])
        stored = [await bot.state.value(key) for key in await bot.state.keys("line:pending:")]
        assert len(stored) == 1
        assert "123456789012" not in str(stored)
        said = seen((await bot.line.answers(phone.user, 1, 5))[0])
        assert "123456789012" not in str(bot.engine.asked)
        assert "番号らしい文字は消しました" in said
