"""Every day of many years: no gap, no overlap, no exception, and states that follow each other in order."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.days import ONE_DAY, DayRange
from bot.status import Situation, assess
from bot.status.judging import STATES
from bot.status.rules import grace_last_day, renewal_from

FIRST, LAST = date(2016, 1, 1), date(2040, 12, 31)
PEOPLE = ("1940-08-01", "1985-11-14", "1990-05-31", "2000-02-29", "2004-04-01", "2006-09-15", "2020-12-31")


@pytest.mark.parametrize("born", PEOPLE)
def test_every_issue_day(born: str) -> None:
    birth = DayRange.exactly(date.fromisoformat(born))
    days = list(DayRange(max(FIRST, birth.earliest), LAST))
    last_days = []
    for issued in days:
        situation = Situation(birth_date=birth, cert_issue_date=DayRange.exactly(issued))
        got = assess(situation, as_of=DayRange.exactly(issued))
        assert got.user_cert.last_valid_day
        assert got.card.last_valid_day
        last_day = got.user_cert.last_valid_day.earliest
        assert (
            issued + timedelta(days=4 * 365)
            < last_day
            <= issued.replace(year=issued.year + 5, day=min(issued.day, 28)) + 4 * ONE_DAY
        )
        assert last_day <= got.card.last_valid_day.earliest
        assert got.user_cert.states == ("VALID",)
        last_days.append(last_day)
    assert all(earlier <= later for earlier, later in pairwise(last_days)), "issued later, yet over earlier"


def test_every_last_valid_day() -> None:
    """The first day of renewal and the last of grace never go back, and lie where they should."""
    days = list(DayRange(FIRST, LAST))
    for earlier, later in pairwise(days):
        assert renewal_from(earlier) <= renewal_from(later)
        if grace := grace_last_day(earlier):
            after = grace_last_day(later)
            assert after is not None
            assert grace <= after
    for day in days:
        assert 88 <= (day - renewal_from(day)).days <= 91
        grace = grace_last_day(day)
        assert grace is None or (grace + ONE_DAY).day == 1


@pytest.mark.parametrize("last_day", ["2024-11-30", "2024-12-01", "2024-12-02", "2026-05-31", "2027-02-28", "2028-02-29"])
def test_every_judged_day(last_day: str) -> None:
    """Each day has one state, in order, and the states change on the days that the assessment names."""
    situation = Situation(cert_last_valid_day=DayRange.exactly(date.fromisoformat(last_day)))
    seen = []
    for as_of in DayRange(date(2023, 1, 1), date(2029, 1, 1)):
        got = assess(situation, as_of=DayRange.exactly(as_of)).user_cert
        assert len(got.states) == 1
        assert got.last_valid_day
        assert got.renewal_from
        end = got.grace_last_day or got.last_valid_day
        expected = (
            "VALID"
            if as_of < got.renewal_from.earliest
            else "IN_RENEWAL_WINDOW"
            if as_of <= got.last_valid_day.earliest
            else "EXPIRED_IN_GRACE"
            if as_of <= end.earliest
            else "EXPIRED"
        )
        assert got.states == (expected,)
        assert got.usable is (expected != "EXPIRED")
        seen.append(STATES.index(expected))
    assert seen == sorted(seen)
