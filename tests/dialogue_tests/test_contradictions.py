"""A reply that the engine does not bear out is found; one that it does is let be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answers.answer import KnownDate
from bot.days import DayRange
from bot.dialogue_tests.contradictions import compared, contradictions, month_ends
from bot.dialogue_tests.said import Said
from tests.dialogue_tests.actors import GRACE
from tests.dialogue_tests.test_reports import DAY, played

EXPIRY = KnownDate("cert_last_valid_day", "証明書の期限", DayRange.exactly(date(2026, 5, 20)))
RIGHT = replace(GRACE, known=(EXPIRY,), shown="期限は2026年5月20日、2026年8月31日まで使えます。")


def reasons(said: Said) -> list[str]:
    return [found.reason for found in contradictions([played("a", said)])]


def test_right_replies_are_let_be() -> None:
    assert reasons(RIGHT) == []
    assert compared([played("a", RIGHT), played("b", GRACE)]) == 1


def test_another_state_is_found() -> None:
    assert reasons(replace(RIGHT, states=("EXPIRED",))) == ["状態を「EXPIRED」と答えましたが、計算では「EXPIRED_IN_GRACE」です"]


def test_a_wrong_last_day_is_found() -> None:
    assert reasons(replace(RIGHT, shown="期限は2026年5月20日、2026年8月20日まで使えます。")) == [
        "計算した日（2026年8月31日）が答えにありません"
    ]


def test_the_visit_day_counts_not_today() -> None:
    visit = KnownDate("as_of", "受診日", DayRange.exactly(date(2026, 9, 1)))
    assert reasons(replace(RIGHT, known=(EXPIRY, visit))) == ["状態を「EXPIRED_IN_GRACE」と答えましたが、計算では「EXPIRED」です"]
    assert reasons(replace(RIGHT, known=(EXPIRY, visit), states=("EXPIRED",))) == []


def test_a_renewed_certificate_is_possible_too() -> None:
    born = KnownDate("birth_date", "生年月日", DayRange.exactly(date(1990, 5, 20)))
    issued = KnownDate("cert_issue_date", "発行日", DayRange.exactly(date(2021, 4, 10)))
    shown = "期限は{}です。".format
    first = replace(RIGHT, known=(born, issued), states=("EXPIRED_IN_GRACE",), shown=shown("2025年5月20日、2025年8月31日"))
    assert reasons(replace(first, states=("EXPIRED",))) == []
    assert reasons(replace(first, states=("VALID",)))


def test_dates_that_cannot_be_are_found() -> None:
    born = KnownDate("birth_date", "生年月日", DayRange.exactly(date(2025, 5, 20)))
    issued = KnownDate("cert_issue_date", "発行日", DayRange.exactly(date(2021, 4, 10)))
    assert reasons(replace(RIGHT, known=(born, issued))) == ["日付どうしが合わないのに、状態を答えています"]


def test_month_ends_run_over_years() -> None:
    assert month_ends(DAY, 3) == [date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31)]
    ends = month_ends(date(2026, 12, 5), 36)
    assert (ends[0], ends[14], ends[-1], len(set(ends))) == (date(2026, 12, 31), date(2028, 2, 29), date(2029, 11, 30), 36)
