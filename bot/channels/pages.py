"""The pages: the demonstration page, the full-page chat, how to embed, and the one that works without script."""

from __future__ import annotations

import gzip
import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Form, Header, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from starlette.exceptions import HTTPException

from bot.answers.wording import say_day
from bot.channels.chat import about_the_service
from bot.channels.chat_errors import ChatError
from bot.channels.chat_turns import Chat, Sent
from bot.channels.edge import Edge
from bot.channels.headers import page_policy
from bot.channels.rate import Rates
from bot.settings import ROOT

WEB = ROOT / "web"
_NOT_BUILT = "画面がまだ組み立てられていません。"
_HASHED_SECONDS, _STABLE_SECONDS = 365 * 24 * 3600, 300
_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


class Pages:
    """Renders the templates of ``web/pages`` with the bundles of ``web/dist``."""

    def __init__(self, edge: Edge, web: Path) -> None:
        self._edge = edge
        self._dist = web / "dist"
        loader = FileSystemLoader(web / "pages")
        self._templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )

    def page(self, template: str, frame_ancestors: str = "'self'", status: int = 200, **given: Any) -> HTMLResponse:
        """A page; one that says how to build where nothing is built."""
        headers = {"Content-Security-Policy": page_policy(frame_ancestors), "Cache-Control": "no-cache"}
        try:
            text = self._templates.get_template(template).render(self._context() | given)
        except (TemplateNotFound, FileNotFoundError):
            return HTMLResponse(_how_to_build(), 503, headers)
        return HTMLResponse(text, status, headers)

    def integrity(self) -> dict[str, str]:
        """The hash of each bundle for ``integrity``, by its name."""
        return {name: entry["integrity"] for name, entry in self._manifest().items()}

    def bundle(self, name: str, zipped: bool) -> Response:
        """A file of ``web/dist``: by its hashed name for ever, by its plain name the newest for five minutes.

        Earlier bundles are served as long as the build leaves them there (twelve months), for pages that pinned one.
        """
        newest = self._manifest().get(name) if self._is_built() else None
        path = self._dist / (newest["file"] if newest else name)
        if "/" in name or name.startswith(".") or path.suffix not in _KINDS or not path.is_file():
            raise HTTPException(404)
        kept = f"max-age={_STABLE_SECONDS}" if newest else f"max-age={_HASHED_SECONDS}, immutable"
        headers = {"Cache-Control": f"public, {kept}", "Cross-Origin-Resource-Policy": "cross-origin", "Vary": "Accept-Encoding"}
        if zipped:
            headers["Content-Encoding"] = "gzip"
        contents = _contents(path, path.stat().st_mtime_ns, zipped)
        return Response(contents, media_type=_KINDS[path.suffix], headers=headers)

    def _context(self) -> dict[str, Any]:
        about = about_the_service(self._edge.settings.session_minutes)
        frozen = about["frozen_today"]
        assets = {name: f"/static/{entry['file']}" for name, entry in self._manifest().items()}
        frozen_words = say_day(date.fromisoformat(frozen)) if frozen else None
        return about | {"frozen_today": frozen_words, "assets": assets, "characters": about["limits"]["characters"]}

    def _is_built(self) -> bool:
        return (self._dist / "manifest.json").is_file()

    def _manifest(self) -> dict[str, dict[str, Any]]:
        """What the build wrote; read each time, as a build may come while the server runs. Raises ``FileNotFoundError``."""
        found: dict[str, dict[str, Any]] = json.loads((self._dist / "manifest.json").read_text("utf-8"))
        return found


def router(edge: Edge, chat: Chat, rates: Rates) -> APIRouter:
    """The routes of the pages and their files."""
    routes = APIRouter(tags=["pages"], include_in_schema=False)
    pages = Pages(edge, WEB)

    @routes.get("/")
    async def index() -> Response:
        """The demonstration page of the organisation."""
        return pages.page("index.html")

    @routes.get("/chat")
    async def full_page() -> Response:
        """The chat on a page of its own; other sites may show it in a frame where the settings say so."""
        return pages.page("chat.html", edge.settings.frame_ancestors)

    @routes.get("/embed")
    async def embed(request: Request) -> Response:
        """How another site puts the widget in."""
        origin = edge.settings.public_url or str(request.base_url).rstrip("/")
        try:
            return pages.page("embed.html", origin=origin, integrity=pages.integrity())
        except FileNotFoundError:
            return pages.page("embed.html")

    @routes.get("/static/{name}")
    async def static(name: str, accept_encoding: str = Header(default="")) -> Response:
        """A bundle of the build."""
        return pages.bundle(name, zipped="gzip" in accept_encoding)

    @routes.get("/plain")
    async def plain() -> Response:
        """Question and answer without script: the greeting. A session begins with the first question."""
        return _plain(pages, edge, chat.greeting())

    @routes.post("/plain")
    async def plain_turn(
        request: Request, session: str = Form(default=""), text: str = Form(default=""), choice: str = Form(default="")
    ) -> Response:
        """Question and answer without script: a turn. When a conversation is over, the text is kept for the next."""
        try:
            await rates.take_request(request)
            token = session or (await chat.begin())[0]
            living = await chat.session_of(token)
            await rates.take_message(living)
            turn = await chat.turn(living, Sent(choice=choice) if choice else Sent(text=text), key=None, may_hand_over=False)
        except ChatError as error:
            kept = "" if error.status == 401 else session
            return _plain(pages, edge, chat.greeting(), error, session=kept, draft=text)
        return _plain(pages, edge, turn["message"], session=token, text=turn["user"]["text"])

    return routes


@lru_cache(maxsize=64)
def _contents(path: Path, modified: int, zipped: bool) -> bytes:
    """A file's bytes; ``modified`` tells a changed file from the one that is kept."""
    contents = path.read_bytes()
    return gzip.compress(contents, mtime=0) if zipped else contents


def _plain(pages: Pages, edge: Edge, message: dict[str, Any], error: ChatError | None = None, **given: str) -> Response:
    status, sentence = (error.status, error.message) if error else (200, None)
    fields = {"session": "", "text": "", "draft": ""} | given
    return pages.page("plain.html", edge.settings.frame_ancestors, status, message=message, error=sentence, **fields)


def _how_to_build() -> str:
    return (
        '<!doctype html><html lang="ja"><meta charset="utf-8"><title>Kigen</title>'
        f"<h1>{_NOT_BUILT}</h1><p><code>make setup</code> を実行してから、このページを開き直してください。</p></html>"
    )
