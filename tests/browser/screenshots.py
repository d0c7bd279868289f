"""Screenshots of the chat to be looked at, and the four of the documentation.

``python -m tests.browser.screenshots`` writes all of them to ``artefacts/screenshots`` (against the double of the server).
``python -m tests.browser.screenshots --docs http://localhost:8000`` writes four to ``docs/images`` against a running Kigen,
started with ``KIGEN_TODAY=2026-06-15``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.fake_server import FakeServer

ROOT = Path(__file__).parents[2]
QUESTION = "明日病院なんだけど、証明書が2026年5月20日に切れてた"
Steps = Callable[[Page], None]


def ask(text: str) -> Steps:
    """Type a question and wait for its answer."""

    def steps(page: Page) -> None:
        answers = page.get_by_role("article")
        answers.first.wait_for()
        before = answers.count()
        page.get_by_role("textbox", name="質問").fill(text)
        page.get_by_role("textbox", name="質問").press("Enter")
        answers.nth(before).wait_for()

    return steps


def press(*names: str) -> Steps:
    """Press buttons by their words."""

    def steps(page: Page) -> None:
        for name in names:
            page.get_by_role("button", name=name, exact=True).first.click()

    return steps


def wrong_date(page: Page) -> None:
    """Give the 30th of February."""
    for name, value in (("年", "令和8"), ("月", "2"), ("日", "30")):
        page.get_by_label(name, exact=True).fill(value)
    press("この日で計算する")(page)


ALL: dict[str, tuple[str, int, int, dict[str, str], list[Steps]]] = {
    "city-1280": ("/", 1280, 800, {}, []),
    "city-375": ("/", 375, 667, {}, []),
    "city-320-open": ("/", 320, 640, {}, [press("証明書の期限を聞く")]),
    "embed-768": ("/embed", 768, 1024, {}, []),
    "plain-375": ("/plain", 375, 900, {}, []),
    "answer-1280": ("/chat", 1280, 1000, {}, [ask(QUESTION)]),
    "answer-768": ("/chat", 768, 1024, {}, [ask(QUESTION)]),
    "answer-375": ("/chat", 375, 812, {}, [ask(QUESTION)]),
    "answer-320": ("/chat", 320, 640, {}, [ask(QUESTION)]),
    "easy-ruby-375": ("/chat", 375, 900, {}, [ask(QUESTION), press("やさしい日本語", "ふりがな")]),
    "large-320": ("/chat", 320, 640, {}, [press("大きい文字"), ask(QUESTION)]),
    "date-375": ("/chat", 375, 812, {}, [ask("わたしの期限を計算して")]),
    "wrong-date-320": ("/chat", 320, 812, {}, [ask("わたしの期限を計算して"), wrong_date]),
    "handed-off-375": ("/chat", 375, 812, {}, [ask("人に相談したい")]),
    "erase-375": ("/chat", 375, 667, {}, [press("この会話を消す")]),
    "dark-768": ("/chat", 768, 1024, {"color_scheme": "dark"}, [ask(QUESTION)]),
    "dark-city-1280": ("/", 1280, 800, {"color_scheme": "dark"}, []),
    "forced-768": ("/chat", 768, 1024, {"forced_colors": "active", "color_scheme": "dark"}, [ask(QUESTION)]),
}
DOCS: dict[str, tuple[str, int, int, dict[str, str], list[Steps]]] = {
    "chat-phone": ("/chat", 375, 812, {}, [ask(QUESTION)]),
    "chat-desktop": ("/", 1280, 800, {}, [ask(QUESTION)]),
    "chat-easy": ("/chat", 375, 812, {}, [ask(QUESTION), press("やさしい日本語", "ふりがな")]),
    "chat-high-contrast": ("/chat", 768, 900, {"forced_colors": "active", "color_scheme": "dark"}, [ask(QUESTION)]),
}


def take(
    browser: Browser, origin: str, folder: Path, wanted: dict[str, tuple[str, int, int, dict[str, str], list[Steps]]]
) -> None:
    """Write one picture for each name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (path, width, height, media, steps) in wanted.items():
        page = browser.new_page(viewport={"width": width, "height": height}, locale="ja-JP", reduced_motion="reduce")
        page.emulate_media(reduced_motion="reduce", **media)  # type: ignore[arg-type]
        page.goto(origin + path, wait_until="networkidle")
        for step in steps:
            step(page)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.wait_for_timeout(200)
        page.screenshot(path=folder / f"{name}.png")
        page.close()


def shrink(folder: Path) -> None:
    """Fewer colours: the pictures of the documentation live in the repository."""
    for path in folder.glob("chat-*.png"):
        Image.open(path).convert("RGB").quantize(160).save(path, optimize=True)


def main() -> None:
    """Take the pictures; see the module's text."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        if sys.argv[1:2] == ["--docs"]:
            take(browser, sys.argv[2].rstrip("/"), ROOT / "docs" / "images", DOCS)
            shrink(ROOT / "docs" / "images")
            return
        server = FakeServer()
        server.start()
        take(browser, server.url, ROOT / "artefacts" / "screenshots", ALL)
        browser.close()
        large = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, "--blink-settings=defaultFontSize=32"])
        take(
            large,
            server.url,
            ROOT / "artefacts" / "screenshots" / "text-200",
            {name: ALL[name] for name in ("city-1280", "answer-320", "date-375", "answer-1280")},
        )
        server.stop()


if __name__ == "__main__":
    main()
