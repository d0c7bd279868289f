"""Which calendar days a Japanese text names, in any usual notation.

This reads the bot's own replies, so it is written apart from ``bot.dates``: a mistake there cannot hide itself here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_ERA_BEGINS = {"令": 2018, "平": 1988, "昭": 1925, "大": 1911, "明": 1867, "R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867}
_ERA = r"(?:令和?|平成?|昭和?|大正|明治|(?<![A-Za-z])[RHSTM])"


def _year_pattern(form: str) -> str:
    return rf"(?:(?<![\d年])(?P<{form}_western>\d{{4}})|(?P<{form}_era>{_ERA})\s*(?P<{form}_of_era>\d{{1,2}}|元))"


_JAPANESE = (
    rf"(?:{_year_pattern('a')}\s*年\s*(?:\([^()]{{1,12}}\)\s*)?)?(?<!\d)(?P<a_month>\d{{1,2}})\s*月\s*(?P<a_day>\d{{1,2}})\s*日"
)
_SEPARATED = rf"{_year_pattern('b')}[-/.](?P<b_month>\d{{1,2}})[-/.](?P<b_day>\d{{1,2}})(?!\d)"
_SHORT_YEAR = r"(?<![\d/.-])'?(?P<c_short>\d{2})[/.](?P<c_month>\d{1,2})[/.](?P<c_day>\d{1,2})(?![\d/])"
_SLASH = r"(?<![\d/.])(?P<d_month>\d{1,2})/(?P<d_day>\d{1,2})(?![\d/])"
_COMPACT = r"(?<!\d)(?P<e_western>(?:19|20)\d{2})(?P<e_month>\d{2})(?P<e_day>\d{2})(?!\d)"
_DATE = re.compile("|".join((_JAPANESE, _SEPARATED, _SHORT_YEAR, _SLASH, _COMPACT)))
_TO = r"\s*(?:[〜~–—-]|から|・|と|または|か)\s*"
_SAME_MONTH = re.compile(rf"{_TO}(?P<day>\d{{1,2}})\s*日(?![前後間以も])")
_CONNECTED = re.compile(_TO)
_KANJI = re.compile("[〇一二三四五六七八九十]+(?=[年月日])")
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True, order=True)
class NamedDay:
    """A day that a text names; ``year`` is 0 where the text does not say it."""

    year: int
    month: int
    day: int

    def is_day(self, day: date) -> bool:
        """Whether this names that day; a day without a year names it in every year."""
        return (self.month, self.day) == (day.month, day.day) and self.year in (0, day.year)

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月{self.day}日" if self.year else f"{self.month}月{self.day}日"


def days_named(text: str) -> tuple[NamedDay, ...]:
    """The days that a text names, in order and each once. The end of a range takes year and month of its beginning."""
    return tuple(dict.fromkeys(day for day in _days(_plain(text)) if _exists(day)))


def names(text: str, day: date) -> bool:
    """Whether a text names a day."""
    return any(named.is_day(day) for named in days_named(text))


def _days(text: str) -> Iterator[NamedDay]:
    before, end = NamedDay(0, 0, 0), 0
    for found in _DATE.finditer(text):
        parts = {name[2:]: value for name, value in found.groupdict().items() if value is not None}
        year = _year(parts)
        if year == 0 and _CONNECTED.fullmatch(text, end, found.start()):
            year = before.year
        before, end = NamedDay(year, int(parts["month"]), int(parts["day"])), found.end()
        yield before
        following = _SAME_MONTH.match(text, end)
        while following:
            end = following.end()
            yield NamedDay(before.year, before.month, int(following["day"]))
            following = _SAME_MONTH.match(text, end)


def _year(parts: dict[str, str]) -> int:
    if "western" in parts:
        return int(parts["western"])
    if "era" in parts:
        return _ERA_BEGINS[parts["era"][0]] + (1 if parts["of_era"] == "元" else int(parts["of_era"]))
    return 2000 + int(parts["short"]) if "short" in parts else 0


def _exists(day: NamedDay) -> bool:
    try:
        date(day.year or 2000, day.month, day.day)  # 2000 is a leap year: 29 February may be meant
    except ValueError:
        return False
    return True


def _plain(text: str) -> str:
    return _KANJI.sub(lambda match: _arabic(match.group()), unicodedata.normalize("NFKC", text))


def _arabic(kanji: str) -> str:
    if "十" not in kanji:
        return "".join(str(_DIGITS.index(c)) for c in kanji)
    tens, _, ones = kanji.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return kanji
    return str((_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0))
