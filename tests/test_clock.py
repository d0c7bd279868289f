"""A played day holds for its dialogue only."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from bot import clock


def test_played_day_holds_inside_only_and_stands_above_the_frozen_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIGEN_TODAY", "2026-06-15")
    with clock.playing(date(2027, 3, 31)):
        assert clock.today() == date(2027, 3, 31)
    assert clock.today() == date(2026, 6, 15)


async def test_days_side_by_side() -> None:
    async def seen(day: date) -> date:
        with clock.playing(day):
            await asyncio.sleep(0)
            return await asyncio.to_thread(clock.today)

    days = [date(2026, 6, 15), date(2027, 3, 31)]
    assert await asyncio.gather(*map(seen, days)) == days
