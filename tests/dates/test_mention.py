"""The JSON form of a mention (dates.md)."""

from __future__ import annotations

from datetime import date

from bot import dates

TODAY = date(2026, 6, 15)


def test_the_json_form() -> None:
    [found] = dates.read("5月20日が有効期限", TODAY)
    assert list(found.as_dict().items()) == [
        ("text", "5月20日"),
        ("start", 0),
        ("end", 5),
        ("earliest", "2026-05-20"),
        ("latest", "2026-05-20"),
        ("role", "expiry"),
        ("of", None),
        ("year_assumed", True),
        ("renewed", False),
        ("problem", None),
    ]


def test_a_birthday_without_its_year() -> None:
    [found] = dates.read("誕生日は5月20日", TODAY)
    assert (found.as_dict()["earliest"], found.as_dict()["latest"]) == ("--05-20", "--05-20")


def test_no_such_day_has_no_days() -> None:
    [found] = dates.read("2026年2月30日", TODAY)
    assert (found.as_dict()["earliest"], found.as_dict()["latest"], found.problem) == (None, None, "no_such_day")


def test_places_count_code_points_of_the_text_as_typed() -> None:
    text = "😀ﾏｲﾅﾝﾊﾞｰは㋿８年５月２０日までか\u3099"
    [found] = dates.read(text, TODAY)
    assert found.text == "㋿８年５月２０日"
    assert text[found.start : found.end] == found.text


def test_a_date_outside_of_the_known_range_is_still_read() -> None:
    [found] = dates.read("6月1日です", TODAY, expecting="expiry")
    assert found.role == "expiry"
