"""The account's own side of the simulated LINE: webhook address, rich menu, what the channel is called."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.channels.line.simulator.happenings import DESTINATION
from bot.render.line.violations import of_rich_menu

MOST_PICTURE_BYTES = 1_000_000


class Account:
    """What ``kigen line setup``, ``check`` and ``menu`` talk to. ``reached``: whether LINE reaches the webhook address."""

    def __init__(self, checked: Callable[[str, Any], list[str]]) -> None:
        self._checked = checked
        self.webhook: str | None = None
        self.is_active = True
        self.reached = True
        self.menus: dict[str, dict[str, Any]] = {}
        self.pictures: dict[str, bytes] = {}
        self.default_menu: str | None = None

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Register the routes."""
        router.add_get("/v2/bot/info", self._info)
        router.add_get("/v2/bot/channel/webhook/endpoint", self._endpoint)
        router.add_put("/v2/bot/channel/webhook/endpoint", self._set_endpoint)
        router.add_post("/v2/bot/channel/webhook/test", self._test)
        router.add_get("/v2/bot/richmenu/list", self._list)
        router.add_post("/v2/bot/richmenu", self._create)
        router.add_delete("/v2/bot/richmenu/{id}", self._delete)
        router.add_post("/v2/bot/richmenu/{id}/content", self._picture)
        router.add_get("/v2/bot/user/all/richmenu", self._default)
        router.add_post("/v2/bot/user/all/richmenu/{id}", self._set_default)

    async def _info(self, request: web.Request) -> web.Response:
        about = {"userId": DESTINATION, "basicId": "@mihon", "displayName": "見本", "chatMode": "bot", "markAsReadMode": "auto"}
        return web.json_response(about)

    async def _endpoint(self, request: web.Request) -> web.Response:
        if self.webhook is None:
            return web.json_response({"message": "Not found"}, status=404)
        return web.json_response({"endpoint": self.webhook, "active": self.is_active})

    async def _set_endpoint(self, request: web.Request) -> web.Response:
        given = await request.json()
        if self._checked("SetWebhookEndpointRequest", given) or not given["endpoint"].startswith("https://"):
            return web.json_response({"message": "Invalid webhook endpoint URL"}, status=400)
        self.webhook = given["endpoint"]
        return web.json_response({})

    async def _test(self, request: web.Request) -> web.Response:
        result = {"success": self.reached, "timestamp": "2026-06-15T00:00:00Z", "detail": "200" if self.reached else "404"}
        status = {"statusCode": 200, "reason": "OK"} if self.reached else {"statusCode": 404, "reason": "ERROR_STATUS_CODE"}
        return web.json_response(result | status)

    async def _list(self, request: web.Request) -> web.Response:
        return web.json_response({"richmenus": [{"richMenuId": name, **menu} for name, menu in self.menus.items()]})

    async def _create(self, request: web.Request) -> web.Response:
        given = await request.json()
        problems = self._checked("RichMenuRequest", given) or of_rich_menu(given)
        if problems:
            return web.json_response({"message": "; ".join(problems)}, status=400)
        name = f"richmenu-{uuid.uuid4().hex}"
        self.menus[name] = given
        return web.json_response({"richMenuId": name})

    async def _delete(self, request: web.Request) -> web.Response:
        self.menus.pop(request.match_info["id"], None)
        return web.json_response({})

    async def _picture(self, request: web.Request) -> web.Response:
        picture = await request.read()
        is_png = request.content_type == "image/png" and picture.startswith(b"\x89PNG")
        if request.match_info["id"] not in self.menus or not is_png or len(picture) > MOST_PICTURE_BYTES:
            return web.json_response({"message": "Invalid image"}, status=400)
        self.pictures[request.match_info["id"]] = picture
        return web.json_response({})

    async def _default(self, request: web.Request) -> web.Response:
        if self.default_menu is None:
            return web.json_response({"message": "no default richmenu"}, status=404)
        return web.json_response({"richMenuId": self.default_menu})

    async def _set_default(self, request: web.Request) -> web.Response:
        name = request.match_info["id"]
        if name not in self.pictures:
            return web.json_response({"message": "must upload richmenu image before applying it to user"}, status=400)
        self.default_menu = name
        return web.json_response({})
