"""Browser, server double and a page that fails its test on any policy violation, script error or request to elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.browser.fake_server import WEB, FakeServer
from tests.browser.screen import Screen

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Before any script of the page: keep what the policy refuses.
KEEP_VIOLATIONS = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="session", autouse=True)
def _what_is_needed() -> None:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} がありません。apt-get install chromium fonts-noto-cjk で入ります。")
    if not (WEB / "dist" / "manifest.json").exists():
        pytest.skip("web/dist がありません。make setup で画面を組み立ててください。")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests."""
    running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield running
    running.close()


@pytest.fixture(scope="session")
def running_server() -> Iterator[FakeServer]:
    """The double, listening for the whole session."""
    server = FakeServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(running_server: FakeServer) -> FakeServer:
    """The double, well-behaved again."""
    running_server.reset()
    return running_server


@pytest.fixture
def context_options() -> dict[str, object]:
    """Options of the browser context; tests override them by parametrising."""
    return {}


@pytest.fixture
def context(browser: Browser, context_options: dict[str, object]) -> Iterator[BrowserContext]:
    """A fresh profile on a desktop screen, unless the test says otherwise."""
    options: dict[str, object] = {"locale": "ja-JP", "viewport": {"width": 1280, "height": 800}, **context_options}
    fresh = browser.new_context(**options)  # type: ignore[arg-type]
    fresh.set_default_timeout(10_000)
    fresh.add_init_script(KEEP_VIOLATIONS)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext, server: FakeServer) -> Iterator[Page]:
    """A page that is watched."""
    watched = context.new_page()
    errors: list[str] = []
    requests: list[str] = []
    watched.on("pageerror", lambda error: errors.append(str(error)))
    watched.on("request", lambda request: requests.append(request.url))
    yield watched
    assert watched.evaluate("window.violations ?? []") == []
    assert errors == []
    assert [url for url in requests if not url.startswith((server.url, "blob:"))] == []


@pytest.fixture
def screen(page: Page, server: FakeServer) -> Screen:
    """The full-page chat, opened."""
    return Screen(page, server).open("/chat")
