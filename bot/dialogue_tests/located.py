"""YAML whose every value knows its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.dialogue_tests.script import Place, ScriptError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLACEHOLDER = re.compile(r"\{([A-Za-z_]\w*)\}")
_REASONS = (
    ("mapping values are not allowed", "「:」の使い方が違います。文に「: 」があるときは、文を引用符（'…'）で囲んでください"),
    ("found undefined alias", "「*」で始まる文は引用符（'…'）で囲んでください"),
    ("cannot start any token", "この記号で始まる文は引用符（'…'）で囲んでください"),
    ("did not find expected", "字下げか引用符の閉じ忘れを確かめてください（「{」で始まる文は引用符で囲みます）"),
    ("expected <block end>", "字下げか引用符の閉じ忘れを確かめてください（「{」で始まる文は引用符で囲みます）"),
)


@dataclass(frozen=True, slots=True)
class Located:
    """A value and the line where its key (or the value itself) begins.

    A scalar is the text as written, None for null; ``kind`` says what YAML takes it for (``str``, ``bool``, ``null`` …).
    """

    value: str | list[Located] | dict[str, Located] | None
    kind: str
    place: Place


def read_yaml(path: Path, shown: str) -> Located | None:
    """The contents of a file, None where it is empty; raises ``ScriptError``. ``shown``: the file's name in messages."""
    text = _text(path, shown)
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ScriptError(f"{Place(shown, line)}：YAMLとして読めません。{_reason(str(error.problem), text, line)}。") from None
    return _located(root, shown, None) if root is not None else None


def _text(path: Path, shown: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise ScriptError(f"ファイル「{shown}」を読めません（{error.strerror}）。") from None
    except UnicodeDecodeError:
        raise ScriptError(f"ファイル「{shown}」はUTF-8の文字ではありません。UTF-8で保存し直してください。") from None


def substituted(located: Located, values: Mapping[str, str], unknown: set[str]) -> Located:
    """The same with every ``{name}`` in its texts replaced; names without a value are put into ``unknown``."""
    if isinstance(located.value, list):
        return Located([substituted(item, values, unknown) for item in located.value], located.kind, located.place)
    if isinstance(located.value, dict):
        parts = {key: substituted(value, values, unknown) for key, value in located.value.items()}
        return Located(parts, located.kind, located.place)
    if located.value is None:
        return located
    unknown.update(name for name in names_in(located.value) if name not in values)
    filled = _PLACEHOLDER.sub(lambda match: values.get(match.group(1), match.group(0)), located.value)
    return Located(filled, located.kind, located.place)


def names_in(text: str) -> list[str]:
    """The names that stand in braces in a text."""
    return _PLACEHOLDER.findall(text)


def _located(node: yaml.Node, file: str, line: int | None) -> Located:
    place = Place(file, line or node.start_mark.line + 1)
    kind = node.tag.rpartition(":")[2]
    if isinstance(node, yaml.SequenceNode):
        return Located([_located(item, file, None) for item in node.value], kind, place)
    if isinstance(node, yaml.MappingNode):
        return Located(_mapping(node, file), kind, place)
    return Located(None if kind == "null" else str(node.value), kind, place)


def _mapping(node: yaml.MappingNode, file: str) -> dict[str, Located]:
    found: dict[str, Located] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        name = str(key.value)
        if name in found:
            raise ScriptError(f"{Place(file, line)}：「{name}」が二度書かれています。一つにしてください。")
        found[name] = _located(value, file, line)
    return found


def _reason(problem: str, text: str, line: int) -> str:
    lines = text.splitlines()
    if line <= len(lines) and "\t" in lines[line - 1]:
        return "字下げにタブは使えません。空白にしてください"
    return next((said for begins, said in _REASONS if begins in problem), f"書き方を確かめてください（{problem}）")
