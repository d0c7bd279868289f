"""An answer as text for a reading voice: days said as they are spoken, phone numbers digit by digit, no symbols."""

from __future__ import annotations

import re

from bot.answers.answer import Answer

_SPOKEN_DAYS = {
    1: "ついたち",
    2: "ふつか",
    3: "みっか",
    4: "よっか",
    5: "いつか",
    6: "むいか",
    7: "なのか",
    8: "ようか",
    9: "ここのか",
    10: "とおか",
    14: "じゅうよっか",
    20: "はつか",
    24: "にじゅうよっか",
}
_SPOKEN_DIGITS = dict(
    zip("0123456789", ("ゼロ", "イチ", "ニー", "サン", "ヨン", "ゴー", "ロク", "ナナ", "ハチ", "キュー"), strict=True)
)
_PHONE = re.compile(r"(?<![0-9-])0[0-9]{1,4}-[0-9]{1,4}-[0-9]{2,4}(?![0-9-])")
_DAY_OF_MONTH = re.compile(r"(?<=月)(0?[1-9]|[12][0-9]|3[01])日(?!間)")
_DAYS_LONG = re.compile(r"(?<![0-9])([2-9]|10|14|20|24)日(?=間|以|前|後|ま|ご)")
_TIME = re.compile(r"(?<![0-9:])([0-9]{1,2}):([0-9]{2})(?![0-9:])")
_SPAN = re.compile(r"(?<=[0-9日月年時分曜間])[〜～–~](?=[0-9０-９一-龥])")
_PER_CENT = re.compile(r"(?<=[0-9])[％%]")
_LINK = re.compile(r"https?://\S+")
_READING = re.compile(r"（[ぁ-んー]+）")
_PAUSE = re.compile(r"[（）()「」『』［］【】…：:／→]+")
_DROPPED = re.compile(r"[・＊*※✎●○◆]+")


def speech(answer: Answer) -> str:
    """All that is worth hearing: the answer, what is said after it, the question. Sources and buttons stay for the eye."""
    parts = [answer.text, *answer.notices, answer.question]
    return "\n".join(spoken(part) for part in parts if part)


def spoken(text: str) -> str:
    """A text as it is read aloud."""
    text = _READING.sub("", _LINK.sub("", text))
    text = _PHONE.sub(lambda found: spoken_phone(found.group()), text)
    text = _TIME.sub(_spoken_time, text)
    text = _DAY_OF_MONTH.sub(lambda found: spoken_day(int(found.group(1))), text)
    text = _DAYS_LONG.sub(lambda found: spoken_day(int(found.group(1))), text)
    text = _PER_CENT.sub("パーセント", _SPAN.sub("から", text))
    text = _DROPPED.sub("、", _PAUSE.sub("、", text))
    return "\n".join(line for line in map(_tidy, text.split("\n")) if line)


def spoken_day(day: int) -> str:
    """The day of a month as it is said: 20 → はつか, 21 → 21にち."""
    return _SPOKEN_DAYS.get(day, f"{day}にち")


def spoken_phone(number: str) -> str:
    """0120-95-0178 → ゼロ イチ ニー ゼロ、キュー ゴー、ゼロ イチ ナナ ハチ."""
    return "、".join(" ".join(_SPOKEN_DIGITS[digit] for digit in group) for group in number.split("-"))


def _spoken_time(found: re.Match[str]) -> str:
    hour, minute = int(found.group(1)), int(found.group(2))
    return f"{hour}時{minute}分" if minute else f"{hour}時"


def _tidy(line: str) -> str:
    """One pause where several came together, none at the ends or beside a full stop."""
    joined = "、".join(part for part in (part.strip() for part in line.split("、")) if part)
    return re.sub(r"、(?=[。！？])|(?<=[。！？])、", "", joined)
