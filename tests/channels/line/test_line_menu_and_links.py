"""The rich menu's areas, and the links that lead out of LINE, over the simulated LINE."""

from __future__ import annotations

from datetime import date

from line_bot import FakeEngine, StartBot

from bot.answers import compose
from bot.answers.answer import Answer
from bot.channels.line.answering import links
from bot.channels.line.menu import rich_menu
from bot.channels.line.simulator.phone import seen, tappable
from bot.days import DayRange
from bot.render.calendar import of_signed
from bot.settings import Settings
from bot.status import Situation, assess

TODAY = date(2026, 6, 15)


def _answer(text: str) -> Answer:
    assessment = assess(Situation(cert_last_valid_day=DayRange.exactly(date(2029, 5, 20))), as_of=DayRange.exactly(TODAY))
    return compose.personal("expiry_mine", "valid", assessment, TODAY)


async def test_each_area_of_the_menu_leads_to_its_topic(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        phone = bot.phone()
        for area in rich_menu()["areas"]:
            await phone.tap(area["action"])
        assert bot.engine.topics == [area["action"]["data"].removeprefix("menu.") for area in rich_menu()["areas"]]


async def test_what_looks_like_a_button_is_only_text_when_typed(start_bot: StartBot) -> None:
    async with start_bot() as bot:
        phone = bot.phone()
        for typed in ("menu.human_agent", "date.birth_date", "/human_agent"):
            await phone.say(typed)
        assert bot.engine.topics == [None] * 3


async def test_the_days_can_be_put_into_a_calendar(start_bot: StartBot) -> None:
    async with start_bot(FakeEngine(answer=_answer)) as bot:
        messages = await bot.phone().say("期限は？")
        addresses = [action["uri"] for action in tappable(messages) if action["label"] == "カレンダーに入れる"]
        assert len(addresses) == 1
        assert addresses[0].startswith("https://kigen.example/api/chat/calendar/")


async def test_where_birth_dates_are_not_asked_for_the_web_page_is_offered(start_bot: StartBot) -> None:
    async with start_bot(FakeEngine(answer=_answer)) as bot:
        assert "https://kigen.example/chat" in seen(await bot.phone().say("期限は？"))


def test_the_calendars_address_stands_for_the_days() -> None:
    settings = Settings(public_url="https://kigen.example", line_birth_dates=True)
    found = links(settings)
    assert found.calendar
    address = found.calendar(_answer("")) or ""
    name = address.removeprefix("https://kigen.example/api/chat/calendar/").partition(".ics")[0]
    assert [day.day for day in of_signed(name, settings.secret) or ()] == [
        date(2029, 2, 21),
        date(2029, 5, 20),
        date(2029, 8, 31),
    ]
    assert found.web_page is None
    assert found.calendar(Answer("x", None, "はい", "はい")) is None


def test_without_a_public_address_nothing_leads_out_of_line() -> None:
    for address in (None, "http://localhost:8000"):
        found = links(Settings(public_url=address))
        assert (found.calendar, found.web_page) == (None, None)
