"""A double of the edge for tests of the screen: the pages and the chat API with fixed messages, slow or broken on demand.

It serves ``web/dist`` and ``web/pages`` under the same Content-Security-Policy as the product. By hand:
``python -m tests.browser.fake_server 8123``.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader

from tests.browser import fake_messages as messages

WEB = Path(__file__).parents[2] / "web"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types lit-html kigen"
)
PAGES = {"/": "index.html", "/chat": "chat.html", "/embed": "embed.html"}
ORGANISATION = {
    "name": "みほん市",
    "colour": "#0017C1",
    "privacy_notice": "書いたことは30分で消えます。マイナンバー（12けた）は書かないでください。",
    "banner": "",
    "links": [{"title": "みほん市のマイナンバーカードのページ", "url": "https://example.jp/card"}],
}


@dataclass
class Behaviour:
    """How the double misbehaves. ``refuse`` holds (status, code, retry_after) for the messages to come."""

    delay: float = 0.0
    refuse: list[tuple[int, str, int | None]] = field(default_factory=list)
    organisation: dict[str, Any] = field(default_factory=lambda: dict(ORGANISATION))
    frozen_today: str | None = "2026-06-15"


class FakeServer:
    """The double on a thread of its own. ``stop`` and ``start`` play a server that goes down and comes back."""

    def __init__(self) -> None:
        self.behaviour = Behaviour()
        self.port = 0
        self.turns: dict[str, list[dict[str, Any]]] = {}
        self.answered: dict[str, dict[str, Any]] = {}
        self.received: list[dict[str, Any]] = []
        self.feedback: list[dict[str, Any]] = []
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The origin."""
        return f"http://localhost:{self.port}"

    @property
    def other_site(self) -> str:
        """The same server under another origin, where a page of another site is played."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, port: int = 0) -> None:
        """Listen on the port of last time, or on a free one."""
        self._wait(self._start(port))

    def stop(self) -> None:
        """Stop listening; conversations are kept."""
        if self._runner:
            self._wait(self._runner.cleanup())
            self._runner = None

    def reset(self) -> None:
        """Behave again; forget what was received."""
        self.behaviour = Behaviour()
        self.received.clear()
        self.feedback.clear()

    def expire_all(self) -> None:
        """Let every session run out."""
        self.turns.clear()

    def _wait(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _start(self, port: int) -> None:
        app = web.Application(middlewares=[self._headers])
        app.router.add_get("/plain", self._plain)
        app.router.add_post("/plain", self._plain)
        for path in PAGES:
            app.router.add_get(path, self._page)
        app.router.add_get("/static/{file}", self._static)
        app.router.add_get("/other-site", self._other_site)
        app.router.add_post("/api/chat/sessions", self._begin)
        app.router.add_post("/api/chat/messages", self._message)
        app.router.add_get("/api/chat/history", self._history)
        app.router.add_delete("/api/chat/session", self._forget)
        app.router.add_post("/api/chat/feedback", self._feedback)
        app.router.add_get("/api/chat/calendar/{signed}", self._calendar)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port or self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    @web.middleware
    async def _headers(self, request: web.Request, handler: Any) -> web.StreamResponse:
        preflight = request.method == "OPTIONS"
        response: web.StreamResponse = web.Response(status=204) if preflight else await handler(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        if request.headers.get("Origin") == self.other_site:
            response.headers["Access-Control-Allow-Origin"] = self.other_site
            response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Idempotency-Key"
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    def _context(self) -> dict[str, Any]:
        manifest = json.loads((WEB / "dist" / "manifest.json").read_text("utf-8"))
        frozen = self.behaviour.frozen_today
        return {
            "organisation": self.behaviour.organisation,
            "frozen_today": "{}年{}月{}日".format(*map(int, frozen.split("-"))) if frozen else None,
            "assets": {name: f"/static/{entry['file']}" for name, entry in manifest.items()},
            "integrity": {name: entry["integrity"] for name, entry in manifest.items()},
            "origin": "https://kigen.example.jp",
        }

    def _render(self, template: str, **more: Any) -> web.Response:
        pages = Environment(loader=FileSystemLoader(WEB / "pages"), autoescape=True)
        return web.Response(text=pages.get_template(template).render(**self._context(), **more), content_type="text/html")

    async def _page(self, request: web.Request) -> web.Response:
        return self._render(PAGES[request.path])

    async def _plain(self, request: web.Request) -> web.Response:
        form = await request.post() if request.method == "POST" else {}
        typed = str(form.get("choice") or form.get("text") or "").removeprefix("t.")
        message = messages.answer_to(typed) if typed else messages.GREETING
        return self._render("plain.html", session="plain", text=typed, message=message, error=None, draft="", characters=1000)

    async def _other_site(self, request: web.Request) -> web.Response:
        """A page of another site with a strict policy of its own; the lines of /embed stand in it, pinned by hash."""
        context = self._context()
        name = "maina-chat.js"
        script = f'<script type="module" src="{self.url}{context["assets"][name]}" integrity="{context["integrity"][name]}" crossorigin>'
        page = f'<!doctype html><html lang="ja"><title>別のサイト</title><h1>別のサイト</h1>{script}</script><maina-chat></maina-chat>'
        policy = (
            f"default-src 'none'; script-src {self.url}; connect-src {self.url}; "
            "require-trusted-types-for 'script'; trusted-types lit-html"
        )
        return web.Response(text=page, content_type="text/html", headers={"Content-Security-Policy": policy})

    async def _static(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(WEB / "dist" / Path(request.match_info["file"]).name)

    async def _begin(self, request: web.Request) -> web.Response:
        token = f"session-{len(self.turns) + 1}-{len(self.received)}"
        self.turns[token] = [{"from": "bot", "message": messages.GREETING}]
        body = {
            "session": token,
            "expires_in": 1800,
            "greeting": messages.GREETING,
            "organisation": self.behaviour.organisation,
            "frozen_today": self.behaviour.frozen_today,
            "limits": {"characters": 1000},
        }
        return web.json_response(body, status=201)

    async def _message(self, request: web.Request) -> web.Response:
        key = request.headers["Idempotency-Key"]
        body = await request.json()
        self.received.append({"key": key, "body": body})
        if self.behaviour.refuse:
            return error(*self.behaviour.refuse.pop(0))
        await asyncio.sleep(self.behaviour.delay)
        turns = self._turns(request)
        if turns is None:
            return error(401, "expired")
        if key not in self.answered:
            text, message = answer(body)
            turns += [{"from": "user", "text": text}, {"from": "bot", "message": message}]
            self.answered[key] = {"request_id": "r", "user": {"text": text}, "message": message}
        return web.json_response(self.answered[key])

    async def _history(self, request: web.Request) -> web.Response:
        turns = self._turns(request)
        return error(401, "expired") if turns is None else web.json_response({"turns": turns})

    async def _forget(self, request: web.Request) -> web.Response:
        if self.behaviour.refuse:
            return error(*self.behaviour.refuse.pop(0))
        self.turns.pop(bearer(request), None)
        return web.Response(status=204)

    async def _feedback(self, request: web.Request) -> web.Response:
        self.feedback.append(await request.json())
        return web.Response(status=204)

    async def _calendar(self, request: web.Request) -> web.Response:
        return web.Response(text="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", content_type="text/calendar")

    def _turns(self, request: web.Request) -> list[dict[str, Any]] | None:
        return self.turns.get(bearer(request))


def bearer(request: web.Request) -> str:
    """The token of a request."""
    return request.headers.get("Authorization", "").removeprefix("Bearer ")


def answer(body: dict[str, Any]) -> tuple[str, messages.Message]:
    """The text of the person as shown (masked) and the answer."""
    if "date" in body:
        value = body["date"]["value"]
        return (f"証明書の期限は{value}", messages.IN_GRACE) if value else ("わからない", messages.UNKNOWN)
    text = body.get("text") or body["choice"].removeprefix("t.")
    return re.sub(r"\d{12}", "（番号は消しました）", text), messages.answer_to(text)


def error(status: int, code: str, retry_after: int | None = None) -> web.Response:
    """An error in the form of the API."""
    sentences = {
        "rate_limited": f"続けて届いたので、{retry_after}秒ほどお待ちください。",
        "too_long": "1,000文字までにしてください。",
    }
    body = {"error": {"code": code, "message": sentences.get(code, ""), "retry_after": retry_after}, "request_id": "r"}
    return web.json_response(body, status=status)


if __name__ == "__main__":
    server = FakeServer()
    server.start(int(sys.argv[1]) if len(sys.argv) > 1 else 8123)
    print(server.url)
    threading.Event().wait()
