"""The one place that reads the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


def today() -> date:
    """Today's calendar day in Japan, or the day in ``KIGEN_TODAY`` (2026-06-15) where that is set.

    Raises ``ValueError`` if ``KIGEN_TODAY`` is not a day.
    """
    frozen = os.environ.get("KIGEN_TODAY", "")
    return date.fromisoformat(frozen) if frozen else now().astimezone(TOKYO).date()


def now() -> datetime:
    """This moment (UTC). Never frozen: sessions, tokens and limits run on it."""
    return datetime.now(UTC)
