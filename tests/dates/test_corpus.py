"""The corpus: what each text says, value by value (corpus.yml)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import dates
from bot.days import DayRange

CORPUS = yaml.safe_load(Path(__file__).with_name("corpus.yml").read_text("utf-8"))
TODAY: date = CORPUS["today"]
LEAST_EXPRESSIONS = 500


def _edges(value: Any) -> tuple[str | None, str | None]:
    if value == "no_such_day":
        return None, None
    first, last = value if isinstance(value, list) else (value, value)
    return str(first), str(last)


def _expected(entry: dict[str, Any]) -> dict[str, Any]:
    earliest, latest = _edges(entry["value"])
    return {
        "earliest": earliest,
        "latest": latest,
        "role": entry.get("role"),
        "of": entry.get("of"),
        "year_assumed": entry.get("year_assumed", False),
        "renewed": entry.get("renewed", False),
        "problem": "no_such_day" if entry["value"] == "no_such_day" else None,
    }


def _without_place(mention: dates.DateMention) -> dict[str, Any]:
    return {key: value for key, value in mention.as_dict().items() if key not in ("text", "start", "end")}


def _said(entries: list[dict[str, Any]]) -> list[Any]:
    return [pytest.param(str(text), entry, id=str(text)) for entry in entries for text in entry["said"]]


@pytest.mark.parametrize(("text", "entry"), _said(CORPUS["expressions"]))
def test_expression(text: str, entry: dict[str, Any]) -> None:
    found = [_without_place(mention) for mention in dates.read(text, TODAY)]
    assert found == [_expected(entry)]


@pytest.mark.parametrize("message", CORPUS["messages"], ids=lambda message: message["text"])
def test_message(message: dict[str, Any]) -> None:
    found = dates.read(message["text"], TODAY)
    assert [_without_place(mention) for mention in found] == [_expected(entry) for entry in message["dates"]]
    said = [entry.get("text", mention.text) for entry, mention in zip(message["dates"], found, strict=True)]
    assert [mention.text for mention in found] == said


@pytest.mark.parametrize(("text", "entry"), _said(CORPUS["answers"]))
def test_answer(text: str, entry: dict[str, Any]) -> None:
    within = DayRange(*entry["within"]) if "within" in entry else None
    found = dates.read(text, TODAY, within=within, expecting=entry["expecting"])
    assert [(*_edges_of(mention), mention.role) for mention in found] == (
        [(*_edges(entry["value"]), entry["role"])] if entry["value"] is not None else []
    )


def _edges_of(mention: dates.DateMention) -> tuple[str | None, str | None]:
    said = mention.as_dict()
    return said["earliest"], said["latest"]


@pytest.mark.parametrize("text", CORPUS["not_dates"])
def test_no_date(text: str) -> None:
    assert dates.read(text, TODAY) == []


def test_corpus_is_large_and_says_nothing_twice() -> None:
    said = [str(text) for entry in CORPUS["expressions"] for text in entry["said"]] + CORPUS["not_dates"]
    assert len(said) >= LEAST_EXPRESSIONS
    assert sorted(said) == sorted(set(said))
