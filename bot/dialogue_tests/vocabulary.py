"""The names that may stand in a script: topics, answers, states, fields, organisations."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from bot.answers.catalogue import catalogue
from bot.answers.personal import PERSONAL_TOPICS
from bot.settings import ROOT
from bot.status.assess import UNKNOWN
from bot.status.judging import STATES
from bot.status.situation import Situation

ORGANISATIONS = ROOT / "deploy" / "organisations"
# Answers of the dialogue itself, beside those that are named like a topic (greet, restart …).
DIALOGUE_ANSWERS = (
    "give_date.overview",
    "give_date.confirm",
    "unknown_date",
    "ask_source",
    "ask_easier",
    "other_language",
    "offer_choices",
    "contradiction",
    "empty",
    "failure",
    "no_reasons",
    "no_such_day",
    "not_understood",
    "not_understood_again",
    "nothing_to_ease",
    "remind_with_dates",
    "too_long",
)


@cache
def topics() -> tuple[str, ...]:
    """All topics: the intents of the domain."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    return tuple(next(iter(intent)) if isinstance(intent, dict) else intent for intent in domain["intents"])


@cache
def content_answers() -> tuple[str, ...]:
    """The answers of the content topics: ``<topic>``, or ``<topic>.general`` and its variants for the personal ones."""
    found: list[str] = []
    for name, topic in catalogue().topics.items():
        if name != "expiry_mine":  # it has no general answer: it asks
            found.append(f"{name}.general" if name in PERSONAL_TOPICS else name)
        found += [f"{name}.{variant}" for variant in topic.variants]
    return tuple(found)


def clarifying_answers() -> tuple[str, ...]:
    """The questions for the one date that a personal topic needs."""
    return tuple(f"{topic}.clarify" for topic in PERSONAL_TOPICS)


@cache
def answers() -> frozenset[str]:
    """All names that an answer can have."""
    return frozenset((*content_answers(), *clarifying_answers(), *topics(), *DIALOGUE_ANSWERS))


def states() -> tuple[str, ...]:
    """The states of a certificate."""
    return (*STATES, *UNKNOWN)


def fields() -> tuple[str, ...]:
    """The fields that the bot can ask for."""
    return (*Situation.__dataclass_fields__, "as_of")


def organisations(folder: Path = ORGANISATIONS) -> tuple[str, ...]:
    """The sample organisations."""
    return tuple(sorted(path.stem for path in folder.glob("*.yml")))
