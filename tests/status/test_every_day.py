"""Ranges against the slow way: every combination of single days (``every_day.py``)."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from bot.days import Birthday, DayRange, birthday_in, months_later
from bot.status import Situation, assess
from tests.status.every_day import differences, exactly, over_every_day

MOST_COMBINATIONS = 400
BIRTHS = ((1940, 1960), (1985, 1990), (1998, 2006), (2003, 2010), (2016, 2022))


class Dice:
    """Draws situations whose days lie near each other's borders, where mistakes would show."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._birthday: tuple[int, int] | None = None

    def situation(self) -> tuple[Situation, DayRange]:
        """A situation of small ranges and the days to judge it for."""
        given: dict[str, Any] = {}
        self._birthday = None
        if self._often(0.85):
            born = self._born()
            self._birthday = (born.earliest.month, born.earliest.day)
            given["birth_date"] = Birthday(*self._birthday) if self._often(0.15) else born
        for name, chance, first, last, longest in (
            ("cert_issue_date", 0.8, 2019, 2025, 12),
            ("card_issue_date", 0.3, 2016, 2021, 8),
            ("cert_last_valid_day", 0.15, 2024, 2027, 12),
            ("card_last_valid_day", 0.15, 2025, 2030, 8),
            ("stay_last_day", 0.15, 2024, 2030, 8),
            ("renewed_on", 0.2, 2025, 2028, 8),
            ("former_card_last_valid_day", 0.1, 2025, 2025, 8),
            ("eligibility_certificate_issue_date", 0.1, 2024, 2026, 8),
        ):
            if self._often(chance):
                given[name] = self._days(first, last, longest)
        given["renewed"] = self._often(0.15)
        given["insurer"] = self._random.choice([None, "kyokai", "kokuho"])
        return Situation(**given), self._days(2024, 2028, 30)

    def _often(self, chance: float) -> bool:
        return self._random.random() < chance

    def _born(self) -> DayRange:
        if self._often(0.15):
            year = self._random.choice([2000, 2004, 2008])
            return DayRange(date(year, 2, self._random.randint(26, 28)), date(year, 3, 1))
        return self._from(self._any_day(*self._random.choice(BIRTHS)), 8)

    def _days(self, first: int, last: int, longest: int) -> DayRange:
        day = self._any_day(first, last)
        if self._birthday and self._often(0.5):  # at a birthday, or where a renewal window of it begins
            near = birthday_in(day.year, *self._birthday)
            near = months_later(near, -3) if self._often(0.5) else near
            day = near + timedelta(days=self._random.randint(-6, 3))
        return self._from(day, longest)

    def _any_day(self, first: int, last: int) -> date:
        return date(first, 1, 1) + timedelta(days=self._random.randrange((last + 1 - first) * 365))

    def _from(self, day: date, longest: int) -> DayRange:
        return DayRange(day, day + timedelta(days=self._random.choice([0, 0, self._random.randint(0, longest)])))


def _combinations(situation: Situation, as_of: DayRange) -> int:
    count = as_of.length
    for name in Situation.__slots__:
        value = getattr(situation, name)
        count *= value.length if isinstance(value, DayRange) else 1
    return count


@pytest.mark.parametrize("seed", range(6))
def test_a_range_is_the_union_over_its_days(seed: int) -> None:
    dice, judged, possible = Dice(seed), 0, 0
    while judged < 50:
        situation, as_of = dice.situation()
        if _combinations(situation, as_of) > MOST_COMBINATIONS:
            continue
        judged += 1
        assert differences(situation, as_of) == {}, (situation, as_of)
        possible += over_every_day(situation, as_of) is not None
    assert possible > judged / 2


@pytest.mark.parametrize("field", ["cert_last_valid_day", "card_last_valid_day", "stay_last_day"])
def test_a_long_range_of_last_days_is_the_union_over_its_days(field: str) -> None:
    """Of these only the days at borders are looked at (``milestones.py``)."""
    dice = random.Random(field)
    for _ in range(20):
        first = date(2024, 6, 1) + timedelta(days=dice.randrange(900))
        given: dict[str, Any] = {field: DayRange(first, first + timedelta(days=dice.randint(32, 200)))}
        given["birth_date"] = Birthday(*dice.choice([(2, 29), (5, 10), (12, 31), (1, 1)]))
        if dice.random() < 0.6:
            given["cert_issue_date"] = DayRange.exactly(date(2020, 1, 1) + timedelta(days=dice.randrange(1500)))
        if dice.random() < 0.3:
            given["renewed_on"] = DayRange.exactly(date(2025, 1, 1) + timedelta(days=dice.randrange(900)))
        as_of = date(2024, 12, 1) + timedelta(days=dice.randrange(900))
        assert differences(Situation(**given), DayRange(as_of, as_of + timedelta(days=dice.choice([0, 2])))) == {}, given


def test_a_month_of_birth_and_a_month_of_issue() -> None:
    situation = Situation(birth_date=DayRange.month(1990, 5), cert_issue_date=DayRange.month(2021, 5))
    for day in ("2025-01-31", "2025-08-31", "2025-09-01", "2026-02-02", "2026-05-31", "2026-08-31", "2026-09-01"):
        assert differences(situation, exactly(day)) == {}


def test_a_year_of_birth_and_a_month_of_issue_at_the_change_of_the_adult_age() -> None:
    situation = Situation(
        birth_date=DayRange(date(2003, 11, 1), date(2004, 4, 10)), cert_issue_date=DayRange(date(2022, 3, 30), date(2022, 4, 2))
    )
    assert differences(situation, exactly("2027-06-01")) == {}


def test_without_a_birth_date_it_is_the_union_over_all_birthdays() -> None:
    """Rule 5 follows from rule 2. It leaves out one case: issued on 28 February, a leap-day birthday may last a day longer."""
    birthdays = [Birthday(day.month, day.day) for day in DayRange(date(2024, 1, 1), date(2024, 12, 31))]
    for issued in ("2021-05-11", "2020-02-28", "2023-02-28", "2022-12-31"):
        for day in ("2025-06-01", "2026-06-01", "2027-03-01", "2028-05-01"):
            unknown = assess(Situation(cert_issue_date=exactly(issued)), as_of=exactly(day))
            found = [
                assess(Situation(birth_date=birthday, cert_issue_date=exactly(issued)), as_of=exactly(day)).user_cert
                for birthday in birthdays
                if (issued, birthday) != ("2023-02-28", Birthday(2, 29))
            ]
            assert set(unknown.user_cert.states) == {state for cert in found for state in cert.states}
            assert unknown.user_cert.last_valid_day == DayRange.hull(c.last_valid_day for c in found if c.last_valid_day)


def test_decades_of_birth_and_a_year_of_issue_agree_with_a_sample_of_days() -> None:
    wide = Situation(
        birth_date=DayRange(date(1960, 1, 1), date(2010, 12, 31)), cert_issue_date=DayRange(date(2021, 1, 1), date(2021, 12, 31))
    )
    as_of = exactly("2026-06-01")
    got = assess(wide, as_of=as_of)
    dice = random.Random(7)
    for _ in range(2000):
        born = date(1960, 1, 1) + timedelta(days=dice.randrange(50 * 365))
        issued = date(2021, 1, 1) + timedelta(days=dice.randrange(365))
        one = assess(Situation(birth_date=DayRange.exactly(born), cert_issue_date=DayRange.exactly(issued)), as_of=as_of)
        assert set(one.user_cert.states) <= set(got.user_cert.states)
        assert set(one.card.states) <= set(got.card.states)
        assert set(one.warnings) <= set(got.warnings)
        for inner, outer in (
            (one.user_cert.last_valid_day, got.user_cert.last_valid_day),
            (one.card.last_valid_day, got.card.last_valid_day),
        ):
            assert inner
            assert outer
            assert outer.overlap(inner) == inner
