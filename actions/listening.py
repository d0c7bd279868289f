"""Follows a telephone call: what is known after each line that the operator heard, and the answer to any topic at any time.

The same reading, the same rules and the same texts as in the conversation; only nothing is asked back, and nothing is kept.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from actions.answering import answer_topic, computed
from actions.memory import Memory
from actions.situations import OF_CERTIFICATE, VISIT, take
from actions.take_dates import bare_role
from bot.answers.answer import Answer
from bot.answers.personal import PERSONAL_TOPICS

OVERVIEW = "expired_what_happens"
# What callers say of themselves without any date: a number of days, weeks or years is no day that could be misplaced.
_DATED = re.compile("[0-9０-９〇一二三四五六七八九十元昨今明来先再]")


@dataclass(slots=True)
class Call:
    """What was heard so far. ``unplaced`` are dates that nobody said the meaning of, ``impossible`` days that do not exist."""

    memory: Memory
    topic: str | None = None
    unplaced: list[dict[str, Any]] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @classmethod
    def begun(cls, today: date) -> Call:
        """A call of which nothing was heard."""
        return cls(Memory(today=today, text="", intent=""))

    def hear(self, text: str, mentions: list[dict[str, Any]], topic: str | None, own_topic: str | None) -> None:
        """Take a line with the dates in it. ``topic``: the best guess up to here; ``own_topic``: what this line itself asks."""
        memory = self.memory
        memory.text, memory.mentions = text, mentions
        self.lines.append(text)
        if own_topic is None or own_topic in PERSONAL_TOPICS:
            memory.turn_to_person_named()
        self.topic = topic
        memory.question = {"topic": topic, "visit": (memory.question or {}).get("visit"), "reminded": False}
        about = PERSONAL_TOPICS.get(own_topic or "")
        role = about.role_of_bare_date if about and not memory.asked else bare_role(memory, topic)
        before = deepcopy(memory.dates)
        take(memory, topic, role)
        placed = {kept["text"] for kept in self.known().values()}
        self.impossible += [m["text"] for m in mentions if m["problem"] and m["text"] not in self.impossible]
        self.unplaced += [m for m in mentions if not m["problem"] and m["text"] not in placed and _DATED.search(m["text"])]
        if memory.dates != before:
            self.impossible = [text for text in self.impossible if any(m["text"] == text for m in mentions)]
        memory.asked = self.answer(topic or OVERVIEW).asks if topic or self.knows_certificate else None

    def correct(self, name: str, earliest: str | None, latest: str | None) -> None:
        """Set or remove (``earliest`` None) a date as the operator has it."""
        memory = self.memory
        kept = {"earliest": earliest, "latest": latest, "text": "", "year_assumed": False, "other_year": None}
        if name == VISIT:
            memory.question = {
                **(memory.question or {"topic": self.topic, "reminded": False}),
                "visit": kept if earliest else None,
            }
        elif earliest:
            memory.dates[name] = kept
        else:
            memory.dates.pop(name, None)
        self.unplaced = [m for m in self.unplaced if (m["earliest"], m["latest"]) != (earliest, latest)]

    def known(self) -> dict[str, dict[str, Any]]:
        """The dates by field, the visit among them."""
        visit = (self.memory.question or {}).get("visit")
        dates = {name: kept for name, kept in self.memory.dates.items() if isinstance(kept, dict)}
        return dates | ({VISIT: visit} if visit else {})

    @property
    def knows_certificate(self) -> bool:
        """Whether a date is known from which the certificate's state may follow."""
        return bool(OF_CERTIFICATE & self.memory.dates.keys())

    def answer(self, topic: str) -> Answer:
        """The answer to a topic for what is known now, as the conversation would give it."""
        memory = self._copy(topic)
        if topic not in PERSONAL_TOPICS:
            memory.mentions, memory.asked, memory.text = [], None, "\n".join(self.lines)
            return answer_topic(memory, topic)
        return computed(memory, topic, list(memory.dates))

    def overview(self) -> Answer | None:
        """What the certificate's dates say by themselves; None without such dates."""
        return self.answer("usable_on_date" if VISIT in self.known() else OVERVIEW) if self.knows_certificate else None

    def _copy(self, topic: str) -> Memory:
        memory = replace(self.memory)
        memory.dates = deepcopy(self.memory.dates)
        memory.question = {"topic": topic, "visit": (self.memory.question or {}).get("visit"), "reminded": False}
        memory.switched = False
        return memory


def topic_for(topic: str, call: Call) -> str:
    """The topic as the conversation takes it: who names the day of a visit wants to know of that day."""
    return "usable_on_date" if topic == OVERVIEW and VISIT in call.known() else topic
