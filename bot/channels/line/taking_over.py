"""Operators in a LINE talk: who asks for a person waits in the queue, an operator reads what comes, what they write is pushed."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from datetime import date

from bot.answers import compose
from bot.answers.answer import Answer
from bot.channels.chat_history import FromOperator, Said
from bot.channels.chat_turns import Chat
from bot.channels.edge import Edge
from bot.channels.handover import NOBODY, WAITING
from bot.channels.line.api import LineApi, Outcome
from bot.channels.outbox import Letter
from bot.channels.sessions import Session
from bot.channels.streams import LOOK_SECONDS
from bot.render.plain import plain

NOT_DELIVERED = "（上の返事は、LINEに届きませんでした。）"
_LETTER_SECONDS = 30
# What was said in a talk is kept as long as somebody waits or talks.
_LOOKS_OF_A_USE = 60
_LONGEST_REST = 60  # looks, after LINE has refused to take something for now
_log = logging.getLogger(__name__)


class TakingOver:
    """The queue's part of the channel. Where the shared state fails, the bot answers as if there were no operators."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        self._chat = Chat(edge)
        self._looks = 0
        self._rests: dict[str, tuple[int, int]] = {}  # by case: the look before which nothing is sent, and how long the rest was

    async def has_passed_on(self, talk: str, shown: str) -> bool:
        """Whether an operator has the talk: then they read ``shown``, and the bot is silent."""
        try:
            if not self._chat.handover.is_used or not await self._chat.handover.is_connected(_session(talk).id):
                return False
            await self._chat.note(_session(talk), shown)
        except Exception as error:
            _log.error("LINE: passing on to an operator failed: %s", type(error).__name__)
            return False
        return True

    async def offered(self, talk: str, shown: str, answer: Answer, today: date) -> Answer:
        """The answer to ``shown`` with what is to be said of operators; whoever takes the talk will read both."""
        if not self._chat.handover.is_used:
            return answer
        try:
            answer = await self._chat.offered(_session(talk), answer, talk)
            await self._chat.note(_session(talk), shown, Said.now(answer, today))
        except Exception as error:
            _log.error("LINE: the queue of the operators failed: %s", type(error).__name__)
        return answer

    async def forget(self, talk: str) -> None:
        """The person has blocked the account: nothing more is sent, nothing is kept."""
        session = _session(talk)
        await self._chat.handover.end(session.id)
        await self._chat.handover.outbox.drop(session.id)
        await self._chat.history.forget(session)

    async def work(self, api: LineApi) -> None:
        """Send what operators write, until cancelled."""
        while True:
            self._looks += 1
            try:
                if self._chat.handover.is_used:
                    await self._look(api)
            except Exception as error:
                _log.error("LINE: looking for operators' messages failed: %s", type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self, api: LineApi) -> None:
        handover = self._chat.handover
        is_use = self._looks % _LOOKS_OF_A_USE == 0
        for case in await handover.all():
            if case.talk and case.state == WAITING and not await handover.is_staffed() and await handover.end(case.id):
                nobody = compose.with_notices(compose.say("human_agent", topic="human_agent"), [NOBODY])
                await handover.tell(case, plain(nobody))
            elif case.talk and is_use:
                await self._chat.stay(Session(case.id))
        await asyncio.gather(*(self._send(api, case, letters) for case, letters in (await handover.outbox.letters()).items()))

    async def _send(self, api: LineApi, case: str, letters: list[Letter]) -> None:
        """The letters of one talk, each after the one before it has arrived; what LINE does not take now is tried again."""
        outbox = self._chat.handover.outbox
        until, rest = self._rests.get(case, (0, 0))
        if self._looks < until:
            return
        async with self._edge.state.lock(f"lock:handover:out:{case}", _LETTER_SECONDS):
            for letter in letters:
                if not await outbox.waits(letter):
                    continue
                outcome = await api.push(letter.talk, [{"type": "text", "text": letter.text}], letter.retry_key)
                if outcome in (Outcome.NOT_NOW, Outcome.UNSURE):
                    rest = min(2 * rest or 2, _LONGEST_REST)
                    self._rests[case] = (self._looks + rest, rest)
                    return
                self._rests.pop(case, None)
                await outbox.done(letter)
                if outcome is not Outcome.DELIVERED:
                    await self._chat.note(Session(case), FromOperator(f"n_{letter.retry_key}", NOT_DELIVERED))


def _session(talk: str) -> Session:
    """The session of a LINE user in the operators' queue: it does not show who it is."""
    return Session(f"line-{hashlib.sha256(talk.encode()).hexdigest()[:32]}")
