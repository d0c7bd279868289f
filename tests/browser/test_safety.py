"""What comes from the server or from a person stays text; nothing is inlined; nothing leaves our origin."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.fake_server import WEB, FakeServer
from tests.browser.screen import Screen

SOURCES = [path for folder in ("chat", "parts", "pages") for path in (WEB / folder).glob("*.ts")]
WIDGET_BYTES = 40 * 1024
JAPANESE = re.compile(r"[ぁ-ヿ一-龠]")


def test_markup_of_a_person_or_an_answer_stays_text(screen: Screen) -> None:
    screen.ask("タグ <img src=x onerror=alert(1)> & <b>太い</b>")
    expect(screen.chat.locator(".user")).to_contain_text("タグ <img src=x onerror=alert(1)> & <b>太い</b>")
    expect(screen.lead()).to_have_text("<b>太字</b>ではありません。")
    expect(screen.chat.locator("img, b")).to_have_count(0)


def test_links_of_other_kinds_are_no_links(screen: Screen) -> None:
    answer = screen.ask("タグ")
    answer.get_by_text("出典", exact=True).click()
    expect(answer.get_by_text("あぶない出典")).to_be_visible()
    expect(answer.get_by_role("link")).to_have_count(0)


def test_a_number_is_struck_out_where_it_was_typed(screen: Screen) -> None:
    answer = screen.ask("123456789012 です")
    expect(screen.chat.locator(".user")).to_contain_text("（番号は消しました） です")
    expect(screen.chat).not_to_contain_text("123456789012")
    expect(answer.locator(".warning")).to_contain_text("12けたの数字")
    expect(screen.live).to_contain_text("12けたの数字")


def test_the_policy_works_and_violations_are_noticed(page: Page, server: FakeServer) -> None:
    """Guards the guard: what the policy forbids is refused and seen by the fixture that fails tests on it."""
    Screen(page, server).open("/chat")
    page.evaluate(
        """() => {
          const style = document.createElement('style');
          style.textContent = 'body{color:red}';
          document.head.append(style);
        }"""
    )
    refused = page.evaluate("() => { try { document.body.innerHTML = '<p>x</p>'; } catch (error) { return error.name; } }")
    assert refused == "TypeError"
    page.wait_for_function("window.violations.length >= 2")
    page.evaluate("window.violations = []")


def test_nothing_is_kept_but_the_session_and_the_view(screen: Screen) -> None:
    screen.ask("証明書いつ切れる？")
    assert screen.page.context.cookies() == []
    assert screen.page.evaluate("localStorage.length") == 0
    [kept] = screen.page.evaluate("Object.entries(sessionStorage)")
    assert set(json.loads(kept[1])) <= {"session", "view", "open"}
    assert "いつ切れる" not in kept[1]


def test_sources_use_nothing_that_is_forbidden() -> None:
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "unsafeHTML", "styleMap", "eval(", "document.write", "style=")
    assert len(SOURCES) > 15
    for path in SOURCES:
        text = path.read_text("utf-8")
        assert [word for word in forbidden if word in text] == [], path.name


def test_no_words_of_the_screen_stand_in_the_code() -> None:
    """The reading of dates needs the eras' names, and the one of lines the bullets; all else is in texts/ja.json."""
    readers = {"typed-date.ts", "lines.ts"}
    for path in SOURCES:
        code = re.sub(r"//.*|/\*.*?\*/", "", path.read_text("utf-8"))
        found = JAPANESE.findall(code)
        assert bool(found) == (path.name in readers), (path.name, found)


def test_every_text_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SOURCES)
    texts = json.loads((WEB / "texts" / "ja.json").read_text("utf-8"))
    assert [key for key in keys(texts) if not re.search(rf"\b{key}\b", code)] == []


def keys(texts: dict[str, object]) -> list[str]:
    """All keys of a tree of texts."""
    return [key for name, value in texts.items() for key in ([name] + (keys(value) if isinstance(value, dict) else []))]


def test_the_bundle_is_small_and_pinned() -> None:
    manifest = json.loads((WEB / "dist" / "manifest.json").read_text("utf-8"))
    widget = manifest["maina-chat.js"]
    assert widget["gzipped"] <= WIDGET_BYTES
    assert re.fullmatch(r"maina-chat\.[0-9a-f]{12}\.js", widget["file"])
    assert all((WEB / "dist" / entry["file"]).exists() for entry in manifest.values())


def test_the_lock_file_names_no_registry() -> None:
    lock = (WEB / "package-lock.json").read_text("utf-8")
    assert "node_modules/lit" in lock
    assert "http" not in lock


def test_pages_inline_nothing() -> None:
    pages = list(Path(WEB / "pages").glob("*.html"))
    assert len(pages) >= 4
    for path in pages:
        text = path.read_text("utf-8")
        assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*src=)", text), path.name
