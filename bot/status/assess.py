"""The one door to the rules: a situation and the days for which it is judged go in, an assessment comes out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from bot.days import DayRange
from bot.status import rules
from bot.status.asking import USABLE, open_fields, unsettled
from bot.status.assessment import Assessment, Card, UserCert
from bot.status.combinations import possible_cases
from bot.status.consistency import consistent
from bot.status.judging import ALL, ELIGIBILITY_ONLY, NOTHING, STATES, UNSETTLED, Outcomes, judge
from bot.status.other_papers import eligibility_certificate, former_card, late_elderly
from bot.status.reasons import applied_facts, reasons
from bot.status.situation import Situation, SituationError

UNKNOWN = ("UNKNOWN",)
WARNINGS = (
    "card_face_wins",
    "leap_day_birthday",
    "age_border",
    "maybe_renewed",
    "card_expired_unsettled",
    "renew_card_first",
    "stay_period",
    "no_grace_before_2024_12_02",
    "weekend_or_holiday",
)
_PASSED_ON = {ALL, ELIGIBILITY_ONLY}


def assess(situation: Situation, *, as_of: DayRange) -> Assessment:
    """Judge a situation for a day, or for each day of a range.

    Every combination of the days in the ranges counts: states are the union over them, days the hull. Combinations that
    cannot be (born after issue, issued after ``as_of``, expiry before issue) are dropped. ``as_of`` is given back as it came.
    Raises ``SituationError`` where none is left.
    """
    known = consistent(situation, as_of)
    cases = possible_cases(known, as_of)
    if not cases.first_days:
        raise SituationError("計算すると、カードの期限が証明書の発行日より前になります。", "card_issue_date")
    outcomes = judge(cases, as_of, known.renewed_on)
    eligibility, elderly = eligibility_certificate(known), late_elderly(known, as_of)
    opened = open_fields(known, as_of, outcomes) if unsettled(outcomes) else {}
    return Assessment(
        as_of=as_of,
        user_cert=_user_cert(outcomes),
        card=_card(outcomes),
        renewed_until=_renewed_until(outcomes),
        former_card=former_card(known, as_of),
        eligibility_certificate=eligibility,
        late_elderly=elderly,
        open=opened,
        ask=opened.get(USABLE),
        warnings=_warnings(known, outcomes),
        reasons=reasons(frozenset(applied_facts(known, outcomes, as_of, eligibility, elderly))),
    )


def _user_cert(outcomes: Outcomes) -> UserCert:
    shares = outcomes.shares
    usable = None
    if shares and shares <= _PASSED_ON:
        usable = True
    elif shares == {NOTHING}:
        usable = False
    days = [day for day in outcomes.last_valid_days if day is not None]
    return UserCert(
        last_valid_day=_hull(days),
        states=_states(outcomes.states),
        renewal_from=_hull([rules.renewal_from(day) for day in days]),
        grace_last_day=_hull([rules.grace_last_day(day) for day in days]),
        usable=usable,
        shares=next(iter(shares)) if len(shares) == 1 and UNSETTLED not in shares else None,
    )


def _card(outcomes: Outcomes) -> Card:
    return Card(_hull(outcomes.card_last_days), _states(outcomes.card_states))


def _states(found: set[str]) -> tuple[str, ...]:
    return _in_order(frozenset(found), STATES) or UNKNOWN


def _renewed_until(outcomes: Outcomes) -> DayRange | None:
    days = _hull(outcomes.renewed_until)
    if not outcomes.renewed_between:
        return days
    return DayRange.hull([*outcomes.renewed_between, *((days,) if days else ())])


def _hull(days: Collection[date | None]) -> DayRange | None:
    if len(days) == 1:  # as for all exact situations
        for day in days:
            return None if day is None else DayRange.exactly(day)
    found = [day for day in days if day is not None]
    return DayRange(min(found), max(found)) if found else None


def _warnings(situation: Situation, outcomes: Outcomes) -> tuple[str, ...]:
    """The warnings of the cases, and those that the situation itself brings.

    ``card_face_wins``: a last valid day, of certificate or card, was computed and not read off. ``stay_period``: a period of
    stay is told, whether or not it ends first.
    """
    found = set(outcomes.warnings)
    cert_computed = situation.cert_last_valid_day is None and outcomes.last_valid_days != {None}
    card_computed = situation.card_last_valid_day is None and outcomes.card_last_days != {None}
    if cert_computed or card_computed:
        found.add("card_face_wins")
    if situation.stay_last_day is not None:
        found.add("stay_period")
    return _in_order(frozenset(found), WARNINGS)


@lru_cache
def _in_order(found: frozenset[str], order: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in order if name in found)
