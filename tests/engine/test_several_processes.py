"""Two engines over one PostgreSQL and one Redis behave like one; without their stores they stay calm."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.engine.engine import Engine
from bot.engine.rows_postgres import PostgresRows
from bot.settings import Settings
from tests.servers import postgres, redis

TODAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def engines(database: str, redis_url: str) -> Iterator[list[Engine]]:
    settings = Settings(database=database, redis=redis_url)
    loaded = [Engine(settings), Engine(settings)]
    yield loaded
    for each in loaded:
        each.close()


def test_a_conversation_goes_on_in_the_other_process(engines: list[Engine]) -> None:
    engines[0].reply_now("証明書の期限は2026年5月10日です", "shared", TODAY)
    assert engines[1].reply_now("来週病院で使える？", "shared", TODAY).answer.name == "usable_on_date.in_grace"


async def test_turns_at_once_in_one_conversation_are_all_answered(engines: list[Engine], database: str) -> None:
    replies = await asyncio.gather(*(engines[n % 2].reply("更新に必要な持ち物は？", "busy", TODAY) for n in range(12)))
    assert {reply.answer.topic for reply in replies} == {"renew_bring"}


def test_all_is_forgotten_beside_running_engines(engines: list[Engine], database: str) -> None:
    engines[0].reply_now("証明書の期限は2026年5月10日です", "forgotten", TODAY)
    command = PostgresRows(database)
    command.delete_all()
    assert engines[1].reply_now("来週病院で使える？", "forgotten", TODAY).answer.name == "usable_on_date.general"
    command.close()


def test_without_its_stores_an_engine_says_the_calm_sentence(tmp_path: Path) -> None:
    with postgres(tmp_path) as database, redis(tmp_path) as address:
        engine = Engine(Settings(database=database, redis=address))
        assert engine.reply_now("更新に必要な持ち物は？", "before", TODAY).answer.topic == "renew_bring"
    assert engine.reply_now("更新に必要な持ち物は？", "after", TODAY).answer.name == "failure"
    engine.close()
