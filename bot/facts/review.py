"""Which facts a person should look at again."""

from __future__ import annotations

from datetime import date

from bot.facts.table import Fact, Table


def unchecked(table: Table) -> list[Fact]:
    """Facts none of whose sources a person has confirmed on the official page."""
    return [fact for fact in table.facts if all(table.source(s).checked_on is None for s in fact.sources)]


def stale(table: Table, today: date, days: int) -> list[Fact]:
    """Facts whose newest reading is more than ``days`` days ago."""
    return [fact for fact in table.facts if (today - _newest(table, fact)).days > days]


def _newest(table: Table, fact: Fact) -> date:
    sources = [table.source(name) for name in fact.sources]
    return max(source.checked_on or source.read_on for source in sources)
