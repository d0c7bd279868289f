"""The tokens that a text is cut into."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Any, NamedTuple


class Kind(IntEnum):
    """What a token is. ``value`` of the token depends on it, as noted."""

    NUMBER = auto()  # Number
    ERA = auto()  # Era
    FIRST = auto()  # 元 of 元年
    YEAR = auto()
    MONTH = auto()
    DAY = auto()
    FISCAL_YEAR = auto()  # 年度 after a year
    DAY_NAME = auto()  # はつか: 20
    MONTHS = auto()  # か月
    WEEKS = auto()  # 週間
    HALF = auto()  # 半 of 1年半前
    HALF_YEAR = auto()  # 半年
    BEFORE = auto()  # 前 of 3か月前
    AFTER = auto()  # 後 of 3か月後
    REMAINING = auto()  # あと
    JUST = auto()  # ちょうど
    ROUGHLY = auto()  # ほど, くらい between number and 前; 頃 after a date
    REL_YEAR = auto()  # 去年: -1
    REL_FISCAL = auto()  # 昨年度: -1
    REL_MONTH = auto()  # 先月: -1
    REL_WEEK = auto()  # 先週: -1
    REL_DAY = auto()  # 昨日: -1
    PART = auto()  # Part of a month
    MONTH_PART = auto()  # 月末, 月初: part of a month with its noun
    SEASON = auto()  # Piece of the year
    FEAST = auto()  # Piece of the year that stands alone: 元日, 年末
    FISCAL_END = auto()  # 年度末
    REST = auto()  # 年内, 今月中: "year" or "month"
    WEEKDAY = auto()  # 0 is Monday
    WEEKDAY_MARK = auto()  # (水) behind a day
    WEEKEND = auto()
    NEXT = auto()  # 今度の
    LAST = auto()  # この前の
    ORDINAL = auto()  # 第
    AGE = auto()  # 歳
    NO = auto()  # の
    SLASH = auto()
    DOT = auto()
    DASH = auto()
    APOSTROPHE = auto()
    TILDE = auto()
    FROM = auto()  # から
    OR = auto()  # か, または
    UNTIL = auto()  # まで
    UNTIL_BY = auto()  # までに
    OPEN_END = auto()  # 以降, 以前, 前後
    WITHIN = auto()  # 間, 以内: a duration
    NEGATION = auto()  # じゃなくて
    BLOCK = auto()  # 翌, 毎, 何: what follows is no date
    SHIFT = auto()  # 翌日: 1, 前日: -1
    SPAN_END = auto()  # の間, にかけて
    EVENT = auto()  # Event
    OF = auto()  # what a date belongs to
    PERSON = auto()
    OPENING = auto()  # opening hours
    LEAD = auto()  # a word after which a relative date may stand: もう, 約, particles
    COPULA = auto()
    COUNTER = auto()  # 割, 人: what is before is a number
    BECOMES = auto()  # になったら
    TIME_OF_DAY = auto()
    BORN = auto()  # 生 directly behind a date
    TURNED = auto()  # になりました, after an age
    PARTICLE = auto()
    COMMA = auto()  # 、
    BREAK = auto()  # けど, ので
    STOP = auto()  # 。, or ？ with the value ?
    COLON = auto()
    OPENER = auto()
    CLOSER = auto()
    SPACE = auto()
    NEWLINE = auto()
    FILLER = auto()
    LATIN = auto()
    NOISE = auto()  # a longer word that hides another
    OTHER = auto()


class Number(NamedTuple):
    """A number as written; ``digits`` is how many characters, ``spelled`` whether kanji digits in a row (二三)."""

    value: int
    digits: int
    spelled: bool = False


class Era(NamedTuple):
    """An era; the calendar year is ``before`` + the era's year. ``is_short``: one letter or kanji."""

    before: int
    is_short: bool


class Event(NamedTuple):
    """A word that tells what happens on a date, or when (tense ``past``, ``future``, ``open`` or None for nouns)."""

    role: str | None
    tense: str | None
    is_noun: bool = False
    is_renewed: bool = False
    is_use: bool = False  # 使える and the like: after まで another matter than a visit
    is_link: bool = False  # 切れて: goes on to something else, so it is no label of the date behind it
    is_place: bool = False  # 病院で: where, not what
    paper: str | None = None  # 在留期限: the word names the paper too


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the folded text, ``start`` to ``end`` half-open."""

    kind: Kind
    start: int
    end: int
    value: Any = None
