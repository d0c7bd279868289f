"""Sets up and checks a LINE channel through LINE's API, and says in plain Japanese what is wrong."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.channels.line.findings import FINDINGS
from bot.channels.line.menu import NAME, rich_menu
from bot.channels.line.menu_picture import picture
from bot.channels.line.webhook import PATH
from bot.settings import Settings

_SECONDS = 10.0
_SECRET = re.compile(r"[0-9a-f]{32}")
T = TypeVar("T")


class LineSetupError(Exception):
    """Something could not be set up; the message is one Japanese sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``said``: what was found and, where it is not right, what to do."""

    is_right: bool
    said: str


class LineAccount:
    """The account behind a channel's access token. Made by ``account``."""

    def __init__(self, settings: Settings, api: Any, blob: Any) -> None:
        self._settings = settings
        self._api = api
        self._blob = blob

    @property
    def webhook_address(self) -> str:
        """Where LINE is to send its events; raises ``LineSetupError`` without a public address."""
        address = self._settings.public_url or ""
        if not address.startswith("https://"):
            raise LineSetupError("KIGEN_PUBLIC_URL に、このボットの https:// から始まるアドレスを設定してください。")
        return address + PATH

    async def set_webhook(self) -> str:
        """Tell LINE the address; it is given back."""
        from linebot.v3.messaging import SetWebhookEndpointRequest

        request = SetWebhookEndpointRequest(endpoint=self.webhook_address)
        await _tried(
            self._api.set_webhook_endpoint(request, _request_timeout=_SECONDS), "Webhookのアドレスを設定できませんでした"
        )
        return self.webhook_address

    async def put_menu(self, colour: str) -> str:
        """Put a new menu in place of ours from before; its id."""
        from linebot.v3.messaging import RichMenuRequest

        failed = "リッチメニューを作れませんでした"
        old = await _tried(self._api.get_rich_menu_list(_request_timeout=_SECONDS), failed)
        made = await _tried(self._api.create_rich_menu(RichMenuRequest.from_dict(rich_menu()), _request_timeout=_SECONDS), failed)
        name = str(made.rich_menu_id)
        upload = self._blob.set_rich_menu_image(
            name, body=bytes(picture(colour)), _headers={"Content-Type": "image/png"}, _request_timeout=_SECONDS * 3
        )
        await _tried(upload, failed)
        await _tried(self._api.set_default_rich_menu(name, _request_timeout=_SECONDS), failed)
        for menu in old.richmenus:
            if menu.name == NAME:
                await _tried(self._api.delete_rich_menu(menu.rich_menu_id, _request_timeout=_SECONDS), failed)
        return name

    async def findings(self) -> AsyncIterator[Finding]:
        """Look at everything that must be right for the first answer to come."""
        yield _found("secret", bool(_SECRET.fullmatch(self._settings.line_secret)))
        info = await _quietly(self._api.get_bot_info(_request_timeout=_SECONDS))
        yield _found("token", info is not None, account=f"{info.display_name} {info.basic_id}" if info else "")
        if info is None:
            return
        yield _found("chat", info.chat_mode == "bot")
        async for finding in self._webhook_findings():
            yield finding
        menu = await _quietly(self._api.get_default_rich_menu_id(_request_timeout=_SECONDS))
        yield _found("menu", menu is not None)

    async def _webhook_findings(self) -> AsyncIterator[Finding]:
        wanted = (self._settings.public_url or "") + PATH
        is_public = wanted.startswith("https://")
        yield _found("public", is_public)
        set_now = await _quietly(self._api.get_webhook_endpoint(_request_timeout=_SECONDS))
        there = set_now.endpoint if set_now else "（なし）"
        if is_public:
            yield _found("address", there == wanted, there=there, wanted=wanted)
        if set_now is None:
            return
        yield _found("active", set_now.active)
        tested = await _quietly(self._api.test_webhook_endpoint(_request_timeout=_SECONDS))
        why = f"（{tested.reason}：{tested.detail}）" if tested else ""
        yield _found("reached", tested is not None and bool(tested.success), why=why)


@asynccontextmanager
async def account(settings: Settings) -> AsyncIterator[LineAccount]:
    """The account of the token in the settings; raises ``LineSetupError`` where LINE is not in the settings."""
    missing = [
        name
        for name, value in (("KIGEN_LINE_SECRET", settings.line_secret), ("KIGEN_LINE_TOKEN", settings.line_token))
        if not value
    ]
    if missing:
        raise LineSetupError(f"{' と '.join(missing)} が設定されていません。docs/tasks/connect-line.md の手順をご覧ください。")
    from linebot.v3.messaging import AsyncApiClient, AsyncMessagingApi, AsyncMessagingApiBlob, Configuration

    async with AsyncApiClient(Configuration(access_token=settings.line_token, host=settings.line_api)) as client:
        yield LineAccount(settings, AsyncMessagingApi(client), AsyncMessagingApiBlob(client))


def _found(name: str, is_right: bool, **given: str) -> Finding:
    right, wrong = FINDINGS[name]
    return Finding(is_right, (right if is_right else wrong).format(**given))


async def _quietly(call: Awaitable[T]) -> T | None:
    """What LINE gave; None where it refused or could not be reached."""
    from aiohttp import ClientError
    from linebot.v3.messaging import ApiException

    try:
        return await call
    except (ApiException, ClientError, TimeoutError):
        return None


async def _tried(call: Awaitable[T], failed: str) -> T:
    from aiohttp import ClientError
    from linebot.v3.messaging import ApiException

    try:
        return await call
    except ApiException as error:
        hint = "アクセストークンを確かめてください" if error.status == 401 else f"LINEの返事は{error.status}でした"
        raise LineSetupError(f"{failed}（{hint}）。`kigen line check` で調べられます。") from None
    except (ClientError, TimeoutError):
        raise LineSetupError(f"{failed}（LINEにつながりません）。") from None
