"""The store: what is written, what expires, what is left of a deleted text."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from turns import AT, answered, event, not_understood

from bot.engine.events import VoteEvent
from bot.insights import texts
from bot.insights.figures import Period, figures
from bot.insights.store import FILE_NAME, KEPT_EVENT_DAYS, Store, reading
from bot.insights.talks import OpenTalks

DAY = AT.date()
PERIOD = Period(DAY, DAY)


def rows(folder: Path, table: str) -> int:
    with reading(folder) as store:
        return int(store.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def test_what_is_written_is_read_back_in_the_figures(tmp_path: Path) -> None:
    store, talks = Store(tmp_path), OpenTalks(30)
    turns = [event(answered()), event(not_understood())]
    for one in turns:
        talks.turn("c", one, AT)
    store.append(turns, talks.end_all(), [VoteEvent(AT, "renew_bring", False, "unclear")])
    store.close()
    with reading(tmp_path) as opened:
        found = figures(opened, PERIOD)
    assert (found.talks, found.whole.turns, found.unanswered) == (1, 2, 1)
    assert found.whole.decisions == {"answered": 1, "not_understood": 1}
    assert found.topics["renew_bring"].total() == 1
    assert found.hours[DAY.weekday()][10] == 2
    assert [(g.topic, g.decision, g.talks, g.of) for g in found.give_ups] == [("renew_bring", "not_understood", 1, 1)]
    assert [(v.answer, v.helpful, v.unhelpful, dict(v.reasons)) for v in found.votes] == [("renew_bring", 0, 1, {"unclear": 1})]


def test_simulated_conversations_are_marked_and_never_among_the_real_ones(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append([event(answered())], simulated=True)
    store.append([event(answered(), text="本物"), event(answered(), text="本物")])
    with reading(tmp_path) as opened:
        assert figures(opened, PERIOD).whole.turns == 2
        assert figures(opened, Period(DAY, DAY, simulated=True)).whole.turns == 1
    store.delete_simulated()
    assert (rows(tmp_path, "turns"), rows(tmp_path, "texts")) == (2, 1)


def test_texts_expire_to_the_day_and_events_after_more_than_a_year(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append([event(not_understood(), text="消える文")])
    store.delete_expired(DAY + timedelta(days=29), text_days=30)
    assert rows(tmp_path, "texts") == 1
    store.delete_expired(DAY + timedelta(days=30), text_days=30)
    assert (rows(tmp_path, "texts"), rows(tmp_path, "turns")) == (0, 1)
    store.delete_expired(DAY + timedelta(days=KEPT_EVENT_DAYS), text_days=30)
    assert rows(tmp_path, "turns") == 1
    store.delete_expired(DAY + timedelta(days=KEPT_EVENT_DAYS + 1), text_days=30)
    assert rows(tmp_path, "turns") == 0


def test_an_expired_text_is_gone_from_the_files(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append([event(not_understood(), text="だれにも見せたくない文")])
    secret = "だれにも見せたくない文".encode()
    assert any(secret in file.read_bytes() for file in tmp_path.iterdir())
    store.delete_expired(DAY, text_days=0)
    store.close()
    assert not any(secret in file.read_bytes() for file in tmp_path.iterdir())


def test_texts_are_counted_by_their_words_so_that_no_order_of_writing_is_left(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.append([event(not_understood(), text=text) for text in ("ん", "あ", "ん")])
    with reading(tmp_path) as opened:
        assert texts.not_understood(opened, PERIOD) == {"ん": 2, "あ": 1}
        assert [row["text"] for row in opened.execute("SELECT text FROM texts")] == ["あ", "ん"]


def test_expired_texts_are_not_read_where_nothing_has_deleted_them(tmp_path: Path) -> None:
    kept = texts.still_kept(Period(date(2026, 1, 1), date(2026, 6, 30)), date(2026, 6, 30), 30)
    assert (kept.first, kept.last) == (date(2026, 6, 1), date(2026, 6, 30))


def test_reading_where_nothing_was_written_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), reading(tmp_path / "nowhere"):
        pass
    assert not (tmp_path / "nowhere" / FILE_NAME).exists()
