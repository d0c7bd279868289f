"""The fields that a person may be asked for, as LINE's date picker or as answers to tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.answers.compose import field_words
from bot.answers.wording import say_day
from bot.days import years_later

PREFIX = "date."
# My Number cards exist since January 2016: no card and no certificate is older.
_FIRST_CARDS = date(2016, 1, 1)
_OLDEST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Picker:
    """Between which days one may pick, and which is shown at first."""

    earliest: date
    latest: date
    initial: date


@dataclass(frozen=True, slots=True)
class _Span:
    """Years from today; ``initial`` likewise. Without ``before`` the span begins with the first cards."""

    before: int | None
    after: int
    initial: int = 0


_SPANS = {
    "cert_last_valid_day": _Span(None, 11),
    "card_last_valid_day": _Span(None, 11),
    "cert_issue_date": _Span(None, 0, -5),
    "card_issue_date": _Span(None, 0, -5),
    "birth_date": _Span(None, 0, -50),
    "as_of": _Span(2, 2),
    "renewed_on": _Span(1, 3),
    "former_card_last_valid_day": _Span(5, 3),
    "eligibility_certificate_issue_date": _Span(3, 0),
    "stay_last_day": _Span(5, 10),
}
# What is no day has its usual answers.
SPOKEN_ANSWERS = {
    "insurer": ("協会けんぽ", "国民健康保険", "後期高齢者医療", "健保組合", "共済組合"),
    "renewed": ("カードと一緒に発行された", "あとから更新した"),
}


def is_asked_by_picker(field: str | None) -> bool:
    """Whether a field is a day."""
    return field in _SPANS


def picker(field: str, today: date) -> Picker:
    """The picker for a day; raises ``KeyError`` for a field that is none."""
    span = _SPANS[field]
    earliest = years_later(today, -span.before) if span.before else _FIRST_CARDS
    if field == "birth_date":
        earliest = _OLDEST_BIRTH
    initial = years_later(today, span.initial)
    return Picker(earliest, years_later(today, span.after), max(earliest, initial))


def picker_data(field: str) -> str:
    """The postback data of a picker."""
    return PREFIX + field


def picked_sentence(data: str, day: date) -> str | None:
    """What a person would have typed instead of picking a day; None where the data is not a picker's."""
    field = data.removeprefix(PREFIX)
    if not data.startswith(PREFIX) or field not in _SPANS:
        return None
    return f"{field_words(field)}は{say_day(day)}です"
