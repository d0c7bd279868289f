"""Sessions of the web chat: a random id in a signed token, no cookies, alive as long as they are used."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from bot import clock
from bot.channels.edge import Edge

LONGEST_SECONDS = 24 * 3600
LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class Session:
    """A session by its random id."""

    id: str

    @property
    def conversation(self) -> str:
        """The engine's conversation."""
        return f"web:{self.id}"


class Sessions:
    """Opens, finds and closes sessions. One ends after ``session_minutes`` without use, at the latest after a day."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge

    @property
    def seconds(self) -> int:
        """How long a session lives without use."""
        return self._edge.settings.session_minutes * 60

    async def begin(self) -> tuple[Session, str]:
        """A new session and its token."""
        session = Session(secrets.token_urlsafe(16))
        body = f"{session.id}.{int(clock.now().timestamp()) + LONGEST_SECONDS}"
        await self._edge.state.put(_key(session), "1", self.seconds)
        return session, f"{body}.{self._signature(body)}"

    async def of(self, token: str) -> Session | None:
        """The living session of a token, whose time begins anew; None for a token that is not ours or is over."""
        body, _, signature = token[:LONGEST_TOKEN].rpartition(".")
        if not body or not hmac.compare_digest(signature.encode(), self._signature(body).encode()):
            return None
        session_id, _, end = body.rpartition(".")
        session = Session(session_id)
        if int(end) <= clock.now().timestamp() or await self._edge.state.value(_key(session)) is None:
            return None
        await self._edge.state.put(_key(session), "1", self.seconds)
        return session

    async def is_alive(self, session: Session) -> bool:
        """Whether a session has not ended; asking does not prolong it."""
        return await self._edge.state.value(_key(session)) is not None

    async def end(self, session: Session) -> None:
        """Close a session: its token is worth nothing from now on."""
        await self._edge.state.delete(_key(session))

    def _signature(self, body: str) -> str:
        return hmac.new(self._edge.settings.secret.encode(), f"session\n{body}".encode(), hashlib.sha256).hexdigest()


def _key(session: Session) -> str:
    return f"session:{session.id}"
