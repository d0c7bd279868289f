"""What the reader gives back: one date that a text mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.days import Birthday, DayRange


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text.

    ``start`` and ``end`` are code points of the text as typed, half-open. ``days`` is None exactly where ``problem`` is
    set (``no_such_day``). ``role``: expiry, issued, birth, visit, renewal or None. ``of``: cert, card, former_card,
    eligibility_certificate, stay or None. ``year_assumed``: the year was not said and had to be chosen; a birthday that
    stays without a year assumes none. ``renewed``: issued by a renewal. ``other_year``: where neither year nor verb was
    said, the same days on the other side of today, which may be meant as well; not part of the JSON form.
    """

    text: str
    start: int
    end: int
    days: DayRange | Birthday | None
    role: str | None
    of: str | None
    year_assumed: bool
    renewed: bool
    problem: str | None
    other_year: DayRange | None = None

    def as_dict(self) -> dict[str, Any]:
        """The JSON form: days as ISO strings, a birthday without its year as ``--05-20``."""
        earliest, latest = _edges(self.days)
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "earliest": earliest,
            "latest": latest,
            "role": self.role,
            "of": self.of,
            "year_assumed": self.year_assumed,
            "renewed": self.renewed,
            "problem": self.problem,
        }


def _edges(days: DayRange | Birthday | None) -> tuple[str | None, str | None]:
    if days is None:
        return None, None
    if isinstance(days, Birthday):
        return days.isoformat(), days.isoformat()
    return days.earliest.isoformat(), days.latest.isoformat()
