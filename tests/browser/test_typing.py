"""The field: Enter, the input method, the limit."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.screen import Screen


def test_enter_does_not_send_while_the_input_method_composes(screen: Screen) -> None:
    screen.field.focus()
    keyboard = screen.page.context.new_cdp_session(screen.page)
    keyboard.send("Input.imeSetComposition", {"text": "しょうめいしょ", "selectionStart": 7, "selectionEnd": 7})
    screen.page.keyboard.press("Enter")
    screen.page.keyboard.press("Enter")
    assert screen.server.received == []
    keyboard.send("Input.insertText", {"text": "証明書いつ切れる？"})
    screen.page.keyboard.press("Enter")
    expect(screen.answers()).to_have_count(2)
    assert [each["body"] for each in screen.server.received] == [{"text": "証明書いつ切れる？"}]


def test_enter_with_the_key_code_of_the_input_method_does_not_send(screen: Screen) -> None:
    """Safari ends the composition before it reports the Enter that ended it; only the key code tells."""
    screen.field.fill("証明書")
    screen.field.evaluate(
        "(field) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true }))"
    )
    expect(screen.field).to_have_value("証明書")
    screen.field.evaluate(
        "(field) => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true }))"
    )
    expect(screen.answers()).to_have_count(2)
    assert len(screen.server.received) == 1


def test_shift_enter_makes_a_line(screen: Screen) -> None:
    screen.field.fill("一行目")
    screen.field.press("Shift+Enter")
    screen.field.press_sequentially("二行目")
    expect(screen.field).to_have_value("一行目\n二行目")
    assert screen.server.received == []


def test_nothing_is_sent_for_blanks(screen: Screen) -> None:
    screen.field.fill(" 　\n")
    screen.field.press("Enter")
    screen.button("送る").click()
    assert screen.server.received == []


def test_the_limit_is_shown_before_it_is_hit(screen: Screen) -> None:
    screen.field.fill("あ" * 700)
    expect(screen.chat.locator(".count")).to_have_count(0)
    screen.field.fill("あ" * 950)
    expect(screen.chat.locator(".count")).to_have_text("あと50文字")
    expect(screen.live).to_have_text("残り50文字です。")
    screen.field.fill("𠮷" * 1000)
    expect(screen.chat.locator(".count")).to_have_text("あと0文字")


def test_a_text_over_the_limit_is_kept_and_not_sent(screen: Screen) -> None:
    text = "い" * 1030
    screen.field.fill(text)
    screen.field.press("Enter")
    expect(screen.alert).to_have_text("1000文字までにしてください（いま1030文字）。")
    expect(screen.field).to_have_value(text)
    expect(screen.field).to_have_attribute("aria-invalid", "true")
    assert screen.server.received == []
    screen.field.fill("証明書いつ切れる？")
    expect(screen.alert).to_have_count(0)


def test_the_field_stays_usable_while_an_answer_is_on_its_way(screen: Screen) -> None:
    screen.server.behaviour.delay = 0.5
    screen.field.fill("証明書いつ切れる？")
    screen.field.press("Enter")
    screen.field.press_sequentially("つぎの質問")
    screen.field.press("Enter")
    expect(screen.answers()).to_have_count(2)
    expect(screen.field).to_have_value("つぎの質問")
    expect(screen.field).to_be_focused()
    assert len(screen.server.received) == 1
