"""The widget on a page of another site, under that site's own strict policy."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from tests.browser.fake_server import FakeServer
from tests.browser.screen import Screen


def test_another_site_with_a_strict_policy_can_show_it(context: BrowserContext, server: FakeServer) -> None:
    page = context.new_page()
    screen = Screen(page, server)
    page.goto(f"{server.other_site}/other-site")
    screen.button("証明書の期限を聞く").click()
    expect(screen.lead()).to_contain_text("こんにちは")
    answer = screen.ask("証明書いつ切れる？")
    calendar = answer.get_by_role("link", name="カレンダーに入れる")
    expect(calendar).to_have_attribute("href", f"{server.url}/api/chat/calendar/fake-signed.ics")
    assert answer.evaluate("(one) => getComputedStyle(one).borderTopWidth") == "1px", "the widget's styles are there"
    assert page.evaluate("window.violations") == []
    page.reload()
    expect(screen.lead()).to_contain_text("はい、2026年6月15日は")
