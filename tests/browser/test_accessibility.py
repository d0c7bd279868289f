"""axe in every state of the screen, and what a screen reader gets to read (golden files, reviewed)."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fake_server import FakeServer
from tests.browser.screen import Screen

GOLDEN = Path(__file__).with_name("read_out")
QUESTION = "証明書いつ切れる？"


def closed(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 375, "height": 667})
    screen.open("/")


def opened(screen: Screen) -> None:
    screen.open("/")
    expect(screen.lead()).to_be_visible()


def greeting(screen: Screen) -> None:
    screen.open("/chat")


def answered(screen: Screen) -> None:
    greeting(screen)
    screen.ask(QUESTION)


def unfolded(screen: Screen) -> None:
    answered(screen)
    for title in ("計算の根拠", "出典"):
        screen.chat.get_by_text(title, exact=True).click()


def asked_for_a_date(screen: Screen) -> None:
    greeting(screen)
    screen.ask("計算して")


def wrong_date(screen: Screen) -> None:
    asked_for_a_date(screen)
    screen.type_date("2026", "2", "30")
    screen.button("この日で計算する").click()
    expect(screen.alert).to_be_visible()


def changing_a_date(screen: Screen) -> None:
    answered(screen)
    screen.chat.get_by_role("button", name="証明書の期限 2026年5月20日").click()


def choosing(screen: Screen) -> None:
    greeting(screen)
    screen.ask("どっち")


def handed_off(screen: Screen) -> None:
    greeting(screen)
    screen.ask("人に相談")


def warned(screen: Screen) -> None:
    greeting(screen)
    screen.ask("123456789012")


def failed(screen: Screen) -> None:
    greeting(screen)
    screen.server.behaviour.refuse = [(503, "unavailable", None)] * 2
    screen.field.fill(QUESTION)
    screen.field.press("Enter")
    expect(screen.alert).to_be_visible()


def waiting(screen: Screen) -> None:
    greeting(screen)
    screen.server.behaviour.delay = 20
    screen.field.fill(QUESTION)
    screen.field.press("Enter")
    expect(screen.chat.get_by_role("status").filter(has_text="答えを用意しています")).to_be_visible()


def too_long(screen: Screen) -> None:
    greeting(screen)
    screen.field.fill("あ" * 1001)
    screen.field.press("Enter")
    expect(screen.alert).to_be_visible()


def erasing(screen: Screen) -> None:
    greeting(screen)
    screen.button("この会話を消す").click()
    expect(screen.chat.get_by_role("dialog")).to_be_visible()


def easy_with_readings(screen: Screen) -> None:
    answered(screen)
    for name in ("やさしい日本語", "ふりがな"):
        screen.button(name).click()


def large(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 320, "height": 640})
    answered(screen)
    screen.button("大きい文字").click()


def rated_down(screen: Screen) -> None:
    answered(screen)
    screen.button("いいえ").click()


def dark(screen: Screen) -> None:
    screen.page.emulate_media(color_scheme="dark")
    unfolded(screen)


def forced_colours(screen: Screen) -> None:
    screen.page.emulate_media(forced_colors="active")
    answered(screen)


def embedding(screen: Screen) -> None:
    screen.open("/embed")


def plain(screen: Screen) -> None:
    screen.open("/plain")


def plain_answered(screen: Screen) -> None:
    plain(screen)
    screen.page.get_by_label("質問").fill(QUESTION)
    screen.page.get_by_role("button", name="送る").click()
    expect(screen.page.get_by_role("region", name="答え")).to_be_visible()


STATES: list[Callable[[Screen], None]] = [
    closed,
    opened,
    greeting,
    answered,
    unfolded,
    asked_for_a_date,
    wrong_date,
    changing_a_date,
    choosing,
    handed_off,
    warned,
    failed,
    waiting,
    too_long,
    erasing,
    easy_with_readings,
    large,
    rated_down,
    dark,
    forced_colours,
    embedding,
    plain,
    plain_answered,
]
READ_OUT: list[Callable[[Screen], None]] = [opened, answered, asked_for_a_date, handed_off, failed, erasing]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(page: Page, server: FakeServer, state: Callable[[Screen], None]) -> None:
    screen = Screen(page, server)
    state(screen)
    assert screen.axe() == []


def test_axe_would_find_something(page: Page, server: FakeServer) -> None:
    """Guards the guard: a nameless button in the shadow root is reported."""
    screen = Screen(page, server).open("/chat")
    screen.chat.evaluate("(chat) => chat.shadowRoot.querySelector('.head').append(document.createElement('button'))")
    assert any(found.startswith("button-name") for found in screen.axe())


@pytest.mark.parametrize("state", READ_OUT)
def test_what_is_read_out(page: Page, server: FakeServer, state: Callable[[Screen], None]) -> None:
    """Order and words of the accessibility tree. ``WRITE_READ_OUT=1`` writes the files anew; read them before committing."""
    screen = Screen(page, server)
    state(screen)
    expect(screen.live).to_have_text("") if state is opened else page.wait_for_timeout(200)
    tree = screen.chat.aria_snapshot().replace(server.url, "")
    golden = GOLDEN / f"{state.__name__}.yml"
    if os.environ.get("WRITE_READ_OUT"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(tree + "\n", "utf-8")
    assert tree + "\n" == golden.read_text("utf-8")
