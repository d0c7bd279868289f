"""A talk as an HTML page that looks about as LINE shows it: to look at what people will see."""

from __future__ import annotations

from html import escape
from typing import Any

_STYLE = """
body { background: #8cabd8; font-family: "Noto Sans JP", "IPAexGothic", sans-serif; margin: 0; padding: 12px; width: 375px; }
.bot, .me { border-radius: 18px; padding: 10px 14px; margin: 6px 0; max-width: 280px; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; }
.bot { background: #fff; } .me { background: #8de055; margin-left: auto; width: fit-content; }
.bubble { background: #fff; border-radius: 17px; width: 300px; margin: 6px 0; overflow: hidden; }
.body, .footer { padding: 20px; } .footer { padding: 10px; }
.box { display: flex; min-width: 0; } .vertical { flex-direction: column; } .horizontal > * { min-width: 0; }
.separator { border-top: 1px solid #d5d5d5; }
.button { text-align: center; border-radius: 8px; padding: 9px; color: #111; background: #dcdfe5; }
.button.primary { background: #06c755; color: #fff; } .button.link { background: none; color: #42659a; }
.quick { display: flex; flex-wrap: wrap; gap: 6px; margin: 8px 0 18px; }
.quick span { border: 1px solid #fff; background: #fffd; border-radius: 16px; padding: 5px 12px; font-size: 13px; }
"""
_SIZES = {"xxs": 11, "xs": 13, "sm": 14, "md": 16, "lg": 19, "xl": 22, "xxl": 29}
_GAPS = {"none": 0, "xs": 2, "sm": 4, "md": 8, "lg": 12, "xl": 16, "xxl": 20}
Json = dict[str, Any]


def page(talk: list[str | list[Json]]) -> str:
    """The page of a talk: what the person said as text, the bot's answers as messages."""
    parts = [_said(turn) if isinstance(turn, str) else "".join(map(_message, turn)) for turn in talk]
    return (
        f'<!doctype html><html lang="ja"><meta charset="utf-8"><title>LINE</title><style>{_STYLE}</style>{"".join(parts)}</html>'
    )


def _said(text: str) -> str:
    return f'<div class="me">{escape(text)}</div>'


def _message(message: Json) -> str:
    shown = {"text": _text, "template": _template, "flex": _flex}[message["type"]](message)
    items = message.get("quickReply", {}).get("items", [])
    quick = "".join(f"<span>{escape(item['action']['label'])}</span>" for item in items)
    return shown + (f'<div class="quick">{quick}</div>' if quick else "")


def _text(message: Json) -> str:
    return f'<div class="bot">{escape(message["text"])}</div>'


def _template(message: Json) -> str:
    template = message["template"]
    buttons = "".join(f'<div class="button link">{escape(action["label"])}</div>' for action in template["actions"])
    return f'<div class="bubble"><div class="body">{escape(template["text"])}</div><div class="footer">{buttons}</div></div>'


def _flex(message: Json) -> str:
    parts = ((name, message["contents"].get(name)) for name in ("header", "body", "footer"))
    inside = "".join(f'<div class="{name}">{_component(part)}</div>' for name, part in parts if part)
    return f'<div class="bubble">{inside}</div>'


def _component(part: Json) -> str:
    margin = f"margin-top:{_GAPS[part.get('margin', 'none')]}px;"
    kind = part["type"]
    if kind == "separator":
        return f'<div class="separator" style="{margin}"></div>'
    if kind == "button":
        label = escape(part["action"]["label"])
        return f'<div class="button {part.get("style", "link")}" style="{margin}">{label}</div>'
    if kind == "text":
        weight = "bold" if part.get("weight") == "bold" else "normal"
        size, colour = _SIZES[part.get("size", "md")], part.get("color", "#111")
        style = f"{margin}font-size:{size}px;color:{colour};font-weight:{weight};white-space:pre-wrap;{_grows(part, 1)}"
        return f'<div style="{style}">{escape(part["text"])}</div>'
    style = f"{margin}gap:{_GAPS[part.get('spacing', 'none')]}px;{_grows(part, 1)}"
    return f'<div class="box {part["layout"]}" style="{style}">{"".join(map(_component, part["contents"]))}</div>'


def _grows(part: Json, usual: int) -> str:
    return f"flex:{part.get('flex', usual)} {part.get('flex', usual)} auto;"
