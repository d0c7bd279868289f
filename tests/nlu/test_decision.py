"""From scores to a decision, with made-up scores."""

from __future__ import annotations

import pytest

from bot.nlu.decision import Decision, Thresholds, decide
from bot.nlu.topic_model import Scores

LINES = Thresholds(answer=0.5, margin=0.2, offer=0.1, outside=0.5, doubt=0.2)


@pytest.mark.parametrize(
    ("topics", "outside", "intent", "choices"),
    [
        ((("renew_how", 0.9), ("renew_when", 0.05)), 0.0, "renew_how", ()),
        ((("renew_how", 0.5), ("renew_when", 0.3)), 0.0, "renew_how", ()),
        ((("renew_how", 0.49), ("renew_when", 0.2)), 0.0, "offer_choices", ("renew_how", "renew_when")),
        ((("renew_how", 0.5), ("renew_when", 0.4)), 0.0, "offer_choices", ("renew_how", "renew_when")),
        ((("a", 0.3), ("b", 0.25), ("c", 0.2), ("d", 0.15)), 0.0, "offer_choices", ("a", "b", "c")),
        ((("renew_how", 0.09), ("renew_when", 0.08)), 0.0, "not_understood", ()),
        ((("renew_how", 0.9), ("renew_when", 0.05)), 0.5, "out_of_scope", ()),
        ((("renew_how", 0.9), ("renew_when", 0.05)), 0.2, "offer_choices", ("renew_how",)),
        ((("renew_how", 0.9), ("renew_when", 0.05)), 0.19, "renew_how", ()),
        ((("renew_how", 0.9),), 0.0, "renew_how", ()),
    ],
)
def test_lines_between_answering_offering_and_admitting(
    topics: tuple[tuple[str, float], ...], outside: float, intent: str, choices: tuple[str, ...]
) -> None:
    decision = decide(Scores(topics, outside), LINES)
    assert isinstance(decision, Decision)
    assert (decision.intent, decision.choices) == (intent, choices)
