"""How fast the status engine is, as JSON: ``python tests/bench/bench_status.py``. Not a test: figures depend on the machine."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from time import process_time

from bot.days import DayRange
from bot.status import Situation, assess
from bot.status.counters import is_counter_closed

PEOPLE = 20_000
YEARS = range(2015, 2046)


def _day(dice: random.Random, first: int, last: int) -> DayRange:
    days = (date(last, 12, 31) - date(first, 1, 1)).days
    return DayRange.exactly(date(first, 1, 1) + timedelta(days=dice.randint(0, days)))


def _year(first: int, last: int) -> DayRange:
    return DayRange(date(first, 1, 1), date(last, 12, 31))


def holidays_of_a_year() -> float:
    """Milliseconds for the calendar of a year, which the first assessment that meets the year makes; leaves all years made."""
    began = process_time()
    for year in YEARS:
        for day in range(1, 8):  # a week, so that some are no Saturday or Sunday
            is_counter_closed(date(year, 6, day))
    return round((process_time() - began) / len(YEARS) * 1000, 1)


def calls_per_second() -> tuple[float, float]:
    """Exact days, all people different: over all calls, and over the best block (what an undisturbed core does).

    Processor time, so that other processes count little.
    """
    dice = random.Random(1)
    people = [
        (Situation(birth_date=_day(dice, 1940, 2010), cert_issue_date=_day(dice, 2016, 2022)), _day(dice, 2023, 2028))
        for _ in range(PEOPLE)
    ]
    blocks = [people[start : start + 500] for start in range(0, PEOPLE, 500)]
    times = []
    for block in blocks:
        before = process_time()
        for situation, as_of in block:
            assess(situation, as_of=as_of)
        times.append(process_time() - before)
    return PEOPLE / sum(times), 500 / min(times)


def milliseconds(judge: Callable[[], object]) -> float:
    """The best of five."""
    times = []
    for _ in range(5):
        before = process_time()
        judge()
        times.append(process_time() - before)
    return round(min(times) * 1000, 2)


def main() -> None:
    """Print the figures."""
    day, month = DayRange.exactly(date(2026, 6, 1)), DayRange.month(2026, 6)
    months = Situation(birth_date=DayRange.month(1990, 5), cert_issue_date=DayRange.month(2021, 5))
    decades = Situation(birth_date=_year(1970, 2005), cert_issue_date=_year(2021, 2021))
    later = Situation(birth_date=_year(1970, 2005), card_issue_date=_year(2019, 2019), cert_issue_date=_year(2021, 2022))
    unknown = Situation(cert_issue_date=_year(2021, 2021))
    new_year = holidays_of_a_year()
    mean, best = calls_per_second()
    figures = {
        "holidays_of_a_new_year_ms": new_year,
        "exact_calls_per_second": round(mean),
        "exact_calls_per_second_best_block": round(best),
        "month_x_month_x_month_ms": milliseconds(lambda: assess(months, as_of=month)),
        "decades_of_birth_x_year_of_issue_ms": milliseconds(lambda: assess(decades, as_of=day)),
        "decades_of_birth_x_year_of_card_x_two_years_of_issue_ms": milliseconds(lambda: assess(later, as_of=day)),
        "no_birth_date_x_year_of_issue_ms": milliseconds(lambda: assess(unknown, as_of=day)),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
