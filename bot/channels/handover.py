"""From the bot to a person and back: who waits for an operator, and who talks to whom. All in the shared state."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date

from bot import clock
from bot.answers.catalogue import Wording
from bot.channels.edge import Edge
from bot.channels.outbox import Outbox
from bot.status import last_open_day

WAITING, CONNECTED, CLOSED = "waiting", "connected", "closed"
CASE_SECONDS = 8 * 3600
# Operators' screens say again and again that somebody is there; who has not for this long is gone.
PRESENT_SECONDS = 30
_TAKES = "takes"
_LOCK_SECONDS = 10
COMES = Wording(
    "担当者をお呼びしています。この画面のまま、少しお待ちください。お待ちのあいだも、ボットに質問できます。",
    "人を よんでいます。この画面（がめん）のまま、少し 待（ま）ってください。",
)
NOBODY = Wording(
    "いまは、この画面で担当者におつなぎできません。お手数ですが、下の電話番号へどうぞ。",
    "いま、ここでは 人と 話せません。下の 番号（ばんごう）に 電話（でんわ）してください。",
)
# Said where the person has no screen of ours that would show it.
BEGUN = "担当者とつながりました。ここからは、書いたことに担当者がお返事します。"
OVER = "担当者との会話は終わりました。続きは、ボットがお答えします。"


@dataclass(frozen=True, slots=True)
class Case:
    """A person who asked for an operator. ``id`` is the session's, ``since`` when it was asked (ISO), ``operator`` who has it.

    ``talk``: where what is written has to be sent, in LINE the user's id; "" where the person's screen comes for it.
    """

    id: str
    state: str
    since: str
    operator: str = ""
    talk: str = ""


class Handover:
    """The queue. A case is in one hand at a time; what is under way survives as far as the state does."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self.outbox = Outbox(edge.state)

    @property
    def is_used(self) -> bool:
        """Whether this organisation has operators at all."""
        settings = self._edge.settings
        return bool(settings.assist_proxy_header) or settings.operators_file.is_file()

    async def is_offered(self) -> bool:
        """Whether somebody could take a case now: within the hours, an operator who takes chats and has none."""
        if not self._is_open():
            return False
        busy = {case.operator for case in await self.all() if case.state == CONNECTED}
        return any(name not in busy for name in await self._taking())

    async def is_staffed(self) -> bool:
        """Whether waiting makes sense: within the hours, an operator who takes chats, be it after the present one."""
        return self._is_open() and bool(await self._taking())

    async def arrive(self, operator: str, takes: bool = True) -> None:
        """Note that an operator is at the screen. ``takes``: whether they take chats now."""
        await self._edge.state.put(_present(operator), _TAKES if takes else "", PRESENT_SECONDS)

    async def ask(self, session: str, talk: str = "") -> None:
        """Put a session into the queue; who stands there, or is connected already, stays."""
        found = await self.of(session)
        if found is None:
            await self._keep(Case(session, WAITING, clock.now().isoformat(timespec="seconds"), talk=talk))

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
            if found.state == WAITING:
                await self.tell(found, BEGUN)
            return True

    async def end(self, session: str, operator: str | None = None) -> bool:
        """Let the bot answer again; False where it is not this operator's case (None: the person ends it)."""
        async with self._edge.state.lock(f"lock:{_case(session)}", _LOCK_SECONDS):
            found = await self.of(session)
            if found is None or (operator is not None and found.operator != operator):
                return False
            await self._edge.state.delete(_case(session))
            if operator is not None:
                await self.tell(found, OVER)
            return True

    async def tell(self, case: Case, text: str) -> None:
        """Have a text sent to the person, where their own screen does not come for it."""
        if case.talk:
            await self.outbox.add(case.id, case.talk, text, CASE_SECONDS)

    async def _taking(self) -> list[str]:
        """Who is at the screen and takes chats."""
        found = [
            (key.removeprefix(_present("")), await self._edge.state.value(key))
            for key in await self._edge.state.keys(_present(""))
        ]
        return [name for name, takes in found if takes == _TAKES]

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
