"""How answers reach the person when LINE is slow, fails, or has lost the reply token."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from line_bot import QUICK, Bot, FakeEngine, StartBot, start_bot

from bot.channels.line.events import Incoming
from bot.channels.line.ledger import Ledger
from bot.channels.line.pace import Pace
from bot.channels.line.sentences import EXCUSE, LATE
from bot.channels.line.simulator import Fault
from bot.channels.line.simulator.happenings import text_message
from bot.channels.line.simulator.phone import seen
from bot.clock import now
from bot.state import MemoryState

REPLY, PUSH, LOADING = "/v2/bot/message/reply", "/v2/bot/message/push", "/v2/bot/chat/loading/start"


def _calls(bot: Bot) -> list[tuple[str, int]]:
    return [(call.path, call.status) for call in bot.line.calls]


async def _settled(bot: Bot, user: str, count: int = 1) -> list[str]:
    """What a user saw in the end, after a while in which more could have come."""
    await bot.line.answers(user, count, 10)
    await asyncio.sleep(0.3)
    return [seen(messages) for messages in bot.line.talks[user].received]


async def test_a_token_that_is_gone_leads_to_a_push_with_a_retry_key(start_bot: StartBot) -> None:
    async with start_bot(token_lives=-1) as bot:
        assert seen(await bot.phone().say("期限は？")) == "「期限は？」ですね。"
        assert _calls(bot) == [(REPLY, 400), (PUSH, 200)]


async def test_a_token_that_is_old_is_not_tried(start_bot: StartBot) -> None:
    async with start_bot(pace=replace(QUICK, reply_within=0.2), engine=FakeEngine(seconds=0.4)) as bot:
        await bot.phone().say("期限は？")
        assert [path for path, _ in _calls(bot)] == [LOADING, PUSH]


async def test_a_lost_answer_to_a_reply_that_arrived_is_not_doubled(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        bot.line.faults.append(Fault(path="/reply", silent_for=0.6, takes_effect=True))
        phone = bot.phone()
        await bot.line.deliver([phone.event("message", message=text_message("期限は？"))])
        assert await _settled(bot, phone.user) == ["「期限は？」ですね。"]
        await asyncio.sleep(0.5)
        assert sorted(_calls(bot)) == [(REPLY, 400), (REPLY, 500)]


async def test_a_reply_that_did_not_arrive_is_sent_once_more(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        bot.line.faults.append(Fault(path="/reply", status=500))
        assert seen(await bot.phone().say("期限は？")) == "「期限は？」ですね。"
        assert _calls(bot) == [(REPLY, 500), (REPLY, 200)]


async def test_two_replies_without_an_answer_lead_to_a_push_and_a_line_in_the_log(
    start_bot: StartBot, caplog: pytest.LogCaptureFixture
) -> None:
    async with start_bot() as bot:
        bot.line.faults.append(Fault(path="/reply", times=2, status=503))
        phone = bot.phone()
        assert seen(await phone.say("期限は？")) == "「期限は？」ですね。"
        assert _calls(bot) == [(REPLY, 503), (REPLY, 503), (PUSH, 200)]
        assert "may come twice" in caplog.text


async def test_a_push_whose_answer_was_lost_is_not_doubled(start_bot: StartBot) -> None:
    async with start_bot(token_lives=-1) as bot:
        bot.line.faults.append(Fault(path="/push", status=500, takes_effect=True))
        phone = bot.phone()
        await bot.line.deliver([phone.event("message", message=text_message("期限は？"))])
        assert await _settled(bot, phone.user) == ["「期限は？」ですね。"]
        assert _calls(bot) == [(REPLY, 400), (PUSH, 500), (PUSH, 409)]


@pytest.mark.parametrize("status", [429, 401, 500, 503])
async def test_a_failing_api_delays_answers_and_loses_none(start_bot: StartBot, status: int) -> None:
    """LINE fails for 30 seconds, here 30 times faster."""
    async with start_bot(pace=replace(QUICK, reply_within=0.67, settled_within=1.0, longest_pause=1.0, late_after=2.0)) as bot:
        failing = Fault(path="/message/", times=10**9, status=status)
        bot.line.faults.append(failing)
        phones = [bot.phone() for _ in range(20)]
        await bot.line.deliver([phone.event("message", message=text_message("期限は？")) for phone in phones])
        await asyncio.sleep(1.0)
        assert all(not bot.line.talks[phone.user].received for phone in phones)
        failing.times = 0
        for phone in phones:
            assert await _settled_words(bot, phone.user) == ["「期限は？」ですね。"]


async def _settled_words(bot: Bot, user: str) -> list[str]:
    return [seen(messages).removeprefix(LATE["text"]).strip() for messages in await bot.line.answers(user, 1, 10)]


async def test_a_late_answer_says_so(start_bot: StartBot) -> None:
    async with start_bot(pace=replace(QUICK, reply_within=0.0, late_after=0.0)) as bot:
        assert seen(await bot.phone().say("期限は？")) == "お返事が遅くなりました。\n「期限は？」ですね。"


async def test_an_answer_of_long_ago_is_not_sent_but_the_person_is_told(start_bot: StartBot) -> None:
    async with start_bot(pace=replace(QUICK, reply_within=0.0, dropped_after=0.3)) as bot:
        failing = Fault(path="/push", times=10**9)
        bot.line.faults.append(failing)
        phone = bot.phone()
        await bot.line.deliver([phone.event("message", message=text_message("期限は？"))])
        await asyncio.sleep(0.5)
        failing.times = 0
        assert await _settled(bot, phone.user) == [EXCUSE["text"]]


async def test_messages_that_line_refuses_come_as_plain_words(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        bot.line.faults.append(Fault(path="/reply", status=413))
        phone = bot.phone()
        messages = await phone.add_friend()
        assert "こんにちは" in seen(messages)
        assert all(set(message) == {"type", "text"} for message in messages)
        assert _calls(bot) == [(REPLY, 413), (REPLY, 200)]


async def test_while_an_answer_takes_long_line_shows_it(start_bot: StartBot) -> None:
    async with start_bot(FakeEngine(seconds=0.3)) as bot:
        await bot.phone().say("期限は？")
        assert _calls(bot) == [(LOADING, 202), (REPLY, 200)]


async def test_a_failing_loading_sign_does_no_harm(start_bot: StartBot) -> None:
    async with start_bot(FakeEngine(seconds=0.3)) as bot:
        bot.line.faults.append(Fault(path="/loading", silent_for=1.0))
        assert seen(await bot.phone().say("期限は？")) == "「期限は？」ですね。"


async def test_a_raising_engine_gets_the_calm_sentence(start_bot: StartBot) -> None:
    def broken(text: str) -> None:
        raise RuntimeError(text)

    async with start_bot(FakeEngine(answer=broken)) as bot:
        assert "いまお答えを出せませんでした" in seen(await bot.phone().say("期限は？"))


async def test_what_a_stopped_process_left_is_answered_by_the_next(start_bot: StartBot) -> None:
    state = MemoryState()
    async with start_bot(FakeEngine(seconds=60), replace(QUICK, shutdown=0.05), state) as bot:
        phone = bot.phone()
        happenings = [phone.event("message", message=text_message(text)) for text in ("一つめ", "二つめ")]
        await bot.line.deliver(happenings)
    async with start_bot(state=state) as bot:
        assert await _settled(bot, phone.user, 2) == ["「一つめ」ですね。", "「二つめ」ですね。"]
        await bot.line.deliver(happenings)
        assert len(await _settled(bot, phone.user, 2)) == 2
    assert await state.keys("line:pending:") == []


async def test_what_a_killed_process_left_is_answered_once_by_one_of_the_others() -> None:
    state = MemoryState()
    killed, one, other = Ledger(state), Ledger(state), Ledger(state)
    await killed.beat(0.05)
    await one.beat(60)
    await other.beat(60)
    event = Incoming("1", "text", "U1", int(now().timestamp() * 1000), "期限は？")
    assert await killed.take(event)
    assert await one.orphans() == []
    await asyncio.sleep(0.1)
    found = await asyncio.gather(one.orphans(), other.orphans())
    assert sorted(len(waiting) for waiting in found) == [0, 1]
    assert next(waiting[0].event for waiting in found if waiting) == event


class BrokenState(MemoryState):
    """A shared state that is down."""

    async def value(self, key: str) -> str | None:
        """Fail."""
        raise ConnectionError

    @asynccontextmanager
    async def lock(self, key: str, seconds: float) -> AsyncIterator[None]:
        """Fail."""
        raise ConnectionError
        yield


async def test_without_the_shared_state_messages_are_still_answered_once(start_bot: StartBot) -> None:
    async with start_bot(state=BrokenState()) as bot:
        phone = bot.phone()
        happening = phone.event("message", message=text_message("期限は？"))
        for _ in range(3):
            assert await bot.line.deliver([happening]) == 200
        assert await _settled(bot, phone.user) == ["「期限は？」ですね。"]


async def test_no_user_id_and_no_text_is_logged(start_bot: StartBot, caplog: pytest.LogCaptureFixture) -> None:
    def broken(text: str) -> None:
        raise RuntimeError(text)

    with caplog.at_level(logging.INFO):
        async with start_bot(FakeEngine(answer=broken), token_lives=-1) as bot:
            bot.line.faults.append(Fault(path="/push", times=2))
            phone = bot.phone()
            await phone.say("わたしの秘密")
    assert "RuntimeError" in caplog.text
    assert phone.user not in caplog.text
    assert "わたしの秘密" not in caplog.text


async def test_a_thousand_people_lose_and_double_nothing() -> None:
    """Without the schema's check, which would take most of the time; some answers may come by push on a slow machine."""
    async with start_bot(None, pace=Pace(late_after=3600.0)) as bot:
        phones = [bot.phone() for _ in range(1000)]
        rounds = [[phone.event("message", message=text_message(f"{n}")) for phone in phones] for n in range(5)]
        for happenings in rounds:
            for start in range(0, 1000, 100):
                assert await bot.line.deliver(happenings[start : start + 100]) == 200
        for happenings in reversed(rounds):
            await bot.line.deliver(happenings[::7])
        for phone in phones:
            received = await bot.line.answers(phone.user, 5, 120)
            assert [seen(messages) for messages in received] == [f"「{n}」ですね。" for n in range(5)]
        assert len(bot.engine.asked) == 5000
