"""``kigen ask``: one question, or a file of them, each answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.commands.failure import CommandError
from bot.commands.lines import lines_of
from bot.commands.loading import loaded_engine
from bot.engine.engine import Engine
from bot.engine.reply import Reply
from bot.render.plain import numbered_choices, plain


@dataclass(frozen=True, slots=True)
class Question:
    """A line of a file of questions: the text, the conversation that it is a turn of, its own today."""

    text: str
    conversation: str
    today: date


def ask(text: str | None, file: str | None, today: date, as_json: bool) -> None:
    """Answer a text, or each line of a file; raises ``CommandError``."""
    with loaded_engine() as engine:
        for question in _questions(file, today) if file else [Question(text or "", "ask", today)]:
            _print(_answered(engine, question), as_json)


def _answered(engine: Engine, question: Question) -> Reply:
    return engine.reply_now(question.text, question.conversation, question.today)


def _questions(file: str, today: date) -> Iterator[Question]:
    for number, line in enumerate(lines_of(file), 1):
        yield _of_line(line, number, today)


def _of_line(line: str, number: int, today: date) -> Question:
    plain_text = Question(line, f"line {number}", today)
    if not line.lstrip().startswith("{"):
        return plain_text
    try:
        data = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return plain_text  # somebody's text that begins with a brace
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise CommandError(f"{number}行目：「text」に質問の文を書いてください。")
    conversation = data.get("conversation")
    try:
        own_today = date.fromisoformat(data["today"]) if data.get("today") else today
    except (TypeError, ValueError):
        raise CommandError(f"{number}行目：「today」は 2026-06-15 の形で書いてください（いまの値：{data['today']}）。") from None
    return Question(data["text"], f"conversation {conversation}" if conversation is not None else f"line {number}", own_today)


def _print(reply: Reply, as_json: bool) -> None:
    if as_json:
        print(json.dumps(reply.as_dict(), ensure_ascii=False), flush=True)
        return
    print(plain(reply.answer))
    if reply.answer.choices:
        print(numbered_choices(reply.answer))
    if reply.answer.next_steps:
        print("［" + "］［".join(choice.label for choice in reply.answer.next_steps) + "］")
