"""How long the reader of dates takes. Prints JSON: milliseconds per message, by kind of message."""

from __future__ import annotations

import json
import statistics
import time
from datetime import date

from bot import dates

TODAY = date(2026, 6, 15)
USUAL = [
    "5月20日に切れたけど、来週の月曜に病院に行って大丈夫？",
    "平成2年5月20日生まれで、2021年4月10日に作りました",
    "電子証明書の有効期限はどこで確認できますか",
    "明日病院なんだけど証明書5月に切れてた",
    "有効期限 2026年5月20日",
    "更新に必要な持ち物を教えてください",
    "母は75歳で、保険証は12月に切れました",
    "来月10日に手術なんですが、マイナ保険証は使えますか？",
    "期限の3か月前から更新できると聞きました",
    "20日です",
]
LONG = "".join(USUAL) * 6
HOSTILE = {
    "figures": "1" * 5000,
    "kanji_numerals": "一二三四五六七八九十" * 500,
    "separators": "2026/5/" * 700,
    "ranges": "5月から" * 1250,
    "kana": "にじゅう" * 1250,
    "spaces": "5月" + " " * 4990 + "20日",
}
ROUNDS = 200


def _milliseconds(text: str, rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        dates.read(text, TODAY)
        spent.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(spent), 4)


def main() -> None:
    """Measure and print."""
    usual = [_milliseconds(text, ROUNDS) for text in USUAL]
    print(
        json.dumps(
            {
                "usual_ms": {"median": statistics.median(usual), "max": max(usual)},
                "thousand_characters_ms": _milliseconds(LONG[:1000], 20),
                "five_thousand_hostile_ms": {name: _milliseconds(text[:5000], 3) for name, text in HOSTILE.items()},
            }
        )
    )


if __name__ == "__main__":
    main()
