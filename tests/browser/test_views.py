"""Ways of showing: easy Japanese, readings, large text, reading aloud, narrow screens, dark, paper, the organisation's colour."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.fake_server import FakeServer
from tests.browser.screen import Screen

QUESTION = "証明書いつ切れる？"


def test_easy_japanese_with_readings(screen: Screen) -> None:
    screen.ask(QUESTION)
    easy, readings = screen.button("やさしい日本語"), screen.button("ふりがな")
    easy.click()
    expect(easy).to_have_attribute("aria-pressed", "true")
    expect(screen.lead()).to_have_text("2026年6月15日は、病院（びょういん）で つかえます。")
    readings.click()
    expect(screen.lead().locator("rt")).to_have_text("びょういん")
    easy.click()
    expect(screen.lead().locator("rt")).to_have_text(["ねん", "がつ", "にち", "ほけんしょう", "つか"])
    screen.page.reload()
    expect(screen.button("ふりがな")).to_have_attribute("aria-pressed", "true")


def test_switching_the_view_reads_nothing_out(screen: Screen) -> None:
    screen.ask(QUESTION)
    expect(screen.live).to_contain_text("はい、2026年6月15日は")
    before = screen.live.text_content()
    for name in ("やさしい日本語", "ふりがな", "大きい文字"):
        screen.button(name).click()
    assert screen.live.text_content() == before
    expect(screen.chat.get_by_role("log")).to_have_attribute("aria-live", "off")


def test_new_answers_are_read_out_once_with_their_choices(screen: Screen) -> None:
    screen.ask("どっちの期限？")
    expect(screen.live).to_have_text(
        "どちらのことでしょうか。 選べる答え：カード本体の期限、電子証明書の期限、資格確認書の期限", use_inner_text=True
    )


VOICES = """
window.said = [];
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => %s,
  addEventListener: () => {},
  cancel: () => window.said.push('(stop)'),
  speak: (one) => window.said.push(one.text),
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def test_reading_aloud_with_a_voice_of_this_device(page: Page, server: FakeServer) -> None:
    page.add_init_script(VOICES % "[{ lang: 'en-US', localService: true }, { lang: 'ja-JP', localService: true }]")
    screen = Screen(page, server).open("/chat")
    screen.ask(QUESTION)
    screen.button("読み上げ").click()
    assert page.evaluate("window.said") == ["(stop)", "はい、6月15日はマイナ保険証を使えます。8月31日までです。"]
    screen.ask("どっち")
    assert page.evaluate("window.said.at(-1)") == "どちらのことでしょうか。"
    screen.button("読み上げ").click()
    assert page.evaluate("window.said.at(-1)") == "(stop)"


@pytest.mark.parametrize("voices", ["[]", "[{ lang: 'en-US', localService: true }, { lang: 'ja-JP', localService: false }]"])
def test_no_reading_aloud_where_the_text_would_leave_the_device(page: Page, server: FakeServer, voices: str) -> None:
    page.add_init_script(VOICES % voices)
    screen = Screen(page, server).open("/chat")
    expect(screen.button("ふりがな")).to_be_visible()
    expect(screen.button("読み上げ")).to_have_count(0)


def overflow(page: Page) -> int:
    """By how many pixels anything reaches out of the page or the panel sideways."""
    return int(
        page.evaluate(
            """() => {
              const root = document.querySelector('maina-chat').shadowRoot;
              const over = (one) => one.scrollWidth - one.clientWidth;
              const boxes = [document.documentElement, ...root.querySelectorAll('.panel, .log, .answer, .head')];
              return Math.max(...boxes.map(over));
            }"""
        )
    )


@pytest.mark.parametrize("large", [False, True])
def test_no_sideways_scrolling(screen: Screen, large: bool) -> None:
    if large:
        screen.button("大きい文字").click()
    for text in (QUESTION, "タグ", "人に相談", "どっち", "計算して"):
        screen.ask(text)
        for width in (320, 375, 768, 1280):
            screen.page.set_viewport_size({"width": width, "height": 700})
            assert overflow(screen.page) <= 0, (text, width)


def test_at_200_percent_text_on_the_narrowest_screen(playwright: Playwright, server: FakeServer) -> None:
    """The browser's own text size, as people set it; ours must follow it."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, "--blink-settings=defaultFontSize=32"])
    page = browser.new_page(viewport={"width": 320, "height": 700}, locale="ja-JP")
    screen = Screen(page, server).open("/chat")
    screen.ask(QUESTION)
    assert page.evaluate("getComputedStyle(document.querySelector('maina-chat')).fontSize") == "32px"
    assert overflow(page) <= 0
    title = screen.chat.get_by_role("heading", level=1).bounding_box()
    assert title is not None
    assert title["width"] > 200, "the title must wrap as a whole"
    screen.field.scroll_into_view_if_needed()
    expect(screen.field).to_be_in_viewport(ratio=1)
    browser.close()


def test_main_buttons_are_large_enough_to_hit(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 320, "height": 700})
    screen.ask(QUESTION)
    sizes = screen.chat.get_by_role("button").evaluate_all(
        "(all) => all.map((one) => [one.textContent.trim(), one.getBoundingClientRect()])"
    )
    assert len(sizes) > 8
    assert [name for name, box in sizes if box["width"] < 44 or box["height"] < 44] == []


def test_paper_gets_answers_with_their_sources(screen: Screen) -> None:
    screen.ask(QUESTION)
    screen.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    screen.page.emulate_media(media="print")
    expect(screen.answers().last).to_contain_text("3か月後の末日まで")
    expect(screen.chat.get_by_text("みほん市の手引き（2026年6月1日に参照）")).to_be_visible()
    for hidden in (screen.field, screen.button("やさしい日本語"), screen.button("更新の持ち物"), screen.button("はい")):
        expect(hidden).to_be_hidden()
    screen.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    screen.page.emulate_media(media="screen")
    expect(screen.chat.get_by_text("みほん市の手引き（2026年6月1日に参照）")).to_be_hidden()


def test_reduced_motion_moves_nothing(screen: Screen) -> None:
    screen.page.emulate_media(reduced_motion="reduce")
    assert screen.chat.get_by_role("log").evaluate("(log) => getComputedStyle(log).scrollBehavior") == "auto"


def test_a_banner_and_a_frozen_day_are_shown(page: Page, server: FakeServer) -> None:
    server.behaviour.organisation["banner"] = "大雨のため、窓口は午前で終わります。"
    screen = Screen(page, server).open("/chat")
    expect(screen.chat).to_contain_text("大雨のため、窓口は午前で終わります。")
    expect(screen.chat).to_contain_text("きょうを2026年6月15日として答えています")


def test_the_host_page_cannot_spoil_the_widget(page: Page, server: FakeServer, browser: Browser) -> None:
    """A site with html{font-size:62.5%} and rules for all its buttons leaves ours as they are."""
    screen = Screen(page, server).open("/")
    before = screen.button("送る").bounding_box()
    page.evaluate(
        """() => {
          const rules = new CSSStyleSheet();
          rules.replaceSync('html{font-size:62.5%} button{padding:40px;font-size:40px} *{line-height:3}');
          document.adoptedStyleSheets = [rules];
        }"""
    )
    after = screen.button("送る").bounding_box()
    assert before is not None
    assert after is not None
    assert (before["width"], before["height"]) == (after["width"], after["height"])
