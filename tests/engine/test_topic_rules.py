"""The policy does what the rules say, and refuses rules that it would not understand."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates

from bot.engine.topic_rules import TopicRules, UnreadableRuleError

DOMAIN = Domain.from_dict(
    {"intents": ["renew_how", "greet"], "actions": ["action_answer_topic", "action_small_talk", "action_not_understood"]}
)


def rule(intent: str, *actions: str) -> TrackerWithCachedStates:
    """A rule as Rasa's reader of training data gives it."""
    said = UserUttered(intent=rule_intent(intent))
    done = [ActionExecuted("..."), ActionExecuted("action_listen"), said, *map(ActionExecuted, actions), ActionExecuted("...")]
    return TrackerWithCachedStates.from_events(intent, done, domain=DOMAIN, slots=DOMAIN.slots, is_rule_tracker=True)


def rule_intent(name: str) -> dict[str, object]:
    """An intent as it stands in a message."""
    return {"name": name, "confidence": 1.0}


@pytest.fixture
def policy(tmp_path: Path) -> TopicRules:
    """The policy of a model yet to be trained."""
    storage = LocalModelStorage(tmp_path)
    context = ExecutionContext(GraphSchema({}))
    return TopicRules(TopicRules.get_default_config(), storage, Resource("rules"), context)


def chosen(policy: TopicRules, *events: object) -> str:
    """The action chosen after some events."""
    tracker = TrackerWithCachedStates.from_events("someone", list(events), domain=DOMAIN, slots=DOMAIN.slots)
    probabilities = policy.predict_action_probabilities(tracker, DOMAIN).probabilities
    assert sorted(probabilities)[-2:] == [0.0, 1.0]
    return str(DOMAIN.action_names_or_texts[probabilities.index(1.0)])


def test_a_message_gets_the_action_of_its_rule_and_then_the_bot_listens(policy: TopicRules, tmp_path: Path) -> None:
    policy.train([rule("renew_how", "action_answer_topic"), rule("greet", "action_small_talk")], DOMAIN)
    kept = TopicRules.load(policy.config, LocalModelStorage(tmp_path), Resource("rules"), ExecutionContext(GraphSchema({})))
    listening = ActionExecuted("action_listen")
    for trained in (policy, kept):
        assert chosen(trained, listening, UserUttered(intent=rule_intent("greet"))) == "action_small_talk"
        asked = [listening, UserUttered(intent=rule_intent("renew_how"))]
        assert chosen(trained, *asked) == "action_answer_topic"
        assert chosen(trained, *asked, ActionExecuted("action_answer_topic")) == "action_listen"
        assert chosen(trained) == "action_listen"


def test_an_intent_without_a_rule_is_not_understood(policy: TopicRules) -> None:
    policy.train([rule("greet", "action_small_talk")], DOMAIN)
    for intent in ("renew_how", "of_another_version", None):
        said = UserUttered(intent={"name": intent, "confidence": 0.0})
        assert chosen(policy, ActionExecuted("action_listen"), said) == "action_not_understood"


@pytest.mark.parametrize("actions", [(), ("action_answer_topic", "action_small_talk")])
def test_a_rule_of_another_form_is_refused(policy: TopicRules, actions: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableRuleError, match="renew_how"):
        policy.train([rule("renew_how", *actions)], DOMAIN)


def test_two_rules_for_an_intent_are_refused(policy: TopicRules) -> None:
    with pytest.raises(UnreadableRuleError, match="greet has two rules"):
        policy.train([rule("greet", "action_small_talk"), rule("greet", "action_answer_topic")], DOMAIN)
