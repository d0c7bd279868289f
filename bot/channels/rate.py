"""How often may be asked: per session, per address and in all, counted by the clock's minute."""

from __future__ import annotations

import hashlib
import hmac
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection

from bot import clock
from bot.channels.chat_errors import ChatError
from bot.channels.edge import Edge
from bot.channels.sessions import Session

_MINUTE = 60


class Rates:
    """Counts requests in the shared state; addresses are kept only as keyed hashes, for two minutes at most."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge

    async def take_request(self, request: HTTPConnection) -> None:
        """Count a request of an address and in all; raises ``ChatError`` (429) beyond a limit."""
        settings = self._edge.settings
        await self._take(f"address:{self._hashed(address(request, settings.trusted_proxy))}", settings.address_per_minute)
        await self._take("all", settings.requests_per_minute)

    async def take_message(self, session: Session) -> None:
        """Count a message of a session; raises ``ChatError`` (429) beyond its limit."""
        await self._take(f"session:{session.id}", self._edge.settings.talk_per_minute)

    async def take_rest(self, request: HTTPConnection, sender: str) -> None:
        """Count a message over Rasa's protocol; raises ``ChatError`` (429) beyond a limit.

        Only in production: the protocol asks nobody who they are, but on one's own machine its clients are one's own.
        """
        if self._edge.settings.production:
            await self.take_request(request)
            await self._take(f"sender:{self._hashed(sender)}", self._edge.settings.talk_per_minute)

    async def _take(self, name: str, limit: int) -> None:
        seconds = clock.now().timestamp()
        minute = int(seconds // _MINUTE)
        if await self._edge.state.count(f"rate:{name}:{minute}", 2 * _MINUTE) > limit:
            raise ChatError.rate_limited(retry_after=max(1, int((minute + 1) * _MINUTE - seconds) + 1))

    def _hashed(self, text: str) -> str:
        return hmac.new(self._edge.settings.secret.encode(), f"address\n{text}".encode(), hashlib.sha256).hexdigest()[:32]


def address(request: HTTPConnection, trusted_proxy: bool) -> str:
    """Whence a request came: the connection's address, or what our own proxy put last into ``X-Forwarded-For``.

    Of an IPv6 address only its network of 64 bits, since one connection has all of it.
    """
    connected = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip() if trusted_proxy else ""
    given = forwarded or connected
    try:
        parsed = ip_address(given)
    except ValueError:
        return connected
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or ip_network((given, 64), strict=False))
    return str(parsed)
