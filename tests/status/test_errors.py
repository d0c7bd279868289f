"""Days that contradict each other: one clear sentence, and the field that it is about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.days import DayRange
from bot.status import Situation, SituationError, assess
from tests.status.every_day import exactly

TODAY = exactly("2026-06-01")
CONTRADICTIONS: tuple[tuple[dict[str, Any], str, str], ...] = (
    (
        {"birth_date": exactly("2022-01-01"), "cert_issue_date": exactly("2021-05-11")},
        "birth_date",
        "証明書の発行日（2021年5月11日）より後",
    ),
    (
        {"birth_date": exactly("2022-01-01"), "card_issue_date": exactly("2021-05-11")},
        "birth_date",
        "カードの発行日（2021年5月11日）より後",
    ),
    ({"birth_date": exactly("2026-06-02")}, "birth_date", "判定する日（2026年6月1日）より後"),
    (
        {"cert_issue_date": exactly("2026-06-02")},
        "cert_issue_date",
        "証明書の発行日（2026年6月2日）が、判定する日（2026年6月1日）より後",
    ),
    ({"cert_issue_date": DayRange.month(2026, 7)}, "cert_issue_date", "2026年7月1日〜2026年7月31日"),
    ({"card_issue_date": exactly("2026-06-02")}, "card_issue_date", "カードの発行日（2026年6月2日）が"),
    ({"cert_issue_date": exactly("2026-05-02"), "cert_last_valid_day": exactly("2026-05-01")}, "cert_last_valid_day", "より前"),
    ({"cert_issue_date": exactly("2026-05-02"), "card_last_valid_day": exactly("2026-05-01")}, "card_last_valid_day", "より前"),
    ({"cert_issue_date": exactly("2026-05-02"), "stay_last_day": exactly("2026-05-01")}, "stay_last_day", "在留期間の満了日"),
    ({"card_issue_date": exactly("2026-05-02"), "cert_last_valid_day": exactly("2026-05-01")}, "cert_last_valid_day", "より前"),
    ({"card_issue_date": exactly("2021-05-12"), "cert_issue_date": exactly("2021-05-11")}, "card_issue_date", "カードの発行日"),
    ({"eligibility_certificate_issue_date": exactly("2024-12-01")}, "eligibility_certificate_issue_date", "2024年12月2日より前"),
    ({"insurer": "JR"}, "insurer", "保険者「JR」"),
    ({"cert_last_valid_day": exactly("9999-12-31")}, "cert_last_valid_day", "範囲"),
    ({"cert_last_valid_day": exactly("0001-01-01")}, "cert_last_valid_day", "範囲"),
)


@pytest.mark.parametrize(("given", "field", "words"), CONTRADICTIONS)
def test_a_contradiction_is_named(given: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(SituationError) as error:
        assess(Situation(**given), as_of=TODAY)
    assert error.value.field == field
    assert words in str(error.value)
    assert str(error.value).count("。") == 1


@pytest.mark.parametrize(
    "given",
    [
        {"birth_date": exactly("2021-05-11"), "cert_issue_date": exactly("2021-05-11")},
        {"cert_issue_date": TODAY},
        {"card_issue_date": exactly("2021-05-11"), "cert_issue_date": exactly("2021-05-11")},
        {"cert_issue_date": exactly("2021-05-11"), "cert_last_valid_day": exactly("2021-05-11")},
        {"eligibility_certificate_issue_date": exactly("2024-12-02")},
    ],
)
def test_the_same_day_is_possible(given: dict[str, Any]) -> None:
    assert assess(Situation(**given), as_of=TODAY)


def test_impossible_combinations_are_dropped() -> None:
    """Of a month of issue only the days up to the judged day are left."""
    got = assess(
        Situation(birth_date=exactly("1990-05-10"), cert_issue_date=DayRange.month(2021, 5)), as_of=exactly("2021-05-09")
    )
    assert got.user_cert.last_valid_day == exactly("2025-05-10")


def test_a_certificate_is_not_issued_on_a_card_that_is_over() -> None:
    """A child's card of 2016 ended in 2021; a certificate of 2023 cannot be on it."""
    with pytest.raises(SituationError) as error:
        assess(
            Situation(
                birth_date=exactly("2008-05-10"), card_issue_date=exactly("2016-06-01"), cert_issue_date=exactly("2023-01-10")
            ),
            as_of=TODAY,
        )
    assert error.value.field == "card_issue_date"


def test_a_day_after_the_judged_day_may_be_given_for_what_lies_ahead() -> None:
    got = assess(
        Situation(
            eligibility_certificate_issue_date=DayRange.exactly(date(2026, 12, 1)),
            insurer="kyokai",
            renewed_on=exactly("2027-01-01"),
        ),
        as_of=TODAY,
    )
    assert got.eligibility_certificate
    assert got.eligibility_certificate.last_valid_day == exactly("2031-11-30")
