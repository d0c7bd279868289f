"""The chat as tests see it: by roles and names, as a person or a screen reader finds things."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.fake_server import WEB, FakeServer

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Screen:
    """A page with the chat on it."""

    def __init__(self, page: Page, server: FakeServer) -> None:
        self.page = page
        self.server = server

    def open(self, path: str) -> Screen:
        """Go to a page of the server; on the full page, wait for the greeting."""
        self.page.goto(self.server.url + path)
        if path == "/chat":
            expect(self.lead()).to_contain_text("こんにちは")
        return self

    @property
    def chat(self) -> Locator:
        """The element."""
        return self.page.locator("maina-chat")

    @property
    def field(self) -> Locator:
        """The field for the question."""
        return self.page.get_by_role("textbox", name="質問")

    @property
    def alert(self) -> Locator:
        """What is said of an error."""
        return self.chat.get_by_role("alert")

    @property
    def live(self) -> Locator:
        """The line that is read out."""
        return self.chat.locator("[aria-live=polite]")

    def answers(self) -> Locator:
        """All answers, the greeting first."""
        return self.chat.get_by_role("article")

    def lead(self) -> Locator:
        """The first sentence of the newest answer."""
        return self.answers().last.locator(".lead")

    def button(self, name: str) -> Locator:
        """A button by its exact words."""
        return self.chat.get_by_role("button", name=name, exact=True)

    def ask(self, text: str) -> Locator:
        """Type a question, press Enter and wait for its answer; gives the answer."""
        before = self.answers().count()
        self.field.fill(text)
        self.field.press("Enter")
        expect(self.answers()).to_have_count(before + 1)
        return self.answers().last

    def type_date(self, year: str, month: str, day: str) -> None:
        """Empty the three fields of a date, then type into them; what is empty is left alone."""
        fields = [(self.chat.get_by_label(name, exact=True), value) for name, value in (("年", year), ("月", month), ("日", day))]
        for field, _ in fields:
            field.fill("")
        for field, value in fields:
            if value:
                field.fill(value)

    def focused(self) -> str:
        """Tag and words of what has the focus, through shadow roots."""
        return str(
            self.page.evaluate(
                """() => {
                  let at = document.activeElement;
                  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                  return `${at?.tagName.toLowerCase()} ${(at?.innerText ?? '').trim()}`.trim();
                }"""
            )
        )

    def axe(self) -> list[str]:
        """What axe finds, in words; injected over the debugging protocol, because the policy lets no script in."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Runtime.evaluate", {"expression": source(AXE)})
        found = self.page.evaluate(
            "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })",
            AXE_TAGS,
        )
        session.detach()
        assert found["passes"], "axe did not run"
        return [
            f"{each['id']}: {node['html'][:160]} {node['failureSummary']}"
            for each in found["violations"]
            for node in each["nodes"]
        ]


def source(path: Path) -> str:
    """The text of a file."""
    return path.read_text("utf-8")
