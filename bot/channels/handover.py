"""From the bot to a person and back: who of the web chat waits for an operator, and who talks to whom. All in the shared state."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date

from bot import clock
from bot.answers.catalogue import Wording
from bot.channels.edge import Edge
from bot.status import last_open_day

WAITING, CONNECTED, CLOSED = "waiting", "connected", "closed"
CASE_SECONDS = 8 * 3600
# Operators' screens say again and again that somebody is there; who has not for this long is gone.
PRESENT_SECONDS = 30
_LOCK_SECONDS = 10
COMES = Wording(
    "担当者をお呼びしています。この画面のまま、少しお待ちください。お待ちのあいだも、ボットに質問できます。",
    "人を よんでいます。この画面（がめん）のまま、少し 待（ま）ってください。",
)
NOBODY = Wording(
    "いまは、この画面で担当者におつなぎできません。お手数ですが、下の電話番号へどうぞ。",
    "いま、ここでは 人と 話せません。下の 番号（ばんごう）に 電話（でんわ）してください。",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A person who asked for an operator. ``id`` is the chat session's, ``since`` when it was asked (ISO), ``operator`` who has it."""

    id: str
    state: str
    since: str
    operator: str = ""


class Handover:
    """The queue. A case is in one hand at a time; what is under way survives as far as the state does."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge

    @property
    def is_used(self) -> bool:
        """Whether this organisation has operators at all."""
        settings = self._edge.settings
        return bool(settings.assist_proxy_header) or settings.operators_file.is_file()

    async def is_offered(self) -> bool:
        """Whether somebody could take a case now: within the hours, with an operator at the screen."""
        return self._is_open() and bool(await self._edge.state.keys(_present("")))

    async def arrive(self, operator: str) -> None:
        """Note that an operator is at the screen."""
        await self._edge.state.put(_present(operator), "1", PRESENT_SECONDS)

    async def ask(self, session: str) -> None:
        """Put a session into the queue; who stands there, or is connected already, stays."""
        found = await self.of(session)
        if found is None:
            await self._keep(Case(session, WAITING, clock.now().isoformat(timespec="seconds")))

    async def of(self, session: str) -> Case | None:
        """The case of a session; None where there is none, or it is over."""
        kept = await self._edge.state.value(_case(session))
        return Case(**json.loads(kept)) if kept else None

    async def is_connected(self, session: str) -> bool:
        """Whether an operator has the session: then the bot is silent."""
        found = await self.of(session)
        return found is not None and found.state == CONNECTED

    async def all(self) -> list[Case]:
        """All open cases, the longest waiting first."""
        found = [await self.of(key.removeprefix(_case(""))) for key in await self._edge.state.keys(_case(""))]
        return sorted((case for case in found if case), key=lambda case: (case.state != WAITING, case.since))

    async def take(self, session: str, operator: str) -> bool:
        """Give a waiting case, or one whose operator has gone, to an operator; False where another was faster or it is over."""
        async with self._edge.state.lock(f"lock:{_case(session)}", _LOCK_SECONDS):
            found = await self.of(session)
            if found is None:
                return False
            is_held = found.state == CONNECTED and found.operator != operator
            if is_held and await self._edge.state.value(_present(found.operator)) is not None:
                return False
            await self._keep(replace(found, state=CONNECTED, operator=operator))
            return True

    async def end(self, session: str, operator: str | None = None) -> bool:
        """Let the bot answer again; False where it is not this operator's case (None: the person ends it)."""
        async with self._edge.state.lock(f"lock:{_case(session)}", _LOCK_SECONDS):
            found = await self.of(session)
            if found is None or (operator is not None and found.operator != operator):
                return False
            await self._edge.state.delete(_case(session))
            return True

    async def _keep(self, case: Case) -> None:
        await self._edge.state.put(_case(case.id), json.dumps(asdict(case)), CASE_SECONDS)

    def _is_open(self) -> bool:
        """Within the hours of the settings, on a day on which counters are open; without hours, always."""
        hours = self._edge.settings.assist_hours
        if not hours:
            return True
        now = clock.now().astimezone(clock.TOKYO)
        begin, _, end = hours.partition("-")
        today: date = now.date()
        return last_open_day(today) == today and begin <= now.strftime("%H:%M") < end


def _case(session: str) -> str:
    return f"handover:case:{session}"


def _present(operator: str) -> str:
    return f"handover:present:{operator}"
