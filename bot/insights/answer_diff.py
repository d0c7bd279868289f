"""Which answers a change of texts, facts or rules changes, as one HTML page for the people who answer for the content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PARTS = {"text": "ふつうの文", "easy": "やさしい日本語"}
_LONGEST_SAME = 60  # of a long unchanged stretch only its ends help to read a change
Entry = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An answer that is said otherwise now: the parts that changed, by what they are called. ``kind``: changed, new, gone."""

    name: str
    title: str
    kind: str
    parts: tuple[tuple[str, tuple[Piece, ...]], ...]


def changed_answers(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> list[ChangedAnswer]:
    """The answers that differ, in the order in which they stand now, then those that are gone."""
    found = []
    for name in (*after, *(name for name in before if name not in after)):
        old, new = before.get(name), after.get(name)
        if old is not None and new is not None and all(old[part] == new[part] for part in _PARTS):
            continue
        kind = "new" if old is None else "gone" if new is None else "changed"
        found.append(ChangedAnswer(name, (new or old or {})["title"], kind, tuple(_parts(old or {}, new or {}))))
    return found


def html(changed: list[ChangedAnswer], total: int, base: str, made_at: datetime) -> str:
    """The page. ``total``: how many answers there are; ``base``: what was compared with."""
    page = _TEMPLATES.get_template("answer_diff.html.j2")
    return page.render(changed=changed, total=total, base=base, made_at=f"{made_at:%Y-%m-%d %H:%M}")


def _parts(old: Entry, new: Entry) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    for part, called in _PARTS.items():
        if old.get(part, "") != new.get(part, ""):
            yield called, tuple(pieces(old.get(part, ""), new.get(part, "")))


def pieces(old: str, new: str) -> Iterator[Piece]:
    """What stayed, went and came, in reading order."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", _shortened(old[a:b]))
        if kind in ("delete", "replace"):
            yield Piece("gone", old[a:b])
        if kind in ("insert", "replace"):
            yield Piece("new", new[c:d])


def _shortened(text: str) -> str:
    half = _LONGEST_SAME // 2
    return text if len(text) <= 2 * _LONGEST_SAME else f"{text[:half]}…{text[-half:]}"
