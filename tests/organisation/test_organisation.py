"""organisation.yml: what is taken, and how mistakes are said."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.organisation import OrganisationError, read
from bot.settings import ROOT


def test_all_of_the_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "organisation.yml"
    file.write_text(
        "name: みほん市\nkind: city\ncolour: '#112233'\ninsurer: kokuho\n"
        "contact: {name: 窓口, phone: 03-0000-0000, hours: 平日, note: メモ, url: 'https://example.jp/'}\n"
        "counter: {name: 市民課, reservation_needed: true}\n"
        "eligibility_certificate: {only_on_request: true, validity: 一年です。, sent_when: 七月です。}\n"
        "links: {手続き: 'https://example.jp/a'}\nnotes: {renew_how: 予約してください。}\nbanner: 停止中\nprivacy_notice: 注意\n",
        "utf-8",
    )
    found = read(file)
    assert (found.name, found.insurer, found.colour, found.banner) == ("みほん市", "kokuho", "#112233", "停止中")
    assert found.contact.phone == "03-0000-0000"
    assert found.counter.reservation_needed
    assert found.eligibility_certificate.only_on_request
    assert found.links == (("手続き", "https://example.jp/a"),)
    assert found.notes == {"renew_how": "予約してください。"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: x\nkind: town\n", "2行目"),
        ("colour: blue\n", "1行目"),
        ("name: x\nnmae: y\n", "nmae"),
        ("contact:\n  url: http://example.jp/\n", "https://"),
        ("contact:\n  phone: 電話\n", "電話番号"),
        ("name: [\n", "YAML"),
        ("name: 1\n", "文字列"),
        ("counter:\n  reservation_needed: はい\n", "true か false"),
    ],
)
def test_a_mistake_names_file_line_and_reason(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "organisation.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(OrganisationError, match="organisation") as raised:
        read(file)
    assert says in str(raised.value)


def test_the_file_that_comes_with_the_product_is_right() -> None:
    assert read(ROOT / "organisation.yml").name == "みほん市"
