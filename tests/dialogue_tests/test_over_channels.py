"""The same dialogue over every channel: own organisation, own day, buttons, picked days, masking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.dialogue_tests.keys import CHANNELS
from bot.dialogue_tests.loading import load_file
from bot.dialogue_tests.playing import Played, performances, play_all
from bot.dialogue_tests.script import Dialogue
from bot.dialogue_tests.stage import organisations, players
from bot.engine.engine import Engine

SCRIPT = """
- dialogue: 組織の窓口
  today: 2026-06-15
  organisation: city
  turns:
    - user: 人と話したいです
      topic: human_agent
      words: [みほん市, 0120-95-0178]
- dialogue: 組織の設定なし
  today: 2026-06-15
  turns:
    - user: 人と話したいです
      topic: human_agent
      not_words: [みほん市]
- dialogue: わからないと入力欄で答える
  today: 2026-06-15
  turns:
    - user: 自分の期限はいつですか
      asks: cert_issue_date
    - pick: {field: cert_issue_date, day: null}
      answer: unknown_date
- dialogue: 番号を隠す
  today: 2026-06-15
  turns:
    - user: 番号は1234-5678-9012です
      masked: true
      not_words: ["9012"]
    - user: 更新の手数料はいくらですか
      masked: false
- dialogue: 相対の日付は台本の今日から
  today: 2028-02-28
  turns:
    - user: 電子証明書の有効期限は明日です。期限が切れたらどうなりますか
      dates: [2028-02-29, 2028-05-31]
"""
BIRTH_DATES = """
- dialogue: 生年月日を聞く
  today: 2026-06-15
  channels: [line]
  line_birth_dates: {asks}
  turns:
    - user: 自分の期限はいつですか
      asks: cert_issue_date
    - user: 2022年3月3日に作りました
      asks: {field}
"""


async def played(engine: Engine, dialogues: list[Dialogue], channel: str, day: date | None = None) -> list[Played]:
    async with players(engine, [channel]) as on_stage:
        return await play_all(performances(dialogues, on_stage, day), organisations())


def complaints(results: list[Played]) -> list[str]:
    return [
        f"{result.dialogue.name}：{turn.problem}{[d.reason for d in turn.differences]}"
        for result in results
        for turn in result.turns
        if not turn.passed
    ]


def written(tmp_path: Path, text: str) -> list[Dialogue]:
    file = tmp_path / "a.yml"
    file.write_text(text, "utf-8")
    return load_file(file)


@pytest.mark.parametrize("channel", CHANNELS)
async def test_every_channel_plays_alike(engine: Engine, tmp_path: Path, channel: str) -> None:
    assert complaints(await played(engine, written(tmp_path, SCRIPT), channel)) == []


@pytest.mark.parametrize("channel", CHANNELS)
async def test_what_is_not_as_expected_is_found(engine: Engine, tmp_path: Path, channel: str) -> None:
    wrong = written(tmp_path, SCRIPT.replace("2028-05-31", "2028-05-30").replace("masked: true", "masked: false"))
    assert len(complaints(await played(engine, wrong, channel))) == 2


@pytest.mark.parametrize(("asks", "field"), [("true", "birth_date"), ("false", "cert_last_valid_day")])
async def test_line_asks_for_birth_dates_only_where_it_may(engine: Engine, tmp_path: Path, asks: str, field: str) -> None:
    script = written(tmp_path, BIRTH_DATES.replace("{asks}", asks).replace("{field}", field))
    assert complaints(await played(engine, script, "line")) == []


@pytest.mark.parametrize("channel", CHANNELS)
async def test_another_day_reaches_the_engine(engine: Engine, tmp_path: Path, channel: str) -> None:
    [script] = [d for d in written(tmp_path, SCRIPT) if d.name.startswith("相対")]
    [result] = await played(engine, [replace(script, today=date(2026, 6, 15))], channel, date(2029, 1, 30))
    said = result.turns[0].said
    assert said is not None
    assert "2029年1月31日" in said.shown
