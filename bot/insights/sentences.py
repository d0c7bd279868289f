"""The sentences that the bot learns from and is measured by, and where they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

TRAINING_FOLDER = Path("data/nlu")
DEV_FILE = Path("tests/nlu/dev.yml")
TEST_FILE = Path("tests/nlu/test.yml")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a topic and the file in which it stands."""

    text: str
    topic: str
    file: Path


def training(root: Path = ROOT) -> list[Example]:
    """The training sentences, in the order of their files."""
    return [example for path in sorted((root / TRAINING_FOLDER).glob("*.yml")) for example in _of_training_file(path)]


def dev(root: Path = ROOT) -> list[Example]:
    """The held-out sentences that may be looked at."""
    return list(_of_heldout_file(root / DEV_FILE))


def untouched(root: Path = ROOT) -> list[Example]:
    """The held-out sentences that nobody looks at while working on the bot; here only to keep others away from them."""
    return list(_of_heldout_file(root / TEST_FILE))


def voices(root: Path = ROOT) -> frozenset[str]:
    """The ways to speak that the held-out sentences are marked with."""
    data: dict[str, list[dict[str, str]]] = yaml.safe_load((root / DEV_FILE).read_text("utf-8"))
    return frozenset(case["voice"] for cases in data.values() for case in cases)


def folded(text: str) -> str:
    """What makes two sentences the same: NFKC, lower case, katakana for hiragana, no spaces or punctuation."""
    plain = unicodedata.normalize("NFKC", text).lower()
    kana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in plain)
    return "".join(c for c in kana if unicodedata.category(c)[0] not in "PZC") or plain


def _of_training_file(path: Path) -> Iterator[Example]:
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    for block in data.get("nlu", []):
        for line in str(block.get("examples", "")).splitlines():
            if line.startswith("- "):
                yield Example(line[2:].strip(), str(block["intent"]), path)


def _of_heldout_file(path: Path) -> Iterator[Example]:
    data: dict[str, list[dict[str, str]]] = yaml.safe_load(path.read_text("utf-8"))
    for topic, cases in data.items():
        for case in cases:
            yield Example(case["text"], topic, path)
