"""Scripts are read as written; every mistake names its file, its line and its reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.dialogue_tests.loading import load, load_file
from bot.dialogue_tests.script import Picked, Pressed, ScriptError, Typed

HEAD = "- dialogue: 名前\n  today: 2026-06-15\n"


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "renewal.yml"
    file.write_text(text, "utf-8")
    return file


def test_all_of_a_dialogue_is_read(tmp_path: Path) -> None:
    text = (
        HEAD + "  organisation: city\n  channels: [web, line]\n  line_birth_dates: false\n"
        "  turns:\n"
        "    - user: 切れた\n      topic: null\n      states: []\n"
        "      dates: 2026-08-31\n      words: [使える, '1']\n      masked: true\n"
        "    - button: 更新の持ち物\n"
        "    - pick: {field: as_of, day: null}\n"
        "    - user: 28\n"
    )
    [dialogue] = load_file(written(tmp_path, text))
    assert (dialogue.name, dialogue.today, dialogue.organisation) == ("名前", date(2026, 6, 15), "city")
    assert (dialogue.channels, dialogue.line_birth_dates) == (("web", "line"), False)
    assert [turn.move for turn in dialogue.turns] == [
        Typed("切れた"),
        Pressed("更新の持ち物"),
        Picked("as_of", None),
        Typed("28"),
    ]
    assert {e.key: e.value for e in dialogue.turns[0].expected} == {
        "topic": None,
        "states": (),
        "dates": (date(2026, 8, 31),),
        "words": ("使える", "1"),
        "masked": True,
    }
    assert [str(e.place) for e in dialogue.turns[0].expected][1] == "renewal.yml の9行目"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            HEAD + "  turns:\n    - user: a\n      topc: renew_how\n",
            "renewal.yml の5行目：「topc」という項目はありません（「topic」のまちがいですか）。",
        ),
        (HEAD + "  turn:\n    - user: a\n", "renewal.yml の3行目：「turn」という項目はありません（「turns」のまちがいですか）。"),
        (HEAD, "renewal.yml の1行目：「turns」がありません。"),
        ("- dialogue: a\n  turns: [{user: a}]\n", "「today」がありません"),
        ("- dialogue: a\n  today: 6月15日\n  turns: [{user: a}]\n", "2行目：today の「6月15日」は日付として読めません"),
        (HEAD + "  turns: []\n", "turns には"),
        (
            HEAD + "  turns:\n    - topic: renew_how\n",
            "4行目：一つのやりとりには user・button・pick のどれか一つだけを書いてください（いまはどれもありません）",
        ),
        (HEAD + "  turns:\n    - user: a\n      button: b\n", "（いまは二つ以上あります）"),
        (
            HEAD + "  turns:\n    - user: a\n      topic: renew_hwo\n",
            "「renew_hwo」という話題はありません（「renew_how」のまちがいですか）",
        ),
        (
            HEAD + "  turns:\n    - user: a\n      answer: usable_on_date.in_grase\n",
            "「usable_on_date.in_grace」のまちがいですか",
        ),
        (
            HEAD + "  turns:\n    - user: a\n      states: [EXPIERD]\n",
            "「EXPIERD」という状態はありません（「EXPIRED」のまちがいですか）",
        ),
        (HEAD + "  turns:\n    - user: a\n      dates: [2026-02-30]\n", "「2026-02-30」は日付として読めません"),
        (HEAD + "  turns:\n    - user: a\n      dates: []\n", "dates が空です"),
        (HEAD + "  turns:\n    - user: a\n      asks: expiry\n", "「expiry」という日付の項目はありません"),
        (HEAD + "  turns:\n    - user: a\n      masked: はい\n", "masked は true か false"),
        (HEAD + "  turns:\n    - user: a\n      words: [{a: b}]\n", "words には文を書いてください"),
        (HEAD + "  turns:\n    - pick: {field: as_of}\n", "pick は {field: 項目, day: 日付} の形"),
        (HEAD + "  organisation: shi\n  turns: [{user: a}]\n", "3行目：「shi」という組織の見本はありません"),
        (HEAD + "  channels: [sms]\n  turns: [{user: a}]\n", "「sms」というチャネルはありません"),
        (
            HEAD + "  turns:\n    - user: a\n      topic: renew_how\n      topic: renew_fee\n",
            "6行目：「topic」が二度書かれています",
        ),
        (HEAD + "  turns:\n    - user: a: b\n", "4行目：YAMLとして読めません。「:」の使い方が違います"),
        (HEAD + "  turns:\n    - user: {when}病院\n", "「{」で始まる文は引用符"),
        (HEAD + "  turns:\n    - user: {when}\n", "「{」で始まる文"),
        (HEAD + "  turns:\n\t- user: a\n", "タブは使えません"),
        ("dialogue: a\n", "1行目：会話を「- dialogue: 名前」の形で"),
        ("- a\n", "「名前: 内容」の形で"),
        (HEAD + "  expand: {when: [来週]}\n  turns: [{user: a}]\n", "「{when}」がどこにも使われていません"),
        (HEAD + "  expand: {when: []}\n  turns: [{user: 'a{when}'}]\n", "言い方の一覧"),
        (
            HEAD + "  expand: {when: [来週]}\n  turns: [{user: 'a{when}{whem}'}]\n",
            "「{whem}」に入れる値が expand にも cases にもありません（「when」",
        ),
        (HEAD + "  cases: [{a: 1, b: 2}, {a: 1}]\n  turns: [{user: 'a{a}{b}'}]\n", "同じ名前（a、b）"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ScriptError) as error:
        load_file(written(tmp_path, text))
    assert says in str(error.value)
    assert str(error.value).startswith("renewal.yml の")


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(HEAD + "  turns: [{user: a, tpic: x}]\n" + HEAD + "  turns: [{usr: a}]\n", "utf-8")
    (tmp_path / "b.yml").write_text("- 1\n", "utf-8")
    with pytest.raises(ScriptError) as error:
        load([tmp_path])
    assert [line.split("：")[0] for line in str(error.value).splitlines()] == ["a.yml の3行目", "a.yml の6行目", "b.yml の1行目"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "sjis.yml").write_bytes("- dialogue: 名前".encode("cp932"))
    for path, says in ((tmp_path / "none.yml", "読めません"), (tmp_path / "sjis.yml", "UTF-8")):
        with pytest.raises(ScriptError, match=says):
            load([path])
    (tmp_path / "empty").mkdir()
    with pytest.raises(ScriptError, match=r"\.yml のファイルがありません"):
        load([tmp_path / "empty"])


def test_the_scripts_of_the_repository_can_be_read() -> None:
    assert load([Path("tests/dialogues")])
