"""What can be, for ranges of days: each case is a last valid day with all that goes with it.

A case stands for every combination of input days that leads to the same days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Case(NamedTuple):
    """One possible outcome. ``birthday``: (month, day) or None; ``card_last_day``: None where not known.

    ``cap``: the day that no certificate of this person outlives. Where the card's own last day is not known, it comes from the
    stay, or from the longest that a card can last.
    """

    birthday: tuple[int, int] | None
    last_valid_day: date | None
    card_last_day: date | None
    cap: date | None


@dataclass(slots=True)
class Cases:
    """The cases found, each with the first day for which it can be judged (not before anything was issued)."""

    first_days: dict[Case, date] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)
    warnings: set[str] = field(default_factory=set)

    def add(self, case: Case, first_day: date, facts: Iterable[str] = ()) -> None:
        """Keep a case and the facts that were applied; of the same case, the earliest first day."""
        self.facts.update(facts)
        known = self.first_days.get(case)
        if known is None or first_day < known:
            self.first_days[case] = first_day


class Limits(NamedTuple):
    """The last days that are read off, of the card and of the stay, and the earlier of the two."""

    card: date | None
    stay: date | None
    cap: date | None


class CardTerm(NamedTuple):
    """A card's last day (None where the age is not known), the cap that it puts on certificates, and the facts applied."""

    last_day: date | None
    cap: date | None
    facts: tuple[str, ...] = ()
    near_age_border: bool = False
