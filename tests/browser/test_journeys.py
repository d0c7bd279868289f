"""Whole journeys: by mouse, by keyboard alone, on a phone, with a reload in between."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fake_server import FakeServer
from tests.browser.screen import Screen

PHONE = {"viewport": {"width": 375, "height": 667}, "has_touch": True, "is_mobile": True}
IN_GRACE = "はい、2026年6月15日はマイナ保険証を使えます"


def test_typed_question_gets_a_dated_answer_with_its_days(screen: Screen) -> None:
    answer = screen.ask("証明書いつ切れる？")
    expect(answer.locator(".lead")).to_contain_text(IN_GRACE)
    rows = answer.get_by_role("row")
    expect(rows).to_contain_text(["なんの日", "更新できる最初の日", "証明書の期限", "今日", "病院で使える最後の日"])
    expect(answer.locator("svg.picture")).to_be_visible()
    expect(answer.get_by_role("link", name="カレンダーに入れる")).to_have_attribute(
        "href", f"{screen.server.url}/api/chat/calendar/fake-signed.ics"
    )


def test_by_mouse_from_the_city_page(page: Page, server: FakeServer) -> None:
    screen = Screen(page, server).open("/")
    screen.button("わたしの期限を計算する").click()
    screen.type_date("2026", "5", "20")
    screen.button("この日で計算する").click()
    expect(screen.lead()).to_contain_text(IN_GRACE)
    screen.button("閉じる").click()
    expect(screen.button("証明書の期限を聞く")).to_be_focused()


@pytest.mark.parametrize("context_options", [PHONE])
def test_by_taps_on_a_phone(page: Page, server: FakeServer) -> None:
    screen = Screen(page, server).open("/")
    page.get_by_role("button", name="チャットで聞いてみる").tap()
    screen.button("わたしの期限を計算する").tap()
    screen.type_date("2026", "5", "20")
    screen.button("この日で計算する").tap()
    expect(screen.lead()).to_contain_text(IN_GRACE)
    expect(screen.lead()).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_by_keyboard_alone(page: Page, server: FakeServer) -> None:
    server.behaviour.frozen_today = None
    screen = Screen(page, server).open("/")
    tab_until(screen, "button チャットで聞いてみる")
    page.keyboard.press("Enter")
    expect(screen.field).to_be_focused()
    page.keyboard.type("証明書いつ切れる？")
    page.keyboard.press("Enter")
    expect(screen.lead()).to_contain_text(IN_GRACE)
    expect(screen.field).to_be_focused()
    tab_until(screen, "summary 計算の根拠", back=True)
    page.keyboard.press("Enter")
    expect(screen.answers().last).to_contain_text("3か月後の末日まで")
    tab_until(screen, "button 更新の持ち物")
    page.keyboard.press("Enter")
    expect(screen.lead()).to_contain_text("うまく読み取れませんでした")
    expect(screen.field).to_be_focused()
    page.keyboard.press("Escape")
    expect(screen.button("証明書の期限を聞く")).to_be_focused()


def tab_until(screen: Screen, wanted: str, back: bool = False) -> None:
    """Press Tab until the thing has the focus."""
    for _ in range(40):
        screen.page.keyboard.press("Shift+Tab" if back else "Tab")
        if screen.focused() == wanted:
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


def test_the_focus_is_always_seen(screen: Screen) -> None:
    screen.ask("証明書いつ切れる？")
    for _ in range(12):
        screen.page.keyboard.press("Tab")
        outline = screen.page.evaluate(
            """() => {
              let at = document.activeElement;
              while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
              return at === document.body ? '4px' : getComputedStyle(at).outlineWidth;
            }"""
        )
        assert outline == "4px", screen.focused()


def test_choices_and_their_order(screen: Screen) -> None:
    answer = screen.ask("どっちの期限？")
    expect(answer.get_by_role("button")).to_have_text(["カード本体の期限", "電子証明書の期限", "資格確認書の期限"])
    screen.button("電子証明書の期限").click()
    expect(screen.lead()).to_contain_text(IN_GRACE)
    assert screen.server.received[-1]["body"] == {"choice": "t.電子証明書の期限"}


def test_a_known_date_is_changed_on_its_chip(screen: Screen) -> None:
    screen.ask("証明書いつ切れる？")
    chip = screen.chat.get_by_role("button", name="証明書の期限 2026年5月20日")
    chip.click()
    expect(chip).to_have_attribute("aria-expanded", "true")
    year = screen.chat.get_by_label("年", exact=True)
    expect(year).to_be_focused()
    expect(year).to_have_value("2026")
    screen.chat.get_by_label("月", exact=True).fill("6")
    screen.button("この日で計算する").click()
    expect(screen.answers()).to_have_count(3)
    assert screen.server.received[-1]["body"] == {"date": {"field": "cert_last_valid_day", "value": "2026-06-20"}}


def test_i_do_not_know(screen: Screen) -> None:
    screen.ask("計算して")
    screen.button("わからない").click()
    expect(screen.lead()).to_contain_text("わからなくても大丈夫です")
    assert screen.server.received[-1]["body"] == {"date": {"field": "cert_last_valid_day", "value": None}}


def test_a_reload_keeps_the_conversation(screen: Screen) -> None:
    screen.ask("証明書いつ切れる？")
    screen.page.reload()
    expect(screen.answers()).to_have_count(2)
    expect(screen.lead()).to_contain_text(IN_GRACE)
    expect(screen.chat.locator(".user")).to_contain_text("証明書いつ切れる？")


def test_the_conversation_is_erased_on_both_sides(screen: Screen) -> None:
    screen.ask("証明書いつ切れる？")
    sessions = set(screen.server.turns)
    screen.button("この会話を消す").click()
    dialog = screen.chat.get_by_role("dialog", name="この会話を消しますか")
    expect(dialog.get_by_role("button", name="やめる")).to_be_focused()
    dialog.get_by_role("button", name="消す").click()
    expect(dialog).to_be_hidden()
    expect(screen.answers()).to_have_count(1)
    expect(screen.live).to_have_text("会話を消しました。")
    assert len(sessions & set(screen.server.turns)) == len(sessions) - 1
    screen.page.reload()
    expect(screen.answers()).to_have_count(1)


def test_thumbs_and_reasons(screen: Screen) -> None:
    answer = screen.ask("証明書いつ切れる？")
    answer.get_by_role("button", name="いいえ").click()
    answer.get_by_role("button", name="わたしの場合とちがう").click()
    expect(answer.get_by_role("status")).to_contain_text("ありがとうございます")
    expect(answer.get_by_role("textbox")).to_have_count(0)
    wanted = {"message_id": "m_usable_on_date.in_grace", "helpful": False}
    assert screen.server.feedback == [{**wanted, "reason": None}, {**wanted, "reason": "not_my_case"}]


def test_people_to_ask_by_phone(screen: Screen) -> None:
    answer = screen.ask("人に相談したい")
    expect(answer.get_by_role("link", name="0120-95-0178 に電話する")).to_have_attribute("href", "tel:0120950178")
    expect(answer.get_by_role("link", name="みほん市役所 市民課のページを開く")).to_have_attribute("target", "_blank")


def test_the_start_of_a_long_answer_is_in_view(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 375, "height": 600})
    for _ in range(3):
        screen.ask("証明書いつ切れる？")
    screen.page.wait_for_function("() => document.querySelector('maina-chat').shadowRoot.querySelector('.log').scrollTop > 0")
    expect(screen.lead()).to_be_in_viewport(ratio=1)
