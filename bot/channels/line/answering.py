"""From an event to the messages that answer it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot import clock
from bot.answers import compose
from bot.answers.answer import Answer
from bot.channels.edge import Edge
from bot.channels.line.delivery import Outgoing
from bot.channels.line.events import Incoming
from bot.channels.line.menu import topic_of_menu
from bot.channels.line.sentences import IN_GROUP, NOT_TEXT, OLD_BUTTON, SENT
from bot.channels.line.taking_over import TakingOver
from bot.engine.attempt import attempt
from bot.engine.tokens import topic_of
from bot.organisation import organisation
from bot.render.calendar import coming_days, signed
from bot.render.line import Links, messages, text_messages
from bot.render.line.asked_days import picked_sentence
from bot.settings import Settings

_OUTSIDE = "openExternalBrowser=1"  # LINE's own word for: not in its browser, which cannot save a calendar file


class Answering:
    """Asks the engine and renders what it says."""

    def __init__(self, edge: Edge, links: Links) -> None:
        self._edge = edge
        self._links = links
        self.taking_over = TakingOver(edge)

    async def outgoing(self, event: Incoming) -> Outgoing | None:
        """The messages that answer an event; None where it is not answered, or an operator answers it."""
        if event.kind == "unfollow":
            await self._edge.forget(conversation(event.talk))
            await self.taking_over.forget(event.talk)
            return None
        is_said = event.kind not in ("follow", "join")
        shown = self._shown(event) if is_said else ""
        if is_said and await self.taking_over.has_passed_on(event.talk, shown):
            return None
        answer, today = await self._answer(event)
        answer = _with_warning(answer) if event.was_masked else answer
        answer = await self.taking_over.offered(event.talk, shown, answer, today) if is_said else answer
        return Outgoing(messages(answer, lambda topic: self._token(event, topic), today, self._links), text_messages(answer))

    async def _answer(self, event: Incoming) -> tuple[Answer, date]:
        said = self._said(event)
        if isinstance(said, Answer):
            return said, clock.today()
        with attempt(event.id):  # taken up again by another process, it is the same message
            reply = await self._edge.reply(said, conversation(event.talk), "line")
        return reply.answer, date.fromisoformat(reply.today)

    def _said(self, event: Incoming) -> str | Answer:
        """What goes to the engine, or the answer where nothing has to."""
        if event.kind == "text":
            return event.text
        if event.kind == "postback":
            return self._pressed(event) or _plain(OLD_BUTTON)
        if event.kind == "follow":
            return _greeting(self._edge.settings.session_minutes)
        return _plain(IN_GROUP, offers_topics=False) if event.kind == "join" else _plain(NOT_TEXT[event.kind])

    def _shown(self, event: Incoming) -> str:
        """What came in, in words for whoever reads the talk."""
        pressed = self._pressed(event) if event.kind == "postback" else None
        topic = topic_of(self._edge.settings.secret, conversation(event.talk), pressed) if pressed else None
        if topic:
            return compose.button(topic).label if compose.is_topic(topic) else topic
        return pressed or (event.text if event.kind == "text" else SENT.get(event.kind, SENT["other"]))

    def _pressed(self, event: Incoming) -> str | None:
        """A button, an area of the menu or a picked day as what the engine takes; None where the button is not ours any more."""
        if event.picked:
            return picked_sentence(event.text, _day(event.picked))
        menu_topic = topic_of_menu(event.text)
        if menu_topic:
            return self._token(event, menu_topic)
        known = topic_of(self._edge.settings.secret, conversation(event.talk), event.text)
        return event.text if known else None

    def _token(self, event: Incoming, topic: str) -> str:
        return self._edge.token(conversation(event.talk), topic)


def conversation(talk: str) -> str:
    """The conversation of a LINE user."""
    return f"line:{talk}"


def _plain(text: str, offers_topics: bool = True) -> Answer:
    return Answer(name="line", topic=None, text=text, easy=text, next_steps=compose.main_topics() if offers_topics else ())


def _greeting(session_minutes: int) -> Answer:
    """The first message: what the bot does, and what not to write."""
    privacy = compose.phrase("privacy_notice", given=session_minutes).text
    banner = organisation().banner
    emergency = compose.phrase("emergency_notice", given=banner).text if banner else ""
    notices = tuple(part for part in (privacy, organisation().privacy_notice, emergency) if part)
    return replace(compose.greeting(), notices=notices)


def _with_warning(answer: Answer) -> Answer:
    return replace(answer, notices=(*answer.notices, compose.phrase("masked_warning").text))


def _day(text: str) -> date:
    """A picked day; raises ``ValueError``."""
    return date.fromisoformat(text)


def links(settings: Settings) -> Links:
    """The addresses outside LINE that answers may lead to; LINE opens ``https:`` only."""
    address = settings.public_url or ""
    if not address.startswith("https://"):
        return Links()

    def calendar(answer: Answer) -> str | None:
        days = coming_days(answer.deadlines, answer.today or clock.today())
        return f"{address}/api/chat/calendar/{signed(days, settings.secret)}.ics?{_OUTSIDE}" if days else None

    return Links(calendar=calendar, web_page=None if settings.line_birth_dates else f"{address}/chat?{_OUTSIDE}")
