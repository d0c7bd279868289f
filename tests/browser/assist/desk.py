"""The operators' screen as tests see it, and the real server behind it."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
from playwright.sync_api import FrameLocator, Locator, Page, expect

from bot import clock
from bot.answers import compose
from bot.app import create_app
from bot.channels.assist.operators import Operators
from bot.channels.edge import Edge
from bot.channels.line.taking_over import TakingOver
from bot.channels.outbox import Outbox
from bot.engine.engine import Engine
from bot.engine.events import NobodyListens
from bot.settings import Settings
from bot.state import MemoryState
from tests.browser.screen import AXE, AXE_TAGS, source
from tests.servers import free_port

T = TypeVar("T")
PASSWORD = "a long enough password"
PATH = "/assist/sign-in"
IN_GRACE = "証明書が2026年5月20日に切れてて\n明日病院に行くんですが使えますか"


class AssistServer:
    """The product around the real engine on a free port of this machine; ``start`` again plays a restart."""

    def __init__(self, engine: Engine, state: MemoryState, folder: Path, origins: tuple[str, ...] = ()) -> None:
        self.port = free_port()
        self.settings = Settings(
            secret="x" * 32, folder=folder, operators_file=folder / "operators.yml", assist_origins=origins, port=self.port
        )
        self._engine, self._state = engine, state
        for name in ("sato", "ito", "kato"):
            Operators(self.settings.operators_file).add(name, "operator", PASSWORD)

    @property
    def url(self) -> str:
        """The origin."""
        return f"http://localhost:{self.port}"

    @property
    def _edge(self) -> Edge:
        return Edge(self.settings, self._engine, self._state)

    def start(self) -> None:
        """Listen."""
        app = create_app(replace(self.settings), self._engine, self._state, NobodyListens())
        self._server = uvicorn.Server(
            uvicorn.Config(app, port=self.port, log_level="critical", ws="none", timeout_graceful_shutdown=1)
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def forget_rates(self) -> None:
        """All tests sign in from one address within a minute: let each begin afresh."""
        self._apart(self._forget_rates())

    async def _forget_rates(self) -> None:
        for name in await self._state.keys("assist:rate:"):
            await self._state.delete(name)

    def in_line(self, talk: str, said: str) -> None:
        """A LINE talk in which somebody said this and asked for a person."""
        self._apart(TakingOver(self._edge).offered(talk, said, compose.say("human_agent", topic="human_agent"), clock.today()))

    def letters(self, talk: str) -> list[str]:
        """What waits to be sent to a LINE talk."""
        found = self._apart(Outbox(self._state).letters())
        return [letter.text for letters in found.values() for letter in letters if letter.talk == talk]

    def _apart(self, work: Coroutine[Any, Any, T]) -> T:
        # On a thread of its own: Playwright has a loop running on this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, work).result()

    def stop(self) -> None:
        """Stop at once, as a kill would, but for what the state keeps."""
        self._server.should_exit = self._server.force_exit = True
        self._thread.join()


class ParentPage:
    """A page of another origin that shows the desk in a frame, as Chatwoot's dashboard app does: no rights are given to it."""

    def __init__(self) -> None:
        page = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = f'<!doctype html><title>parent</title><iframe src="{page.shows}" width="1200" height="700"></iframe>'
                body += f"<script>{page.script}</script>"
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *args: object) -> None:
                """Nothing."""

        self.shows = self.script = ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()


class Desk:
    """A desk in a page or in a frame of it."""

    def __init__(self, page: Page, within: Page | FrameLocator) -> None:
        self.page = page
        self.root = within.locator("kigen-assist")

    def sign_in(self, name: str = "sato", password: str = PASSWORD) -> Desk:
        """Sign in by the form."""
        self.root.get_by_label("名前").fill(name)
        self.root.get_by_label("パスワード").fill(password)
        self.root.get_by_role("button", name="サインインする").click()
        return self

    def expect_open(self) -> Desk:
        """Wait until the desk is there."""
        expect(self.heard).to_be_focused()
        return self

    @property
    def heard(self) -> Locator:
        """Where what is heard is typed."""
        return self.root.locator("#heard")

    @property
    def tabs(self) -> Locator:
        """The suggestions."""
        return self.root.locator(".tab")

    @property
    def say(self) -> Locator:
        """The sentence to say."""
        return self.root.locator(".say")

    @property
    def chips(self) -> Locator:
        """The dates heard."""
        return self.root.locator(".chip")

    @property
    def summary(self) -> Locator:
        """The draft of the record."""
        return self.root.locator("#summary")

    def button(self, name: str) -> Locator:
        """A button by a part of its words."""
        return self.root.get_by_role("button", name=name)


def axe(page: Page) -> list[str]:
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": source(AXE)})
    found: dict[str, Any] = page.evaluate("(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", AXE_TAGS)
    session.detach()
    assert found["passes"], "axe did not run"
    return [f"{each['id']}: {n['html'][:160]} {n['failureSummary']}" for each in found["violations"] for n in each["nodes"]]


def hear(desk: Desk, text: str) -> None:
    """Type and wait for what the server makes of it."""
    with desk.page.expect_response(lambda answer: answer.url.endswith("/suggest") and text_of(answer) == text):
        desk.heard.fill(text)


def text_of(answer: Any) -> str:
    return str(json.loads(answer.request.post_data)["text"])
