"""``kigen line setup``, ``check`` and ``menu`` against the simulated LINE."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise

import pytest
from line_bot import SECRET, TOKEN
from line_schema import Checker
from PIL import Image

from bot.channels.line.menu import AREAS, HEIGHT, WIDTH, bounds, topic_of_menu
from bot.channels.line.menu_picture import MOST_BYTES, picture
from bot.channels.line.setting_up import LineSetupError, account
from bot.channels.line.simulator import LinePlatform
from bot.settings import Settings

ADDRESS = "https://bot.mihon.example"
WEBHOOK = f"{ADDRESS}/webhooks/line/webhook"


async def _nobody(body: bytes, headers: dict[str, str]) -> int:
    return 404


@pytest.fixture
async def line(openapi: Checker | None) -> AsyncIterator[LinePlatform]:
    """LINE without a bot."""
    async with LinePlatform(SECRET, TOKEN, _nobody, openapi.problems if openapi else None) as platform:
        yield platform


@pytest.fixture
def settings(line: LinePlatform) -> Settings:
    """All that is needed."""
    return Settings(line_secret=SECRET, line_token=TOKEN, line_api=line.url, public_url=ADDRESS)


async def _wrong(settings: Settings) -> list[str]:
    async with account(settings) as found:
        return [finding.said async for finding in found.findings() if not finding.is_right]


async def test_a_channel_that_was_set_up_has_nothing_wrong(line: LinePlatform, settings: Settings) -> None:
    async with account(settings) as found:
        assert await found.set_webhook() == WEBHOOK
        await found.put_menu("#0017C1")
    assert line.account.webhook == WEBHOOK
    assert line.account.default_menu in line.account.pictures
    assert await _wrong(settings) == []


async def test_a_new_menu_takes_the_place_of_the_old(line: LinePlatform, settings: Settings) -> None:
    async with account(settings) as found:
        first = await found.put_menu("#0017C1")
        line.account.menus["richmenu-other"] = {**line.account.menus[first], "name": "職員が作ったメニュー"}
        second = await found.put_menu("#006400")
    assert set(line.account.menus) == {second, "richmenu-other"}
    assert line.account.default_menu == second


async def test_nothing_is_set_up_yet(settings: Settings) -> None:
    said = "\n".join(await _wrong(settings))
    assert f"LINEにあるWebhookのアドレスは （なし） で、このボットの {WEBHOOK} と違います" in said
    assert "リッチメニューがありません" in said


async def test_each_thing_that_is_wrong_is_said(line: LinePlatform, settings: Settings) -> None:
    async with account(settings) as found:
        await found.set_webhook()
        await found.put_menu("#0017C1")
    line.account.is_active = False
    line.account.reached = False
    wrong = await _wrong(replace(settings, line_secret="短い"))
    assert [said[:10] for said in wrong] == ["KIGEN_LINE", "「Webhookの利", "LINEからボットに"]
    assert "ERROR_STATUS_CODE" in wrong[-1]
    assert ["アクセストークンで" in said for said in await _wrong(replace(settings, line_token="other"))] == [True]
    assert "KIGEN_PUBLIC_URL" in (await _wrong(replace(settings, public_url="http://localhost:8000")))[0]


async def test_what_cannot_be_set_up_says_why(settings: Settings) -> None:
    with pytest.raises(LineSetupError, match="KIGEN_LINE_SECRET と KIGEN_LINE_TOKEN が設定されていません"):
        async with account(Settings()):
            pass
    async with account(replace(settings, public_url=None)) as found:
        with pytest.raises(LineSetupError, match="KIGEN_PUBLIC_URL"):
            await found.set_webhook()
    async with account(replace(settings, line_token="other")) as found:
        with pytest.raises(LineSetupError, match="アクセストークンを確かめてください"):
            await found.put_menu("#0017C1")
    async with account(replace(settings, line_api="http://127.0.0.1:9")) as found:
        with pytest.raises(LineSetupError, match="LINEにつながりません"):
            await found.set_webhook()


def test_the_areas_cover_the_picture_without_gaps() -> None:
    places = [bounds(index) for index in range(len(AREAS))]
    assert sum(width * height for _, _, width, height in places) == WIDTH * HEIGHT
    for row in (places[:3], places[3:]):
        assert all(one[0] + one[2] == other[0] for one, other in pairwise(row))


def test_the_picture_is_as_line_wants_it() -> None:
    drawn = picture("#0017C1")
    assert len(drawn) < MOST_BYTES
    image = Image.open(io.BytesIO(drawn))
    assert (image.size, image.format) == ((2500, 1686), "PNG")
    for index in range(len(AREAS)):
        left, top, width, height = bounds(index)
        colours = image.convert("RGB").crop((left, top, left + width, top + height)).getcolors(1 << 24)
        assert len(colours) > 10  # a frame alone has fewer


def test_only_the_menus_own_topics_are_reached_through_it() -> None:
    assert [topic_of_menu(f"menu.{area.topic}") for area in AREAS] == [area.topic for area in AREAS]
    assert [topic_of_menu(data) for data in ("menu.renew_pin", "menu.", "renew_how", "")] == [None] * 4
