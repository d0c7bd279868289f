"""The timeline and the era calendar."""

from __future__ import annotations

from datetime import date

import pytest
from answers import exactly

from bot.answers.answer import Deadline
from bot.days import DayRange
from bot.render.timeline import rows, wareki, wareki_days


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-05-20", "令和8年5月20日"),
        ("2019-05-01", "令和元年5月1日"),
        ("2019-04-30", "平成31年4月30日"),
        ("1990-12-31", "平成2年12月31日"),
        ("1989-01-08", "平成元年1月8日"),
        ("1989-01-07", "昭和64年1月7日"),
        ("1926-12-25", "昭和元年12月25日"),
        ("1926-12-24", "大正15年12月24日"),
        ("1912-07-30", "大正元年7月30日"),
        ("1912-07-29", "明治45年7月29日"),
        ("1850-01-01", "1850年1月1日"),
    ],
)
def test_eras_change_on_their_day(day: str, expected: str) -> None:
    assert wareki(date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-05-20", "2026-05-20", "令和8年5月20日"),
        ("2026-05-01", "2026-05-31", "令和8年5月"),
        ("2026-05-01", "2026-05-10", "令和8年5月1日〜10日"),
        ("2026-05-01", "2026-06-10", "令和8年5月1日〜6月10日"),
        ("2025-12-01", "2026-02-28", "令和7年12月1日〜令和8年2月28日"),
        ("2026-01-01", "2026-12-31", "令和8年"),
        ("2019-01-01", "2019-12-31", "平成31年1月1日〜令和元年12月31日"),
    ],
)
def test_ranges_say_the_era_where_it_changes(first: str, last: str, expected: str) -> None:
    assert wareki_days(DayRange(date.fromisoformat(first), date.fromisoformat(last))) == expected


def test_rows_are_in_order_with_today_after_a_deadline_of_the_same_day() -> None:
    deadlines = (
        Deadline("grace_last_day", "受診に使える最終日", exactly("2026-08-31")),
        Deadline("last_valid_day", "電子証明書の期限", exactly("2026-06-15")),
    )
    assert [row.key for row in rows(deadlines, date(2026, 6, 15))] == ["last_valid_day", "today", "grace_last_day"]
    assert rows((), date(2026, 6, 15)) == []
