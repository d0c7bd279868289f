"""The three fields of a date: what they take, and what they refuse in words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen

TAKEN = [
    # era, year, month, day, what is sent
    ("", "2026", "5", "20", "2026-05-20"),
    ("", "２０２６", "０５", "２０", "2026-05-20"),
    ("", "2026年", "5月", "20日", "2026-05-20"),
    ("令和", "8", "5", "20", "2026-05-20"),
    ("", "令和8", "5", "20", "2026-05-20"),
    ("", "令和８年", "５", "２０", "2026-05-20"),
    ("", "R8", "5", "20", "2026-05-20"),
    ("", "平成28年", "12", "31", "2016-12-31"),
    ("", "平成38年", "5", "20", "2026-05-20"),
    ("平成", "2026", "5", "20", "2026-05-20"),
    ("", "令和8年5月20日", "", "", "2026-05-20"),
    ("", "2026/5/20", "", "", "2026-05-20"),
    ("", "2028-2-29", "", "", "2028-02-29"),
    ("", "R8.5.20", "", "", "2026-05-20"),
    ("", "20260520", "", "", "2026-05-20"),
]
REFUSED = [
    ("2026", "2", "30", "2026年2月は28日までで、30日はありません。日を確かめてください。"),
    ("2027", "2", "29", "2027年2月は28日までで、29日はありません。日を確かめてください。"),
    ("令和8", "4", "31", "2026年4月は30日までで、31日はありません。日を確かめてください。"),
    ("", "5", "20", "年を数字で入れてください（例：2026、令和8）。"),
    ("26", "5", "20", "年を数字で入れてください（例：2026、令和8）。"),
    ("2026", "13", "1", "月は1から12までの数字で入れてください。"),
    ("2026", "", "20", "月は1から12までの数字で入れてください。"),
    ("2026", "5", "0", "日を数字で入れてください（例：20）。"),
    ("2026", "5", "はつか", "日を数字で入れてください（例：20）。"),
    ("2015", "12", "31", "2016年1月1日（平成28年1月1日）より前の日です。年を確かめてください。"),
    ("2042", "1", "1", "2041年12月31日（令和23年12月31日）より後の日です。年を確かめてください。"),
]


def test_all_ways_to_write_a_day_are_taken(screen: Screen) -> None:
    for era, year, month, day, sent in TAKEN:
        screen.ask("計算して")
        screen.chat.get_by_label("元号").last.select_option(era)
        screen.type_date(year, month, day)
        screen.button("この日で計算する").click()
        expect(screen.chat.get_by_label("年", exact=True)).to_have_count(0)
        assert screen.server.received[-1]["body"] == {"date": {"field": "cert_last_valid_day", "value": sent}}, (
            era,
            year,
            month,
            day,
        )


def test_what_is_no_day_is_refused_in_words(screen: Screen) -> None:
    screen.ask("計算して")
    sent = len(screen.server.received)
    for year, month, day, words in REFUSED:
        screen.chat.get_by_label("元号").select_option("")
        screen.type_date(year, month, day)
        screen.button("この日で計算する").click()
        expect(screen.alert).to_have_text(words)
        wrong = screen.chat.locator("[aria-invalid=true]")
        expect(wrong).to_be_focused()
        expect(wrong).to_have_attribute("aria-describedby", "error")
    assert len(screen.server.received) == sent


def test_the_day_is_read_back_in_both_calendars(screen: Screen) -> None:
    screen.ask("計算して")
    screen.type_date("令和8", "5", "20")
    expect(screen.chat.locator("output")).to_have_text("2026年5月20日（令和8年5月20日）")
    expect(screen.chat.get_by_label("元号")).to_have_value("令和")
    expect(screen.chat.get_by_label("年", exact=True)).to_have_value("8")


def test_a_month_without_a_day_goes_as_words(screen: Screen) -> None:
    screen.ask("計算して")
    screen.type_date("令和3", "4", "")
    screen.button("この日で計算する").click()
    expect(screen.answers()).to_have_count(3)
    assert screen.server.received[-1]["body"] == {"text": "証明書の期限は2021年4月です"}


@pytest.mark.parametrize(("month", "day", "sent"), [("5", "20", "誕生日は5月20日です"), ("2", "29", "誕生日は2月29日です")])
def test_a_birthday_needs_no_year(screen: Screen, month: str, day: str, sent: str) -> None:
    screen.ask("証明書いつ切れる？")
    screen.chat.get_by_role("button", name="誕生日 5月20日").click()
    expect(screen.chat.get_by_label("月", exact=True)).to_have_value("5")
    screen.type_date("", month, day)
    screen.button("この日で計算する").click()
    expect(screen.answers()).to_have_count(3)
    assert screen.server.received[-1]["body"] == {"text": sent}


def test_a_birthday_that_no_year_has(screen: Screen) -> None:
    screen.ask("証明書いつ切れる？")
    screen.chat.get_by_role("button", name="誕生日 5月20日").click()
    screen.type_date("", "2", "30")
    screen.button("この日で計算する").click()
    expect(screen.alert).to_have_text("2月は29日までで、30日はありません。日を確かめてください。")
