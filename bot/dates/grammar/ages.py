"""An age as a range of birth dates: 「16歳です」; an age as a limit (75歳以上, 18歳になったら) is none."""

from __future__ import annotations

from datetime import date, timedelta

from bot.dates.grammar.point import Point, Tokens, before, kind_at, skip
from bot.dates.tokens import Kind
from bot.days import DayRange, birthday_in

_OLDEST = 120
_BEFORE = frozenset(
    {
        Kind.FROM,
        Kind.TILDE,
        Kind.REL_YEAR,
        Kind.REL_FISCAL,
        Kind.NEXT,
        Kind.REMAINING,
        Kind.LAST,
        Kind.DASH,
        Kind.BLOCK,
        Kind.REL_MONTH,
        Kind.DOT,
    }
)


def age_at(tokens: Tokens, place: int, today: date) -> Point | None:
    """The birth dates of a person whose age is said at ``place``, or None."""
    if kind_at(tokens, place) is not Kind.NUMBER or kind_at(tokens, place + 1) is not Kind.AGE:
        return None
    age = tokens[place].value.value
    if not 0 <= age <= _OLDEST or _is_age_to_come(tokens, before(tokens, place)) or not _is_said_of_a_person(tokens, place + 2):
        return None
    latest = _latest_birth(age, today)
    return Point(place + 2, days=DayRange(_latest_birth(age + 1, today) + timedelta(days=1), latest), is_age=True)


def _is_age_to_come(tokens: Tokens, previous: int) -> bool:
    """今年75歳, 誕生日で75歳, もうすぐ75歳, 15〜18歳."""
    is_reached = kind_at(tokens, previous) is Kind.PARTICLE and kind_at(tokens, previous - 1) in (
        Kind.EVENT,
        Kind.REL_YEAR,
        Kind.NUMBER,
    )
    return kind_at(tokens, previous) in _BEFORE or (is_reached and tokens[previous].value == "で")


def _is_said_of_a_person(tokens: Tokens, place: int) -> bool:
    following = skip(tokens, place)
    kind, after = kind_at(tokens, following), kind_at(tokens, skip(tokens, following + 1))
    if kind is Kind.NO:
        return after is Kind.PERSON
    if kind is Kind.COPULA:
        return after is not Kind.OR  # 75歳ですか
    if kind is Kind.PARTICLE:
        return after is Kind.COMMA  # 75歳で、
    return kind in (None, Kind.COMMA, Kind.NEWLINE, Kind.TURNED, Kind.PERSON, Kind.BREAK, Kind.CLOSER) or (kind is Kind.STOP)


def _latest_birth(age: int, today: date) -> date:
    """The last birth date with which one has reached the age; who was born on 29 February reaches it on the 28th."""
    year = today.year - age
    latest = date(year, today.month, min(today.day, 28)) if today.month == 2 else date(year, today.month, today.day)
    while True:
        following = latest + timedelta(days=1)
        if birthday_in(today.year, following.month, following.day) > today or following.year != year:
            return latest
        latest = following
