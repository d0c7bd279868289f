"""The table of facts: complete, sourced, dated without overlaps; and its reader, which names file and line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import bot
from bot import facts
from bot.facts.review import stale, unchecked
from bot.facts.table import FOLDER, FactsError, Table

READ_ON = date(2026, 11, 22)
_FACT_ID = re.compile(r'"([a-z][a-z0-9_]*\.[a-z0-9_]+)"')
SOURCES = "leaflet: {title: ちらし, kind: leaflet, read_on: 2026-11-22}\n"


def test_every_fact_has_a_rule_in_words_a_section_and_a_source() -> None:
    for fact in facts.all_facts():
        assert len(fact.label) > 5, fact.id
        assert fact.section, fact.id
        assert all(facts.has_source(source) for source in fact.sources), fact.id


def test_every_source_was_read_and_says_what_kind_it_is() -> None:
    for source in Table.load().sources.values():
        assert source.title
        assert source.published is None or source.published <= source.read_on
        assert source.url is None or source.url.startswith(("https://", "http://")), source.id


def test_press_and_own_readings_are_not_shown() -> None:
    for source in Table.load().sources.values():
        assert not (source.kind in ("press", "inferred") and source.shown), source.id


def test_facts_named_in_the_status_engine_exist() -> None:
    named = {
        name for path in (Path(bot.__file__).parent / "status").glob("*.py") for name in _FACT_ID.findall(path.read_text("utf-8"))
    }
    assert len(named) > 20
    assert {name for name in named if not facts.has(name)} == set()


def test_the_number_that_changed_is_dated() -> None:
    since = facts.value("card.adult_age_since")
    assert since == date(2022, 4, 1)
    assert facts.value("card.adult_age", date(2022, 3, 31)) == facts.value("card.adult_age_before") == 20
    assert facts.value("card.adult_age", date(2022, 4, 1)) == facts.value("card.adult_age") == 18


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("user_cert.validity_birthdays", 5),
        ("user_cert.renewal_validity_birthdays", 6),
        ("card.validity_birthdays_adult", 10),
        ("card.validity_birthdays_minor", 5),
        ("renewal_window.months", 3),
        ("grace.months", 3),
        ("grace.first_expiry", date(2024, 12, 2)),
        ("former_card.last_valid_day", date(2025, 12, 1)),
        ("eligibility_certificate.kyokai_years", 5),
        ("late_elderly.age", 75),
        ("late_elderly.sent_to_all_age", 85),
        ("late_elderly.new_rule_first_day", date(2026, 8, 1)),
        ("reissue.fee", 1000),
        ("contact.free_dial", "0120-95-0178"),
    ],
)
def test_the_values_of_the_research(fact: str, value: object) -> None:
    assert facts.value(fact) == value


def test_facts_that_say_the_same_twice_agree() -> None:
    """Some rules stand in the table once as numbers and once as the days that people read."""
    assert facts.value("reissue.fee") == int(facts.value("reissue.card_fee")) + int(facts.value("reissue.cert_fee"))  # type: ignore[arg-type]
    assert facts.value("late_elderly.sent_to_all_last_day") == date(2026, 7, 31)
    first, last = facts.value("eligibility_certificate.block_first_day"), facts.value("eligibility_certificate.block_last_day")
    assert isinstance(first, date)
    assert isinstance(last, date)
    assert (last - first).days == 364


def test_what_a_person_still_has_to_look_at() -> None:
    table = Table.load()
    assert {fact.id for fact in unchecked(table)} <= {fact.id for fact in table.facts}
    assert stale(table, READ_ON, days=0) == []
    assert len(stale(table, date(2028, 1, 1), days=365)) == len(table.facts)


BROKEN = (
    ("a.b: {label: きまり, value: 1, sources: [leaflet]", "facts.yml の2行目：YAMLとして読めません"),
    ("a.b: {value: 1, sources: [leaflet]}", "facts.yml の1行目：a.b：label"),
    ("a.b: {label: きまり, value: 1}", "facts.yml の1行目：a.b：sources"),
    ("a.b: {label: きまり, value: 1, sources: [none]}", "facts.yml の1行目：a.b：出典「none」は sources.yml にありません"),
    ("a.b: {label: きまり, sources: [leaflet]}", "facts.yml の1行目：a.b：value か values"),
    ("# メモ\na.b:\n  label: きまり\n  value: 1\n  nota: x\n  sources: [leaflet]", "facts.yml の2行目：a.b：知らない項目"),
    ("a.b: {label: きまり, value: true, sources: [leaflet]}", "facts.yml の1行目：a.b：値は"),
    ("a.b: {label: き, value: 1, sources: [leaflet]}\na.b: {label: き}", "facts.yml の2行目：「a.b」が二度"),
    (
        "a.b: {label: き, values: [{until: 2022-03-31, value: 1}, {from: 2022-03-31, value: 2}], sources: [leaflet]}",
        "期間が重なっている",
    ),
    ("a.b: {label: き, values: [{value: 1}, {from: 2022-03-31, value: 2}], sources: [leaflet]}", "期間が重なっている"),
    ("a.b: {label: き, values: [{from: 4月, value: 1}], sources: [leaflet]}", "from と until は"),
    ("a.b: {label: き, values: [], sources: [leaflet]}", "一つ以上の値"),
    ("- 表ではない", "facts.yml の1行目：「名前: 内容」の形"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_table_names_the_place(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "sources.yml").write_text(SOURCES, "utf-8")
    (tmp_path / "facts.yml").write_text(text + "\n", "utf-8")
    with pytest.raises(FactsError, match=re.escape(message)) as error:
        Table.load(tmp_path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("leaflet: {kind: leaflet, read_on: 2026-11-22}", "sources.yml の1行目：leaflet：title"),
        ("leaflet: {title: ちらし, kind: blog, read_on: 2026-11-22}", "sources.yml の1行目：leaflet：kind"),
        ("leaflet: {title: ちらし, kind: leaflet, read_on: 昨日}", "sources.yml の1行目：leaflet：read_on"),
        ("leaflet: {title: ちらし, kind: leaflet, read_on: 2026-11-22, published: 春}", "leaflet：published"),
        ("leaflet: {title: ちらし, kind: leaflet, read_on: 2026-11-22, shown: たぶん}", "leaflet：shown"),
        ("leaflet: ちらし", "leaflet：知らない項目"),
    ],
)
def test_a_broken_source_names_the_place(tmp_path: Path, source: str, message: str) -> None:
    (tmp_path / "sources.yml").write_text(source + "\n", "utf-8")
    with pytest.raises(FactsError, match=re.escape(message)):
        Table.load(tmp_path)


def test_no_sources_at_all(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=r"sources\.yml がありません"):
        Table.load(tmp_path)


def test_a_fact_stands_in_one_file_only(tmp_path: Path) -> None:
    (tmp_path / "sources.yml").write_text(SOURCES, "utf-8")
    for name in ("one.yml", "two.yml"):
        (tmp_path / name).write_text("a.b: {label: きまり, value: 1, sources: [leaflet]}\n", "utf-8")
    with pytest.raises(FactsError, match=r"事実「a\.b」が二つのファイルに"):
        Table.load(tmp_path)


def test_a_value_outside_its_dates_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "sources.yml").write_text(SOURCES, "utf-8")
    text = "a.b: {label: き, values: [{from: 2022-04-01, value: 1}, {from: 2026-01-01, value: 2}], sources: [leaflet]}\n"
    (tmp_path / "facts.yml").write_text(text.replace("value: 1}", "until: 2024-12-31, value: 1}"), "utf-8")
    table = Table.load(tmp_path)
    assert table.value("a.b", date(2024, 12, 31)) == 1
    assert table.value("a.b", date(2026, 1, 1)) == table.value("a.b") == 2
    for day in (date(2022, 3, 31), date(2025, 6, 1)):
        with pytest.raises(KeyError):
            table.value("a.b", day)


def test_the_files_are_where_the_documentation_says() -> None:
    assert (FOLDER / "sources.yml").exists()
