"""What no dialogue reaches: topics, answers, states, facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from bot import facts
from bot.dialogue_tests import vocabulary
from bot.dialogue_tests.playing import Played
from bot.dialogue_tests.said import Said


@dataclass(frozen=True, slots=True)
class Part:
    """How much of one kind was reached: how many there are, and which were not."""

    words: str
    total: int
    missing: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """JSON form."""
        return asdict(self)


def coverage(results: Sequence[Played]) -> list[Part]:
    """Topics, answers, states and facts, each with what no reply of the run reached."""
    said = [turn.said for played in results for turn in played.turns if turn.said]
    reasons = {reason for one in said for reason in one.reasons}
    return [
        _part("話題", vocabulary.topics(), _topics(said)),
        _part("答え", _answers(), {name for one in said if (name := one.answer or _offer(one))}),
        _part("状態", vocabulary.states(), {state for one in said for state in one.states}),
        _part("事実", [fact.id for fact in facts.all_facts()], {f.id for f in facts.all_facts() if f.label in reasons}),
    ]


def _answers() -> tuple[str, ...]:
    """All but the calm sentence for what no script can bring about."""
    of_dialogue = (name for name in vocabulary.DIALOGUE_ANSWERS if name != "failure")
    return (*vocabulary.content_answers(), *vocabulary.clarifying_answers(), *of_dialogue)


def _offer(said: Said) -> str | None:
    """Topics that are only offered count as no answer (conversation.md), but offering must be tried as well."""
    return "offer_choices" if said.choices else None


def _topics(said: Iterable[Said]) -> set[str]:
    found: set[str] = set()
    for one in said:
        found.update(name for name in (one.topic, _act(one.answer)) if name)
    return found


def _act(answer: str | None) -> str | None:
    """The topic of an answer that is given within another topic (``unknown_date`` …)."""
    return answer.partition(".")[0] if answer else None


def _part(words: str, known: Iterable[str], reached: set[str]) -> Part:
    names = tuple(known)
    return Part(words, len(names), tuple(name for name in names if name not in reached))
