"""An answer as the ``Message`` of the chat API, version 1 (docs/answer.md, docs/answer.schema.json)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answers import compose
from bot.answers.answer import Answer, Choice, KnownDate, SourceLine
from bot.answers.wording import say_day
from bot.render import timeline
from bot.render.calendar import CalendarDay, coming_days
from bot.render.furigana import ruby, without_readings
from bot.render.speech import speech

VERSION = 1
_OPENING, _CLOSING = "（(「『［[【〈《", "）)」』］]】〉》"
_NOT_FOR_FEEDBACK = (".clarify", ".confirm", ".overview")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which days a date of a field is taken: a first year, and how many years ahead (None: up to today)."""

    first_year: int
    years_ahead: int | None = None

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last day that are taken."""
        last = today if self.years_ahead is None else date(today.year + self.years_ahead, 12, 31)
        return date(self.first_year, 1, 1), last


# Only against slips of the finger: what is possible by the rules is for the status engine to say.
DATE_FIELDS = {
    "cert_last_valid_day": Bounds(2016, 15),
    "cert_issue_date": Bounds(2016),
    "birth_date": Bounds(1900),
    "card_issue_date": Bounds(2016),
    "card_last_valid_day": Bounds(2016, 15),
    "former_card_last_valid_day": Bounds(2016, 10),
    "eligibility_certificate_issue_date": Bounds(2020),
    "stay_last_day": Bounds(2016, 15),
    "renewed_on": Bounds(2016, 15),
    "as_of": Bounds(2016, 15),
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """What a message leads to: the token of a button for a topic, and the address of a calendar file for days."""

    token_for: Callable[[str], str]
    calendar_for: Callable[[tuple[CalendarDay, ...]], str]


def message(answer: Answer, message_id: str, today: date, addresses: Addresses, masked: bool = False) -> dict[str, Any]:
    """The message. ``today``: the day on which it was answered; ``masked``: something of the person's text was struck out."""
    lead, rest = lead_and_rest(answer.text)
    warning = compose.phrase("masked_warning").text if masked else None
    coming = coming_days(answer.deadlines, today)
    return {
        "version": VERSION,
        "id": message_id,
        "name": answer.name,
        "topic": answer.topic,
        "lead": lead,
        "rest": rest,
        "easy": answer.easy,
        "speech": speech(answer),
        "ruby": {
            "lead": _ruby(answer, lead),
            "rest": _ruby(answer, rest),
            "easy": _ruby(answer, without_readings(answer.easy)),
        },
        "notices": [notice for notice in answer.notices if notice != warning],
        "warning": warning,
        "question": answer.question,
        "date_request": _date_request(answer.asks, today),
        "choices": _buttons(answer.choices, addresses),
        "next_steps": _buttons(answer.next_steps, addresses),
        "known": [_known(each) for each in answer.known],
        "timeline": [row.as_dict() for row in timeline.rows(answer.deadlines, answer.today or today)],
        "states": list(answer.states),
        "sources": [_source(each) for each in answer.sources],
        "reasons": list(answer.reasons),
        "calendar": addresses.calendar_for(coming) if coming else None,
        "contacts": [each.as_dict() for each in answer.contacts],
        "hand_off": bool(answer.contacts),
        "feedback": takes_feedback(answer),
    }


def lead_and_rest(text: str) -> tuple[str, str]:
    """The first sentence, and what follows. A 。 in brackets or quotes ends no sentence; the end of a line does."""
    depth = 0
    for place, letter in enumerate(text):
        if letter in _OPENING:
            depth += 1
        elif letter in _CLOSING:
            depth = max(depth - 1, 0)
        elif letter == "\n" or (letter in "。？！" and depth == 0):
            end = place if letter == "\n" else place + 1
            return text[:end].strip(), text[end:].strip()
    return text.strip(), ""


def takes_feedback(answer: Answer) -> bool:
    """Whether 役に立ちましたか makes sense: an answer to a topic, not a question back or small talk."""
    return answer.topic is not None and compose.is_topic(answer.topic) and _is_of_topic(answer.name, answer.topic)


def _is_of_topic(name: str, topic: str) -> bool:
    return name == topic or (name.startswith(f"{topic}.") and not name.endswith(_NOT_FOR_FEEDBACK))


def _ruby(answer: Answer, text: str) -> list[dict[str, str]]:
    if answer.name == "other_language":  # Chinese has kanji too
        return [{"t": text}] if text else []
    return ruby(text)


def _date_request(field: str | None, today: date) -> dict[str, str] | None:
    if field not in DATE_FIELDS:
        return None
    first, last = DATE_FIELDS[field].days(today)
    return {"field": field, "label": compose.field_words(field), "min": first.isoformat(), "max": last.isoformat()}


def _buttons(choices: tuple[Choice, ...], addresses: Addresses) -> list[dict[str, str]]:
    return [{"label": choice.label, "token": addresses.token_for(choice.topic)} for choice in choices]


def _known(known: KnownDate) -> dict[str, str]:
    return known.as_dict() | {"text": timeline.both_calendars(known.days)}


def _source(source: SourceLine) -> dict[str, str | None]:
    return source.as_dict() | {"text": f"{source.title}（{say_day(source.read_on)}に参照）"}
