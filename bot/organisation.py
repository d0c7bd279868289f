"""The organisation that runs the bot: ``organisation.yml``, read and checked at start (docs/organisation.md)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from bot.text.marked_yaml import Marked, MarkedYamlError

KINDS = ("city", "insurer", "company", "clinic", "other")
INSURERS = ("kyokai", "kokuho", "kouki", "kumiai", "kyosai", "other")
USUAL_COLOUR = "#0017C1"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_URL = re.compile(r"https://[^\s\"'<>]+")
_PHONE = re.compile(r"[0-9-]{0,20}")


class OrganisationError(ValueError):
    """``organisation.yml`` cannot be used; the message is one Japanese sentence with file and line."""


@dataclass(frozen=True, slots=True)
class Office:
    """Where a person is reached: all in words, "" or None where there is none."""

    name: str = ""
    phone: str = ""
    hours: str = ""
    note: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """The counter for cards and certificates."""

    name: str = ""
    reservation_needed: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class EligibilityRules:
    """An insurer's own rules for the 資格確認書, in words; "" where the general answer holds.

    ``only_on_request``: it is not sent without an application. ``validity`` and ``sent_when`` are sentences.
    """

    only_on_request: bool = False
    validity: str = ""
    sent_when: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation. ``insurer`` is the kind of insurer that its people have, None where they differ."""

    name: str = ""
    kind: str = "other"
    colour: str = USUAL_COLOUR
    contact: Office = field(default_factory=Office)
    counter: Counter = field(default_factory=Counter)
    insurer: str | None = None
    eligibility_certificate: EligibilityRules = field(default_factory=EligibilityRules)
    links: tuple[tuple[str, str], ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    privacy_notice: str = ""
    banner: str = ""


_in_use: ContextVar[Organisation | None] = ContextVar("organisation in use", default=None)


def organisation() -> Organisation:
    """The organisation in ``use``, else that of this process; raises ``OrganisationError``."""
    return _in_use.get() or _of_process()


@contextmanager
def use(other: Organisation) -> Iterator[None]:
    """Answer for another organisation inside the ``with``: there, and in the tasks begun there, but nowhere else."""
    token = _in_use.set(other)
    try:
        yield
    finally:
        _in_use.reset(token)


@cache
def _of_process() -> Organisation:
    """The file in ``KIGEN_ORGANISATION``, else ``organisation.yml``."""
    path = Path(os.environ.get("KIGEN_ORGANISATION") or ROOT / "organisation.yml")
    return read(path) if path.exists() or "KIGEN_ORGANISATION" in os.environ else Organisation()


def read(path: Path) -> Organisation:
    """Read and check a file; raises ``OrganisationError``."""
    try:
        file = Marked(path)
    except MarkedYamlError as error:
        raise OrganisationError(str(error)) from None
    except OSError as error:
        raise OrganisationError(
            f"{path.name} を読めません（{error.strerror}）。KIGEN_ORGANISATION の場所を確かめてください。"
        ) from None
    return _Reader(file).organisation()


class _Reader:
    """Takes the values out of a file, each checked."""

    def __init__(self, file: Marked) -> None:
        self._file = file

    def organisation(self) -> Organisation:
        self._known(file_keys(Organisation), self._file.data)
        return Organisation(
            name=self._text("name"),
            kind=self._one_of(KINDS, "kind") or "other",
            colour=self._matching(_COLOUR, "#0017C1 の形の色", "colour") or USUAL_COLOUR,
            contact=self._office(),
            counter=self._counter(),
            insurer=self._one_of(INSURERS, "insurer"),
            eligibility_certificate=self._eligibility(),
            links=tuple((title, self._link(url, "links", title)) for title, url in self._mapping("links").items()),
            notes={topic: self._text("notes", topic) for topic in self._mapping("notes")},
            privacy_notice=self._text("privacy_notice"),
            banner=self._text("banner"),
        )

    def _office(self) -> Office:
        self._known(file_keys(Office), self._mapping("contact"), "contact")
        return Office(
            name=self._text("contact", "name"),
            phone=self._matching(_PHONE, "数字とハイフンの電話番号", "contact", "phone"),
            hours=self._text("contact", "hours"),
            note=self._text("contact", "note"),
            url=self._link(self._value("contact", "url"), "contact", "url") or None,
        )

    def _counter(self) -> Counter:
        self._known(file_keys(Counter), self._mapping("counter"), "counter")
        return Counter(
            name=self._text("counter", "name"),
            reservation_needed=self._flag("counter", "reservation_needed"),
            url=self._link(self._value("counter", "url"), "counter", "url") or None,
        )

    def _eligibility(self) -> EligibilityRules:
        section = "eligibility_certificate"
        self._known(file_keys(EligibilityRules), self._mapping(section), section)
        return EligibilityRules(
            only_on_request=self._flag(section, "only_on_request"),
            validity=self._text(section, "validity"),
            sent_when=self._text(section, "sent_when"),
        )

    def _value(self, *keys: str) -> Any:
        found: Any = self._file.data
        for key in keys:
            found = (found or {}).get(key) if isinstance(found, dict | None) else None
        return found

    def _text(self, *keys: str) -> str:
        value = self._value(*keys)
        self._require(value is None or isinstance(value, str), "文字列にしてください", *keys)
        return (value or "").strip()

    def _flag(self, *keys: str) -> bool:
        value = self._value(*keys)
        self._require(value is None or isinstance(value, bool), "true か false にしてください", *keys)
        return bool(value)

    def _mapping(self, key: str) -> dict[str, Any]:
        value = self._value(key)
        self._require(value is None or isinstance(value, dict), "「名前: 内容」を並べて書いてください", key)
        return value or {}

    def _one_of(self, allowed: tuple[str, ...], *keys: str) -> str | None:
        value = self._value(*keys)
        self._require(value is None or value in allowed, f"{'・'.join(allowed)} のどれかにしてください", *keys)
        return str(value) if value else None

    def _matching(self, pattern: re.Pattern[str], what: str, *keys: str) -> str:
        text = self._text(*keys)
        self._require(not text or bool(pattern.fullmatch(text)), f"{what}にしてください（いまの値：{text}）", *keys)
        return text

    def _link(self, value: Any, *keys: str) -> str:
        self._require(
            value is None or (isinstance(value, str) and bool(_URL.fullmatch(value))),
            "https:// で始まるアドレスにしてください",
            *keys,
        )
        return value or ""

    def _known(self, known: frozenset[str], given: Mapping[str, Any], *keys: str) -> None:
        for name in given:
            self._require(name in known, f"「{name}」という項目はありません", *keys, name)

    def _require(self, holds: bool, problem: str, *keys: str) -> None:
        if not holds:
            raise OrganisationError(f"{self._file.place(*keys)}：{keys[-1]}：{problem}。")


def file_keys(part: type) -> frozenset[str]:
    """The keys that a part of the file may have."""
    return frozenset(part.__dataclass_fields__)  # type: ignore[attr-defined]  # parts are dataclasses
