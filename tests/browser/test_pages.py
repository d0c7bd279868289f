"""The pages around the chat, and the one that works without script."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.fake_server import FakeServer
from tests.browser.screen import Screen


def test_question_and_answer_without_script(browser: Browser, server: FakeServer) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ja-JP", viewport={"width": 375, "height": 667})
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("link", name="文字だけの画面で聞く").click()
    page.get_by_label("質問").fill("証明書いつ切れる？")
    page.get_by_role("button", name="送る").click()
    answer = page.get_by_role("region", name="答え")
    expect(answer).to_contain_text("はい、2026年6月15日はマイナ保険証を使えます")
    expect(answer.get_by_role("row")).to_have_count(5)
    page.get_by_role("button", name="更新の持ち物").click()
    expect(page.get_by_role("region", name="答え")).to_contain_text("うまく読み取れませんでした")
    page.get_by_role("button", name="わたしの期限を計算する").click()
    expect(page.get_by_label("証明書の期限")).to_have_value("")
    context.close()


def test_the_full_page_points_to_the_plain_one_without_script(browser: Browser, server: FakeServer) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{server.url}/chat")
    expect(page.get_by_role("link", name="文字だけの画面")).to_be_visible()
    page.close()


def test_the_embed_lines_are_copied(page: Page, server: FakeServer) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    Screen(page, server).open("/embed")
    page.get_by_role("button", name="コピーする").first.click()
    expect(page.get_by_role("status").first).to_have_text("コピーしました。")
    assert page.evaluate("navigator.clipboard.readText()").splitlines() == [
        '<script type="module" src="https://kigen.example.jp/static/maina-chat.js"></script>',
        '<maina-chat api="https://kigen.example.jp"></maina-chat>',
    ]


def test_the_pinned_lines_carry_the_hash(page: Page, server: FakeServer) -> None:
    Screen(page, server).open("/embed")
    expect(page.locator("#pinned")).to_contain_text('integrity="sha384-')


def test_a_small_screen_is_not_covered_at_first(page: Page, server: FakeServer) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    screen = Screen(page, server).open("/")
    expect(screen.button("証明書の期限を聞く")).to_be_visible()
    expect(screen.field).to_have_count(0)
    assert server.turns == {} or not server.received


def test_a_chat_that_was_closed_stays_closed(page: Page, server: FakeServer) -> None:
    screen = Screen(page, server).open("/")
    expect(screen.field).to_be_visible()
    screen.button("閉じる").click()
    page.reload()
    expect(screen.button("証明書の期限を聞く")).to_be_visible()
    expect(screen.field).to_have_count(0)
