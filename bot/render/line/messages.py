"""An answer as up to five LINE messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answers.answer import Answer, SourceLine
from bot.answers.wording import say_day
from bot.organisation import organisation
from bot.render.line import bubbles
from bot.render.line.actions import Json, opens, pick_day, postback, quick_reply, says
from bot.render.line.asked_days import SPOKEN_ANSWERS, is_asked_by_picker
from bot.render.line.counting import (
    MOST_ALT_TEXT_UNITS,
    MOST_MESSAGES,
    MOST_TEXT_UNITS,
    utf16_units,
)
from bot.render.line.shortening import shortened, split
from bot.render.plain import numbered_choices, plain

_PICK_HINT = "日付は、ボタンから選べます。「2026年5月」や「令和8年5月」のように書いて送っても大丈夫です。"
_UNKNOWN = "わからない"
_ASKS_PLAINLY = frozenset({"no_such_day", "contradiction"})
_BIRTH_TOPICS = frozenset({"expiry_mine", "minor_card", "kakuninsho_over75"})
_WEB_HINT = "LINEでは、期限の日だけをお聞きします。ほかの日から計算したいときは、Webのページをお使いください。"


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses outside LINE. ``calendar`` gives the address of an answer's .ics file; ``web_page`` is our own chat page,
    offered where a birth date would be needed; None where there is none.
    """

    calendar: Callable[[Answer], str | None] | None = None
    web_page: str | None = None


def messages(answer: Answer, token: Callable[[str], str], today: date, links: Links | None = None) -> list[Json]:
    """The messages of an answer; ``token`` gives the data of the button that leads to a topic."""
    links = links or Links()
    colour = organisation().colour
    timeline = bubbles.timeline(answer, colour, links.calendar(answer) if links.calendar else None)
    shown = [bubble for bubble in (timeline, bubbles.contacts(answer, colour)) if bubble]
    after = [_text(answer.question)] if shown and answer.question else []
    if _asks_plainly(answer):
        after.append(_picker(answer.asks or "", today))
    said = _texts(_in_words(answer, with_question=not shown, links=links), MOST_MESSAGES - len(shown) - len(after))
    found = [*said, *shown, *after]
    buttons = _buttons(answer, token, today, links)
    if buttons:
        found[-1]["quickReply"] = quick_reply(buttons)
    return found


def text_messages(answer: Answer) -> list[Json]:
    """The answer in words only, for when LINE refuses its other form."""
    return _texts("\n".join(part for part in (plain(answer), numbered_choices(answer)) if part), MOST_MESSAGES)


def _in_words(answer: Answer, with_question: bool, links: Links) -> str:
    said = "\n".join([answer.text, *answer.notices])
    needs_birth = links.web_page and answer.topic in _BIRTH_TOPICS
    parts = [
        said,
        answer.question if with_question else "",
        f"{_WEB_HINT}\n{links.web_page}" if needs_birth else "",
        _sources(answer),
        numbered_choices(answer),
    ]
    return "\n\n".join(part for part in parts if part)


def _sources(answer: Answer) -> str:
    """The first source; all of them where the person asked for them."""
    shown = answer.sources if answer.topic == "ask_source" else answer.sources[:1]
    return "\n".join(_source(source) for source in shown)


def _source(source: SourceLine) -> str:
    return "\n".join(part for part in (f"出典：{source.title}（{say_day(source.read_on)}に参照）", source.url) if part)


def _asks_plainly(answer: Answer) -> bool:
    """Whether the answer is nothing but a question for a day."""
    return is_asked_by_picker(answer.asks) and (answer.name.endswith(".clarify") or answer.name in _ASKS_PLAINLY)


def _picker(field: str, today: date) -> Json:
    return {
        "type": "template",
        "altText": shortened(_PICK_HINT, MOST_ALT_TEXT_UNITS, utf16_units),
        "template": {"type": "buttons", "text": _PICK_HINT, "actions": [pick_day(field, today), says(_UNKNOWN)]},
    }


def _buttons(answer: Answer, token: Callable[[str], str], today: date, links: Links) -> list[Json]:
    """Choices, what the question can be answered with, then where to go on."""
    buttons: list[Json | None] = [postback(choice.label, token(choice.topic)) for choice in answer.choices]
    if answer.asks:
        buttons += [says(words) for words in SPOKEN_ANSWERS.get(answer.asks, ())]
        if is_asked_by_picker(answer.asks) and not _asks_plainly(answer):
            buttons.append(pick_day(answer.asks, today))
        buttons.append(says(_UNKNOWN))
    buttons += [postback(step.label, token(step.topic)) for step in answer.next_steps]
    if links.web_page and answer.topic in _BIRTH_TOPICS:
        buttons.append(opens("Webで計算する", links.web_page))
    return [button for button in buttons if button]


def _texts(words: str, most: int) -> list[Json]:
    """A text as at most ``most`` messages; what does not fit is left out at a sentence."""
    return [_text(part) for part in split(words, MOST_TEXT_UNITS, utf16_units, most)]


def _text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": shortened(words, MOST_TEXT_UNITS, utf16_units)}
