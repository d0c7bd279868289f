"""A scripted dialogue as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Value = str | bool | None | tuple[str, ...] | tuple[date, ...]


class ScriptError(ValueError):
    """A script that cannot be played; the message is one Japanese sentence a line, each with file, line and reason."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: the file as it was named, and the line (from 1)."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file} の{self.line}行目"


@dataclass(frozen=True, slots=True)
class Typed:
    """The person types a text."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """The person presses the button with this label below the last reply."""

    label: str


@dataclass(frozen=True, slots=True)
class Picked:
    """The person picks a day for a field in the date picker; None is its button 「わからない」."""

    field: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that is expected of a reply: a key of ``keys.EXPECTATIONS`` and its value."""

    key: str
    value: Value
    place: Place


@dataclass(frozen=True, slots=True)
class Turn:
    """What the person does, and what is expected of the reply to it."""

    move: Typed | Pressed | Picked
    expected: tuple[Expectation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One conversation from its beginning, on one day, for one organisation.

    ``organisation``: the name of a file in ``deploy/organisations``, None for an organisation without any settings.
    ``channels``: on which it is played, all where it is empty. ``line_birth_dates``: whether LINE may ask for a birth date.
    """

    name: str
    today: date
    turns: tuple[Turn, ...]
    place: Place
    organisation: str | None = None
    channels: tuple[str, ...] = ()
    line_birth_dates: bool = True
