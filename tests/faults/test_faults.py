"""Processes are killed, stores restarted and servers reloaded while people talk: everything is answered once, nothing is damaged.

The long form is ``tests/faults/run.py``; its results are in ``tests/faults/results``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.faults.people import Talk, talk
from tests.faults.scene import Scene, scene
from tests.faults.trial import Trouble, conversations, different, undisturbed

CONVERSATIONS = 24
KILL_EVERY_SECONDS = 3.0
PAUSE_SECONDS = 1.2


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with scene(tmp_path_factory.mktemp("faults"), workers=2) as started:
        yield started


def _wrong(talks: list[Talk], models: list[Talk]) -> list[tuple[int, list[str], list[str]]]:
    """The conversations in which anything is not as it should be."""
    otherwise = different(talks, models)
    return [(each.number, each.uncalm, each.names) for each in talks if each.uncalm or not each.is_whole or each in otherwise]


async def test_every_message_is_answered_once_whatever_dies(stage: Scene) -> None:
    trouble = Trouble(KILL_EVERY_SECONDS)
    models = await undisturbed(stage)
    talks = await conversations(stage, CONVERSATIONS, trouble, PAUSE_SECONDS)
    assert len(trouble.killed) >= 2
    assert trouble.restarted == ["PostgreSQL", "Redis"]
    assert _wrong(talks, models) == []


async def test_new_contents_come_to_all_servers_without_a_message_lost(stage: Scene) -> None:
    models = await undisturbed(stage)
    before = [server.serving for server in stage.servers]

    async def reload_one_after_the_other() -> list[str]:
        return [(await asyncio.to_thread(server.say, "reload")).stdout for server in stage.servers]

    reloading = asyncio.create_task(reload_one_after_the_other())
    talks: list[Talk] = []
    while not reloading.done():
        first = CONVERSATIONS + len(talks)  # people who were not there yet
        talks += await asyncio.gather(*(talk(stage.address, number, PAUSE_SECONDS) for number in range(first, first + 4)))
    assert all("切りかえました" in said for said in await reloading)
    assert all(set(server.serving).isdisjoint(old) for server, old in zip(stage.servers, before, strict=True))
    assert _wrong(talks, models) == []
    assert [each.calm for each in talks if each.calm] == []
