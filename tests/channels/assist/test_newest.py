"""Only the newest of what somebody typed is worked on."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.assist.newest import Newest


async def test_of_those_that_wait_only_the_last_is_done() -> None:
    newest, begun, go = Newest(), [], asyncio.Event()

    async def work(name: str) -> str:
        begun.append(name)
        await go.wait()
        return name

    async def typed(who: str, name: str) -> str | None:
        return await newest.of(who, lambda: work(name))

    tasks = [asyncio.create_task(typed(who, name)) for who, name in (("a", "1"), ("a", "2"), ("b", "1b"), ("a", "3"))]
    await asyncio.sleep(0)
    go.set()
    assert await asyncio.gather(*tasks) == ["1", None, "1b", "3"]
    assert begun == ["1", "1b", "3"]
    assert await typed("a", "4") == "4"


async def test_work_that_fails_leaves_the_way_open() -> None:
    newest = Newest()

    async def fails() -> None:
        raise ValueError("broken")

    async def works() -> int:
        return 1

    with pytest.raises(ValueError, match="broken"):
        await newest.of("a", fails)
    assert await newest.of("a", works) == 1
