"""Goes through the messages that were not understood, and asks what to do with each group."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import typer
from rich.console import Console

from bot.commands.failure import CommandError
from bot.commands.insights_data import this_day
from bot.insights import texts, words
from bot.insights.adoption import HELD_OUT, TRAINING, Candidate, Corpus
from bot.insights.figures import Period
from bot.insights.likeness import Group, groups
from bot.insights.store import reading
from bot.settings import Settings

_SKIP, _STOP = "s", "q"
_SHOWN = 5


def asked(directory: Path, simulated: bool, corpus: Corpus, console: Console) -> list[Candidate]:
    """The sentences that the reviewer chose; raises ``CommandError`` where no texts are kept."""
    found = _groups(directory, simulated, corpus)
    if not found:
        raise CommandError("通じなかった文は残っていません（残すには KIGEN_KEEP_TEXTS=1）。文を書いて使うこともできます。")
    console.print(
        f"通じなかった文が {len(found)} 組あります。番号か話題の名前で答えてください（{_SKIP} とばす、{_STOP} 終わる）。"
    )
    chosen: list[Candidate] = []
    for group in found:
        topic = _topic(group, corpus, console)
        if topic == _STOP:
            break
        if topic != _SKIP:
            chosen.append(_candidate(group, topic, corpus))
    return chosen


def _groups(directory: Path, simulated: bool, corpus: Corpus) -> list[Group]:
    today = this_day()
    period = Period(today - timedelta(days=Settings.from_environment().keep_days - 1), today, simulated)
    try:
        with reading(directory) as store:
            return groups(texts.not_understood(store, period), corpus.training)
    except FileNotFoundError:
        raise CommandError(f"{directory} に記録がありません。") from None
    except sqlite3.Error as error:
        raise CommandError(f"{directory} の記録を読めません（{error}）。") from None


def _topic(group: Group, corpus: Corpus, console: Console) -> str:
    console.print(f"\n{group.times}回", markup=False)
    for text, times in group.sentences[:_SHOWN]:
        console.print(f"  ・{text}（{times}）", markup=False)
    for number, near in enumerate(group.nearest, 1):
        console.print(
            f"  {number}. {words.topic(near.topic)}　{near.topic}　近さ {near.likeness}　例：{near.sentence}", markup=False
        )
    while True:
        answer = str(typer.prompt("どの話題ですか", default=_SKIP)).strip()
        if answer.isdecimal() and 1 <= int(answer) <= len(group.nearest):
            return group.nearest[int(answer) - 1].topic
        if answer in (_SKIP, _STOP) or answer in corpus.topics:
            return answer
        console.print("番号か、domain.yml にある話題の名前で答えてください。")


def _candidate(group: Group, topic: str, corpus: Corpus) -> Candidate:
    text = str(typer.prompt("入れる文（直せます）", default=group.sentences[0][0])).strip()
    into = HELD_OUT if typer.confirm("テストに入れますか（いいえ：学習に入れる）", default=False) else TRAINING
    voice = str(typer.prompt(f"話し方（{'、'.join(sorted(corpus.voices))}）", default="casual")) if into == HELD_OUT else ""
    return Candidate(text, topic, into, voice)
