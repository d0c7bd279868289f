"""Scripts come from Rasa's tests and spreadsheets, go out to Botium, and survive being written and read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.dialogue_tests.botium import convo, write_convos
from bot.dialogue_tests.loading import load, load_file
from bot.dialogue_tests.rasa_stories import read_stories
from bot.dialogue_tests.script import Dialogue, Expectation, Picked, Place, Pressed, ScriptError, Turn, Typed
from bot.dialogue_tests.spreadsheet import read_csv
from bot.dialogue_tests.writing import append

DAY = date(2026, 6, 15)
PLACE = Place("a.yml", 1)


def expected(**values: object) -> tuple[Expectation, ...]:
    return tuple(Expectation(key, value, PLACE) for key, value in values.items())  # type: ignore[arg-type]


WHOLE = Dialogue(
    "期限: 5月/猶予",
    DAY,
    (
        Turn(
            Typed("# 証明書が\n5月に切れた: 使える？"),
            expected(
                topic="usable_on_date",
                dates=(date(2026, 8, 31),),
                words=("使えます", "1"),
                not_words=("使えません", "だめ"),
                asks=None,
            ),
            PLACE,
        ),
        Turn(Pressed("更新の持ち物"), expected(topic=None, no_dates=(date(2026, 7, 31), DAY), masked=True, states=()), PLACE),
        Turn(Picked("as_of", DAY), expected(buttons=("手数料",)), PLACE),
        Turn(Picked("as_of", None), (), PLACE),
    ),
    PLACE,
    "city",
    ("web",),
    False,
)


def contents(dialogue: Dialogue) -> tuple[object, ...]:
    """All but the places."""
    turns = tuple((turn.move, {e.key: e.value for e in turn.expected}) for turn in dialogue.turns)
    return dialogue.name, dialogue.today, dialogue.organisation, dialogue.channels, dialogue.line_birth_dates, turns


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    file = tmp_path / "new" / "mine.yml"
    append([WHOLE], file)
    append([WHOLE], file)
    assert [contents(dialogue) for dialogue in load_file(file)] == [contents(WHOLE)] * 2
    assert "dates: [2026-08-31]" in file.read_text("utf-8")


def test_adding_keeps_what_stands_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text("# 大切な注\n", "utf-8")
    append([WHOLE], file)
    assert file.read_text("utf-8").startswith("# 大切な注\n")
    assert len(load_file(file)) == 1


STORIES = """version: "3.1"
stories:
- story: 更新
  steps:
  - user: |
      [5月](date)に切れた証明書の更新方法は？
    intent: renew_how
  - action: action_answer_topic
  - bot: 窓口で
  - bot: 無料です
  - or:
    - intent: affirm
  - user: "ありがとう"
    intent: utter_unknown
- story: 空
  steps:
  - action: action_listen
"""


def test_rasa_stories(tmp_path: Path) -> None:
    file = tmp_path / "test_stories.yml"
    file.write_text(STORIES, "utf-8")
    [dialogue] = read_stories(file, DAY)
    assert contents(dialogue) == (
        "更新",
        DAY,
        None,
        (),
        True,
        (
            (Typed("5月に切れた証明書の更新方法は？"), {"topic": "renew_how", "words": ("窓口で", "無料です")}),
            (Typed("ありがとう"), {}),
        ),
    )


@pytest.mark.parametrize(
    ("text", "says"), [("nlu: []\n", "stories:"), ("stories:\n- story: a\n", "2行目：「steps:」"), ("a: [\n", "YAMLとして")]
)
def test_other_files_are_no_stories(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "s.yml").write_text(text, "utf-8")
    with pytest.raises(ScriptError, match=says):
        read_stories(tmp_path / "s.yml", DAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_spreadsheet(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "q.csv"
    file.write_bytes('質問,期待する言葉\r\n手数料は？,無料\r\n\r\n"切れた,どうする？",窓口、再発行\r\n'.encode(encoding))
    found = read_csv(file, DAY)
    assert [(d.name, d.turns[0].expected[0].value, d.place.line) for d in found] == [
        ("手数料は？", ("無料",), 2),
        ("切れた,どうする？", ("窓口", "再発行"), 4),
    ]


def test_spreadsheet_without_words_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("手数料は？,無料\n更新は？\n", "utf-8")
    with pytest.raises(ScriptError, match=r"q\.csv の2行目：「更新は？」の答え"):
        read_csv(tmp_path / "q.csv", DAY)


def test_botium_notation() -> None:
    assert convo(WHOLE) == (
        "期限: 5月/猶予\n今日 2026-06-15\n\n"
        "#me\n＃ 証明書が 5月に切れた: 使える？\n\n"
        "#bot\nINTENT usable_on_date\nTEXT_CONTAINS_ANY 2026年8月31日|令和8年8月31日\nTEXT_CONTAINS_ALL 使えます|1\n"
        "!TEXT_CONTAINS_ANY 使えません|だめ\n\n"
        "#me\nBUTTON 更新の持ち物\n\n"
        "#bot\n!TEXT_CONTAINS_ANY 2026年7月31日|令和8年7月31日\n!TEXT_CONTAINS_ANY 2026年6月15日|令和8年6月15日\n\n"
        "#me\n2026年6月15日\n\n#bot\nBUTTONS 手数料\n\n"
        "#me\nわからない\n\n#bot\n"
    )


def test_botium_files_have_names_that_every_disk_takes(tmp_path: Path) -> None:
    [file] = write_convos([WHOLE], tmp_path / "out")
    assert file.name == "001_期限_5月_猶予.convo.txt"
    assert len(write_convos(load([Path("tests/dialogues")]), tmp_path / "all")) == len(list((tmp_path / "all").iterdir()))
