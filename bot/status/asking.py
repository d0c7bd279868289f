"""Which one input would settle what is not settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from bot.days import DayRange
from bot.status.combinations import possible_cases
from bot.status.consistency import AS_OF
from bot.status.judging import NOTHING, UNSETTLED, Outcomes, judge
from bot.status.rules import grace_last_day, renewal_from
from bot.status.situation import Situation

USABLE, LAST_VALID_DAY, RENEWAL_FROM, GRACE_LAST_DAY, RENEWED_UNTIL = OUTPUTS = (
    "usable",
    "last_valid_day",
    "renewal_from",
    "grace_last_day",
    "renewed_until",
)
_EXPIRES, _ISSUED, _BORN, _RENEWED_ON = "cert_last_valid_day", "cert_issue_date", "birth_date", "renewed_on"
_FROM_LAST_VALID_DAY: tuple[tuple[str, Callable[[date], date | None]], ...] = (
    (RENEWAL_FROM, renewal_from),
    (GRACE_LAST_DAY, grace_last_day),
)
# Fields that may be given as ranges, in the order in which they are asked for.
_RANGED = (_EXPIRES, _ISSUED, _BORN, "card_issue_date", "card_last_valid_day", "stay_last_day", _RENEWED_ON, AS_OF)
# What the day of use and the day of renewal have no part in.
_PART_OF = {_RENEWED_ON: (RENEWED_UNTIL,), AS_OF: (USABLE, RENEWED_UNTIL)}


def unsettled(outcomes: Outcomes) -> list[str]:
    """The outputs of which more than one value can occur, or of which none is known."""
    days = outcomes.last_valid_days
    known = [day for day in days if day is not None]
    found = []
    if len(outcomes.shares) != 1 and len({use if use in (NOTHING, UNSETTLED) else True for use in outcomes.shares}) != 1:
        found.append(USABLE)
    if len(known) != 1:
        found += [LAST_VALID_DAY] + [name for name, rule in _FROM_LAST_VALID_DAY if len({rule(day) for day in known}) != 1]
    if not known or outcomes.renewed_between or len(outcomes.renewed_until) != 1:
        found.append(RENEWED_UNTIL)
    return found


def open_fields(situation: Situation, as_of: DayRange, outcomes: Outcomes) -> dict[str, str]:
    """For each output that is not settled, the input that settles it.

    First choice is a field given as a range, if with its day known the output would be settled, whatever day it is. Else the
    certificate's last valid day where it is not told, as it settles all of the certificate; ``birth_date`` for the day that a
    renewal would give. Where no single field settles it, the first range of those that have a part in it.
    """
    names = unsettled(outcomes)
    if not names:
        return {}
    ranged = [name for name in _RANGED if _is_range(situation, as_of, name)]
    remaining = {name: _unsettled_with(situation, as_of, name) for name in ranged}
    found = {}
    for output in names:
        parts = [name for name in ranged if output in _PART_OF.get(name, OUTPUTS) and _has_part(situation, name)]
        settling = next((name for name in parts if output not in remaining[name]), None)
        field = settling or _missing(situation, output) or next(iter(parts), None)
        if field is not None:
            found[output] = field
    return found


def _is_range(situation: Situation, as_of: DayRange, name: str) -> bool:
    value = as_of if name == AS_OF else getattr(situation, name)
    return isinstance(value, DayRange) and not value.is_exact


def _has_part(situation: Situation, name: str) -> bool:
    """A day that is read off stands above those it would be computed from; a birth date still counts for a renewal."""
    return not (name == _ISSUED and situation.cert_last_valid_day is not None and situation.card_last_valid_day is not None)


def _missing(situation: Situation, output: str) -> str | None:
    """The field not told that settles an output; None where all that could be asked for is told."""
    about_certificate = situation.cert_last_valid_day is not None or situation.cert_issue_date is not None
    if output == RENEWED_UNTIL and about_certificate and situation.birth_date is None:
        return _BORN
    return _EXPIRES if situation.cert_last_valid_day is None else None


def _unsettled_with(situation: Situation, as_of: DayRange, name: str) -> set[str]:
    """The outputs that stay unsettled with a range's first, middle or last day known."""
    found: set[str] = set()
    value = as_of if name == AS_OF else getattr(situation, name)
    for day in _samples(value):
        known = DayRange.exactly(day)
        narrowed = situation if name == AS_OF else _with_day(situation, name, known)
        judged = known if name == AS_OF else as_of
        found.update(unsettled(judge(possible_cases(narrowed, judged), judged, narrowed.renewed_on)))
    return found


def _with_day(situation: Situation, name: str, day: DayRange) -> Situation:
    changes: dict[str, Any] = {name: day}
    return replace(situation, **changes)


def _samples(days: DayRange) -> Iterator[date]:
    yield days.earliest
    yield days.earliest + (days.latest - days.earliest) // (1 + 1)
    yield days.latest
