"""What an operator shows with each request: a signed pass of 15 minutes, renewed by use for a working day."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass, replace

from bot import clock
from bot.settings import Settings
from bot.state import State

PASS_SECONDS = 15 * 60
LONGEST_SECONDS = 8 * 3600
LINK_SECONDS = 8 * 3600
# A pass that is used within its first minute is not worth renewing.
RENEWED_AFTER = 60
LONGEST_PASS = 600


@dataclass(frozen=True, slots=True)
class Pass:
    """Who signed in, how and when (seconds). ``mark`` ties it to the operator's entry, ``id`` to one signing in."""

    name: str
    role: str
    mark: str
    id: str
    began: int
    ends: int

    @classmethod
    def begun(cls, name: str, role: str, mark: str) -> Pass:
        """A pass for somebody who has just signed in."""
        now = _now()
        return cls(name, role, mark, secrets.token_urlsafe(9), now, now + PASS_SECONDS)

    def renewed(self) -> Pass | None:
        """The same with a new end, where it is time; never beyond a working day."""
        ends = min(_now() + PASS_SECONDS, self.began + LONGEST_SECONDS)
        return replace(self, ends=ends) if ends - self.ends >= RENEWED_AFTER else None


class Passes:
    """Signs and reads passes, and links that let one person in once."""

    def __init__(self, settings: Settings, state: State) -> None:
        self._key = settings.secret.encode()
        self._state = state

    def token(self, given: Pass) -> str:
        """The signed text of a pass."""
        body = urlsafe_b64encode(json.dumps(asdict(given)).encode()).decode().rstrip("=")
        return f"{body}.{self._signature('assist', body)}"

    async def read(self, token: str) -> Pass | None:
        """The pass of a token; None where it is not ours, over or ended by signing out."""
        body, _, signature = token[:LONGEST_PASS].rpartition(".")
        if not body or not hmac.compare_digest(signature.encode(), self._signature("assist", body).encode()):
            return None
        found = Pass(**json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4))))
        return None if found.ends <= _now() or await self.is_ended(found) else found

    async def is_ended(self, given: Pass) -> bool:
        """Whether a pass, or an earlier or later form of it, was ended by signing out."""
        return await self._state.value(_ended(given.id)) is not None

    async def end(self, given: Pass) -> None:
        """Sign out: all renewals of the pass end as well."""
        await self._state.put(_ended(given.id), "1", LONGEST_SECONDS + PASS_SECONDS)

    async def takes_code(self, code: str) -> bool:
        """Whether a code is ours and is shown for the first time."""
        body, _, signature = code[:LONGEST_PASS].rpartition(".")
        if not body or not hmac.compare_digest(signature.encode(), self._signature("assist-once", body).encode()):
            return False
        ends = int(body.rpartition(".")[2])
        return ends > _now() and await self._state.add(f"assist:once:{body}", "1", LINK_SECONDS)

    def _signature(self, use: str, body: str) -> str:
        return _signed(self._key, use, body)


def one_time_code(secret: str) -> str:
    """A code for ``Passes.takes_code`` under the same secret."""
    body = f"{secrets.token_urlsafe(12)}.{_now() + LINK_SECONDS}"
    return f"{body}.{_signed(secret.encode(), 'assist-once', body)}"


def _signed(key: bytes, use: str, body: str) -> str:
    return hmac.new(key, f"{use}\n{body}".encode(), hashlib.sha256).hexdigest()


def _ended(identity: str) -> str:
    return f"assist:ended:{identity}"


def _now() -> int:
    return int(clock.now().timestamp())
