"""When the server is slow, down, full or has forgotten: one calm message, nothing typed is lost, nothing is answered twice."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.fake_server import FakeServer
from tests.browser.screen import Screen

QUESTION = "証明書いつ切れる？"


def send(screen: Screen, text: str = QUESTION) -> None:
    screen.field.fill(text)
    screen.field.press("Enter")


def stop_the_clock(page: Page) -> None:
    """From now on the page's timers run only when the test says so."""
    page.clock.install(time=1_781_481_600)
    page.clock.pause_at(1_781_481_700)


def test_server_down_and_back(screen: Screen) -> None:
    screen.server.stop()
    try:
        send(screen)
        expect(screen.alert).to_contain_text("つながりませんでした。書いた文は残っています。")
        expect(screen.field).to_have_value(QUESTION)
        expect(screen.field).to_be_focused()
        expect(screen.chat.locator(".user")).to_have_count(0)
    finally:
        screen.server.start()
    screen.button("もう一度送る").click()
    expect(screen.answers()).to_have_count(2)
    expect(screen.alert).to_have_count(0)
    expect(screen.field).to_have_value("")


def test_server_down_at_the_beginning(page: Page, server: FakeServer) -> None:
    screen = Screen(page, server)
    page.route("**/api/**", lambda route: route.abort())
    page.goto(f"{server.url}/chat")
    expect(screen.alert).to_contain_text("0120-95-0178")
    page.unroute("**/api/**")
    screen.button("もう一度つなぐ").click()
    expect(screen.lead()).to_contain_text("こんにちは")
    expect(screen.alert).to_have_count(0)


def test_a_retry_has_the_same_key_and_is_one_turn(screen: Screen) -> None:
    screen.server.behaviour.refuse = [(503, "unavailable", None)] * 2
    send(screen)
    expect(screen.alert).to_contain_text("いま答えられません")
    screen.button("もう一度送る").click()
    expect(screen.answers()).to_have_count(2)
    expect(screen.chat.locator(".user")).to_have_count(1)
    assert len({each["key"] for each in screen.server.received}) == 1
    assert len(screen.server.received) == 3


def test_one_failure_is_mended_without_a_word(screen: Screen) -> None:
    screen.server.behaviour.refuse = [(503, "unavailable", None)]
    send(screen)
    expect(screen.answers()).to_have_count(2)
    expect(screen.alert).to_have_count(0)
    assert len({each["key"] for each in screen.server.received}) == 1


def test_a_new_message_has_a_new_key(screen: Screen) -> None:
    screen.ask(QUESTION)
    screen.ask(QUESTION)
    assert len({each["key"] for each in screen.server.received}) == 2


def test_the_sign_of_waiting_comes_after_300_ms(screen: Screen) -> None:
    stop_the_clock(screen.page)
    screen.server.behaviour.delay = 1
    busy = screen.chat.get_by_role("status").filter(has_text="答えを用意しています")
    send(screen)
    expect(screen.chat.locator(".user")).to_have_count(1)
    screen.page.clock.run_for(299)
    expect(busy).to_have_count(0)
    screen.page.clock.run_for(2)
    expect(busy).to_be_visible()
    expect(screen.answers()).to_have_count(2)
    expect(busy).to_have_count(0)


def test_a_server_that_never_answers(screen: Screen) -> None:
    stop_the_clock(screen.page)
    screen.server.behaviour.delay = 60
    send(screen)
    for waited in (10_001, 1_001, 10_001):
        screen.page.wait_for_timeout(200)
        screen.page.clock.run_for(waited)
    expect(screen.alert).to_contain_text("つながりませんでした")
    expect(screen.field).to_have_value(QUESTION)
    assert len(screen.server.received) == 2
    assert len({each["key"] for each in screen.server.received}) == 1


def test_too_many_messages(screen: Screen) -> None:
    screen.server.behaviour.refuse = [(429, "rate_limited", 30)]
    send(screen)
    expect(screen.alert).to_have_text("続けて届いたので、30秒ほどお待ちください。")
    expect(screen.field).to_have_value(QUESTION)
    screen.button("もう一度送る").click()
    expect(screen.answers()).to_have_count(2)


def test_a_session_that_has_run_out(screen: Screen) -> None:
    screen.ask(QUESTION)
    screen.server.expire_all()
    send(screen, "つぎの質問")
    expect(screen.alert).to_contain_text("新しい会話を始めました")
    expect(screen.field).to_have_value("つぎの質問")
    expect(screen.answers()).to_have_count(3)
    screen.field.press("Enter")
    expect(screen.answers()).to_have_count(4)
    expect(screen.alert).to_have_count(0)


def test_a_session_that_ran_out_before_the_reload(screen: Screen) -> None:
    screen.ask(QUESTION)
    screen.server.expire_all()
    screen.page.reload()
    expect(screen.answers()).to_have_count(1)
    expect(screen.alert).to_have_count(0)


def test_an_error_page_of_a_proxy_is_not_shown(screen: Screen) -> None:
    screen.page.route("**/api/chat/messages", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    send(screen)
    expect(screen.alert).to_contain_text("いま答えられません")
    expect(screen.chat).not_to_contain_text("Bad Gateway")


def test_erasing_that_fails_says_so(screen: Screen) -> None:
    screen.ask(QUESTION)
    screen.server.behaviour.refuse = [(503, "unavailable", None)]
    screen.button("この会話を消す").click()
    screen.button("消す").click()
    expect(screen.alert).to_contain_text("うまく消せませんでした")
    expect(screen.answers()).to_have_count(2)
    screen.button("消す").click()
    expect(screen.answers()).to_have_count(1)
