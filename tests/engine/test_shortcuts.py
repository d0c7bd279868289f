"""What is worked out once gives the same as what Rasa works out anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import UserMessage
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.engine import Engine, newest_model
from bot.engine.graph_runner import OrderedGraphRunner
from bot.settings import MEMORY, Settings

SAID = ("証明書の期限は2026年5月10日です", "更新に必要な持ち物は？", "今日は寒いね", "ありがとう")


def test_both_runners_give_the_same(engine: Engine, tmp_path: Path) -> None:
    model = newest_model(Settings(database=MEMORY).model_directory)
    metadata, of_rasa = load_predict_graph_runner(tmp_path, model, LocalModelStorage, DaskGraphRunner)
    ours = OrderedGraphRunner.instead_of(of_rasa)
    for text in SAID:
        parsed = []
        for runner in (of_rasa, ours):
            tracker = DialogueStateTracker.from_events("someone", [], slots=metadata.domain.slots)
            given = {"__message__": [UserMessage(text, metadata={"today": "2026-06-15"})], "__tracker__": tracker}
            (outcome,) = runner.run(inputs=given, targets=[metadata.nlu_target])[metadata.nlu_target]
            parsed.append(outcome.as_dict(only_output_properties=True))
        assert parsed[0] == parsed[1]
        assert parsed[0]["intent"]["name"]


def test_both_runners_choose_the_same_action(engine: Engine, tmp_path: Path) -> None:
    model = newest_model(Settings(database=MEMORY).model_directory)
    metadata, of_rasa = load_predict_graph_runner(tmp_path, model, LocalModelStorage, DaskGraphRunner)
    chosen = set()
    for intent in ("greet", "renew_how", "out_of_scope"):
        said = [ActionExecuted("action_listen"), UserUttered("…", intent={"name": intent, "confidence": 1.0})]
        tracker = DialogueStateTracker.from_events("someone", said, slots=metadata.domain.slots)
        target = metadata.core_target
        both = [
            runner.run(inputs={"__tracker__": tracker}, targets=[target])[target]
            for runner in (of_rasa, OrderedGraphRunner.instead_of(of_rasa))
        ]
        assert both[0].probabilities == both[1].probabilities
        chosen.add(metadata.domain.action_names_or_texts[both[0].max_confidence_index])
    assert chosen == {"action_small_talk", "action_answer_topic", "action_out_of_scope"}


def test_kinds_of_events_are_found_and_unknown_ones_refused(engine: Engine) -> None:
    for _ in range(2):
        assert Event.resolve_by_type("slot") is SlotSet
        assert Event.resolve_by_type("user") is UserUttered
        with pytest.raises(ValueError, match="no_such_event"):
            Event.resolve_by_type("no_such_event")


def test_results_of_our_own_actions_are_not_checked_again(engine: Engine) -> None:
    assert RemoteAction("action_answer_topic", None)._validate_action_result({"events": "no list, which Rasa would refuse"})
