"""The operators' screen in a real browser around the real engine: call scripts, keys, copying, dates, frames, axe."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.assist.desk import IN_GRACE, PATH, AssistServer, Desk, axe, hear, text_of
from tests.channels.assist.scripts import CALLS, place_of

ARTEFACTS = Path(__file__).parents[3] / "artefacts"
PICTURES, FIGURES = ARTEFACTS / "screenshots", ARTEFACTS / "assist" / "call-scripts-ms.json"
NOTE_KEYSTROKES = "document.addEventListener('input', () => (window.lastKeystroke = performance.now()), true)"
# The answer to the last request has come; what it changes is on the screen with the next frame.
SINCE_LAST_KEYSTROKE = """async () => {
  const begun = window.lastKeystroke;
  await document.querySelector('kigen-assist').updateComplete;
  await new Promise(requestAnimationFrame);
  return Math.round((performance.now() - begun) * 10) / 10;
}"""


@pytest.fixture(scope="module")
def times() -> Iterator[dict[str, float]]:
    """Milliseconds from a script's last keystroke to its suggestions on the screen, written down and not judged here."""
    found: dict[str, float] = {}
    yield found
    FIGURES.parent.mkdir(parents=True, exist_ok=True)
    FIGURES.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call["name"])
def test_a_call_script(desk: Desk, call: dict[str, Any], times: dict[str, float]) -> None:
    typed = "\n".join(call["lines"])
    desk.page.evaluate(NOTE_KEYSTROKES)
    with desk.page.expect_response(lambda answer: answer.url.endswith("/suggest") and text_of(answer) == typed) as last:
        desk.heard.press_sequentially(typed, delay=60)
    topics = [each["topic"] for each in last.value.json()["suggestions"]]
    place = place_of(call["topic"], topics)
    assert place is not None, topics
    times[call["name"]] = desk.page.evaluate(SINCE_LAST_KEYSTROKE)
    expect(desk.tabs).to_have_count(len(topics))
    desk.page.keyboard.press(f"Alt+{place + 1}")
    days = call.get("dates", {}).values()
    expect(desk.chips.filter(has_not_text="何の日ですか")).to_have_count(len(days))
    for day in days:
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
    desk.chips.click()
    desk.root.get_by_label("何の日").select_option("card_last_valid_day")
    fields.get_by_role("button", name="この日で計算する").click()
    expect(desk.chips).to_contain_text("カード")
    expect(desk.chips).to_contain_text("2026年2月20日")


def test_what_the_operator_made_of_the_draft_stays(desk: Desk) -> None:
    hear(desk, "母の代わりに更新に行けますか、持ち物も知りたいです")
    desk.summary.fill("折り返しの約束あり")
    desk.heard.press("Alt+2")
    expect(desk.summary).to_have_value("折り返しの約束あり")
    desk.button("下書きに戻す").click()
    expect(desk.summary).to_have_value(re.compile("【区分】B1"))


def test_words_that_promise_are_marked_in_what_goes_out(desk: Desk) -> None:
    hear(desk, IN_GRACE)
    desk.summary.fill("絶対に使えますと保証します")
    expect(desk.root.locator(".summary .warning")).to_have_text("使わない言葉があります：保証します、絶対に")
    desk.button("下書きに戻す").click()
    expect(desk.root.locator(".summary .warning")).to_have_count(0)


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
