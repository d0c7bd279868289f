"""Simulated traffic through the real engine, marked as simulated: to see the report at work before there are people."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from bot import clock
from bot.answers import compose
from bot.answers.wording import say_day
from bot.engine.engine import Engine
from bot.engine.events import NOT_UNDERSTOOD, TurnEvent, VoteEvent, turn_event
from bot.engine.reply import Reply
from bot.insights.store import Talk
from bot.insights.talks import OpenTalks
from bot.render.web import takes_feedback

MIX = Path(__file__).with_suffix(".yml")
_MOST_TURNS = 9
_TURN_SECONDS = 25
_SAID = {"unknown": "わからない", "thanks": "ありがとうございました", "human": "人と話したい"}


@dataclass(frozen=True, slots=True)
class Simulated:
    """A conversation as the store keeps it."""

    turns: tuple[TurnEvent, ...]
    talks: tuple[Talk, ...]
    votes: tuple[VoteEvent, ...]


@dataclass(frozen=True, slots=True)
class _Move:
    """What the person does: a typed text or a pressed button's topic; ``about`` is what they want to know."""

    text: str
    topic: str | None
    about: str


class Crowd:
    """Invents people. ``sentences``: what people say, by topic; ``last_day``: the last of ``days`` days on which they come."""

    def __init__(self, engine: Engine, sentences: Mapping[str, Sequence[str]], last_day: date, days: int, seed: int) -> None:
        self._engine = engine
        self._sentences = sentences
        self._days = [last_day - timedelta(days=back) for back in reversed(range(days))]
        self._chance = random.Random(seed)
        self._mix: dict[str, Any] = yaml.safe_load(MIX.read_text("utf-8"))
        self._crowd_day = last_day - timedelta(days=self._mix["crowd"]["from_end"])
        self._outage_day = last_day - timedelta(days=self._mix["outage"]["from_end"])
        self._numbers = count(1)

    def conversations(self, number: int, keeps_texts: bool) -> Iterator[Simulated]:
        """As many conversations, each played to its end."""
        for day in sorted(self._chance.choices(self._days, [self._day_weight(day) for day in self._days], k=number)):
            yield self._conversation(self._moment(day), keeps_texts)

    def _conversation(self, at: datetime, keeps_texts: bool) -> Simulated:
        name, channel = f"simulated:{next(self._numbers)}", self._one_of(self._mix["channels"])
        talks = OpenTalks(minutes=30)
        turns: list[TurnEvent] = []
        votes: list[VoteEvent] = []
        move: _Move | None = self._question(at.astimezone(clock.TOKYO).date())
        while move and len(turns) < _MOST_TURNS:
            reply = self._reply(move, name, channel, at)
            event = turn_event(reply, channel, at, keeps_texts and move.topic is None)
            talks.turn(name, event, at)
            turns.append(event)
            votes += self._votes(event) if takes_feedback(reply.answer) else []
            move = self._next(move, reply, event)
            at += timedelta(seconds=self._chance.expovariate(1 / _TURN_SECONDS) + 3)
        self._engine.forget(name)
        return Simulated(tuple(turns), tuple(talks.end_all()), tuple(votes))

    def _reply(self, move: _Move, name: str, channel: str, at: datetime) -> Reply:
        here = at.astimezone(clock.TOKYO)
        reply = self._engine.reply_now(move.text, name, here.date(), move.topic, channel)
        outage = self._mix["outage"]
        is_down = here.date() == self._outage_day and outage["first_hour"] <= here.hour < outage["last_hour"]
        if is_down and self._chance.random() < outage["share"]:
            return replace(reply, answer=compose.say("failure"), confidence=0.0, dates=(), milliseconds=5000.0)
        return reply

    def _next(self, move: _Move, reply: Reply, event: TurnEvent) -> _Move | None:
        """What the person does after a reply; None: they go away."""
        chances = self._mix["after"][_case(reply, event)]
        act = self._chance.choices([*chances, ""], [*chances.values(), 1 - sum(chances.values())])[0]
        buttons = reply.answer.choices or reply.answer.next_steps
        if act == "press" and buttons:
            wanted = next((button for button in buttons if button.topic == move.about), None)
            pressed = wanted or self._chance.choice(buttons)
            return _Move(pressed.label, pressed.topic, pressed.topic)
        if act == "date":
            return _Move(self._date_words(date.fromisoformat(reply.today)), None, move.about)
        if act == "rephrase":
            return self._asking(move.about)
        if act == "other":
            return self._question(date.fromisoformat(reply.today))
        return _Move(_SAID[act], None, move.about) if act in _SAID else None

    def _question(self, day: date) -> _Move:
        if self._chance.random() < self._mix["fragment_share"]:
            return _Move(self._chance.choice(self._mix["fragments"]), None, "renew_how")
        weights = {topic: self._mix["topics"].get(topic, 1) for topic in self._sentences}
        crowd = self._mix["crowd"]
        if day == self._crowd_day:
            weights[crowd["topic"]] = crowd["topic_weight"]
        return self._asking(self._one_of(weights))

    def _asking(self, topic: str) -> _Move:
        text = self._chance.choice(self._sentences[topic]) if topic in self._sentences else compose.button(topic).label
        return _Move(self._slipped(text) if self._chance.random() < self._mix["slip_share"] else text, None, topic)

    def _slipped(self, text: str) -> str:
        """With one character left out, or two exchanged."""
        at = self._chance.randrange(max(1, len(text) - 1))
        return text[:at] + text[at + 1 :] if self._chance.random() < 0.5 else text[:at] + text[at : at + 2][::-1] + text[at + 2 :]

    def _date_words(self, today: date) -> str:
        day = today + timedelta(days=round(self._chance.gauss(-20, 150)))
        without_year, month = f"{day.month}月{day.day}日", f"{day.year}年{day.month}月です"
        return self._chance.choice([f"{say_day(day)}です", without_year, f"{day:%Y/%m/%d}", month])

    def _votes(self, event: TurnEvent) -> list[VoteEvent]:
        votes = self._mix["votes"]
        case = "not_understood" if event.decision == NOT_UNDERSTOOD else "answered"
        if self._chance.random() >= votes[case]:
            return []
        helpful = case == "answered" and self._chance.random() < votes["helpful_when_answered"]
        reason = None if helpful or self._chance.random() < 0.4 else self._one_of(self._mix["reasons"])
        return [VoteEvent(event.at, event.answer, helpful, reason)]

    def _moment(self, day: date) -> datetime:
        hour = self._chance.choices(range(24), self._mix["hours"])[0]
        clock_time = time(hour, self._chance.randrange(60), self._chance.randrange(60), tzinfo=clock.TOKYO)
        return datetime.combine(day, clock_time)

    def _day_weight(self, day: date) -> float:
        factor = self._mix["crowd"]["factor"] if day == self._crowd_day else 1.0
        return float(self._mix["weekdays"][day.weekday()] * factor * self._chance.uniform(0.85, 1.15))

    def _one_of(self, weights: Mapping[str, float]) -> str:
        return self._chance.choices(list(weights), list(weights.values()))[0]


def _case(reply: Reply, event: TurnEvent) -> str:
    """What people react to in a reply."""
    if reply.answer.choices:
        return "choices"
    if reply.answer.asks:
        return "asks"
    return "not_understood" if event.is_unanswered else "answered"


def in_batches(conversations: Iterator[Simulated], size: int = 200) -> Iterator[list[Simulated]]:
    """The conversations in lists of at most ``size``."""
    batch: list[Simulated] = []
    for conversation in conversations:
        batch.append(conversation)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
