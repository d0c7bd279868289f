"""Reads script files into dialogues; every mistake is named with its file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from bot.dialogue_tests import keys, vocabulary
from bot.dialogue_tests.expansion import expanded
from bot.dialogue_tests.located import Located, read_yaml
from bot.dialogue_tests.mistakes import Mistake, near, raise_mistakes
from bot.dialogue_tests.script import Dialogue, Expectation, Picked, Pressed, ScriptError, Turn, Typed


def load(paths: Iterable[Path]) -> list[Dialogue]:
    """The dialogues of files and of all ``*.yml`` in folders, in order; raises ``ScriptError`` with all mistakes."""
    dialogues: list[Dialogue] = []
    mistakes: list[str] = []
    for path in _files(paths):
        try:
            dialogues += load_file(path)
        except ScriptError as error:
            mistakes.append(str(error))
    if mistakes:
        raise ScriptError("\n".join(mistakes))
    return dialogues


def load_file(path: Path) -> list[Dialogue]:
    """The dialogues of a file; raises ``ScriptError`` with all mistakes in it."""
    root = read_yaml(path, path.name)
    if root is None:
        return []
    if not isinstance(root.value, list):
        raise ScriptError(f"{root.place}：会話を「- dialogue: 名前」の形で並べて書いてください。")
    found: list[Dialogue] = []
    mistakes: list[Mistake] = []
    for item in root.value:
        try:
            found += [_dialogue(one, name) for one, name in expanded(item)]
        except Mistake as mistake:
            mistakes.append(mistake)
    raise_mistakes(mistakes)
    return found


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
        if not inside:
            raise ScriptError(f"フォルダー「{path}」に .yml のファイルがありません。")
        found += inside
    return found


def _dialogue(item: Located, name: str) -> Dialogue:
    parts = _known_parts(item, keys.DIALOGUE)
    for required in keys.REQUIRED:
        if required not in parts:
            raise Mistake(item.place, f"「{required}」がありません")
    read = {
        key.name: _READERS[key.kind](parts[key.name], key.name)
        for key in keys.DIALOGUE
        if key.name in parts and key.kind in _READERS
    }
    return Dialogue(
        name=name,
        today=read["today"],
        turns=_turns(parts["turns"]),
        place=item.place,
        organisation=read.get("organisation"),
        channels=read.get("channels", ()),
        line_birth_dates=read.get("line_birth_dates", True),
    )


def _turns(given: Located) -> tuple[Turn, ...]:
    if not isinstance(given.value, list) or not given.value:
        raise Mistake(given.place, "turns には「- user: 文」の形で一つ以上のやりとりを書いてください")
    return tuple(_turn(item) for item in given.value)


def _turn(item: Located) -> Turn:
    parts = _known_parts(item, keys.TURN)
    moves = [name for name in keys.names(keys.MOVES) if name in parts]
    if len(moves) != 1:
        said = "二つ以上あります" if moves else "どれもありません"
        raise Mistake(item.place, f"一つのやりとりには user・button・pick のどれか一つだけを書いてください（いまは{said}）")
    expected = tuple(
        Expectation(key.name, _READERS[key.kind](parts[key.name], key.name), parts[key.name].place)
        for key in keys.EXPECTATIONS
        if key.name in parts
    )
    return Turn(_move(moves[0], parts[moves[0]]), expected, item.place)


def _move(kind: str, given: Located) -> Typed | Pressed | Picked:
    if kind == "pick":
        parts = _known_parts(given, keys.PICK)
        if set(parts) != set(keys.names(keys.PICK)):
            raise Mistake(given.place, "pick は {field: 項目, day: 日付} の形で書いてください")
        return Picked(_field(parts["field"], "field"), None if parts["day"].kind == "null" else _day(parts["day"], "day"))
    return Pressed(_text(given, kind)) if kind == "button" else Typed(_typed(given))


def _known_parts(item: Located, allowed: tuple[keys.Key, ...]) -> dict[str, Located]:
    if not isinstance(item.value, dict):
        raise Mistake(item.place, "「名前: 内容」の形で書いてください")
    for name, part in item.value.items():
        if name not in keys.names(allowed):
            raise Mistake(part.place, f"「{name}」という項目はありません{near(name, keys.names(allowed))}")
    return item.value


def _typed(given: Located) -> str:
    """What a person types may be nothing at all."""
    return "" if given.kind == "str" and given.value == "" else _text(given, "user")


def _text(given: Located, name: str) -> str:
    if isinstance(given.value, dict):
        raise Mistake(given.place, f"{name} には文を書いてください（「{{」で始まる文や「: 」のある文は引用符で囲みます）")
    if not isinstance(given.value, str) or not given.value:
        raise Mistake(given.place, f"{name} には文を書いてください")
    return given.value


def _day(given: Located, name: str) -> date:
    try:
        return date.fromisoformat(_text(given, name))
    except ValueError:
        raise Mistake(given.place, f"{name} の「{given.value}」は日付として読めません。2026-06-15 の形で書いてください") from None


def _flag(given: Located, name: str) -> bool:
    if given.value not in ("true", "false"):
        raise Mistake(given.place, f"{name} は true か false にしてください")
    return given.value == "true"


def _list(given: Located, name: str, one: Callable[[Located, str], Any], may_be_empty: bool = False) -> tuple[Any, ...]:
    """A list; a single value stands for a list of one."""
    if isinstance(given.value, list) and not given.value and not may_be_empty:
        raise Mistake(given.place, f"{name} が空です。書かないか、中身を書いてください")
    items = given.value if isinstance(given.value, list) else [given]
    return tuple(one(item, name) for item in items)


def _name(given: Located, name: str, known: Iterable[str], what: str) -> str:
    text = _text(given, name)
    if text not in known:
        raise Mistake(given.place, f"「{text}」という{what}はありません{near(text, known)}")
    return text


def _topic(given: Located, name: str) -> str:
    return _name(given, name, vocabulary.topics(), "話題")


def _field(given: Located, name: str) -> str:
    return _name(given, name, vocabulary.fields(), "日付の項目")


def _or_null(one: Callable[[Located, str], Any]) -> Callable[[Located, str], Any]:
    return lambda given, name: None if given.kind == "null" else one(given, name)


def _lists_of(one: Callable[[Located, str], Any], may_be_empty: bool = False) -> Callable[[Located, str], Any]:
    return lambda given, name: _list(given, name, one, may_be_empty)


_READERS: dict[str, Callable[[Located, str], Any]] = {
    "text": _text,
    "texts": _lists_of(_text),
    "day": _day,
    "days": _lists_of(_day),
    "flag": _flag,
    "organisation": lambda given, name: _name(given, name, vocabulary.organisations(), "組織の見本"),
    "channels": _lists_of(lambda given, name: _name(given, name, keys.CHANNELS, "チャネル")),
    "topics": _lists_of(_topic),
    "any_topics": _lists_of(_topic, may_be_empty=True),
    "topic_or_null": _or_null(_topic),
    "answer_or_null": _or_null(lambda given, name: _name(given, name, vocabulary.answers(), "答え")),
    "states": _lists_of(lambda given, name: _name(given, name, vocabulary.states(), "状態"), may_be_empty=True),
    "field_or_null": _or_null(_field),
}
