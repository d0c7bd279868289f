"""From scores to a decision: answer, offer a choice, or say that it was not understood (conversation.md rule 3)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlu.topic_model import OUT_OF_SCOPE, Scores

OFFER_CHOICES = "offer_choices"
NOT_UNDERSTOOD = "not_understood"
MOST_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the lines are drawn; chosen on the dev sentences for the least harm (docs/benchmarks.md)."""

    answer: float = 0.5  # the first topic's probability from which it is answered at once
    margin: float = 0.15  # and how far it must be ahead of the second
    offer: float = 0.15  # the probability that a topic needs to be offered
    outside: float = 0.5  # the probability of being outside the field from which the message is taken to be so
    doubt: float = 0.5  # and from which no topic is answered at once


@dataclass(frozen=True, slots=True)
class Decision:
    """The intent that Rasa is given, its probability, and the topics to offer where there are several."""

    intent: str
    confidence: float
    choices: tuple[str, ...] = ()


def decide(scores: Scores, thresholds: Thresholds) -> Decision:
    """Answer where one topic is clear, offer up to three where they are close, else admit it."""
    (first, chance), second = scores.topics[0], scores.topics[1][1] if len(scores.topics) > 1 else 0.0
    if scores.outside >= thresholds.outside:
        return Decision(OUT_OF_SCOPE, scores.outside)
    is_clear = chance >= thresholds.answer and chance - second >= thresholds.margin
    if is_clear and scores.outside < thresholds.doubt:
        return Decision(first, chance)
    close = tuple(topic for topic, p in scores.topics[:MOST_CHOICES] if p >= thresholds.offer)
    # One weak topic is a guess, not a choice (docs/benchmarks.md: it was never the right one).
    is_choice = len(close) > 1 or (close and chance >= thresholds.answer)
    return Decision(OFFER_CHOICES, chance, close) if is_choice else Decision(NOT_UNDERSTOOD, chance)
