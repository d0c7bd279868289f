"""The slow way to judge a range: every combination of single days, one after the other, and the union of what comes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import product

from bot.days import DayRange
from bot.status import Assessment, Situation, SituationError, assess


@dataclass(frozen=True)
class Union:
    """What can occur, over all days."""

    last_valid_day: DayRange | None
    states: set[str]
    renewal_from: DayRange | None
    grace_last_day: DayRange | None
    uses: set[bool | None]
    shares: set[str | None]
    card_last_valid_day: DayRange | None
    card_states: set[str]
    renewed_until: DayRange | None
    former_card: DayRange | None
    former_card_uses: set[bool | None]
    eligibility_last_day: DayRange | None
    sent_to_all: set[bool | None]
    warnings: set[str]
    reasons: set[str]


def over_every_day(situation: Situation, as_of: DayRange) -> Union | None:
    """The union over all combinations that are possible; None where there is none."""
    found = list(assessments(situation, as_of))
    if not found:
        return None
    return Union(
        last_valid_day=_hull(a.user_cert.last_valid_day for a in found),
        states={state for a in found for state in a.user_cert.states},
        renewal_from=_hull(a.user_cert.renewal_from for a in found),
        grace_last_day=_hull(a.user_cert.grace_last_day for a in found),
        uses={a.user_cert.usable for a in found},
        shares={a.user_cert.shares for a in found},
        card_last_valid_day=_hull(a.card.last_valid_day for a in found),
        card_states={state for a in found for state in a.card.states},
        renewed_until=_hull(a.renewed_until for a in found),
        former_card=_hull(a.former_card.last_valid_day for a in found),
        former_card_uses={a.former_card.usable for a in found},
        eligibility_last_day=_hull(a.eligibility_certificate.last_valid_day for a in found if a.eligibility_certificate),
        sent_to_all={a.late_elderly.sent_to_all for a in found if a.late_elderly},
        warnings={warning for a in found for warning in a.warnings},
        reasons={reason.fact for a in found for reason in a.reasons},
    )


def as_union(assessment: Assessment) -> Union:
    """An assessment of a range, to be compared with the union over its days."""
    cert, eligibility, elderly = assessment.user_cert, assessment.eligibility_certificate, assessment.late_elderly
    return Union(
        last_valid_day=cert.last_valid_day,
        states=set(cert.states),
        renewal_from=cert.renewal_from,
        grace_last_day=cert.grace_last_day,
        uses={cert.usable},
        shares={cert.shares},
        card_last_valid_day=assessment.card.last_valid_day,
        card_states=set(assessment.card.states),
        renewed_until=assessment.renewed_until,
        former_card=assessment.former_card.last_valid_day,
        former_card_uses={assessment.former_card.usable},
        eligibility_last_day=eligibility.last_valid_day if eligibility else None,
        sent_to_all={elderly.sent_to_all} if elderly else set(),
        warnings=set(assessment.warnings),
        reasons={reason.fact for reason in assessment.reasons},
    )


def differences(situation: Situation, as_of: DayRange) -> dict[str, tuple[object, object]]:
    """Where the range's assessment and the union over its days differ (nothing, if the engine is right)."""
    expected = over_every_day(situation, as_of)
    try:
        got = as_union(assess(situation, as_of=as_of))
    except SituationError:
        return {} if expected is None else {"error": (None, expected)}
    if expected is None:
        return {"error": (got, None)}
    pairs = {f.name: (getattr(got, f.name), getattr(expected, f.name)) for f in fields(Union)}
    for name in ("uses", "shares", "former_card_uses", "sent_to_all"):
        one, many = pairs[name]
        pairs[name] = (one, many if len(many) <= 1 else {None})
    return {name: (one, many) for name, (one, many) in pairs.items() if one != many}


def assessments(situation: Situation, as_of: DayRange) -> Iterator[Assessment]:
    """The assessment of every combination of single days that is possible."""
    ranges = {f.name: getattr(situation, f.name) for f in fields(situation) if isinstance(getattr(situation, f.name), DayRange)}
    for days in product(as_of, *ranges.values()):
        exact = {name: DayRange.exactly(day) for name, day in zip(ranges, days[1:], strict=True)}
        try:
            yield assess(replace(situation, **exact), as_of=DayRange.exactly(days[0]))
        except SituationError:
            continue


def _hull(ranges: Iterator[DayRange | None]) -> DayRange | None:
    found = [days for days in ranges if days is not None]
    return DayRange.hull(found) if found else None


def exactly(text: str) -> DayRange:
    """A known day out of ``YYYY-MM-DD``."""
    return DayRange.exactly(date.fromisoformat(text))
