"""Calendar files, read back with the icalendar library."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from answers import TODAY, exactly
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Deadline
from bot.days import DayRange
from bot.render.calendar import CalendarDay, calendar, coming_days, of_signed, signed

MADE = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # the day may be frozen, the moment never is
DAYS = (
    CalendarDay("renewal_from", date(2026, 9, 1)),
    CalendarDay("last_valid_day", date(2026, 12, 1)),
    CalendarDay("grace_last_day", date(2027, 3, 31)),
)
SECRET = "s" * 32


def events(days: tuple[CalendarDay, ...]) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(calendar(days, TODAY, MADE)).walk("VEVENT"))


def test_each_day_is_an_all_day_event_that_blocks_no_time() -> None:
    found = events(DAYS)
    assert [event.decoded("dtstart") for event in found] == [each.day for each in DAYS]
    for event in found:
        assert type(event.decoded("dtstart")) is date
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
        assert event["transp"] == "TRANSPARENT"
        assert event.decoded("dtstamp") == MADE
    assert [str(event["summary"]) for event in found][1] == "電子証明書の期限"
    assert len({str(event["uid"]) for event in found}) == 3


def test_an_alarm_comes_thirty_days_before_a_last_day() -> None:
    first, expiry, grace = (event.walk("VALARM")[0] for event in events(DAYS))
    assert b"TRIGGER:-P30D" in expiry.to_ical()
    assert b"TRIGGER:-P30D" in grace.to_ical()
    assert first.decoded("trigger") == timedelta(hours=9)


@pytest.mark.parametrize(("ahead", "trigger"), [(31, b"TRIGGER:-P30D"), (30, b"TRIGGER:-P1D"), (1, b"TRIGGER:-P1D")])
def test_the_alarm_of_a_near_day_is_not_over_already(ahead: int, trigger: bytes) -> None:
    near = CalendarDay("last_valid_day", TODAY + timedelta(days=ahead))
    assert trigger in events((near,))[0].walk("VALARM")[0].to_ical()


def test_the_file_is_utf8_with_folded_lines_and_says_whose_face_prevails() -> None:
    text = calendar(DAYS, TODAY, MADE)
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert "券面" in str(events(DAYS)[0]["description"])
    assert text.decode("utf-8").startswith("BEGIN:VCALENDAR\r\n")


def test_only_exact_days_to_come_are_taken() -> None:
    deadlines = (
        Deadline("renewal_from", "", exactly("2026-06-14")),
        Deadline("last_valid_day", "", exactly("2026-06-15")),
        Deadline("grace_last_day", "", DayRange.month(2026, 9)),
    )
    assert coming_days(deadlines, date(2026, 6, 15)) == (CalendarDay("last_valid_day", date(2026, 6, 15)),)


def test_a_signed_text_gives_the_days_back_with_the_right_secret_only() -> None:
    text = signed(DAYS, SECRET)
    assert of_signed(text, SECRET) == DAYS
    assert of_signed(text, "t" * 32) is None


def test_no_changed_letter_passes() -> None:
    text = signed(DAYS[:1], SECRET)
    for place in range(len(text) - 1):  # the last letter holds bits that base64 does not use
        changed = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        assert of_signed(changed, SECRET) is None


@given(st.text(max_size=60))
def test_any_other_text_gives_nothing(text: str) -> None:
    assert of_signed(text, SECRET) is None
