"""A day in any notation, and no other day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue_tests.days_named import days_named, names

DAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026年8月31日",
        "２０２６年８月３１日",
        "2026 年 8 月 31 日",
        "令和8年8月31日",
        "令和８年８月３１日まで",
        "㋿8年8月31日",
        "2026年（令和8年）8月31日",
        "2026年8月31日（令和8年8月31日）",
        "R8.8.31",
        "Ｒ８．８．３１",
        "R8/8/31",
        "令8.8.31",
        "R8年8月31日",
        "2026/8/31",
        "2026/08/31",
        "2026-08-31",
        "2026.8.31",
        "20260831",
        "'26/8/31",
        "8月31日",
        "８月３１日",
        "8/31",
        "08/31",
        "8/31(月)",
        "二〇二六年八月三十一日",
        "令和八年八月三十一日",
        "八月三十一日",
        "2026年6月1日〜8月31日",
        "2026年8月1日〜31日",
        "2026年8月1日から31日まで",
        "2026年8月30日と31日",
        "8月20日・31日",
    ],
)
def test_every_notation_of_the_day(text: str) -> None:
    assert names(text, DAY)
    assert names(f"使えるのは、{text}です。", DAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2027年8月31日",
        "2025年8月31日",
        "令和7年8月31日",
        "平成8年8月31日",
        "R7.8.31",
        "2026年8月3日",
        "2026年8月30日",
        "2026年9月1日",
        "2026年8月",
        "8月31",
        "18/31",
        "8/311",
        "2025/8/31",
        "25/8/31",
        "2025年6月1日〜8月31日",
        "2027年8月1日〜31日",
        "2026年7月1日〜31日",
        "8月20日から31日間",
        "31日",
        "0120-95-0178",
        "12026/8/311",
        "二〇二五年八月三十一日",
        "2026年2月31日",
    ],
)
def test_no_other_day(text: str) -> None:
    assert not names(text, DAY)


NOTATIONS = (
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: d.isoformat(),
    lambda d: f"令和{d.year - 2018}年{d.month}月{d.day}日",
    lambda d: f"R{d.year - 2018}.{d.month}.{d.day}",
    lambda d: f"{d:%Y%m%d}",
)


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(-800, 800), st.sampled_from(NOTATIONS))
def test_with_a_year_only_that_very_day_is_named(day: date, away: int, notation) -> None:  # type: ignore[no-untyped-def]
    other = day + timedelta(days=away)
    assert names(f"期限は{notation(day)}です。", other) == (away == 0)


def test_days_are_listed_once_in_order_and_only_where_they_exist() -> None:
    found = days_named("2026年5月20日です（2026年2月30日ではなく、8月31日。令和8年5月20日）。")
    assert [str(day) for day in found] == ["2026年5月20日", "8月31日"]


def test_leap_day_without_a_year() -> None:
    assert names("2月29日", date(2028, 2, 29))


def test_a_long_text_is_read_in_no_time() -> None:
    assert days_named("1" * 50_000) == ()
    assert days_named("二" * 50_000 + "年") == ()
    assert len(days_named("2026年8月31日、" * 5_000)) == 1
