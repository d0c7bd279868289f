"""From the bot to an operator and back: the queue, the bot's silence, races, what survives, who is told what."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from desk_client import signed_in
from httpx import ASGITransport, AsyncClient

from bot import clock
from bot.answers import compose
from bot.app import create_app
from bot.channels import streams
from bot.channels.assist.operators import Operators
from bot.channels.edge import Edge
from bot.channels.handover import COMES, NOBODY, Handover
from bot.engine.events import NobodyListens
from bot.engine.reply import Reply
from bot.settings import Settings
from bot.state import MemoryState


class Bot:
    """Hands over whoever asks for a person, and greets everybody else."""

    is_ready = True

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def reply(self, text: str, conversation: str, today: date, topic: str | None = None, channel: str = "web") -> Reply:
        """Note what came, and answer."""
        self.asked.append(text)
        name = "human_agent" if "人" in text else "greet"
        return Reply(text, today.isoformat(), compose.say(name, topic=name), 1.0, (), False, 1.0)

    def forget(self, conversation: str) -> None:
        """Nothing was kept."""


@pytest.fixture
def bot() -> Bot:
    return Bot()


def client(settings: Settings, bot: Bot, state: MemoryState) -> AsyncClient:
    app = create_app(settings, bot, state, NobodyListens())  # type: ignore[arg-type]  # stands in for the engine
    return AsyncClient(transport=ASGITransport(app), base_url="http://edge")


@pytest.fixture
async def http(settings: Settings, bot: Bot, state: MemoryState, operators: Operators) -> AsyncIterator[AsyncClient]:
    async with client(settings, bot, state) as opened:
        yield opened


@pytest.fixture
def handover(settings: Settings, state: MemoryState, bot: Bot) -> Handover:
    return Handover(Edge(settings, bot, state))  # type: ignore[arg-type]


async def person(http: AsyncClient) -> dict[str, str]:
    token = (await http.post("/api/chat/sessions", json={})).json()["session"]
    return {"Authorization": f"Bearer {token}"}


async def say(http: AsyncClient, who: dict[str, str], text: str) -> Any:
    answer = await http.post("/api/chat/messages", json={"text": text}, headers=who)
    assert answer.status_code == 200, answer.text
    return answer.json()


def case_of(who: dict[str, str]) -> str:
    return who["Authorization"].removeprefix("Bearer ").split(".")[0]


async def test_nobody_there_is_said_at_once_with_the_phone_number(http: AsyncClient, handover: Handover) -> None:
    message = (await say(http, await person(http), "人と話したい"))["message"]
    assert NOBODY.text in message["notices"]
    assert any(contact["phone"] == "0120-95-0178" for contact in message["contacts"])
    assert await handover.all() == []


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (datetime(2026, 6, 15, 0, 0, tzinfo=UTC), True),  # Monday 9:00 in Japan
        (datetime(2026, 6, 14, 23, 59, tzinfo=UTC), False),
        (datetime(2026, 6, 15, 7, 59, tzinfo=UTC), True),
        (datetime(2026, 6, 15, 8, 0, tzinfo=UTC), False),  # 17:00
        (datetime(2026, 6, 14, 3, 0, tzinfo=UTC), False),  # Sunday
        (datetime(2026, 7, 20, 3, 0, tzinfo=UTC), False),  # 海の日
    ],
)
async def test_hours_are_of_open_days_in_japan(
    settings: Settings, state: MemoryState, bot: Bot, monkeypatch: pytest.MonkeyPatch, now: datetime, is_open: bool
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    queue = Handover(Edge(replace(settings, assist_hours="09:00-17:00"), bot, state))  # type: ignore[arg-type]
    await queue.arrive("sato")
    assert await queue.is_offered() is is_open


async def test_a_talk_from_asking_to_giving_back(http: AsyncClient, handover: Handover, bot: Bot) -> None:
    sato, who = await signed_in(http, "sato"), await person(http)
    await handover.arrive("sato")
    assert COMES.text in (await say(http, who, "人と話したい"))["message"]["notices"]
    assert (await say(http, who, "まだですか"))["message"] is not None, "the bot answers until somebody comes"
    case = f"/api/assist/cases/{case_of(who)}"
    assert (await http.post(f"{case}/message", json={"text": "まだ早い"}, headers=sato)).status_code == 409
    assert (await http.post(f"{case}/take", headers=sato)).status_code == 204
    asked = len(bot.asked)
    said = await say(http, who, "番号は123456789012です")
    assert said["message"] is None
    assert "123456789012" not in said["user"]["text"]
    assert len(bot.asked) == asked, "the bot is silent"
    assert (await http.post(f"{case}/message", json={"text": "承ります"}, headers=sato)).status_code == 204
    turns = (await http.get("/api/chat/history", headers=who)).json()["turns"]
    assert [(t["from"], t.get("text")) for t in turns[-2:]] == [("user", said["user"]["text"]), ("operator", "承ります")]
    assert (await http.post(f"{case}/end", json={"how": "back"}, headers=sato)).status_code == 204
    assert (await say(http, who, "ありがとう"))["message"] is not None
    assert await handover.all() == []


async def test_of_three_operators_one_gets_a_case(http: AsyncClient, handover: Handover, operators: Operators) -> None:
    operators.add("kato", "operator", "a long enough password")
    racing = [await signed_in(http, name) for name in ("sato", "ito", "kato")]
    await handover.arrive("sato")
    who = await person(http)
    await say(http, who, "人と話したい")
    take = f"/api/assist/cases/{case_of(who)}/take"
    answers = await asyncio.gather(*(http.post(take, headers=headers) for headers in racing))
    assert sorted(answer.status_code for answer in answers) == [204, 409, 409]


async def test_another_may_go_on_where_an_operator_has_gone(handover: Handover, state: MemoryState) -> None:
    await handover.arrive("sato")
    await handover.ask("s1")
    assert await handover.take("s1", "sato")
    assert not await handover.take("s1", "ito")
    await state.delete("handover:present:sato")
    assert await handover.take("s1", "ito")
    assert not await handover.end("s1", "sato")


async def test_nothing_is_lost_by_a_restart(
    http: AsyncClient, settings: Settings, bot: Bot, state: MemoryState, handover: Handover
) -> None:
    sato, who = await signed_in(http, "sato"), await person(http)
    await handover.arrive("sato")
    await say(http, who, "人と話したい")
    await http.post(f"/api/assist/cases/{case_of(who)}/take", headers=sato)
    async with client(settings, bot, state) as again:
        assert (await say(again, who, "聞こえますか"))["message"] is None
        answer = await again.post(f"/api/assist/cases/{case_of(who)}/message", json={"text": "はい"}, headers=sato)
        assert answer.status_code == 204
        turns = (await again.get("/api/chat/history", headers=who)).json()["turns"]
        assert [turn["from"] for turn in turns] == ["bot", "user", "bot", "user", "operator"]


async def test_erasing_the_conversation_ends_the_case(http: AsyncClient, handover: Handover) -> None:
    await handover.arrive("sato")
    who = await person(http)
    await say(http, who, "人と話したい")
    assert len(await handover.all()) == 1
    await http.delete("/api/chat/session", headers=who)
    assert await handover.all() == []


async def test_the_page_without_script_is_never_handed_over(http: AsyncClient, handover: Handover) -> None:
    await handover.arrive("sato")
    answer = await http.post("/plain", data={"text": "人と話したい"})
    assert answer.status_code in (200, 503)  # 503 where the pages are not built
    assert await handover.all() == []


async def test_without_operators_nothing_changes(settings: Settings, bot: Bot, state: MemoryState) -> None:
    async with client(replace(settings, operators_file=settings.folder / "none.yml"), bot, state) as http:
        assert (await say(http, await person(http), "人と話したい"))["message"]["notices"] == []


async def stream(http: AsyncClient, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch, takes: bool = True) -> Any:
    """The operators' stream, cut after a look."""
    monkeypatch.setattr(streams, "LONGEST_LOOKS", 1)
    monkeypatch.setattr(streams, "LOOK_SECONDS", 0)
    return await http.get("/api/assist/cases/events", params={"takes": takes}, headers=headers)


async def test_nobody_free_is_said_at_once_but_who_waits_already_may_go_on_waiting(http: AsyncClient, handover: Handover) -> None:
    sato, first, second, third = await signed_in(http, "sato"), await person(http), await person(http), await person(http)
    await handover.arrive("sato")
    await say(http, first, "人と話したい")
    await say(http, second, "人と話したい")
    assert (await http.post(f"/api/assist/cases/{case_of(first)}/take", headers=sato)).status_code == 204
    assert NOBODY.text in (await say(http, third, "人と話したい"))["message"]["notices"]
    assert await handover.is_staffed()
    assert COMES.text in (await say(http, second, "人はまだですか"))["message"]["notices"]
    assert [case.id for case in await handover.all()] == [case_of(second), case_of(first)]


async def test_who_talks_on_the_telephone_is_not_offered(
    http: AsyncClient, handover: Handover, monkeypatch: pytest.MonkeyPatch
) -> None:
    sato, ito = await signed_in(http, "sato"), await signed_in(http, "ito")
    await stream(http, sato, monkeypatch, takes=False)
    assert not await handover.is_offered()
    await stream(http, ito, monkeypatch)
    assert await handover.is_offered()


async def test_the_queue_shows_transcripts_to_whom_they_concern(
    http: AsyncClient, handover: Handover, monkeypatch: pytest.MonkeyPatch, operators: Operators
) -> None:
    sato, ito, who = await signed_in(http, "sato"), await signed_in(http, "ito"), await person(http)
    operators.add("kato", "operator", "a long enough password")
    kato = await signed_in(http, "kato")
    await handover.arrive("sato")
    await say(http, who, "人と話したい")

    async def seen_by(headers: dict[str, str]) -> Any:
        text = (await stream(http, headers, monkeypatch)).text
        return json.loads(text.split("data: ", 1)[1].split("\n", 1)[0])[0]

    assert [turn["from"] for turn in (await seen_by(kato))["turns"]] == ["bot", "user", "bot"]
    await http.post(f"/api/assist/cases/{case_of(who)}/take", headers=sato)
    assert (await seen_by(sato))["mine"]
    assert (await seen_by(kato))["turns"] == []
    assert len((await seen_by(ito))["turns"]) == 3, "a supervisor may read along"
    assert (await seen_by(kato))["channel"] == "web"


async def test_people_whose_session_is_over_are_not_shown(
    http: AsyncClient, handover: Handover, state: MemoryState, monkeypatch: pytest.MonkeyPatch
) -> None:
    sato, who = await signed_in(http, "sato"), await person(http)
    await handover.arrive("sato")
    await say(http, who, "人と話したい")
    await state.delete(f"session:{case_of(who)}")
    assert "data: []" in (await stream(http, sato, monkeypatch)).text
    assert await handover.all() == []


async def test_a_screen_that_only_waits_is_in_use_and_ends_with_its_operator(
    http: AsyncClient, operators: Operators, handover: Handover, monkeypatch: pytest.MonkeyPatch
) -> None:
    sato, begin = await signed_in(http, "sato"), clock.now()
    monkeypatch.setattr(clock, "now", lambda: begin + timedelta(minutes=14))
    renewed = (await stream(http, sato, monkeypatch)).headers["x-assist-pass"]
    monkeypatch.setattr(clock, "now", lambda: begin + timedelta(minutes=20))
    headers = {"Authorization": f"Bearer {renewed}"}
    assert (await stream(http, headers, monkeypatch)).status_code == 200

    looks = []

    async def removed_meanwhile(seconds: float) -> None:
        looks.append(seconds)
        operators.change_password("sato", "another long password")

    monkeypatch.setattr(streams, "LONGEST_LOOKS", 5)
    monkeypatch.setattr(streams.asyncio, "sleep", removed_meanwhile)
    assert (await http.get("/api/assist/cases/events", headers=headers)).status_code == 200
    assert len(looks) == 1, "the stream ends at the next look"
