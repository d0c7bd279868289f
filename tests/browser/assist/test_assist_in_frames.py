"""The desk in a frame of another site: copying without the Clipboard API, Chatwoot's context as a hint, who may frame it."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.assist.desk import IN_GRACE, PATH, AssistServer, Desk, ParentPage, hear


@pytest.mark.parametrize("audience", ["話し言葉", "チャット", "やさしい日本語"])
def test_copying_in_a_frame_of_another_site(watched: Page, served: AssistServer, parent: ParentPage, audience: str) -> None:
    watched.goto(parent.url)
    frame = watched.frame_locator("iframe")
    desk = Desk(watched, frame).sign_in("ito").expect_open()
    desk.heard.fill(IN_GRACE)
    expect(desk.say).to_contain_text("はい、2026年6月16日")
    inside = next(each for each in watched.frames if each.url.startswith(served.url))
    assert (
        inside.evaluate("navigator.clipboard ? navigator.clipboard.writeText('x').then(() => 'ok', (e) => e.name) : 'none'")
        != "ok"
    )
    desk.button(audience).click()
    desk.root.locator("#copy").click()
    expect(desk.root.locator(".said")).to_have_text(f"{audience}をコピーしました。")
    watched.evaluate("document.body.append(document.createElement('textarea'))")
    watched.locator("textarea").last.focus()
    watched.keyboard.press("Control+V")
    pasted = watched.locator("textarea").last.input_value()
    assert "2026年8月" in pasted


CONTEXT = """
const said = (type, content) => ({ message_type: type, content });
const context = { conversation: { messages: [said(0, '証明書が切れたらどうなりますか'), said(1, 'お調べします')] } };
addEventListener('message', (event) => event.data === 'chatwoot-dashboard-app:fetch-info' &&
  event.source.postMessage(JSON.stringify({ event: 'appContext', data: context }), '*'));
"""


def test_chatwoot_s_context_is_a_hint_that_is_taken_up_by_hand(
    watched: Page, served: AssistServer, parent: ParentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parent, "script", CONTEXT)
    watched.goto(parent.url)
    desk = Desk(watched, watched.frame_locator("iframe")).sign_in("kato").expect_open()
    expect(desk.root.get_by_text("証明書が切れたらどうなりますか")).to_be_visible()
    expect(desk.tabs).to_have_count(0)
    desk.button("この言葉で探す").click()
    expect(desk.tabs.first).to_be_visible()
    expect(desk.heard).to_have_value("証明書が切れたらどうなりますか")


def test_another_sender_than_the_parent_is_not_heard(desk: Desk) -> None:
    message = json.dumps(
        {"event": "appContext", "data": {"conversation": {"messages": [{"message_type": 0, "content": "偽物"}]}}}
    )
    desk.page.evaluate("(text) => window.postMessage(text, '*')", message)
    hear(desk, IN_GRACE)
    expect(desk.root.get_by_text("偽物")).to_have_count(0)


def test_another_site_than_those_of_the_settings_may_not_frame_it(watched: Page, served: AssistServer) -> None:
    answer = watched.request.get(served.url + PATH)
    policy = answer.headers["content-security-policy"]
    assert re.search(r"frame-ancestors 'self' http://127\.0\.0\.1:\d+;", policy)
