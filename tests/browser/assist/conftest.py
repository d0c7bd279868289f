"""Fixtures of the operators' screen: the served product, a watched page, a desk that is open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from bot.channels.assist.passes import one_time_code
from bot.engine.engine import Engine
from bot.state import MemoryState
from tests.browser.assist.desk import PATH, AssistServer, Desk, ParentPage


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
        parent.shows = f"{server.url}/assist"
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
