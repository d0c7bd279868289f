"""Contrast of every pair of tokens that stands on the screen, in both schemes, and of any organisation's colour."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.fake_server import WEB, FakeServer
from tests.browser.screen import Screen

TEXT = 4.5
GRAPHIC = 3.0
GROUNDS = ("ground", "ground-soft", "ground-strong")
PAIRS = [
    *((text, ground, TEXT) for text in ("text", "text-soft", "link", "brand") for ground in GROUNDS),
    ("on-brand", "brand", TEXT),
    ("on-head", "head", TEXT),
    ("on-said", "said", TEXT),
    ("error", "error-ground", TEXT),
    ("error", "ground-soft", TEXT),
    ("warning", "warning-ground", TEXT),
    ("warning", "ground", TEXT),
    ("success", "ground-soft", TEXT),
    *((line, ground, GRAPHIC) for line in ("line-strong", "focus") for ground in ("ground", "ground-soft")),
    *((line, "ground", GRAPHIC) for line in ("renewal", "valid", "grace", "error", "warning")),
]
# Grounds of boxes, hair lines between rows, and shades: nothing depends on seeing them.
DECORATION = {"line", "head-line", "focus-halo", "shadow"}
ORGANISATION_COLOURS = ["#0017C1", "#FFE600", "#FFFFFF", "#000000", "#FF69B4", "#00A040", "#7F7F7F"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_can_be_read(page: Page, server: FakeServer, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    screen = Screen(page, server).open("/chat")
    weak = [(front, back, round(ratio, 2)) for front, back, least in PAIRS if (ratio := contrast(screen, front, back)) < least]
    assert weak == []


def test_no_colour_token_is_left_out() -> None:
    tokens = set(re.findall(r"--([\w-]+): (?:#|var)", (WEB / "styles" / "tokens.css").read_text("utf-8")))
    paired = {name for pair in PAIRS for name in pair[:2]}
    assert len(tokens) > 20
    assert tokens - paired - DECORATION == set()


def test_no_colours_beside_the_tokens() -> None:
    """Black is for paper only."""
    for path in (WEB / "styles").glob("*.css"):
        if path.name != "tokens.css":
            colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text("utf-8")))
            assert colours <= ({"#000000"} if path.name == "print.css" else set()), path.name


@pytest.mark.parametrize("colour", ORGANISATION_COLOURS)
def test_any_colour_of_an_organisation_can_be_read(page: Page, server: FakeServer, colour: str) -> None:
    server.behaviour.organisation["colour"] = colour
    screen = Screen(page, server).open("/chat")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert contrast(screen, "on-brand", "brand") >= TEXT
        assert contrast(screen, "brand", "ground") >= TEXT
        assert contrast(screen, "brand", "ground-strong") >= TEXT
    page.emulate_media(color_scheme="light")
    if colour in ("#0017C1", "#000000"):
        assert token(screen, "brand").lower() == colour.lower(), "a readable colour stays as it is"


def token(screen: Screen, name: str) -> str:
    """The value of a token in the widget."""
    return str(screen.chat.evaluate("(chat, name) => getComputedStyle(chat).getPropertyValue(name)", f"--{name}")).strip()


def contrast(screen: Screen, front: str, back: str) -> float:
    """The contrast of WCAG between two tokens."""
    low, high = sorted((luminance(token(screen, front)), luminance(token(screen, back))))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG."""
    assert re.fullmatch(r"#[0-9a-fA-F]{6}", colour), colour
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
