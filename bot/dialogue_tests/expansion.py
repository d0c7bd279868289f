"""One dialogue as many: ``expand`` and ``cases`` put values into the ``{names}`` of its texts."""

from __future__ import annotations

from itertools import product
from math import prod

from bot.dialogue_tests.located import Located, names_in, substituted
from bot.dialogue_tests.mistakes import Mistake, near

MOST_VARIANTS = 2000
_OWN = ("expand", "cases")


def expanded(item: Located) -> list[tuple[Located, str]]:
    """A dialogue of a file with its name, once for each combination of ``expand`` and each row of ``cases``."""
    if not isinstance(item.value, dict) or not any(key in item.value for key in _OWN):
        return [(item, _title(item))]
    lists, rows = _lists(item.value.get("expand")), _rows(item.value.get("cases"))
    if prod([len(rows), *map(len, lists.values())]) > MOST_VARIANTS:
        raise Mistake(item.place, f"組み合わせが{MOST_VARIANTS}通りを超えます。一覧を短くするか、会話を分けてください")
    body = Located({key: value for key, value in item.value.items() if key not in _OWN}, item.kind, item.place)
    _require_used(item, body, [*lists, *(rows[0] if rows else ())])
    variants = [dict(zip(lists, combination, strict=True)) | row for row in rows for combination in product(*lists.values())]
    return [_variant(body, values) for values in variants]


def _variant(body: Located, values: dict[str, str]) -> tuple[Located, str]:
    unknown: set[str] = set()
    filled = substituted(body, values, unknown)
    if unknown:
        name = min(unknown)
        raise Mistake(body.place, f"「{{{name}}}」に入れる値が expand にも cases にもありません{near(name, values)}")
    title = _title(filled)
    # A name that already tells the variants apart stays as it is.
    return filled, title if title != _title(body) else f"{title}（{'、'.join(values.values())}）"


def _title(item: Located) -> str:
    found = item.value.get("dialogue") if isinstance(item.value, dict) else None
    return found.value if found and isinstance(found.value, str) else ""


def _lists(given: Located | None) -> dict[str, list[str]]:
    if given is None:
        return {}
    if not isinstance(given.value, dict) or not given.value:
        raise Mistake(given.place, "expand は「名前: [言い方, 言い方]」の形で書いてください")
    return {name: _texts(value, name) for name, value in given.value.items()}


def _texts(given: Located, name: str) -> list[str]:
    if not isinstance(given.value, list) or not given.value:
        raise Mistake(given.place, f"expand の「{name}」には言い方の一覧を書いてください")
    return [_scalar(item, name) for item in given.value]


def _rows(given: Located | None) -> list[dict[str, str]]:
    if given is None:
        return [{}]
    if not isinstance(given.value, list) or not given.value:
        raise Mistake(given.place, "cases は「- {名前: 値, 名前: 値}」の形で並べて書いてください")
    rows = [_row(item) for item in given.value]
    for item, row in zip(given.value, rows, strict=True):
        if row.keys() != rows[0].keys():
            raise Mistake(item.place, f"cases の組には同じ名前（{'、'.join(rows[0])}）を書いてください")
    return rows


def _row(item: Located) -> dict[str, str]:
    if not isinstance(item.value, dict) or not item.value:
        raise Mistake(item.place, "cases は「- {名前: 値, 名前: 値}」の形で並べて書いてください")
    return {name: _scalar(value, name) for name, value in item.value.items()}


def _scalar(item: Located, name: str) -> str:
    if not isinstance(item.value, str):
        raise Mistake(item.place, f"「{name}」に入れる値は一つの文にしてください")
    return item.value


def _require_used(item: Located, body: Located, names: list[str]) -> None:
    used = set(_all_names(body))
    for name in names:
        if name not in used:
            raise Mistake(item.place, f"「{{{name}}}」がどこにも使われていません")


def _all_names(located: Located) -> list[str]:
    if isinstance(located.value, str):
        return names_in(located.value)
    inside = located.value.values() if isinstance(located.value, dict) else located.value or ()
    return [name for part in inside for name in _all_names(part)]
