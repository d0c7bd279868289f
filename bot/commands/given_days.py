"""Reads the days that options take: ISO forms, ranges, and Japanese (status.md)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NoReturn

from bot import dates
from bot.days import Birthday, DayRange

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_BIRTHDAY = re.compile(r"(?:--)?(\d{1,2})-(\d{1,2})")


class GivenDayError(ValueError):
    """Not a day; the message is the end of a Japanese sentence that says why."""


def days_given(text: str, today: date) -> DayRange:
    """``2026-05-20``, ``2026-05``, ``2026``, ``2026-05-01/2026-05-20`` or Japanese as days; raises ``GivenDayError``."""
    plain = text.strip()
    first, slash, last = plain.partition("/")
    if slash and _ISO.fullmatch(first) and _ISO.fullmatch(last):
        start, end = _iso(first), _iso(last)
        if start.earliest > end.latest:
            raise GivenDayError("期間の初めが終わりより後になっています")
        return DayRange(start.earliest, end.latest)
    return _iso(plain) if _ISO.fullmatch(plain) else _japanese(plain, today)


def birth_given(text: str, today: date) -> DayRange | Birthday:
    """The same, and a birthday without its year (``05-20``, ``--05-20``, 5月20日)."""
    plain = text.strip()
    found = _BIRTHDAY.fullmatch(plain)
    if found:
        try:
            return Birthday(int(found.group(1)), int(found.group(2)))
        except ValueError:
            raise GivenDayError("その日付はありません") from None
    if _ISO.match(plain):
        return days_given(plain, today)
    mention = _only_mention(plain, today, "birth")
    return mention.days if mention.days else _no_such_day()


def _iso(text: str) -> DayRange:
    year, month, day = (int(part) if part else None for part in _ISO.fullmatch(text).groups())  # type: ignore[union-attr]  # callers matched
    try:
        if month is None:
            return DayRange(date(year or 0, 1, 1), date(year or 0, 12, 31))
        if day is None:
            return DayRange(date(year or 0, month, 1), date(year or 0, month, monthrange(year or 0, month)[1]))
        return DayRange.exactly(date(year or 0, month, day))
    except ValueError:
        _no_such_day()


def _japanese(text: str, today: date) -> DayRange:
    found = _only_mention(text, today, None).days
    return found if isinstance(found, DayRange) else _no_such_day()


def _only_mention(text: str, today: date, expecting: str | None) -> dates.DateMention:
    mentions = dates.read(text, today, expecting=expecting)
    if len(mentions) != 1:
        raise GivenDayError("日付として読めません")
    if mentions[0].problem:
        _no_such_day()
    return mentions[0]


def _no_such_day() -> NoReturn:
    raise GivenDayError("その日付はありません")
