"""Turns of one conversation never overlap, in a process and among processes that share Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.engine.stores import ConversationLocks
from bot.settings import Settings
from bot.state.opening import opened_locks


@pytest.fixture(params=["alone", "shared"])
async def two(request: pytest.FixtureRequest) -> AsyncIterator[list[ConversationLocks]]:
    """The locks of two engines; of one where there is no Redis between them."""
    if request.param == "alone":
        locks = [ConversationLocks(opened_locks(Settings()))] * 2
    else:
        settings = Settings(redis=request.getfixturevalue("redis_url"))
        locks = [ConversationLocks(opened_locks(settings)) for _ in range(2)]
    yield locks
    for each in locks:
        await each.close()


async def test_one_turn_at_a_time_in_a_conversation(two: list[ConversationLocks]) -> None:
    inside: list[int] = []
    done: list[int] = []

    async def turn(number: int) -> None:
        async with two[number % 2].lock("line:U1"):
            inside.append(number)
            assert len(inside) == 1
            await asyncio.sleep(0.005)
            inside.remove(number)
        done.append(number)

    await asyncio.gather(*(turn(number) for number in range(10)))
    assert sorted(done) == list(range(10))


async def test_other_conversations_do_not_wait(two: list[ConversationLocks]) -> None:
    async with asyncio.timeout(5), two[0].lock("line:U1"), two[1].lock("line:U2"), two[0].lock("web:U1"):
        pass
