"""The one place that reads the clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


_played: ContextVar[date | None] = ContextVar("the day that is played", default=None)


def today() -> date:
    """Today's calendar day in Japan; the day of ``playing``, or the day in ``KIGEN_TODAY`` (2026-06-15), where one is set.

    Raises ``ValueError`` if ``KIGEN_TODAY`` is not a day.
    """
    played = _played.get()
    if played:
        return played
    frozen = os.environ.get("KIGEN_TODAY", "")
    return date.fromisoformat(frozen) if frozen else now().astimezone(TOKYO).date()


@contextmanager
def playing(day: date) -> Iterator[None]:
    """Let it be a day inside the ``with`` and in the tasks begun there, and nowhere else: for scripted dialogues."""
    token = _played.set(day)
    try:
        yield
    finally:
        _played.reset(token)


def now() -> datetime:
    """This moment (UTC). Never frozen: sessions, tokens and limits run on it."""
    return datetime.now(UTC)
