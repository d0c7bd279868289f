"""What an operator heard so far → the topics it may be about, each with its answer. Leaves no trace in any conversation."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bot import clock
from bot.answers import compose
from bot.answers.answer import Answer
from bot.text.masking import mask

if TYPE_CHECKING:
    from actions.listening import Call

MOST_SUGGESTIONS = 3
MOST_LINES = 20
LONGEST_LINE = 300
SURE, TO_CHECK, UNSURE = "sure", "check", "unsure"
# How much a line counts with each line that came after it and asked something, too.
_FADING = 0.8
# The lines that a caller needs for one question, read as one.
_LINES_OF_A_QUESTION = 3
_LEAST = 0.02
_MOST_READINGS = 256
_READING_SECONDS = 600
# Where the classifier offers a topic (`offer` in config.yml).
_LIKELY = 0.1


@dataclass(frozen=True, slots=True)
class Given:
    """A date as the operator set it (``earliest`` None: took it away) after a number of lines; what is said later goes before."""

    field: str
    earliest: str | None
    latest: str | None
    after: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic with its answer; ``certainty`` is SURE, TO_CHECK or UNSURE after the classifier's own thresholds."""

    topic: str
    confidence: float
    certainty: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Heard:
    """The result: suggestions (best first), the dates by field with the words they were said in, and what needs a question.

    ``unplaced``: dates of which nobody said what they are; ``impossible``: days that do not exist; ``person``: whose dates.
    """

    suggestions: tuple[Suggestion, ...]
    overview: Answer | None
    dates: dict[str, dict[str, Any]]
    insurer: str | None
    unplaced: tuple[dict[str, Any], ...]
    impossible: tuple[str, ...]
    person: str
    was_masked: bool


class Listening:
    """Reads what operators hear. With each keystroke all lines come again, so the readings of a call's lines are kept a while."""

    def __init__(self, agent: Any) -> None:
        self._agent = agent
        self._readings: OrderedDict[bytes, tuple[float, dict[str, Any]]] = OrderedDict()

    async def parsed(self, text: str, call: Call) -> dict[str, Any]:
        """A line as the conversation would read it at this point of the call."""
        memory = call.memory
        asked = memory.dates.get(memory.asked or "")
        key = sha256(repr((text, memory.today, memory.asked, asked, memory.topic)).encode("utf-8", "replace")).digest()
        now = clock.now().timestamp()
        while self._readings and (len(self._readings) > _MOST_READINGS or next(iter(self._readings.values()))[0] < now):
            self._readings.popitem(last=False)
        if key not in self._readings:
            self._readings[key] = (now + _READING_SECONDS, await _parsed(self._agent, text, call))
        return self._readings[key][1]


async def listen(reader: Listening, lines: Sequence[str], given: Sequence[Given], today: date) -> Heard:
    """Read the lines in order. Runs on the engine's own loop; a few milliseconds for each new line."""
    from actions.listening import Call

    call, ranks = Call.begun(today), _Ranks()
    # Rasa would take a leading slash for an intent (as in the conversation: bot/engine/engine.py).
    masked = [mask(line[:LONGEST_LINE].lstrip("/／ \u3000\t")) for line in lines[-MOST_LINES:]]
    dropped = max(0, len(lines) - MOST_LINES)
    for number, line in enumerate(masked, dropped + 1):
        if line.text.strip():
            parsed = await reader.parsed(line.text, call)
            ranks.add(parsed)
            mentions = [entity["value"] for entity in parsed["entities"] if entity["entity"] == "date"]
            call.hear(line.text, mentions, ranks.best(), ranks.own)
        for each in given:
            if each.after == number:
                call.correct(each.field, each.earliest, each.latest)
    if len([line for line in masked if line.text.strip()]) > 1:
        ranks.take(await reader.parsed(_question(masked), Call.begun(today)))
    return Heard(
        suggestions=_suggestions(ranks, call),
        overview=call.overview(),
        dates=call.known(),
        insurer=call.memory.dates.get("insurer"),
        unplaced=tuple(call.unplaced),
        impossible=tuple(call.impossible),
        person=call.memory.person,
        was_masked=any(line.was_masked for line in masked),
    )


class _Ranks:
    """The topics' confidence over all lines; what was asked last counts most."""

    def __init__(self) -> None:
        self._confidence: dict[str, float] = {}
        self._decided: set[str] = set()
        self.own: str | None = None

    def add(self, parsed: dict[str, Any]) -> None:
        """A further line. ``own`` is then what it asks by itself, None where it only tells a date or says yes."""
        found = _ranking(parsed)
        self.own = found[0][0] if found and found[0][0] == parsed["intent"]["name"] else None
        if found and found[0][1] >= _LIKELY:
            self._confidence = {topic: _FADING * chance for topic, chance in self._confidence.items()}
        self.take(parsed)

    def take(self, parsed: dict[str, Any]) -> None:
        """Let a reading count beside those before."""
        for topic, chance in _ranking(parsed):
            self._confidence[topic] = max(self._confidence.get(topic, 0.0), chance)
        self._decided.add(parsed["intent"]["name"])

    def best(self) -> str | None:
        """The best topic so far; None where none is likely enough to be offered."""
        topic, chance = next(iter(self.sorted()), ("", 0.0))
        return topic if chance >= _LIKELY else None

    def sorted(self) -> list[tuple[str, float]]:
        """All topics, the most likely first."""
        return sorted(self._confidence.items(), key=lambda pair: -pair[1])

    def certainty(self, topic: str) -> str:
        """SURE for the first where the conversation would answer it at once, TO_CHECK where it would offer it."""
        if topic == self.best() and topic in self._decided:
            return SURE
        return TO_CHECK if self._confidence.get(topic, 0.0) >= _LIKELY else UNSURE


def _suggestions(ranks: _Ranks, call: Call) -> tuple[Suggestion, ...]:
    from actions.listening import OVERVIEW, topic_for

    ranking = [(topic, chance) for topic, chance in ranks.sorted() if chance >= _LEAST]
    if not ranking and call.knows_certificate:
        ranking = [(OVERVIEW, _LEAST)]
    found: list[Suggestion] = []
    for topic, chance in ranking:
        answer = call.answer(topic_for(topic, call))
        # Topics that are answered alike once the dates are known stand there once.
        if all(answer.text != other.answer.text for other in found):
            found.append(Suggestion(topic, round(chance, 3), ranks.certainty(topic), answer))
        if len(found) == MOST_SUGGESTIONS:
            break
    return tuple(found)


async def _parsed(agent: Any, text: str, call: Call) -> dict[str, Any]:
    from rasa.core.channels.channel import UserMessage
    from rasa.shared.core.events import SlotSet
    from rasa.shared.core.trackers import DialogueStateTracker

    memory = call.memory
    slots = [SlotSet("asked", memory.asked), SlotSet("dates", memory.dates), SlotSet("question", memory.question)]
    tracker = DialogueStateTracker.from_events("listening", slots, slots=agent.domain.slots)
    message = UserMessage(text, sender_id="listening", metadata={"today": memory.today.isoformat()})
    parsed: dict[str, Any] = await agent.processor.parse_message(message, tracker)
    return parsed


def _ranking(parsed: dict[str, Any]) -> list[tuple[str, float]]:
    """Content topics by confidence; the first entry of Rasa's list is the decision, not a candidate."""
    found = [(each["name"], float(each["confidence"])) for each in parsed.get("intent_ranking", [])[1:]]
    decided = (parsed["intent"]["name"], float(parsed["intent"]["confidence"]))
    also = parsed.get("also")
    return [pair for pair in [decided, *found, *([(also, decided[1])] if also else [])] if compose.is_topic(pair[0])]


def _question(masked: Sequence[Any]) -> str:
    return "。".join(line.text.strip(" 　。") for line in [m for m in masked if m.text.strip()][-_LINES_OF_A_QUESTION:])
