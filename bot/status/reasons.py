"""The facts that were applied, each with its first source, in the order in which a person would explain them."""

from __future__ import annotations

from functools import lru_cache

from bot import facts
from bot.days import DayRange
from bot.status import other_papers, rules
from bot.status.assessment import EligibilityCertificate, LateElderly, Reason
from bot.status.judging import Outcomes
from bot.status.situation import Situation

_ORDER = (
    rules.VALIDITY,
    rules.RENEWAL_VALIDITY,
    rules.NOT_ON_ISSUE_DAY,
    rules.LEAP_DAY,
    rules.CAPPED_BY_CARD,
    rules.CAPPED_BY_STAY,
    rules.RENEWAL_WINDOW,
    rules.GRACE,
    rules.GRACE_FIRST_EXPIRY,
    rules.CARD_EXPIRED,
    rules.ADULT_CARD,
    rules.MINOR_CARD,
    rules.ADULT_AGE,
    rules.AGE_BORDER,
    rules.FORMER_CARD,
    other_papers.KYOKAI_YEARS,
    other_papers.SET_BY_INSURER,
    other_papers.LATE_ELDERLY_AGE,
    other_papers.SENT_TO_ALL_LAST_DAY,
    other_papers.SENT_TO_ALL_AGE,
)


def _reason(fact: str) -> Reason:
    source = facts.source(facts.fact(fact).sources[0])
    return Reason(fact, source.title, source.url, source.read_on)


_REASONS = tuple((fact, _reason(fact)) for fact in _ORDER)


@lru_cache
def reasons(applied: frozenset[str]) -> tuple[Reason, ...]:
    """The reasons for the applied facts."""
    return tuple(reason for fact, reason in _REASONS if fact in applied)


def applied_facts(
    situation: Situation,
    outcomes: Outcomes,
    as_of: DayRange,
    eligibility: EligibilityCertificate | None,
    elderly: LateElderly | None,
) -> set[str]:
    """The ids of the facts that were applied to what the person told.

    ``former_card.last_valid_day`` counts where its day is told or nothing of certificate and card is; the rules of 後期高齢者医療
    where the person reaches the age by the judged day: else they would stand beside every answer.
    """
    applied = set(outcomes.facts)
    if outcomes.last_valid_days != {None} or outcomes.card_last_days != {None}:
        applied.add(rules.RENEWAL_WINDOW)
    elif eligibility is None:
        applied.add(rules.FORMER_CARD)
    if situation.former_card_last_valid_day is not None:
        applied.add(rules.FORMER_CARD)
    if "age_border" in outcomes.warnings:
        applied.add(rules.AGE_BORDER)
    if eligibility is not None:
        applied.add(other_papers.KYOKAI_YEARS if eligibility.last_valid_day else other_papers.SET_BY_INSURER)
    if elderly is not None and elderly.turns_75_on.earliest <= as_of.latest:
        applied.add(other_papers.LATE_ELDERLY_AGE)
        applied.update(other_papers.rules_for(as_of))
    return applied
