"""``kigen serve`` as it is, killed in the middle of a talk between two browsers: nothing is lost, and no log tells a birth date."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.channels.assist.operators import Operators
from tests.browser.assist.desk import PASSWORD, PATH, Desk, hear
from tests.running_kigen import Kigen, kigen

BORN = re.compile("1957|昭和32|3月9日|03-09")
FILES = ("operators-audit.jsonl", "candidate-sentences.csv")


def kill(server: Kigen) -> None:
    """As a power cut would: what watches over the serving process first."""
    serving = server.serving
    for process in (server.process.pid, *serving):
        os.kill(process, signal.SIGKILL)
    server.process.wait()


@pytest.fixture
def two(browser: Browser) -> Iterator[tuple[Page, Page]]:
    """A customer's and an operator's browser."""
    contexts = [browser.new_context(locale="ja-JP", viewport={"width": 1280, "height": 800}) for _ in range(2)]
    yield contexts[0].new_page(), contexts[1].new_page()
    for context in contexts:
        context.close()


def ask(customer: Page, text: str) -> None:
    field = customer.get_by_role("textbox", name="質問")
    field.fill(text)
    field.press("Enter")


def test_killed_in_the_middle_of_a_talk(tmp_path: Path, two: tuple[Page, Page]) -> None:
    Operators(tmp_path / "operators.yml").add("sato", "operator", PASSWORD)
    with kigen(tmp_path, KIGEN_TODAY="2026-06-15") as server:
        server.wait_until_ready()
        talk_until_killed(server, two)
        written = server.output
    with kigen(tmp_path, port=server.port, KIGEN_TODAY="2026-06-15") as again:
        again.wait_until_ready()
        go_on(two)
        written += again.output
    assert "Kigen" in written
    texts = {"output": written} | {name: (tmp_path / name).read_text("utf-8") for name in FILES}
    assert {name: BORN.findall(text) for name, text in texts.items() if BORN.search(text)} == {}


def talk_until_killed(server: Kigen, two: tuple[Page, Page]) -> None:
    """A birth date by telephone, as feedback and in the chat; the last reply finds no server."""
    customer, operator = two
    operator.goto(f"{server.address}{PATH}")
    desk = Desk(operator, operator).sign_in().expect_open()
    hear(desk, "生年月日は昭和32年3月9日で、カードは2021年4月10日に作りました\n期限はいつですか")
    expect(desk.chips).to_have_count(2)
    desk.button("違った").click()
    dialog = desk.root.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("1957年3月9日生まれです、期限はいつ")
    dialog.get_by_role("combobox").select_option("expiry_mine")
    dialog.get_by_role("button", name="送る").click()
    expect(desk.root.get_by_text("テスト文の候補にしました")).to_be_visible()

    customer.goto(f"{server.address}/chat")
    expect(customer.locator("maina-chat .lead").first).to_contain_text("こんにちは")
    ask(customer, "人と話したいです")
    desk.button("受ける").click()
    expect(customer.locator("maina-chat .line")).to_have_text("担当者とつながっています。")
    ask(customer, "1957年3月9日生まれです")
    expect(desk.root.locator(".transcript")).to_contain_text("1957年3月9日生まれです")
    desk.root.locator("#reply").fill("確かめます")
    desk.button("送る").click()
    expect(customer.locator("maina-chat .operator")).to_contain_text("確かめます")
    expect(desk.root.locator(".said")).to_have_count(0)
    kill(server)
    desk.root.locator("#reply").fill("まだいらっしゃいますか")
    desk.button("送る").click()
    expect(desk.root.locator(".said")).to_have_text("うまくいきませんでした。もう一度お試しください。")


def go_on(two: tuple[Page, Page]) -> None:
    """Both go on in the pages that are open, then in pages loaded anew."""
    customer, operator = two
    desk = Desk(operator, operator)
    transcript = desk.root.locator(".transcript")
    expect(desk.root.locator("#reply")).to_have_value("まだいらっしゃいますか")
    desk.button("送る").click()
    expect(customer.locator("maina-chat .operator").last).to_contain_text("まだいらっしゃいますか", timeout=20_000)
    ask(customer, "はい、います")
    expect(transcript).to_contain_text("はい、います", timeout=20_000)
    for page in two:
        page.reload()
    expect(customer.locator("maina-chat .operator")).to_have_count(2)
    expect(customer.locator("maina-chat .line")).to_have_text("担当者とつながっています。")
    for text in ("人と話したいです", "1957年3月9日生まれです", "確かめます", "まだいらっしゃいますか", "はい、います"):
        expect(transcript).to_contain_text(text)
