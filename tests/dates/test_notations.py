"""Every day of a life, written in every notation, is read back as that day."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import dates
from bot.days import DayRange

TODAY = date(2026, 6, 15)
ERAS = (  # first day, name, kanji, letter
    (date(2019, 5, 1), "令和", "令", "R"),
    (date(1989, 1, 8), "平成", "平", "H"),
    (date(1926, 12, 25), "昭和", "昭", "S"),
    (date(1912, 7, 30), "大正", "大", "T"),
)
days = st.dates(date(1912, 7, 30), date(2040, 12, 31))


def _era(day: date) -> tuple[str, str, str, int]:
    for first, name, kanji, letter in ERAS:
        if day >= first:
            return name, kanji, letter, day.year - first.year + 1
    raise AssertionError(day)


def _kanji(number: int) -> str:
    """二千二十六, 十二: by scale."""
    digits = "〇一二三四五六七八九"
    written = ""
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十")):
        count, number = divmod(number, scale)
        if count:
            written += (digits[count] if count > 1 else "") + sign
    return written + (digits[number] if number else "")


def _digits(number: int) -> str:
    """二〇二六: digit by digit."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def western(day: date) -> list[str]:
    year, month, of_month = day.year, day.month, day.day
    return [
        f"{year}年{month}月{of_month}日",
        f"{year}年{month:02}月{of_month:02}日",
        f"{year}/{month}/{of_month}",
        f"{year}.{month:02}.{of_month:02}",
        day.isoformat(),
        day.strftime("%Y%m%d"),
        f"{_digits(year)}年{_kanji(month)}月{_kanji(of_month)}日",
        f"{_kanji(year)}年{_kanji(month)}月{_kanji(of_month)}日",
        f"{year} 年 {month} 月 {of_month} 日",
        f"{year}年の{month}月の{of_month}日",
        f"{year}年{month}/{of_month}",
    ]


def wareki(day: date) -> list[str]:
    name, kanji, letter, year = _era(day)
    month, of_month = day.month, day.day
    first = "元" if year == 1 else str(year)
    return [
        f"{name}{year}年{month}月{of_month}日",
        f"{name}{first}年{month}月{of_month}日",
        f"{name}{_kanji(year)}年{_kanji(month)}月{_kanji(of_month)}日",
        f"{name}{year}.{month}.{of_month}",
        f"{letter}{year}.{month}.{of_month}",
        f"{letter}{year:02}/{month:02}/{of_month:02}",
        f"{letter}{year}年{month}月{of_month}日",
        f"{letter.lower()}{first}.{month}.{of_month}",
        f"{kanji}{first}.{month}.{of_month}",
        f"{kanji}{year}年{month}月{of_month}日",
    ]


@given(days, st.data())
def test_a_day_is_read_back(day: date, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(western(day) + wareki(day)))
    text = data.draw(st.sampled_from([text, _full_width(text), f"「{text}」です", f"有効期限は{text}です"]))
    [found] = dates.read(text, TODAY)
    assert found.days == DayRange.exactly(day)
    assert not found.year_assumed


@given(days)
def test_a_month_is_read_back(day: date) -> None:
    name, _, letter, year = _era(day)
    for text in (
        f"{day.year}年{day.month}月",
        f"{name}{year}年{day.month}月",
        f"{letter}{year}年{day.month}月",
        f"{day.year}/{day.month}",
    ):
        [found] = dates.read(text, TODAY)
        assert found.days == DayRange.month(day.year, day.month), text


@given(days, st.sampled_from([*ERAS, (date(1868, 1, 1), "明治", "明", "M")]))
def test_an_era_past_its_end_or_before_its_start_is_converted(day: date, era: tuple[date, str, str, str]) -> None:
    first, name, _, _ = era
    year = day.year - first.year + 1
    if year >= 1:
        [found] = dates.read(f"{name}{year}年{day.month}月{day.day}日", TODAY)
        assert found.days == DayRange.exactly(day)


@given(st.dates(date(2020, 1, 1), date(2032, 12, 31)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_a_year_follows_the_verb(today: date, month: int, day: int) -> None:
    [past] = dates.read(f"{month}月{day}日に切れた", today)
    [future] = dates.read(f"{month}月{day}日に切れる", today)
    [near] = dates.read(f"{month}月{day}日", today)
    assert isinstance(past.days, DayRange)
    assert isinstance(future.days, DayRange)
    assert isinstance(near.days, DayRange)
    said = date(today.year, month, day)
    assert past.days.latest == (said if said <= today else said.replace(year=today.year - 1))
    assert future.days.earliest == (said if said >= today else said.replace(year=today.year + 1))
    before, after = today - past.days.latest, future.days.earliest - today
    assert near.days == (past.days if before <= after else future.days)
    assert past.year_assumed
    assert near.year_assumed


@given(st.dates(date(2020, 1, 1), date(2032, 12, 31)), st.integers(0, 110))
def test_an_age_gives_the_birth_dates_with_that_age(today: date, age: int) -> None:
    [found] = dates.read(f"{age}歳です", today)
    assert isinstance(found.days, DayRange)
    for birth in (found.days.earliest, found.days.latest):
        assert _age(birth, today) == age
    assert _age(found.days.earliest - _DAY, today) == age + 1
    assert _age(found.days.latest + _DAY, today) == age - 1


_DAY = date(2000, 1, 2) - date(2000, 1, 1)


def _age(birth: date, today: date) -> int:
    """Who was born on 29 February grows older on the 28th in other years."""
    is_leap_birth = (birth.month, birth.day) == (2, 29)
    leap_year = today.year % 4 == 0 and (today.year % 100 != 0 or today.year % 400 == 0)
    birthday = (2, 28) if is_leap_birth and not leap_year else (birth.month, birth.day)
    return today.year - birth.year - ((today.month, today.day) < birthday)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_normal_form_of_the_text_is_read(form: str) -> None:
    text = unicodedata.normalize(form, "ガラケーで２０２６年５月２０日に期限が切れました")  # type: ignore[arg-type]
    [found] = dates.read(text, TODAY)
    assert found.days == DayRange.exactly(date(2026, 5, 20))
    assert text[found.start : found.end] == found.text
