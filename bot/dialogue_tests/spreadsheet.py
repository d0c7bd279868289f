"""Reads CSV from a spreadsheet as dialogues: a question a row, and the words that the answer must have."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

from bot.dialogue_tests.script import Dialogue, Expectation, Place, ScriptError, Turn, Typed

_HEADINGS = frozenset({"質問", "question", "user", "文"})
_BETWEEN = re.compile(r"[、;；|｜\n]")


def read_csv(path: Path, today: date) -> list[Dialogue]:
    """One dialogue a row: question, expected words (「、」 between). A heading is left out. Raises ``ScriptError``."""
    rows = csv.reader(io.StringIO(_text(path)))
    found: list[Dialogue] = []
    line = 1
    for row in rows:
        if row and row[0].strip() and not (line == 1 and row[0].strip().lower() in _HEADINGS):
            found.append(_dialogue(row, today, Place(path.name, line)))
        line = rows.line_num + 1
    return found


def _dialogue(row: list[str], today: date, place: Place) -> Dialogue:
    question = row[0].strip()
    words = tuple(word.strip() for word in _BETWEEN.split(row[1]) if word.strip()) if len(row) > 1 else ()
    if not words:
        raise ScriptError(f"{place}：「{question}」の答えに出てくるはずの言葉（2列目）がありません。")
    return Dialogue(question, today, (Turn(Typed(question), (Expectation("words", words, place),), place),), place)


def _text(path: Path) -> str:
    """UTF-8, or the encoding in which Japanese Excel saves CSV."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ScriptError(f"ファイル「{path.name}」を読めません（{error.strerror}）。") from None
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ScriptError(f"ファイル「{path.name}」の文字を読めません。UTF-8のCSVで保存し直してください。")
