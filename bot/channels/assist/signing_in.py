"""Signing in: by password, by a one-time link (not in production), or by the header of a trusted proxy."""

from __future__ import annotations

import asyncio
import hashlib
import hmac

from fastapi import Request, Response

from bot import clock
from bot.channels.assist.audit import Audit
from bot.channels.assist.operators import NAME, OPERATOR, SUPERVISOR, Operators, OperatorsError
from bot.channels.assist.passes import Pass, Passes
from bot.channels.chat_errors import ChatError
from bot.channels.edge import Edge
from bot.channels.rate import address

PASS_HEADER = "X-Assist-Pass"
GUEST = "otameshi"
PER_MINUTE_OF_ADDRESS = 10
PER_QUARTER_OF_NAME = 10
PER_MINUTE_OF_PASS = 900
_QUARTER = 900
_MINUTE = 60
_LINK, _PROXY = "link", "proxy"


class SigningIn:
    """Lets operators in and knows them again."""

    def __init__(self, edge: Edge, audit: Audit) -> None:
        self._edge = edge
        self._audit = audit
        self._operators = Operators(edge.settings.operators_file)
        self.passes = Passes(edge.settings, edge.state)

    async def by_password(self, request: Request, name: str, password: str) -> str:
        """A pass for name and password; raises ``ChatError`` (401, 429)."""
        await self._take(f"address:{self._hashed(request)}", PER_MINUTE_OF_ADDRESS, _MINUTE)
        await self._take(f"name:{hashlib.sha256(name.encode()).hexdigest()}", PER_QUARTER_OF_NAME, _QUARTER)
        found = await asyncio.to_thread(self._operators.signed_in, name, password)
        if found is None:
            await self._audit.note(name if name in self._operators.all() else "?", "sign_in_refused")
            raise ChatError(401, "名前かパスワードが違います。もう一度お試しください。")
        return await self._let_in(Pass.begun(found.name, found.role, found.mark))

    async def by_link(self, request: Request, code: str) -> str:
        """A pass for a one-time link; raises ``ChatError`` (401, 429)."""
        await self._take(f"address:{self._hashed(request)}", PER_MINUTE_OF_ADDRESS, _MINUTE)
        if self._edge.settings.production or not await self.passes.takes_code(code):
            raise ChatError(401, "このリンクはもう使えません。起動しなおすと、新しいリンクが出ます。")
        return await self._let_in(Pass.begun(GUEST, SUPERVISOR, _LINK))

    async def by_proxy(self, request: Request) -> str:
        """A pass for the name that our proxy put into its header; raises ``ChatError`` (401)."""
        name = self._named_by_proxy(request)
        if name is None:
            raise ChatError(401, "中継サーバーからのサインインがありません。")
        known = self._operators.all().get(name)
        return await self._let_in(Pass.begun(name, known.role if known else OPERATOR, known.mark if known else _PROXY))

    async def operator(self, request: Request, response: Response) -> Pass:
        """Who makes a request; a renewed pass goes back in ``PASS_HEADER``. Raises ``ChatError`` (401, 429)."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        found = await self.passes.read(token)
        if found is None or not self._still_holds(found):
            raise ChatError(401, "サインインが切れました。もう一度サインインしてください。")
        await self._take(f"pass:{found.id}", PER_MINUTE_OF_PASS, _MINUTE)
        renewed = found.renewed()
        if renewed:
            response.headers[PASS_HEADER] = self.passes.token(renewed)
        return found

    async def still_holds(self, given: Pass) -> bool:
        """Whether somebody who was let in is still: not signed out, not removed, with the same password."""
        return not await self.passes.is_ended(given) and self._still_holds(given)

    async def sign_out(self, given: Pass) -> None:
        """End a pass."""
        await self.passes.end(given)
        await self._audit.note(given.name, "sign_out")

    async def _let_in(self, given: Pass) -> str:
        await self._audit.note(given.name, "sign_in", given.mark if given.mark in (_LINK, _PROXY) else "")
        return self.passes.token(given)

    def _still_holds(self, given: Pass) -> bool:
        """Whether the operator is still there with the same role and password."""
        settings = self._edge.settings
        if given.mark == _LINK:
            return not settings.production
        try:
            known = self._operators.all().get(given.name)
        except OperatorsError:
            return False
        if given.mark == _PROXY:
            return bool(settings.assist_proxy_header) and known is None
        return known is not None and known.mark == given.mark

    def _named_by_proxy(self, request: Request) -> str | None:
        header = self._edge.settings.assist_proxy_header
        name = request.headers.get(header, "").strip() if header and self._edge.settings.trusted_proxy else ""
        return name if NAME.fullmatch(name) else None

    async def _take(self, name: str, limit: int, seconds: int) -> None:
        now = clock.now().timestamp()
        if await self._edge.state.count(f"assist:rate:{name}:{int(now // seconds)}", 2 * seconds) > limit:
            raise ChatError.rate_limited(retry_after=int(seconds - now % seconds) + 1)

    def _hashed(self, request: Request) -> str:
        given = address(request, self._edge.settings.trusted_proxy)
        return hmac.new(self._edge.settings.secret.encode(), f"assist\n{given}".encode(), hashlib.sha256).hexdigest()[:32]
