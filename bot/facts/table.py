"""Reads ``*.yml`` of this folder into a checked table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.text.marked_yaml import Marked, MarkedYamlError

FOLDER = Path(__file__).parent
KINDS = ("law", "notice", "qa", "leaflet", "insurer", "municipal", "press", "inferred")
_FACT_KEYS = frozenset({"label", "value", "values", "sources", "section", "note"})
_VALUE_KEYS = frozenset({"from", "until", "value"})
_SOURCE_KEYS = frozenset({"title", "kind", "url", "published", "read_on", "checked_on", "shown"})
Value = int | float | str | date


class FactsError(ValueError):
    """The table cannot be used; the message is one Japanese sentence with file and line."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. ``read_on``: a stored copy was read; ``checked_on``: a person opened the official page."""

    id: str
    title: str
    kind: str
    url: str | None
    published: date | None
    read_on: date
    checked_on: date | None
    shown: bool


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value and the days on which it holds, both inclusive; None is open."""

    first_day: date | None
    last_day: date | None
    value: Value


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: its rule in words (``label``), its values over time, its sources; ``section`` of the research it is from."""

    id: str
    label: str
    values: tuple[DatedValue, ...]
    sources: tuple[str, ...]
    section: str
    note: str


class Table:
    """All facts and sources."""

    def __init__(self, facts: tuple[Fact, ...], sources: dict[str, Source]) -> None:
        self.facts = facts
        self.sources = sources
        self._by_id = {fact.id: fact for fact in facts}
        # A fact with one value, as nearly all are, is looked up in one step: the status engine asks thousands of times.
        self._only = {fact.id: fact.values[0].value for fact in facts if len(fact.values) == 1}

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Table:
        """Read and check a folder; raises ``FactsError``."""
        try:
            files = {path.stem: Marked(path) for path in sorted(folder.glob("*.yml"))}
        except MarkedYamlError as error:
            raise FactsError(str(error)) from None
        if "sources" not in files:
            raise FactsError(f"{folder.name} に sources.yml がありません。")
        sources = {name: _source(files["sources"], name) for name in files["sources"].data}
        facts = [_fact(file, name, sources) for stem, file in files.items() if stem != "sources" for name in file.data]
        seen: set[str] = set()
        for fact in facts:
            if fact.id in seen:
                raise FactsError(f"事実「{fact.id}」が二つのファイルに書かれています。")
            seen.add(fact.id)
        return cls(tuple(facts), sources)

    def value(self, name: str, on: date | None = None) -> Value:
        """The value of a fact, on a day where it changed over time (without a day: the newest). KeyError if unknown."""
        if name in self._only:
            return self._only[name]
        values = self._by_id[name].values
        if on is None:
            return values[-1].value
        for dated in values:
            if (dated.first_day is None or dated.first_day <= on) and (dated.last_day is None or on <= dated.last_day):
                return dated.value
        raise KeyError(f"{name} on {on}")

    def fact(self, name: str) -> Fact:
        """A fact by its id; KeyError if unknown."""
        return self._by_id[name]

    def source(self, name: str) -> Source:
        """A source by its id; KeyError if unknown."""
        return self.sources[name]

    def has(self, name: str) -> bool:
        """Whether there is a fact of that id."""
        return name in self._by_id

    def has_source(self, name: str) -> bool:
        """Whether there is a source of that id."""
        return name in self.sources


def _source(file: Marked, name: str) -> Source:
    data = file.data[name]
    _require(isinstance(data, dict) and data.keys() <= _SOURCE_KEYS, file, "知らない項目があります", name)
    _require(isinstance(data.get("title"), str), file, "title（題名）がありません", name)
    _require(data.get("kind") in KINDS, file, f"kind は {'・'.join(KINDS)} のどれかにしてください", name, "kind")
    _require(_is_day(data.get("read_on")), file, "read_on は 2026-11-22 の形の日付にしてください", name, "read_on")
    for key in ("published", "checked_on"):
        _require(data.get(key) is None or _is_day(data[key]), file, f"{key} は日付か空にしてください", name, key)
    _require(isinstance(data.get("shown", True), bool), file, "shown は true か false にしてください", name, "shown")
    return Source(
        name,
        data["title"],
        data["kind"],
        data.get("url"),
        data.get("published"),
        data["read_on"],
        data.get("checked_on"),
        data.get("shown", True),
    )


def _fact(file: Marked, name: str, sources: dict[str, Source]) -> Fact:
    data = file.data[name]
    _require(isinstance(data, dict) and data.keys() <= _FACT_KEYS, file, "知らない項目があります", name)
    _require(isinstance(data.get("label"), str), file, "label（きまりの説明）がありません", name)
    _require(("value" in data) != ("values" in data), file, "value か values のどちらか一つが要ります", name)
    given = data.get("sources")
    _require(isinstance(given, list) and bool(given), file, "sources（出典）が要ります", name)
    for source in given:
        _require(source in sources, file, f"出典「{source}」は sources.yml にありません", name, "sources")
    values = (DatedValue(None, None, data["value"]),) if "value" in data else _dated(file, name, data["values"])
    for dated in values:
        right = isinstance(dated.value, int | float | str | date) and not isinstance(dated.value, bool)
        _require(right, file, "値は数・日付・文字列のどれかにしてください", name)
    return Fact(name, data["label"], values, tuple(given), str(data.get("section", "")), data.get("note", ""))


def _dated(file: Marked, name: str, values: Any) -> tuple[DatedValue, ...]:
    _require(isinstance(values, list) and bool(values), file, "values には一つ以上の値が要ります", name, "values")
    found: list[DatedValue] = []
    for entry in values:
        right = isinstance(entry, dict) and entry.keys() <= _VALUE_KEYS and "value" in entry
        _require(right, file, "values の形が違います", name, "values")
        ends = (entry.get("from"), entry.get("until"))
        _require(all(end is None or _is_day(end) for end in ends), file, "from と until は日付にしてください", name, "values")
        found.append(DatedValue(entry.get("from"), entry.get("until"), entry["value"]))
    for earlier, later in pairwise(found):
        apart = earlier.last_day is not None and later.first_day is not None and earlier.last_day < later.first_day
        _require(apart, file, "期間が重なっているか、順番が違います", name, "values")
    return tuple(found)


def _is_day(value: Any) -> bool:
    return isinstance(value, date)


def _require(holds: bool, file: Marked, problem: str, *keys: str) -> None:
    if not holds:
        raise FactsError(f"{file.place(*keys)}：{keys[0]}：{problem}。")
