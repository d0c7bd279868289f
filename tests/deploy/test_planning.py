"""docs/planning.md: its table is the one that its values give, and the values make sense together."""

from __future__ import annotations

import pytest

from tests.bench.planning import PAGE, USERS, computed, plan, values


@pytest.fixture
def given() -> dict[str, float]:
    return values(PAGE.read_text("utf-8"))


def test_the_table_is_computed_from_the_values_of_the_page() -> None:
    page = PAGE.read_text("utf-8")
    assert computed(page) == page


def test_the_processes_carry_the_busiest_second_with_one_of_them_gone(given: dict[str, float]) -> None:
    for users in USERS:
        needs = plan(users, given)
        left = needs["プロセス（＝コア、一つは控え）"] - 1
        assert left * given["turns_a_core_second"] * given["use"] >= needs["混む1秒のやりとり"]


def test_a_known_month_by_hand() -> None:
    """A million people with one talk of five turns: 5,000,000 / 30 × 2 × 0.12 / 3600 × 2 = 22.2 turns in the busiest second."""
    given = {"talks_a_month": 1, "turns_a_talk": 5, "busy_day": 2, "busy_hour": 0.12, "busy_second": 2, "line_share": 0.5}
    given |= {"use": 0.5, "session_minutes": 30, "turns_a_core_second": 10, "memory_mb": 500, "postgres_cpu_ms_a_turn": 1}
    given |= {"redis_cpu_ms_a_turn": 1, "database_bytes_a_conversation": 1000, "redis_bytes_a_conversation": 1000}
    given |= {"line_event_bytes": 100, "bytes_a_turn": 500}
    needs = plan(1_000_000, given)
    assert needs["混む1秒のやりとり"] == pytest.approx(22.22, abs=0.01)
    assert needs["プロセス（＝コア、一つは控え）"] == 6
    assert needs["そのメモリ（GB）"] == 6
    assert needs["いま話している会話（千）"] == pytest.approx(8.0)
    assert needs["月の通信（TB）"] == pytest.approx(0.01)
