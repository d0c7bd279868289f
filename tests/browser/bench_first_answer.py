"""How long a person waits: from Enter to the painted answer, in a real browser against a running Kigen.

``python -m tests.browser.bench_first_answer http://localhost:8000`` prints median and the slowest of 30 in milliseconds.
"""

from __future__ import annotations

import statistics
import sys

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM

RUNS = 30
QUESTION = "証明書が2026年5月20日に切れたけど病院で使える？"
# The time of the frame after the one in which a new answer entered the page.
UNTIL_PAINTED = """(before) => new Promise((done) => {
  const turns = document.querySelector('maina-chat').shadowRoot.querySelector('.turns');
  let pressed;
  document.addEventListener('keydown', () => (pressed = performance.now()), { capture: true, once: true });
  new MutationObserver((_, observer) => {
    if (turns.querySelectorAll('.answer').length === before) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed)));
  }).observe(turns, { childList: true, subtree: true });
})"""


def wait_of(page: Page) -> float:
    """Ask once; milliseconds from Enter to the painted answer."""
    field = page.get_by_role("textbox", name="質問")
    field.fill(QUESTION)
    painted = page.evaluate_handle(f"(before) => ({{ promise: ({UNTIL_PAINTED})(before) }})", page.get_by_role("article").count())
    field.press("Enter")
    return float(painted.evaluate("(one) => one.promise"))


def main() -> None:
    """Measure and print; each question in a conversation of its own."""
    waits = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for _ in range(RUNS):
            page = browser.new_page(viewport={"width": 375, "height": 812}, reduced_motion="reduce")
            page.goto(f"{sys.argv[1].rstrip('/')}/chat")
            page.get_by_role("article").wait_for()
            waits.append(wait_of(page))
            page.close()
        browser.close()
    print(f"Enter から答えが見えるまで： 中央値 {statistics.median(waits):.0f} ms、最も遅い {max(waits):.0f} ms（{RUNS}回）")


if __name__ == "__main__":
    main()
