"""The operators' screen in a real browser around the real engine: call scripts, keys, copying, dates, frames, axe."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page, expect

from bot.channels.assist.passes import one_time_code
from bot.engine.engine import Engine
from bot.state import MemoryState
from tests.browser.assist_screen import PATH, AssistServer, Desk, ParentPage
from tests.browser.screen import AXE, AXE_TAGS, source

CALLS = yaml.safe_load((Path(__file__).parents[1] / "channels" / "assist" / "calls.yml").read_text("utf-8"))
PICTURES = Path(__file__).parents[2] / "artefacts" / "screenshots"
IN_GRACE = "証明書が2026年5月20日に切れてて\n明日病院に行くんですが使えますか"


@pytest.fixture(scope="module")
def parent() -> Iterator[ParentPage]:
    running = ParentPage()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def served(engine: Engine, parent: ParentPage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AssistServer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIGEN_TODAY", "2026-06-15")
        server = AssistServer(engine, MemoryState(), tmp_path_factory.mktemp("assist"), (parent.url,))
        server.start()
        parent.shows = server.url + PATH
        yield server
        server.stop()


@pytest.fixture(autouse=True)
def _afresh(served: AssistServer) -> None:
    served.forget_rates()


@pytest.fixture
def watched(context: BrowserContext) -> Iterator[Page]:
    """A page without script errors and violations of the policy."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
    assert page.evaluate("window.violations ?? []") == []


@pytest.fixture
def desk(watched: Page, served: AssistServer) -> Desk:
    """A desk at which somebody has signed in by the one-time link (the password form has its own test)."""
    watched.goto(f"{served.url}{PATH}#{one_time_code(served.settings.secret)}")
    return Desk(watched, watched).expect_open()


def axe(page: Page) -> list[str]:
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": source(AXE)})
    found: dict[str, Any] = page.evaluate("(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", AXE_TAGS)
    session.detach()
    assert found["passes"], "axe did not run"
    return [f"{each['id']}: {n['html'][:160]} {n['failureSummary']}" for each in found["violations"] for n in each["nodes"]]


def hear(desk: Desk, text: str) -> None:
    """Type and wait for what the server makes of it."""
    with desk.page.expect_response(lambda answer: answer.url.endswith("/suggest") and text_of(answer) == text):
        desk.heard.fill(text)


def text_of(answer: Any) -> str:
    return str(json.loads(answer.request.post_data)["text"])


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call["name"])
def test_a_call_script(desk: Desk, call: dict[str, Any]) -> None:
    typed = ""
    for line in call["lines"]:
        typed = f"{typed}\n{line}" if typed else line
        hear(desk, typed)
    expect(desk.tabs.first).to_be_visible()
    for day in call.get("dates", {}).values():
        expect(desk.chips.filter(has_text=f"{day.year}年{day.month}月{day.day}日")).to_have_count(1)
    expect(desk.say).to_contain_text(call.get("say", ""))
    for words in call["summary"]:
        expect(desk.summary).to_have_value(re.compile(re.escape(words)))
    for words in call.get("not_in_summary", []):
        expect(desk.summary).not_to_have_value(re.compile(re.escape(words)))


def test_signing_in_by_password_and_out(watched: Page, served: AssistServer) -> None:
    watched.goto(f"{served.url}/assist")
    desk = Desk(watched, watched).sign_in(password="wrong password")
    expect(desk.root.get_by_role("alert")).to_contain_text("名前かパスワードが違います")
    desk.sign_in().expect_open()
    expect(desk.root.get_by_text("sato（オペレーター）")).to_be_visible()
    watched.reload()
    desk.expect_open()
    desk.button("サインアウト").click()
    expect(desk.root.get_by_label("名前")).to_be_visible()


def test_what_was_typed_outlives_the_pass(desk: Desk) -> None:
    hear(desk, IN_GRACE)
    desk.page.route("**/api/assist/suggest", lambda route: route.fulfill(status=401, json={"error": {"message": "x"}}))
    desk.heard.press("End")
    desk.heard.press_sequentially("か")
    expect(desk.root.get_by_text("サインインが切れました")).to_be_visible()
    desk.page.unroute("**/api/assist/suggest")
    desk.sign_in("kato").expect_open()
    expect(desk.heard).to_have_value(f"{IN_GRACE}か")
    expect(desk.say).to_contain_text("はい、2026年6月16日")


def test_a_stale_result_is_dropped(desk: Desk) -> None:
    held: list[Any] = []

    def hold_the_first(route: Any) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    desk.page.route("**/api/assist/suggest", hold_the_first)
    desk.heard.fill("更新に何を持って行けばいいですか")
    desk.page.wait_for_timeout(200)
    assert len(held) == 1
    hear(desk, "資格確認書が届かないんですけど")
    expect(desk.tabs.first).to_contain_text("資格確認書")
    held[0].abort()
    desk.page.wait_for_timeout(200)
    expect(desk.tabs.first).to_contain_text("資格確認書")


def test_by_keyboard_alone(desk: Desk) -> None:
    page = desk.page
    page.keyboard.type("証明書が切れたら病院で使えますか", delay=1)
    expect(desk.tabs).not_to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    expect(desk.root.locator("kigen-date-fields").get_by_label("年", exact=True)).to_be_focused()
    for part in ("2026", "5", "20"):
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(desk.say).to_contain_text("2026年8月31日")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(desk.root.locator(".said")).to_have_text("話し言葉をコピーしました。")
    page.keyboard.press("s")
    expect(desk.summary).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(desk.heard).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_number_chooses_and_a_choice_stays(desk: Desk) -> None:
    hear(desk, "母の代わりに更新に行けますか、持ち物も知りたいです")
    expect(desk.tabs.nth(1)).to_be_visible()
    desk.heard.press("Alt+2")
    expect(desk.tabs.nth(1)).to_have_attribute("aria-pressed", "true")
    chosen = desk.tabs.nth(1).locator(".label").inner_text()
    hear(desk, "母の代わりに更新に行けますか、持ち物も知りたいです\nはい")
    expect(desk.root.locator(".tab[aria-pressed=true] .label")).to_have_text(chosen)


def test_keys_rest_while_an_ime_composes_and_can_be_switched_off(desk: Desk) -> None:
    page = desk.page
    hear(desk, IN_GRACE)
    desk.heard.press("Escape")
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', { key: 's', code: 'KeyS', isComposing: true }))")
    expect(desk.summary).not_to_be_focused()
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="キー操作を使う").uncheck()
    page.get_by_role("button", name="閉じる").click()
    page.keyboard.press("s")
    expect(desk.summary).not_to_be_focused()
    page.reload()
    desk.expect_open()
    hear(desk, IN_GRACE)
    desk.heard.press("Escape")
    page.keyboard.press("s")
    expect(desk.summary).not_to_be_focused()
    desk.button("使い方とキー").click()
    page.get_by_role("checkbox", name="キー操作を使う").check()


def test_a_date_is_corrected_and_taken_away_by_its_chip(desk: Desk) -> None:
    hear(desk, IN_GRACE)
    desk.chips.filter(has_text="証明書の期限").click()
    fields = desk.root.locator("kigen-date-fields")
    fields.get_by_label("月", exact=True).fill("2")
    fields.get_by_role("button", name="この日で計算する").click()
    expect(desk.say).to_contain_text("いいえ")
    expect(desk.root.locator(".state")).to_have_text("期限切れ・使えない")
    desk.chips.filter(has_text="受診日").click()
    desk.button("消す").click()
    expect(desk.chips).to_have_count(1)


def test_words_that_promise_are_marked_in_what_goes_out(desk: Desk) -> None:
    hear(desk, IN_GRACE)
    desk.summary.fill("絶対に使えますと保証します")
    expect(desk.root.locator(".summary .warning")).to_have_text("使わない言葉があります：保証します、絶対に")
    desk.button("下書きに戻す").click()
    expect(desk.root.locator(".summary .warning")).to_have_count(0)


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


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_axe_finds_nothing_and_pictures_are_taken(desk: Desk, size: tuple[int, int]) -> None:
    desk.page.set_viewport_size({"width": size[0], "height": size[1]})
    assert axe(desk.page) == []
    hear(desk, IN_GRACE)
    expect(desk.root.locator(".timeline")).to_be_visible()
    assert axe(desk.page) == []
    PICTURES.mkdir(parents=True, exist_ok=True)
    desk.page.screenshot(path=PICTURES / f"assist-{size[0]}.png")
    hear(desk, "期限は6月20日で\n5月だったかな、2月30日かも")
    desk.button("日付を入れる").click()
    desk.root.locator("summary").click()
    desk.summary.fill("必ず使えます")
    assert axe(desk.page) == []
    desk.page.screenshot(path=PICTURES / f"assist-editing-{size[0]}.png")
    desk.button("使い方とキー").click()
    assert axe(desk.page) == []


def test_axe_finds_nothing_in_the_signing_in(watched: Page, served: AssistServer) -> None:
    watched.goto(served.url + PATH)
    expect(Desk(watched, watched).root.get_by_label("名前")).to_be_visible()
    assert axe(watched) == []
