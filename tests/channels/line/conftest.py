"""What the LINE tests share."""

from __future__ import annotations

import functools

import pytest
from line_bot import StartBot, start_bot
from line_schema import Checker, checker


@pytest.fixture(scope="session")
def openapi() -> Checker | None:
    """LINE's own OpenAPI file made strict; None where it is not on this machine."""
    return checker()


@pytest.fixture(name="start_bot")
def starts_bots(openapi: Checker | None) -> StartBot:
    """Starts a bot: ``start_bot(engine, pace=…, state=…, token_lives=…)``."""
    return functools.partial(start_bot, openapi)
