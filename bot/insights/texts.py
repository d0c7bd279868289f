"""The messages that were kept, where the organisation keeps them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date, timedelta

from bot.engine.events import NOT_UNDERSTOOD
from bot.insights.figures import Period


def not_understood(store: sqlite3.Connection, period: Period) -> Counter[str]:
    """The messages that were not understood, and how often each came. Empty where no texts are kept."""
    query = (
        "SELECT text, SUM(times) AS times FROM texts WHERE day >= ? AND day < ? AND simulated = ? AND decision = ? GROUP BY text"
    )
    return Counter({row["text"]: row["times"] for row in store.execute(query, (*period.bounds, NOT_UNDERSTOOD))})


def kept_at_all(store: sqlite3.Connection, period: Period) -> bool:
    """Whether any text of the period was kept."""
    query = "SELECT 1 FROM texts WHERE day >= ? AND day < ? AND simulated = ? LIMIT 1"
    return store.execute(query, period.bounds).fetchone() is not None


def still_kept(period: Period, today: date, keep_days: int) -> Period:
    """The part of a period whose texts have not expired: a process that deletes them may not have run since."""
    return Period(max(period.first, today - timedelta(days=keep_days - 1)), period.last, period.simulated)
