"""The rules on single days, one function a rule. Every number comes from the facts table, once, at import."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import cast

from bot import facts
from bot.days import ONE_DAY, birthday_in, end_of_month, months_later, years_later

VALIDITY = "user_cert.validity_birthdays"
RENEWAL_VALIDITY = "user_cert.renewal_validity_birthdays"
CAPPED_BY_CARD = "user_cert.capped_by_card"
CAPPED_BY_STAY = "foreign.capped_by_stay"
NOT_ON_ISSUE_DAY = "birthday.not_on_issue_day"
LEAP_DAY = "birthday.leap_day"
RENEWAL_WINDOW = "renewal_window.months"
GRACE = "grace.months"
GRACE_FIRST_EXPIRY = "grace.first_expiry"
CARD_EXPIRED = "grace.card_expired"
ADULT_CARD = "card.validity_birthdays_adult"
MINOR_CARD = "card.validity_birthdays_minor"
ADULT_AGE = "card.adult_age"
AGE_BORDER = "card.age_border_days"
FORMER_CARD = "former_card.last_valid_day"


def number(fact: str, on: date | None = None) -> int:
    """The number of a fact, on a day where it changed."""
    return cast(int, facts.value(fact, on))


def day(fact: str) -> date:
    """The day of a fact."""
    return cast(date, facts.value(fact))


CERT_BIRTHDAYS = number(VALIDITY)
RENEWED_CERT_BIRTHDAYS = number(RENEWAL_VALIDITY)
ADULT_CARD_BIRTHDAYS = number(ADULT_CARD)
MINOR_CARD_BIRTHDAYS = number(MINOR_CARD)
ADULT_AGE_SINCE = day("card.adult_age_since")
AGE_BORDER_DAYS = number(AGE_BORDER)
GRACE_FIRST_EXPIRY_DAY = day(GRACE_FIRST_EXPIRY)
WINDOW_MONTHS = number(RENEWAL_WINDOW)
GRACE_MONTHS = number(GRACE)
_ADULT_AGE = number(ADULT_AGE, on=ADULT_AGE_SINCE)
_ADULT_AGE_BEFORE = number(ADULT_AGE, on=ADULT_AGE_SINCE - ONE_DAY)


@lru_cache(maxsize=1 << 16)
def renewal_from(last_valid_day: date) -> date:
    """The first day on which a certificate or card can be renewed.

    ``renewal_window.months`` (練馬区): the day after the corresponding day that many months before; where that month has no
    such day, the 1st of the next month. So a last day of 28, 29, 30 or 31 May gives 1 March in a common year.
    """
    return months_later(last_valid_day, -WINDOW_MONTHS) + ONE_DAY


@lru_cache(maxsize=1 << 16)
def grace_last_day(last_valid_day: date) -> date | None:
    """The last day on which an expired certificate still shows the insurance, or None where there is no such time.

    ``grace.months`` (協会けんぽ): counted from the end of the month of the last valid day, to the end of a month.
    ``grace.first_expiry`` (松山市): certificates that expired earlier have none; one of that very day has.
    """
    if last_valid_day < GRACE_FIRST_EXPIRY_DAY:
        return None
    return end_of_month(last_valid_day.year, last_valid_day.month + GRACE_MONTHS)


def birthday_year(month: int, day_: int, on: date) -> int:
    """The year of the last birthday up to and including a day; the n-th birthday strictly after it is n years later.

    ``birthday.not_on_issue_day``: a birthday on the issue day itself is not counted. ``birthday.leap_day``: 29 February
    counts as the 28th in common years.
    """
    return on.year if birthday_in(on.year, month, day_) <= on else on.year - 1


def adult_age(on: date) -> int:
    """The age from which a card issued on a day is an adult's.

    ``card.adult_age`` (大阪狭山市 and others): it changed on ``card.adult_age_since``, which itself belongs to the new age. What
    counts is the day on which the application came in; only the issue day is known here, hence the warning ``age_border``.
    """
    return _ADULT_AGE if on >= ADULT_AGE_SINCE else _ADULT_AGE_BEFORE


def capped(last_day: date, cap: date | None) -> date:
    """``user_cert.capped_by_card``, ``foreign.capped_by_stay``: the earlier of the two days; no cap leaves the day."""
    return last_day if cap is None or last_day <= cap else cap


def earliest_without_birthday(issued: date) -> date:
    """The earliest day of the ``user_cert.validity_birthdays``-th birthday after issue, whatever the birthday.

    Issued the day before a birthday: that birthday is the first.
    """
    return years_later(issued, CERT_BIRTHDAYS - 1) + ONE_DAY


def latest_without_birthday(issued: date, birthdays: int) -> date:
    """The latest day of the n-th birthday after issue, whatever the birthday: issued on the birthday, n full years."""
    return years_later(issued, birthdays)
