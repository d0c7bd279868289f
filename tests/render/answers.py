"""Many answers, built as the actions build them, without a model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.answers import compose
from bot.answers.answer import Answer, KnownDate
from bot.answers.catalogue import catalogue
from bot.answers.personal import PERSONAL_TOPICS
from bot.days import Birthday, DayRange
from bot.status import Situation, assess

TODAY = date(2026, 6, 15)
_SMALL_TALK = (
    "greet",
    "thanks",
    "goodbye",
    "human_agent",
    "not_understood",
    "not_understood_again",
    "failure",
    "too_long",
    "empty",
)
_MAY = DayRange(date(2026, 5, 1), date(2026, 5, 31))


def exactly(day: str) -> DayRange:
    """A known day."""
    return DayRange.exactly(date.fromisoformat(day))


SITUATIONS = (
    Situation(cert_last_valid_day=exactly("2029-05-20"), card_last_valid_day=exactly("2034-05-20")),
    Situation(cert_last_valid_day=exactly("2026-08-01")),
    Situation(cert_last_valid_day=exactly("2026-05-20"), birth_date=exactly("1990-05-20")),
    Situation(cert_last_valid_day=exactly("2025-12-31")),
    Situation(cert_last_valid_day=exactly("2024-06-30")),
    Situation(cert_last_valid_day=_MAY),
    Situation(cert_issue_date=DayRange.month(2021, 4), birth_date=exactly("1990-05-20")),
    Situation(cert_issue_date=exactly("2021-04-10"), birth_date=Birthday(5, 20)),
    Situation(card_issue_date=exactly("2022-04-10"), cert_issue_date=exactly("2022-04-10"), birth_date=exactly("2012-05-20")),
    Situation(card_last_valid_day=exactly("2026-05-20"), cert_last_valid_day=exactly("2026-05-20")),
    Situation(former_card_last_valid_day=exactly("2025-07-31")),
    Situation(eligibility_certificate_issue_date=exactly("2025-08-01"), insurer="kokuho"),
    Situation(eligibility_certificate_issue_date=exactly("2025-12-02"), insurer="kyokai"),
    Situation(birth_date=exactly("1950-05-20")),
    Situation(birth_date=exactly("1952-05-20")),
)


def all_answers() -> Iterator[Answer]:
    """Every topic's general answer, every personal one that a situation reaches, questions and small talk."""
    yield from (compose.general(topic) for topic in catalogue().topics)
    yield from (compose.say(name) for name in _SMALL_TALK)
    yield compose.offer_choices(["expired_what_happens", "renew_how"])
    yield compose.other_language("zh", None)
    for variant, state in (("before_expiry", "IN_RENEWAL_WINDOW"), ("in_grace", "EXPIRED_IN_GRACE"), ("expired", "EXPIRED")):
        yield compose.reader_display(variant, state, None if variant == "expired" else _MAY)
    for field in ("cert_last_valid_day", "birth_date", "insurer", "as_of"):
        yield compose.ask("expired_what_happens", "expired_what_happens.clarify", field, compose.phrase(f"ask_{field}"))
    for situation in SITUATIONS:
        yield from personal_answers(situation)


def personal_answers(situation: Situation) -> Iterator[Answer]:
    """What each personal topic says of a situation, where its days reach."""
    assessment = assess(situation, as_of=exactly(TODAY.isoformat()))
    known = tuple(
        KnownDate(field, compose.field_words(field), days)
        for field in ("cert_last_valid_day", "birth_date")
        if (days := getattr(situation, field)) is not None
    )
    for topic, about in PERSONAL_TOPICS.items():
        variant = about.variant(assessment)
        is_open = about.needs in assessment.open and not about.is_settled_by_state(assessment)
        if variant and not is_open:
            yield replace(compose.personal(topic, variant, assessment, TODAY), known=known)
