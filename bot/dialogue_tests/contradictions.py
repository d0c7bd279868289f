"""Holds replies against the status engine: what is said of a person's certificate must be what the rules give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answers.wording import say_day
from bot.days import DayRange, end_of_month
from bot.dialogue_tests.days_named import names
from bot.dialogue_tests.playing import Played, PlayedTurn
from bot.dialogue_tests.said import Said
from bot.status import Assessment, Situation, SituationError, assess


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A reply that the status engine does not bear out; ``reason`` is a Japanese sentence."""

    played: Played
    turn: PlayedTurn
    reason: str


def month_ends(first: date, months: int) -> list[date]:
    """The last days of ``months`` months, from the month of ``first`` on."""
    return [end_of_month(first.year, first.month + i) for i in range(months)]


def contradictions(results: Iterable[Played]) -> list[Contradiction]:
    """All replies of a run that say of the person's dates what the engine does not."""
    return [
        Contradiction(played, turn, reason)
        for played in results
        for turn in played.turns
        if turn.said and (reason := _reason(turn.said, played.today))
    ]


def compared(results: Iterable[Played]) -> int:
    """How many replies of a run can be held against the engine."""
    return sum(1 for played in results for turn in played.turns if turn.said and _is_personal(turn.said))


def _is_personal(said: Said) -> bool:
    return bool(said.states and said.known)


def _reason(said: Said, today: date) -> str:
    if not _is_personal(said):
        return ""
    possible = list(_assessments(said, today))
    if not possible:
        return "日付どうしが合わないのに、状態を答えています"
    fitting = [assessment for assessment in possible if set(assessment.user_cert.states) == set(said.states)]
    if not fitting:
        return f"状態を「{_words(said.states)}」と答えましたが、計算では「{_words(possible[0].user_cert.states)}」です"
    unsaid = [] if (said.answer or "").endswith(".clarify") else [_days_unsaid(said, assessment) for assessment in fitting]
    return f"計算した日（{'、'.join(map(say_day, unsaid[0]))}）が答えにありません" if unsaid and all(unsaid) else ""


def _assessments(said: Said, today: date) -> Iterator[Assessment]:
    """What the engine says; a reply does not tell whether a certificate is a renewed one, so both count where it matters."""
    given: dict[str, Any] = {known.field: known.days for known in said.known}
    as_of = given.pop("as_of", None)
    if "card_issue_date" in given and not given.keys() & {"cert_issue_date", "cert_last_valid_day"}:
        given["cert_issue_date"] = given["card_issue_date"]  # nearly everybody has the certificate that came with the card
    for renewed in (False, True) if "cert_issue_date" in given else (False,):
        try:
            yield assess(Situation(renewed=renewed, **given), as_of=as_of or DayRange.exactly(today))
        except SituationError:
            continue


def _days_unsaid(said: Said, assessment: Assessment) -> list[date]:
    cert = assessment.user_cert
    exact = [days.earliest for days in (cert.last_valid_day, cert.grace_last_day) if days and days.is_exact]
    return [day for day in exact if not names(said.shown, day)]


def _words(states: Sequence[str]) -> str:
    return "、".join(states)
