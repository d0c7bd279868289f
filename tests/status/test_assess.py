"""The shape of the answer, what it asks for, and that no number of the law stands in the code."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import bot.status
from bot import facts
from bot.days import Birthday, DayRange, birthday_in
from bot.status import Situation, assess, counters, reasons, rules
from tests.status.every_day import exactly

EXAMPLE = Situation(birth_date=exactly("1990-05-10"), cert_issue_date=exactly("2021-05-11"))


def _day(text: str) -> dict[str, str]:
    return {"earliest": text, "latest": text}


def test_the_json_of_the_contract() -> None:
    got = assess(EXAMPLE, as_of=exactly("2026-06-01")).as_dict()
    assert got.pop("late_elderly") == {"turns_75_on": _day("2065-05-10"), "turns_85_on": _day("2075-05-10"), "sent_to_all": False}
    given_reasons = got.pop("reasons")
    assert isinstance(given_reasons, list)
    assert [set(reason) for reason in given_reasons if isinstance(reason, dict)] == [{"fact", "source", "url", "read_on"}] * 5
    assert json.dumps(got, ensure_ascii=False) == json.dumps(
        {
            "as_of": _day("2026-06-01"),
            "user_cert": {
                "last_valid_day": _day("2026-05-10"),
                "states": ["EXPIRED_IN_GRACE"],
                "renewal_from": _day("2026-02-11"),
                "grace_last_day": _day("2026-08-31"),
                "usable": True,
                "shares": "eligibility_only",
            },
            "card": {"last_valid_day": _day("2031-05-10"), "states": ["VALID"]},
            "renewed_until": _day("2031-05-10"),
            "former_card": {"last_valid_day": _day("2025-12-01"), "usable": False},
            "eligibility_certificate": None,
            "open": {},
            "ask": None,
            "warnings": ["card_face_wins"],
        },
        ensure_ascii=False,
    )


def test_the_order_of_the_keys() -> None:
    assert list(assess(EXAMPLE, as_of=exactly("2026-06-01")).as_dict()) == [
        "as_of", "user_cert", "card", "renewed_until", "former_card", "eligibility_certificate", "late_elderly",
        "open", "ask", "warnings", "reasons",
    ]  # fmt: skip


OUTPUTS = ("usable", "last_valid_day", "renewal_from", "grace_last_day", "renewed_until")
OF_CERT = OUTPUTS[:-1]
CERT, BORN, ISSUED = "cert_last_valid_day", "birth_date", "cert_issue_date"
YEAR_OF_BIRTH = DayRange(date(1990, 1, 1), date(1990, 12, 31))
OVER_THE_END_OF_A_MONTH = DayRange(date(2026, 2, 20), date(2026, 3, 10))


@pytest.mark.parametrize(
    ("situation", "as_of", "expected"),
    [
        (Situation(), "2026-06-01", dict.fromkeys(OUTPUTS, CERT)),
        (
            Situation(cert_last_valid_day=DayRange.month(2026, 5)),
            "2026-06-01",
            {"last_valid_day": CERT, "renewal_from": CERT, "renewed_until": BORN},
        ),
        (
            Situation(cert_last_valid_day=OVER_THE_END_OF_A_MONTH),
            "2026-06-15",
            {**dict.fromkeys(OF_CERT, CERT), "renewed_until": BORN},
        ),
        (
            Situation(birth_date=exactly("1990-05-10"), cert_issue_date=DayRange.month(2021, 5)),
            "2026-06-01",
            dict.fromkeys(OUTPUTS, ISSUED),
        ),
        (
            Situation(birth_date=YEAR_OF_BIRTH, cert_issue_date=exactly("2021-05-11")),
            "2026-06-01",
            dict.fromkeys(OUTPUTS, BORN),
        ),
        (
            Situation(cert_issue_date=exactly("2021-05-11")),
            "2026-06-01",
            {**dict.fromkeys(OF_CERT, CERT), "renewed_until": BORN},
        ),
        (EXAMPLE, "2026-06-01", {}),
        (replace(EXAMPLE, renewed_on=DayRange(date(2028, 5, 1), date(2028, 5, 31))), "2026-06-01", {}),
        (
            replace(EXAMPLE, cert_issue_date=None, cert_last_valid_day=exactly("2026-05-10"), renewed_on=DayRange.month(2027, 5)),
            "2026-06-01",
            {"renewed_until": "renewed_on"},
        ),
    ],
)
def test_what_would_settle_it(situation: Situation, as_of: str, expected: dict[str, str]) -> None:
    got = assess(situation, as_of=exactly(as_of))
    assert got.open == expected
    assert got.ask == expected.get("usable")


def test_the_visit_day_is_asked_for_where_it_decides() -> None:
    situation = Situation(birth_date=exactly("1990-05-10"), cert_last_valid_day=exactly("2026-05-10"))
    got = assess(situation, as_of=DayRange(date(2026, 8, 20), date(2026, 9, 10)))
    assert got.user_cert.usable is None
    assert got.ask == "as_of"


def test_within_a_month_that_agrees_nothing_is_asked() -> None:
    got = assess(Situation(cert_last_valid_day=DayRange.month(2026, 5)), as_of=DayRange.month(2026, 8))
    assert (got.user_cert.states, got.user_cert.usable, got.ask) == (("EXPIRED_IN_GRACE",), True, None)


@pytest.mark.parametrize(("day", "closed"), [
    ("2026-05-08", False), ("2026-05-09", True), ("2026-05-10", True), ("2026-05-11", False),
    ("2026-11-23", True), ("2026-12-28", False), ("2026-12-29", True), ("2027-01-03", True), ("2027-01-04", False),
])  # fmt: skip
def test_counters_are_closed(day: str, closed: bool) -> None:
    assert counters.is_counter_closed(date.fromisoformat(day)) is closed


def test_a_past_last_day_does_not_warn_of_closed_counters() -> None:
    situation = Situation(cert_last_valid_day=exactly("2026-05-10"))  # a Sunday
    assert "weekend_or_holiday" in assess(situation, as_of=exactly("2026-05-10")).warnings
    assert "weekend_or_holiday" not in assess(situation, as_of=exactly("2026-05-11")).warnings


def test_the_leap_day_is_the_one_of_the_facts() -> None:
    day = birthday_in(2027, 2, 29)
    assert facts.value(rules.LEAP_DAY) == f"{day.month}月{day.day}日"
    assert "leap_day_birthday" in assess(Situation(birth_date=Birthday(2, 29)), as_of=exactly("2026-06-01")).warnings


def test_every_reason_can_be_shown() -> None:
    for fact, reason in reasons._REASONS:
        source = facts.source(facts.fact(fact).sources[0])
        assert source.shown, f"{fact}: its first source is not shown to people"
        assert reason.source == source.title


def test_no_number_of_the_law_stands_in_the_code() -> None:
    """Numbers other than 0 and 1 belong into bot/facts; sizes of caches are shifts of 1."""
    for path in Path(bot.status.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
                allowed = node.value in (0, 1) or _is_shift_or_calendar(path, node)
                assert allowed, f"{path.name}:{node.lineno}: {node.value}"


def _is_shift_or_calendar(path: Path, node: ast.Constant) -> bool:
    line = path.read_text("utf-8").splitlines()[node.lineno - 1]
    return "lru_cache" in line or line.startswith(("_SATURDAY =", "_CENTURY_DAYS ="))
