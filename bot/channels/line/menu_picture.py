"""Draws the picture of the rich menu with the Japanese font of a package: no picture file to keep, the organisation's colour."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import matplotlib_fontja
from PIL import Image, ImageDraw, ImageFont

from bot.channels.line.menu import AREAS, HEIGHT, WIDTH, Area, bounds

MOST_BYTES = 1_000_000  # LINE's limit
_FONT = Path(matplotlib_fontja.__file__).parent / "fonts" / "ipaexg.ttf"
_WHITE, _INK, _GROUND, _LINE = "#FFFFFF", "#1A1A1C", "#F5F7FB", "#C9D1DE"
_ICON_ABOVE, _TEXT_BELOW = 280, 530
_GAP = 28
Draw = ImageDraw.ImageDraw


def picture(colour: str) -> bytes:
    """The menu as PNG, 2500 × 1686 pixels."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _GROUND)
    draw = ImageDraw.Draw(image)
    for index, area in enumerate(AREAS):
        _cell(draw, bounds(index), area, colour)
    file = io.BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _cell(draw: Draw, place: tuple[int, int, int, int], area: Area, colour: str) -> None:
    left, top, width, height = place
    box = (left + _GAP // 2, top + _GAP // 2, left + width - _GAP // 2, top + height - _GAP // 2)
    draw.rounded_rectangle(box, radius=40, fill=_WHITE, outline=_LINE, width=4)
    middle = left + width // 2
    _ICONS[area.topic](draw, middle, top + _ICON_ABOVE, colour)
    first, second = area.lines
    # The headline is the larger line; a second line explains it.
    draw.text((middle, top + _TEXT_BELOW), first, font=_font(92), fill=_INK, anchor="mm", stroke_width=2, stroke_fill=_INK)
    draw.text((middle, top + _TEXT_BELOW + 130), second, font=_font(76), fill=_INK, anchor="mm")


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), size)


def _round(draw: Draw, x: int, y: int, colour: str, sign: str) -> None:
    """A filled disc with a sign in it."""
    draw.ellipse((x - 130, y - 130, x + 130, y + 130), fill=colour)
    draw.text((x, y), sign, font=_font(150), fill=_WHITE, anchor="mm", stroke_width=4, stroke_fill=_WHITE)


def _calendar(draw: Draw, x: int, y: int, colour: str) -> None:
    draw.rounded_rectangle((x - 130, y - 110, x + 130, y + 130), radius=24, outline=colour, width=16)
    draw.rectangle((x - 130, y - 80, x + 130, y - 30), fill=colour)
    for hook in (x - 65, x + 65):
        draw.rounded_rectangle((hook - 12, y - 145, hook + 12, y - 90), radius=10, fill=colour)
    draw.text((x, y + 50), "いつ", font=_font(96), fill=colour, anchor="mm")


def _card(draw: Draw, x: int, y: int, colour: str) -> None:
    draw.rounded_rectangle((x - 160, y - 105, x + 160, y + 105), radius=24, outline=colour, width=16)
    draw.ellipse((x - 115, y - 55, x - 35, y + 25), fill=colour)
    for row in (-40, 0, 40):
        draw.rounded_rectangle((x + 5, y + row - 9, x + 115, y + row + 9), radius=9, fill=colour)


def _paper(draw: Draw, x: int, y: int, colour: str) -> None:
    draw.rounded_rectangle((x - 105, y - 135, x + 105, y + 135), radius=20, outline=colour, width=16)
    draw.rectangle((x - 60, y - 92, x + 60, y - 62), fill=colour)
    for row in (-15, 30, 75):
        draw.rounded_rectangle((x - 60, y + row - 8, x + 60, y + row + 8), radius=8, fill=colour)


def _people(draw: Draw, x: int, y: int, colour: str) -> None:
    for middle, fill in ((x - 75, colour), (x + 75, _INK)):
        draw.ellipse((middle - 50, y - 120, middle + 50, y - 20), fill=fill)
        draw.pieslice((middle - 85, y - 5, middle + 85, y + 235), 180, 360, fill=fill)


_ICONS: dict[str, Callable[[Draw, int, int, str], None]] = {
    "expired_what_happens": partial(_round, sign="？"),
    "expiry_mine": _calendar,
    "renew_how": _card,
    "kakuninsho_what": _paper,
    "ask_easier": partial(_round, sign="あ"),
    "human_agent": _people,
}
