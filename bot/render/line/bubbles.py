"""Flex bubbles: the person's days, and the ways to reach a person; in words where one would be too big."""

from __future__ import annotations

import json

from bot.answers.answer import Answer, Contact, KnownDate
from bot.answers.wording import say_day, say_days
from bot.days import Birthday
from bot.render.line.actions import Json, calls, copies, opens
from bot.render.line.counting import MOST_ALT_TEXT_UNITS, MOST_FLEX_BYTES, MOST_TEXT_UNITS, utf16_units
from bot.render.line.shortening import shortened
from bot.render.plain import contacts as contacts_in_words
from bot.render.plain import timeline as timeline_in_words

_INK = "#1A1A1C"
_SOFT = "#595959"
_TODAY = "#B3261E"


def timeline(answer: Answer, colour: str, calendar: str | None) -> Json | None:
    """The person's days in order with today among them; None without days. ``calendar``: the address of an .ics file."""
    if not answer.deadlines:
        return None
    rows = [(d.days.earliest, say_days(d.days), d.label, False) for d in answer.deadlines]
    if answer.today:
        rows.append((answer.today, say_day(answer.today), "今日", True))
    body: list[Json] = [{"type": "text", "text": "あなたの日付", "weight": "bold", "size": "md", "color": colour}]
    body += [_row(words, said, is_today, colour) for _, words, said, is_today in sorted(rows, key=lambda row: row[0])]
    if answer.known:
        body += [{"type": "separator", "margin": "lg"}, _known(answer.known)]
    entry = opens("カレンダーに入れる", calendar)
    return _bubble(timeline_in_words(answer), body, [entry] if entry else [])


def contacts(answer: Answer, colour: str) -> Json | None:
    """The ways to reach a person, each with its buttons; None without any."""
    if not answer.contacts:
        return None
    body: list[Json] = []
    for contact in answer.contacts:
        if body:
            body.append({"type": "separator", "margin": "lg"})
        body += _contact(contact, colour)
    return _bubble(contacts_in_words(answer), body, [])


def _bubble(in_words: str, body: list[Json], buttons: list[Json]) -> Json:
    bubble: Json = {"type": "bubble", "size": "mega", "body": _box("vertical", body, spacing="sm")}
    if buttons:
        footer = [{"type": "button", "style": "primary", "height": "sm", "action": action} for action in buttons]
        bubble["footer"] = _box("vertical", footer)
    if len(json.dumps(bubble, ensure_ascii=False).encode()) > MOST_FLEX_BYTES:
        return {"type": "text", "text": shortened(in_words, MOST_TEXT_UNITS, utf16_units)}
    return {"type": "flex", "altText": shortened(in_words, MOST_ALT_TEXT_UNITS, utf16_units), "contents": bubble}


def _row(day: str, words: str, is_today: bool, colour: str) -> Json:
    mark = {"type": "text", "text": "▶" if is_today else "●", "size": "xs", "flex": 0, "color": _TODAY if is_today else colour}
    texts = [
        {"type": "text", "text": words, "size": "sm", "color": _TODAY if is_today else _SOFT, "wrap": True},
        {"type": "text", "text": day, "size": "md", "color": _TODAY if is_today else _INK, "weight": "bold", "wrap": True},
    ]
    return {**_box("horizontal", [mark, _box("vertical", texts)], spacing="md"), "margin": "lg"}


def _known(known: tuple[KnownDate, ...]) -> Json:
    said = "\n".join(f"{one.label}：{_in_words(one)}" for one in known)
    return {"type": "text", "text": f"計算に使った日\n{said}", "size": "xs", "color": _SOFT, "wrap": True, "margin": "lg"}


def _in_words(known: KnownDate) -> str:
    return f"{known.days.month}月{known.days.day}日" if isinstance(known.days, Birthday) else say_days(known.days)


def _contact(contact: Contact, colour: str) -> list[Json]:
    lines = [{"type": "text", "text": contact.name, "weight": "bold", "size": "md", "color": _INK, "wrap": True, "margin": "md"}]
    if contact.phone:
        lines.append({"type": "text", "text": contact.phone, "weight": "bold", "size": "xl", "color": colour})
    for said in filter(None, (contact.hours, contact.note)):
        lines.append({"type": "text", "text": said, "size": "sm", "color": _SOFT, "wrap": True})
    return lines + [_button(action) for action in _ways(contact) if action]


def _ways(contact: Contact) -> tuple[Json | None, ...]:
    return calls(contact.phone), copies("番号をコピー", contact.phone), opens("ページを開く", contact.url)


def _button(action: Json) -> Json:
    return {"type": "button", "style": "secondary", "height": "sm", "action": action, "margin": "sm"}


def _box(layout: str, contents: list[Json], spacing: str = "none") -> Json:
    return {"type": "box", "layout": layout, "contents": contents, "spacing": spacing}
