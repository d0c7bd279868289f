"""What operators wrote to people whose messenger has to be told: kept in the shared state until it has arrived."""

from __future__ import annotations

import itertools
import json
import secrets
import uuid
from dataclasses import asdict, dataclass

from bot import clock
from bot.state import State

_PREFIX = "handover:out:"
_numbers = itertools.count()  # two letters may be written at the same moment


@dataclass(frozen=True, slots=True)
class Letter:
    """A text on its way. ``talk``: the messenger's id of the person; ``retry_key``: the same however often it is sent."""

    key: str
    case: str
    talk: str
    text: str
    retry_key: str


class Outbox:
    """Letters in the order in which they were written, until they are taken out or their time is over."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def add(self, case: str, talk: str, text: str, seconds: float) -> None:
        """Keep a text for at most ``seconds``."""
        written = f"{int(clock.now().timestamp() * 1e6):017d}:{next(_numbers):09d}"
        key = f"{_PREFIX}{case}:{written}:{secrets.token_hex(4)}"
        await self._state.put(key, json.dumps(asdict(Letter(key, case, talk, text, str(uuid.uuid4())))), seconds)

    async def letters(self) -> dict[str, list[Letter]]:
        """All that have not arrived, by case, the earliest first."""
        found: dict[str, list[Letter]] = {}
        for key in await self._state.keys(_PREFIX):
            kept = await self._state.value(key)
            if kept:
                letter = Letter(**json.loads(kept))
                found.setdefault(letter.case, []).append(letter)
        return found

    async def waits(self, letter: Letter) -> bool:
        """Whether a letter still waits (another process may have sent it)."""
        return await self._state.value(letter.key) is not None

    async def done(self, letter: Letter) -> None:
        """A letter has arrived, or never will."""
        await self._state.delete(letter.key)

    async def drop(self, case: str) -> None:
        """Nothing more is sent to a person."""
        for key in await self._state.keys(f"{_PREFIX}{case}:"):
            await self._state.delete(key)
