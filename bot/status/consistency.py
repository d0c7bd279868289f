"""Which days cannot be together, and what is left of each range without them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.days import DayRange
from bot.status.situation import INSURERS, Situation, SituationError

AS_OF = "as_of"
WORDS = {
    "birth_date": "生年月日",
    "cert_issue_date": "証明書の発行日",
    "cert_last_valid_day": "証明書の有効期限",
    "card_issue_date": "カードの発行日",
    "card_last_valid_day": "カードの有効期限",
    "stay_last_day": "在留期間の満了日",
    "former_card_last_valid_day": "従来の健康保険証の期限",
    "eligibility_certificate_issue_date": "資格確認書の発行日",
    "renewed_on": "更新する日",
    AS_OF: "判定する日",
}
# (not after, the other, the one that the error is about). The chain birth ≤ card ≤ certificate ≤ its last day is written out
# in full, so that every contradiction shows in one pair. Equal days are possible: a certificate may be issued on as_of.
_NOT_AFTER = (
    ("birth_date", "card_issue_date", "birth_date"),
    ("birth_date", "cert_issue_date", "birth_date"),
    ("card_issue_date", "cert_issue_date", "card_issue_date"),
    ("birth_date", "cert_last_valid_day", "birth_date"),
    ("birth_date", "card_last_valid_day", "birth_date"),
    ("birth_date", "stay_last_day", "birth_date"),
    ("birth_date", AS_OF, "birth_date"),
    ("card_issue_date", "cert_last_valid_day", "cert_last_valid_day"),
    ("card_issue_date", "card_last_valid_day", "card_last_valid_day"),
    ("card_issue_date", "stay_last_day", "stay_last_day"),
    ("card_issue_date", AS_OF, "card_issue_date"),
    ("cert_issue_date", "cert_last_valid_day", "cert_last_valid_day"),
    ("cert_issue_date", "card_last_valid_day", "card_last_valid_day"),
    ("cert_issue_date", "stay_last_day", "stay_last_day"),
    ("cert_issue_date", AS_OF, "cert_issue_date"),
)
# Days so far off that counting birthdays or months from them would leave the calendar.
_CENTURY_DAYS = date(2001, 1, 1) - date(1901, 1, 1)
_FIRST_DAY, _LAST_DAY = date.min + _CENTURY_DAYS, date.max - _CENTURY_DAYS


def consistent(situation: Situation, as_of: DayRange) -> Situation:
    """The situation with its ranges cut down to the days that are part of some possible combination.

    Raises ``SituationError`` where a combination is possible for no day. Not every combination of the days that are left
    is possible; ``possible_cases`` leaves out the others.
    """
    if situation.insurer is not None and situation.insurer not in INSURERS:
        raise SituationError(f"保険者「{situation.insurer}」は、{'・'.join(INSURERS)} のどれかにしてください。", "insurer")
    if _follow_each_other(situation, as_of):
        return situation
    days = _given(situation, as_of)
    for field, found in days.items():
        if found.earliest < _FIRST_DAY or found.latest > _LAST_DAY:
            raise SituationError(f"{WORDS[field]}（{_say(found)}）は、計算できる年の範囲を外れています。", field)
    exact = True
    for first, second, blamed in _NOT_AFTER:
        earlier, later = days.get(first), days.get(second)
        if earlier is None or later is None:
            continue
        if earlier.earliest > later.latest:
            raise _contradiction(first, second, blamed, days)
        exact = exact and earlier.latest <= later.earliest
    return situation if exact else _cut(situation, days)


def _follow_each_other(situation: Situation, as_of: DayRange) -> bool:
    """Whether every day of each range is in its place, as all exact and consistent days are; the quick way for most."""
    born = situation.birth_date
    last = _FIRST_DAY
    for days in (born if isinstance(born, DayRange) else None, situation.card_issue_date, situation.cert_issue_date):
        if days is not None:
            if days.earliest < last:
                return False
            last = days.latest
    for days in (as_of, situation.cert_last_valid_day, situation.card_last_valid_day, situation.stay_last_day):
        if days is not None and (days.earliest < last or days.latest > _LAST_DAY):
            return False
    for days in (situation.former_card_last_valid_day, situation.eligibility_certificate_issue_date, situation.renewed_on):
        if days is not None and (days.earliest < _FIRST_DAY or days.latest > _LAST_DAY):
            return False
    return True


def _given(situation: Situation, as_of: DayRange) -> dict[str, DayRange]:
    days = {AS_OF: as_of}
    for field in WORDS:
        value = getattr(situation, field, None)
        if isinstance(value, DayRange):
            days[field] = value
    return days


def _cut(situation: Situation, days: dict[str, DayRange]) -> Situation:
    """Raise the first days along the chain, lower the last days against it; days that never stand first need one pass."""
    earliest = {field: found.earliest for field, found in days.items()}
    latest = {field: found.latest for field, found in days.items()}
    pairs = [(first, second) for first, second, _ in _NOT_AFTER if first in days and second in days]
    for first, second in pairs:
        earliest[second] = max(earliest[second], earliest[first])
    for first, second in reversed(pairs):
        latest[first] = min(latest[first], latest[second])
    cut: dict[str, Any] = {field: DayRange(earliest[field], latest[field]) for field in days if field != AS_OF}
    return replace(situation, **cut)


def _contradiction(first: str, second: str, blamed: str, days: dict[str, DayRange]) -> SituationError:
    if blamed == first:
        sentence = f"{WORDS[first]}（{_say(days[first])}）が、{WORDS[second]}（{_say(days[second])}）より後になっています。"
    else:
        sentence = f"{WORDS[second]}（{_say(days[second])}）が、{WORDS[first]}（{_say(days[first])}）より前になっています。"
    return SituationError(sentence, blamed)


def _say(days: DayRange) -> str:
    first, last = (f"{d.year}年{d.month}月{d.day}日" for d in (days.earliest, days.latest))
    return first if days.is_exact else f"{first}〜{last}"
