"""Answering for another organisation for a while."""

from __future__ import annotations

import asyncio

from bot.organisation import Organisation, organisation, use


def test_other_organisation_holds_inside_only() -> None:
    before = organisation()
    with use(Organisation(name="ためし市")):
        assert organisation().name == "ためし市"
    assert organisation() == before


async def test_tasks_side_by_side_keep_their_own() -> None:
    async def name_seen(name: str) -> str:
        with use(Organisation(name=name)):
            await asyncio.sleep(0)
            return organisation().name

    assert await asyncio.gather(name_seen("甲市"), name_seen("乙市")) == ["甲市", "乙市"]


async def test_work_handed_to_another_loop_keeps_it() -> None:
    """The engine's actions run on a loop and thread of their own."""

    async def name_seen() -> str:
        return organisation().name

    def in_new_thread(loop: asyncio.AbstractEventLoop) -> None:
        loop.run_forever()

    loop = asyncio.new_event_loop()
    thread = asyncio.get_running_loop().run_in_executor(None, in_new_thread, loop)
    with use(Organisation(name="丙市")):
        seen = asyncio.wrap_future(asyncio.run_coroutine_threadsafe(name_seen(), loop))
    assert await seen == "丙市"
    loop.call_soon_threadsafe(loop.stop)
    await thread
    loop.close()
