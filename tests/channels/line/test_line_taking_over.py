"""A LINE talk and an operator: the queue, the bot's silence, messages both ways, what LINE refuses, a restart in the middle."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from line_bot import QUICK, SECRET, TOKEN, FakeEngine
from line_schema import Checker

from bot.answers import compose
from bot.answers.answer import Answer
from bot.app import create_app
from bot.channels.assist.operators import Operators
from bot.channels.chat_history import FromOperator, Said
from bot.channels.chat_turns import Chat
from bot.channels.edge import Edge
from bot.channels.handover import BEGUN, COMES, CONNECTED, NOBODY, OVER, Case
from bot.channels.line import taking_over
from bot.channels.line.simulator import LinePlatform, Phone
from bot.channels.line.simulator.in_process import running
from bot.channels.line.simulator.phone import seen
from bot.channels.line.simulator.platform import Fault
from bot.channels.sessions import Session
from bot.engine.events import NobodyListens
from bot.settings import Settings
from bot.state import MemoryState


def answer(text: str) -> Answer:
    return compose.say("human_agent", topic="human_agent") if "人" in text else compose.say("greet", topic="greet")


class Talk:
    """A person with LINE, the bot, and the operators' side of the queue."""

    def __init__(self, line: LinePlatform, settings: Settings) -> None:
        self.line, self.engine, self.phone = line, FakeEngine(answer=answer), Phone(line, patience=5)
        self._settings, self._state = settings, MemoryState()
        self.chat = Chat(Edge(settings, self.engine, self._state))  # type: ignore[arg-type]  # a stand-in
        self._running = AsyncExitStack()

    async def start(self) -> None:
        """The product around what is in the state."""
        app = create_app(self._settings, self.engine, self._state, NobodyListens())  # type: ignore[arg-type]
        self.send = await self._running.enter_async_context(running(app))

    async def stop(self) -> None:
        await self._running.aclose()

    async def case(self) -> Case:
        (found,) = await self.chat.handover.all()
        return found

    async def said(self) -> list[str]:
        """All that came to the phone, in words."""
        return [seen(messages) for messages in self.line.talks[self.phone.user].received]

    async def comes(self, text: str) -> None:
        async with asyncio.timeout(5):
            while not any(text in said for said in await self.said()):
                await asyncio.sleep(0.02)


@pytest.fixture
async def talk(tmp_path: Path, openapi: Checker | None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Talk]:
    monkeypatch.setattr(taking_over, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr("bot.channels.line.webhook.Pace", lambda: QUICK)
    talks: list[Talk] = []

    async def carry(body: bytes, headers: dict[str, str]) -> int:
        return await talks[0].send(body, headers)

    async with LinePlatform(SECRET, TOKEN, carry, openapi.problems if openapi else None) as line:
        file = tmp_path / "operators.yml"
        Operators(file).add("sato", "operator", "a long enough password")
        of_line = {"line_secret": SECRET, "line_token": TOKEN, "line_api": line.url}
        talks.append(Talk(line, Settings(secret="x" * 32, folder=tmp_path, operators_file=file, **of_line)))
        await talks[0].start()
        yield talks[0]
        await talks[0].stop()
        assert line.problems == []


async def test_a_talk_from_asking_to_giving_back(talk: Talk) -> None:
    handover = talk.chat.handover
    await handover.arrive("sato")
    await talk.phone.say("証明書が切れました")
    assert COMES.text in seen(await talk.phone.say("人と話したい"))
    case = await talk.case()
    assert talk.phone.user not in case.id
    entries = await talk.chat.history.entries(Session(case.id))
    assert [entry if isinstance(entry, str) else type(entry) for entry in entries] == [
        "証明書が切れました", Said, "人と話したい", Said,
    ]  # fmt: skip
    assert await handover.take(case.id, "sato")
    await talk.comes(BEGUN)
    asked = len(talk.engine.asked)
    await talk.line.deliver([talk.phone.event("message", message={"type": "text", "id": "1", "text": "番号は123456789012です"})])
    async with asyncio.timeout(5):
        while len(await talk.chat.history.entries(Session(case.id))) == len(entries):
            await asyncio.sleep(0.02)
    passed_on = (await talk.chat.history.entries(Session(case.id)))[-1]
    assert isinstance(passed_on, str)
    assert "番号は" in passed_on
    assert "123456789012" not in passed_on
    assert len(talk.engine.asked) == asked, "the bot is silent"
    for text in ("お待たせしました", "承ります"):
        await talk.chat.say_as_operator(await talk.case(), text)
    await talk.comes("承ります")
    assert (await talk.said())[-3:] == [BEGUN, "お待たせしました", "承ります"]
    assert await handover.end(case.id, "sato")
    await talk.comes(OVER)
    await talk.phone.say("ありがとう")
    assert len(talk.engine.asked) == asked + 1


async def test_nobody_there_is_said_at_once_with_the_phone_number(talk: Talk) -> None:
    said = seen(await talk.phone.say("人と話したい"))
    assert NOBODY.text in said
    assert "0120-95-0178" in said
    assert await talk.chat.handover.all() == []


async def test_who_waits_is_told_when_all_operators_have_gone(talk: Talk) -> None:
    await talk.chat.handover.arrive("sato")
    await talk.phone.say("人と話したい")
    await talk.chat.handover.arrive("sato", takes=False)
    await talk.comes(NOBODY.text)
    assert "0120-95-0178" in (await talk.said())[-1]
    assert await talk.chat.handover.all() == []


async def test_what_line_does_not_take_now_comes_later_once_and_in_order(talk: Talk) -> None:
    await talk.chat.handover.arrive("sato")
    await talk.phone.say("人と話したい")
    case = await talk.case()
    await talk.chat.handover.take(case.id, "sato")
    await talk.comes(BEGUN)
    talk.line.faults.append(Fault("push", status=500))
    await talk.chat.say_as_operator(case, "一つ目")
    await talk.chat.say_as_operator(case, "二つ目")
    await talk.comes("二つ目")
    assert (await talk.said())[-2:] == ["一つ目", "二つ目"]
    assert await talk.chat.handover.outbox.letters() == {}


async def test_the_operator_reads_that_line_refused_a_message(talk: Talk) -> None:
    await talk.chat.handover.arrive("sato")
    await talk.phone.say("人と話したい")
    case = await talk.case()
    await talk.chat.handover.take(case.id, "sato")
    await talk.comes(BEGUN)
    talk.line.faults.append(Fault("push", status=400))
    await talk.chat.say_as_operator(case, "届かない文")
    async with asyncio.timeout(5):
        while len(await talk.chat.history.entries(Session(case.id))) < 4:
            await asyncio.sleep(0.02)
    last = (await talk.chat.history.entries(Session(case.id)))[-1]
    assert isinstance(last, FromOperator)
    assert last.operator == taking_over.NOT_DELIVERED


async def test_a_restart_in_the_middle_loses_nothing(talk: Talk) -> None:
    await talk.chat.handover.arrive("sato")
    await talk.phone.say("人と話したい")
    case = await talk.case()
    talk.line.faults.append(Fault("push", times=1000))
    await talk.chat.handover.take(case.id, "sato")
    await talk.chat.say_as_operator(await talk.case(), "聞こえますか")
    await talk.stop()
    assert "聞こえますか" not in await talk.said()
    talk.line.faults.clear()
    await talk.start()
    await talk.comes("聞こえますか")
    assert (await talk.case()).state == CONNECTED
    assert [text for text in await talk.said() if text in (BEGUN, "聞こえますか")] == [BEGUN, "聞こえますか"]


async def test_a_person_who_blocks_the_account_leaves_the_queue(talk: Talk) -> None:
    await talk.chat.handover.arrive("sato")
    await talk.phone.say("人と話したい")
    case = await talk.case()
    await talk.phone.block()
    async with asyncio.timeout(5):
        while await talk.chat.handover.all():
            await asyncio.sleep(0.02)
    assert await talk.chat.history.entries(Session(case.id)) == []
