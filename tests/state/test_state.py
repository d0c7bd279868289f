"""Shared state: the same behaviour in memory, in a file and in Redis."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from redis import asyncio as asyncio_redis

from bot.state import State, StoreError
from bot.state.redis import RedisState, require_reachable
from bot.state.sqlite import SqliteState

SOON = 0.05
AFTER_SOON = 0.2


async def test_values_are_set_read_overwritten_and_deleted(state: State) -> None:
    assert await state.value("k") is None
    await state.put("k", "期限 ' \" \n", 60)
    assert await state.value("k") == "期限 ' \" \n"
    await state.put("k", "2", 60)
    assert await state.value("k") == "2"
    await state.delete("k")
    await state.delete("k")
    assert await state.value("k") is None


async def test_only_the_first_of_many_adds_a_key(state: State) -> None:
    added = await asyncio.gather(*(state.add("k", str(number), 60) for number in range(20)))
    assert added.count(True) == 1
    assert await state.value("k") == str(added.index(True))


async def test_entries_end_and_can_be_added_again(state: State) -> None:
    await state.put("k", "1", SOON)
    await state.add("other", "1", SOON)
    await asyncio.sleep(AFTER_SOON)
    assert await state.value("k") is None
    assert await state.keys("") == []
    assert await state.add("other", "2", 60)
    assert await state.value("other") == "2"


async def test_a_counter_counts_each_call_once_and_begins_again_at_its_end(state: State) -> None:
    assert sorted(await asyncio.gather(*(state.count("c", 60) for _ in range(20)))) == list(range(1, 21))
    assert await state.count("short", SOON) == 1
    await asyncio.sleep(AFTER_SOON)
    assert await state.count("short", SOON) == 1


async def test_a_counter_s_time_runs_from_its_first_count(state: State) -> None:
    for _ in range(4):
        await state.count("c", AFTER_SOON)
        await asyncio.sleep(AFTER_SOON / 3)
    assert await state.count("c", AFTER_SOON) <= 2


async def test_keys_that_are_looked_for_all_the_time_are_found_while_they_live(state: State) -> None:
    await state.put("line:pending:p:1", "1", 60)
    await state.put("line:pending:p:2", "1", 60)
    await state.put("line:pending:p:3", "1", SOON)
    await state.put("line:seen:x", "1", 60)
    assert await state.add("handover:case:a", "1", 60)
    assert not await state.add("handover:case:a", "2", 60)
    await state.put("handover:present:a", "1", 60)
    await state.delete("line:pending:p:2")
    await asyncio.sleep(AFTER_SOON)
    assert await state.keys("line:pending:") == ["line:pending:p:1"]
    assert await state.keys("handover:case:") == ["handover:case:a"]
    await state.put("line:pending:p:3", "again", 60)
    assert await state.keys("line:pending:") == ["line:pending:p:1", "line:pending:p:3"]
    await state.delete_all()
    assert await state.keys("line:pending:") == []
    assert await state.keys("handover:") == []


async def test_keys_are_found_by_their_beginning_taken_literally(state: State) -> None:
    for key in ("a:2", "a:1", "a%:1", "a*:1", "a[b]:1", "b:1"):
        await state.put(key, "x", 60)
    assert await state.keys("a:") == ["a:1", "a:2"]
    assert await state.keys("a*") == ["a*:1"]
    assert await state.keys("a%") == ["a%:1"]
    assert await state.keys("a[b]") == ["a[b]:1"]
    assert len(await state.keys("")) == 6


async def test_a_lock_is_held_by_one_in_the_order_of_coming(state: State) -> None:
    inside: list[int] = []
    order: list[int] = []

    async def work(number: int) -> None:
        async with state.lock("l", 60):
            inside.append(number)
            assert len(inside) == 1
            await asyncio.sleep(0.005)
            inside.remove(number)
            order.append(number)

    tasks = []
    for number in range(8):
        tasks.append(asyncio.create_task(work(number)))
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert order == list(range(8))


async def test_a_lock_is_free_again_after_an_error(state: State) -> None:
    with pytest.raises(ZeroDivisionError):
        async with state.lock("l", 60):
            raise ZeroDivisionError
    async with state.lock("l", 60):
        pass


async def test_everything_can_be_forgotten(state: State) -> None:
    await state.put("a", "1", 60)
    await state.count("c", 60)
    await state.delete_all()
    assert await state.keys("") == []


async def test_a_file_is_found_again_after_a_restart(tmp_path: Path) -> None:
    first = SqliteState(tmp_path)
    await first.put("session:a", "1", 60)
    await first.close()
    second = SqliteState(tmp_path)
    assert await second.value("session:a") == "1"
    await second.close()


async def test_two_processes_exclude_each_other_and_hand_over(redis_url: str) -> None:
    one, two = RedisState(redis_url), RedisState(redis_url)
    inside: list[str] = []
    turns: list[str] = []

    async def work(state: RedisState, name: str) -> None:
        for _ in range(10):
            async with state.lock("shared", 60):
                inside.append(name)
                assert len(inside) == 1
                await asyncio.sleep(0.002)
                inside.remove(name)
                turns.append(name)

    # Ten polls of a second each would not be over in this time.
    async with asyncio.timeout(8):
        await asyncio.gather(work(one, "one"), work(two, "two"))
    assert sorted(turns) == ["one"] * 10 + ["two"] * 10
    await one.close()
    await two.close()


async def test_a_lock_whose_holder_is_gone_passes_on_and_the_late_one_opens_nothing(redis_url: str) -> None:
    late, next_one, third = RedisState(redis_url), RedisState(redis_url), RedisState(redis_url)
    stalled = late.lock("gone", SOON)
    await stalled.__aenter__()
    async with next_one.lock("gone", 60):
        await stalled.__aexit__(None, None, None)  # wakes up after its time, and must not free the lock of the next
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1), third.lock("gone", 60):
                pass
    for each in (late, next_one, third):
        await each.close()


def test_a_redis_that_does_not_answer_is_said() -> None:
    with pytest.raises(StoreError, match="KIGEN_REDIS"):
        require_reachable("redis://127.0.0.1:1/0")


async def test_a_lock_lasts_as_long_as_its_holder_lives_and_no_longer(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.state.redis._LEASE_SECONDS", 0.4)
    monkeypatch.setattr("bot.state.redis._RENEWAL_SECONDS", 0.1)
    holder, other = RedisState(redis_url), RedisState(redis_url)
    held = holder.lock("long", 60)
    await held.__aenter__()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1.0), other.lock("long", 60):
            pass
    (dying,) = (task for task in asyncio.all_tasks() if "RedisState._hold" in str(task.get_coro()))
    dying.cancel()  # as when the process is killed: nobody says any more that the lock is held
    async with asyncio.timeout(5.0), other.lock("long", 60):
        pass
    await held.__aexit__(None, None, None)
    for each in (holder, other):
        await each.close()


async def test_forgetting_a_conversation_reads_no_names_of_others_and_its_set_of_names_ends(redis_url: str) -> None:
    state, watching = RedisState(redis_url), asyncio_redis.from_url(redis_url)
    await watching.config_resetstat()
    for seconds in (2, 0.3, 1):
        await state.put(f"once:0a1b:{seconds}", "answer", seconds)
    await state.put("once:0a1b2:other", "of another", 60)
    assert await state.keys("once:0a1b:") == ["once:0a1b:0.3", "once:0a1b:1", "once:0a1b:2"]
    assert 1_000 < await watching.pttl("kigen:names:once:0a1b:") <= 2_000
    assert "cmdstat_scan" not in await watching.info("commandstats")
    await watching.aclose()
    await state.close()
