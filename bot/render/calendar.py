"""The person's coming days as a calendar file (iCalendar), and the signed text that stands for them in an address.

Nothing personal is in it: only which kind of day it is, and the day.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar

from bot.answers import compose
from bot.answers.answer import Deadline
from bot.answers.wording import say_day
from bot.organisation import organisation

_TITLES = {
    "renewal_from": "電子証明書を更新できる最初の日",
    "last_valid_day": "電子証明書の期限",
    "grace_last_day": "マイナ保険証を受診に使える最終日",
}
_KEYS = tuple(_TITLES)
_LONG_BEFORE, _SHORT_BEFORE = timedelta(days=30), timedelta(days=1)
_MORNING = timedelta(hours=9)
_SIGNATURE_BYTES = 16


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day for the calendar; ``key`` is that of its ``Deadline``."""

    key: str
    day: date


def coming_days(deadlines: Iterable[Deadline], today: date) -> tuple[CalendarDay, ...]:
    """The deadlines that are known to the day and not over. A day within a range is left out: the calendar would be wrong."""
    known = (CalendarDay(d.key, d.days.earliest) for d in deadlines if d.key in _TITLES and d.days.is_exact)
    return tuple(each for each in known if each.day >= today)


def signed(days: Sequence[CalendarDay], secret: str) -> str:
    """The days as text for an address, signed, so that nobody can make a calendar of ours say another day."""
    body = bytes(byte for d in days for byte in (_KEYS.index(d.key), *d.day.toordinal().to_bytes(4, "big")))
    return base64.urlsafe_b64encode(body + _signature(body, secret)).decode().rstrip("=")


def of_signed(text: str, secret: str) -> tuple[CalendarDay, ...] | None:
    """The days that ``signed`` wrote; None for anything else."""
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError, ValueError):
        return None
    body, signature = data[:-_SIGNATURE_BYTES], data[-_SIGNATURE_BYTES:]
    if not body or len(body) % 5 or not hmac.compare_digest(signature, _signature(body, secret)):
        return None
    entries = [body[i : i + 5] for i in range(0, len(body), 5)]
    return tuple(CalendarDay(_KEYS[e[0]], date.fromordinal(int.from_bytes(e[1:], "big"))) for e in entries)


def calendar(days: Iterable[CalendarDay], today: date, made_at: datetime) -> bytes:
    """An iCalendar file (UTF-8) with an all-day event for each day.

    ``today`` decides which alarm still makes sense; ``made_at`` is the moment of making, with its time zone.
    """
    file = icalendar.Calendar()
    file.add("prodid", "-//Kigen//JA")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    for each in days:
        file.add_component(_event(each, today, made_at))
    written: bytes = file.to_ical()
    return written


def _event(each: CalendarDay, today: date, made_at: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{each.key}-{each.day:%Y%m%d}@kigen")
    event.add("dtstamp", made_at)
    event.add("dtstart", each.day)
    event.add("dtend", each.day + timedelta(days=1))  # the end is the first day after an all-day event
    event.add("summary", _TITLES[each.key])
    event.add("description", _description(each))
    event.add("transp", "TRANSPARENT")
    if organisation().counter.url or organisation().contact.url:
        event.add("url", organisation().counter.url or organisation().contact.url)
    event.add_component(_alarm(each, today))
    return event


def _description(each: CalendarDay) -> str:
    about = organisation()
    note = compose.phrase("note_card_face").text
    links = [f"{title} {url}" for title, url in about.links]
    own = [part for part in (about.counter.name, about.counter.url or about.contact.url) if part]
    return "\n".join([f"{_TITLES[each.key]}は{say_day(each.day)}です。{note}", *own, *links])


def _alarm(each: CalendarDay, today: date) -> icalendar.Alarm:
    """30 days before a last day, the day before where that is over; on the morning itself of a first day."""
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _TITLES[each.key])
    if each.key == "renewal_from":
        alarm.add("trigger", _MORNING)
    else:
        is_far = each.day - today > _LONG_BEFORE
        alarm.add("trigger", -_LONG_BEFORE if is_far else -_SHORT_BEFORE)
    return alarm


def _signature(body: bytes, secret: str) -> bytes:
    return hmac.new(secret.encode(), b"calendar\n" + body, hashlib.sha256).digest()[:_SIGNATURE_BYTES]
