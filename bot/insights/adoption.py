"""Puts a reviewed sentence where the bot learns from it, or where it is measured by it; never into both."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.engine.events import DATE_MARK, MAIL_MARK, NUMBER_MARK
from bot.insights import sentences
from bot.insights.likeness import most_alike
from bot.settings import ROOT
from bot.text.masking import MASK, mask

TRAINING, HELD_OUT = "training", "heldout"
LONGEST = 300
_TOO_ALIKE = 0.9
_NOT_READABLE = re.compile(r"\]\s*[({]|^[/／]")  # Rasa's own marks within a sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence to adopt. ``into``: ``TRAINING`` or ``HELD_OUT``; ``voice``: how the person speaks, for a held-out case."""

    text: str
    topic: str
    into: str
    voice: str = ""


class AdoptionError(Exception):
    """A file is not built as expected; the message is a Japanese sentence."""


class Corpus:
    """All sentences that there are, to hold a new one against."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.training = sentences.training(root)
        self.dev = sentences.dev(root)
        self._untouched = sentences.untouched(root)
        self.topics = frozenset(example.topic for example in self.training)
        self.voices = sentences.voices(root)

    def objections(self, candidate: Candidate) -> list[str]:
        """Why a candidate cannot be adopted, in Japanese; none where it can."""
        found = [*_of_form(candidate), *self._of_names(candidate)]
        return found or [*self._same(candidate), *self._alike(candidate)][:1]

    def file_of(self, candidate: Candidate) -> Path:
        """The file into which a candidate goes."""
        if candidate.into == HELD_OUT:
            return self.root / sentences.DEV_FILE
        return next(example.file for example in self.training if example.topic == candidate.topic)

    def _of_names(self, candidate: Candidate) -> Iterator[str]:
        if candidate.topic not in self.topics:
            yield f"「{candidate.topic}」という話題はありません。domain.yml の名前で書いてください。"
        if candidate.into not in (TRAINING, HELD_OUT):
            yield f"入れ先は {TRAINING}（学習）か {HELD_OUT}（テスト）です。"
        if candidate.into == HELD_OUT and candidate.voice not in self.voices:
            yield f"テストに入れる文には、話し方が要ります：{'、'.join(sorted(self.voices))}。"

    def _same(self, candidate: Candidate) -> Iterator[str]:
        folded = sentences.folded(candidate.text)
        for example in self.training:
            if sentences.folded(example.text) == folded:
                yield f"同じ文が、話題「{example.topic}」の学習用の文にあります（{example.file.name}）。"
        for example in (*self.dev, *self._untouched):
            if sentences.folded(example.text) == folded:
                yield f"同じ文がテスト（{example.file.name}）にあります。テストの文で学習すると、成績が当てにならなくなります。"

    def _alike(self, candidate: Candidate) -> Iterator[str]:
        others = self.training if candidate.into == HELD_OUT else [*self.dev, *self._untouched]
        found = most_alike(candidate.text, others)
        if found and found[0] >= _TOO_ALIKE:
            kind = "学習用の文" if candidate.into == HELD_OUT else "テストの文"
            shown = f"「{found[1].text}」" if found[1].file.name != sentences.TEST_FILE.name else ""
            yield f"{kind}{shown}と、ほとんど同じです。片方にしか入れられません。"


def objections(candidates: Sequence[Candidate], corpus: Corpus) -> list[tuple[Candidate, str]]:
    """What speaks against each of several candidates, and against having two of them."""
    found = [(candidate, objection) for candidate in candidates for objection in corpus.objections(candidate)]
    seen: dict[str, Candidate] = {}
    for candidate in candidates:
        folded = sentences.folded(candidate.text)
        if folded in seen:
            found.append((candidate, "同じ文が二度あります。"))
        seen[folded] = candidate
    return found


def adopt(candidates: Iterable[Candidate], corpus: Corpus, root: Path = ROOT) -> list[Path]:
    """Write candidates that nothing speaks against; the files that changed. Raises ``AdoptionError`` and ``OSError``."""
    texts: dict[Path, str] = {}
    for candidate in candidates:
        file = root / corpus.file_of(candidate).relative_to(corpus.root)
        before = texts.get(file) or file.read_text("utf-8")
        add = _with_held_out if candidate.into == HELD_OUT else _with_training
        texts[file] = add(before, candidate)
    for file, text in texts.items():
        beside = file.with_suffix(".tmp")
        beside.write_text(text, "utf-8")
        os.replace(beside, file)
    return list(texts)


def _of_form(candidate: Candidate) -> Iterator[str]:
    text = candidate.text
    if not text.strip() or "\n" in text:
        yield "文が空か、2行以上あります。1行にしてください。"
    if len(text) > LONGEST:
        yield f"{LONGEST}字までにしてください。"
    if any(sign in text for sign in (DATE_MARK, NUMBER_MARK, MAIL_MARK, MASK)):
        yield f"{DATE_MARK}などの印を、ありそうな日付や言葉に書き直してください。"
    elif mask(text).was_masked:
        yield "個人番号か暗証番号のような数字があります。消してください。"
    if _NOT_READABLE.search(text):
        yield "学習のファイルで意味を持つ記号（[…](…)、先頭の /）は使えません。"


def _with_training(file: str, candidate: Candidate) -> str:
    """The sentence as the last example of its intent."""
    lines = file.splitlines(keepends=True)
    start = _index(lines, re.compile(rf"\s*- intent: {re.escape(candidate.topic)}\s*$"), candidate.topic)
    last = start + 1
    while last + 1 < len(lines) and lines[last + 1].startswith("      - "):
        last += 1
    lines.insert(last + 1, f"      - {candidate.text.strip()}\n")
    return _joined(lines, last)


def _with_held_out(file: str, candidate: Candidate) -> str:
    """The sentence as the last case of its topic."""
    case = f"  - {{text: {json.dumps(candidate.text.strip(), ensure_ascii=False)}, voice: {candidate.voice}}}\n"
    lines = file.splitlines(keepends=True)
    start = _index(lines, re.compile(rf"{re.escape(candidate.topic)}:\s*$"), candidate.topic)
    last = start
    while last + 1 < len(lines) and lines[last + 1].startswith("  - "):
        last += 1
    lines.insert(last + 1, case)
    return _joined(lines, last)


def _index(lines: Sequence[str], heading: re.Pattern[str], topic: str) -> int:
    for index, line in enumerate(lines):
        if heading.match(line):
            return index
    raise AdoptionError(f"話題「{topic}」の場所がファイルに見つかりません。手で書き足してください。")


def _joined(lines: list[str], last: int) -> str:
    if not lines[last].endswith("\n"):
        lines[last] += "\n"
    return "".join(lines)
