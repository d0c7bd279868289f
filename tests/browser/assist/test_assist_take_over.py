"""A customer's browser and operators' browsers around the real server: taking over, live both ways, races, a restart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.channels.assist.passes import one_time_code
from bot.engine.engine import Engine
from bot.state import MemoryState
from tests.browser.assist.desk import PATH, AssistServer, Desk
from tests.browser.screen import AXE, AXE_TAGS, source


@pytest.fixture
def served(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AssistServer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIGEN_TODAY", "2026-06-15")
        server = AssistServer(engine, MemoryState(), tmp_path_factory.mktemp("take-over"))
        server.start()
        yield server
        server.stop()


@pytest.fixture
def pages(browser: Browser) -> Iterator[list[Page]]:
    """Four browsers of different people."""
    contexts = [browser.new_context(locale="ja-JP", viewport={"width": 1280, "height": 800}) for _ in range(4)]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def at_the_desk(page: Page, served: AssistServer, name: str) -> Desk:
    page.goto(served.url + PATH)
    return Desk(page, page).sign_in(name).expect_open()


def ask(customer: Page, text: str) -> None:
    field = customer.get_by_role("textbox", name="質問")
    field.fill(text)
    field.press("Enter")


def open_chat(customer: Page, served: AssistServer) -> None:
    customer.goto(f"{served.url}/chat")
    expect(customer.locator("maina-chat .lead").first).to_contain_text("こんにちは")


def test_a_talk_with_a_restart_in_the_middle(served: AssistServer, pages: list[Page]) -> None:
    customer, operator = pages[:2]
    desk = at_the_desk(operator, served, "sato")
    open_chat(customer, served)
    ask(customer, "証明書が2026年5月20日に切れました。病院で使えますか")
    ask_again = customer.locator("maina-chat").get_by_text("2026年8月31日").first
    expect(ask_again).to_be_visible()
    ask(customer, "人と話したいです")
    expect(customer.locator("maina-chat .line")).to_have_text("担当者をお呼びしています。")
    desk.button("受ける").click()
    expect(customer.locator("maina-chat .line")).to_have_text("担当者とつながっています。")
    expect(desk.root.locator(".transcript")).to_contain_text("2026年8月31日")
    expect(desk.chips.filter(has_text="証明書の期限")).to_contain_text("2026年5月20日")

    desk.root.locator("#reply").fill("お待たせしました")
    desk.button("送る").click()
    expect(customer.locator("maina-chat .operator")).to_contain_text("お待たせしました")
    ask(customer, "明日病院に行きます")
    expect(desk.root.locator(".transcript .user").last).to_contain_text("明日病院に行きます")
    expect(desk.say).to_contain_text("はい、2026年6月16日")

    served.stop()
    served.start()
    desk.root.locator("#reply").fill("明日は使えます")
    desk.button("送る").click()
    expect(customer.locator("maina-chat .operator").last).to_contain_text("明日は使えます", timeout=10_000)
    customer.reload()
    expect(customer.locator("maina-chat .operator")).to_have_count(2)
    expect(customer.locator("maina-chat .line")).to_have_text("担当者とつながっています。")

    desk.button("ボットに戻す").click()
    expect(customer.locator("maina-chat .line")).to_contain_text("担当者との会話は終わりました", timeout=10_000)
    before = customer.locator("maina-chat .lead").count()
    ask(customer, "更新の持ち物は？")
    expect(customer.locator("maina-chat .lead")).to_have_count(before + 1)


def test_three_operators_race_for_one_person(served: AssistServer, pages: list[Page]) -> None:
    customer, *others = pages
    desks = [at_the_desk(page, served, name) for page, name in zip(others, ("sato", "ito", "kato"), strict=True)]
    open_chat(customer, served)
    ask(customer, "人と話したいです")
    for desk in desks:
        expect(desk.button("受ける")).to_be_visible()
    for desk in desks:
        desk.root.locator(".case button").dispatch_event("click")
    expect(desks[0].root.locator(".talk")).to_be_visible()
    for desk in desks[1:]:
        expect(desk.root.locator(".case")).to_contain_text("satoさんが応対中")
        expect(desk.root.locator(".talk")).to_have_count(0)


def test_who_talks_on_the_telephone_takes_no_chats(served: AssistServer, pages: list[Page]) -> None:
    customer, operator = pages[:2]
    desk = at_the_desk(operator, served, "sato")
    takes = desk.root.get_by_role("checkbox", name="チャットを受ける")
    with operator.expect_response(lambda answer: "takes=false" in answer.url):
        takes.uncheck()
    open_chat(customer, served)
    ask(customer, "人と話したいです")
    expect(customer.locator("maina-chat article").last).to_contain_text("いまは、この画面で担当者におつなぎできません")
    operator.reload()
    expect(takes).not_to_be_checked()
    with operator.expect_response(lambda answer: "takes=true" in answer.url):
        takes.check()
    ask(customer, "人と話したいです")
    expect(desk.root.locator(".case")).to_contain_text("ウェブ・0分待っています")


def test_a_line_talk_is_taken_like_any_other(served: AssistServer, pages: list[Page]) -> None:
    """What LINE itself sees of it is in tests/channels/line."""
    operator = pages[0]
    desk = at_the_desk(operator, served, "sato")
    served.in_line("U1", "証明書が2026年5月20日に切れました。明日病院で使えますか")
    expect(desk.root.locator(".case")).to_contain_text("LINE・0分待っています")
    desk.button("受ける").click()
    expect(desk.root.locator(".talk")).to_contain_text("返事は、LINEのメッセージとして届きます")
    expect(desk.say).to_contain_text("はい、2026年6月16日")
    desk.button("選んだ候補のチャット文を入れる").click()
    desk.button("送る").click()
    expect(desk.root.locator(".transcript .operator")).to_contain_text("2026年8月31日")
    (letter,) = served.letters("U1")[1:]
    assert letter.startswith("はい、2026年6月16日")


def test_nobody_there(served: AssistServer, pages: list[Page]) -> None:
    customer = pages[0]
    open_chat(customer, served)
    ask(customer, "人と話したいです")
    answer = customer.locator("maina-chat article").last
    expect(answer).to_contain_text("いまは、この画面で担当者におつなぎできません")
    expect(answer).to_contain_text("0120-95-0178")


def test_axe_finds_nothing_in_a_talk(served: AssistServer, pages: list[Page]) -> None:
    customer, operator = pages[:2]
    operator.goto(f"{served.url}{PATH}#{one_time_code(served.settings.secret)}")
    desk = Desk(operator, operator).expect_open()
    open_chat(customer, served)
    ask(customer, "人と話したいです")
    desk.button("受ける").click()
    desk.root.locator("#reply").fill("必ず使えます")
    desk.button("送る").click()
    expect(customer.locator("maina-chat .operator")).to_be_visible()
    desk.root.locator("#reply").fill("必ず使えます")
    for page in (customer, operator):
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": source(AXE)})
        found = page.evaluate("(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", AXE_TAGS)
        assert [f"{v['id']}: {n['html'][:120]}" for v in found["violations"] for n in v["nodes"]] == []
