"""Rasa component: the policy that runs the action of a topic's rule, then listens.

Rasa's RulePolicy compares every rule with the whole conversation, twice a turn: more than a third of a turn's time with 90
rules, and more with each (docs/adr/007). Our rules are all of one form, an intent and its action, so one look-up is enough.
"""

from __future__ import annotations

import json
from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

_RULES = "topic_rules.json"


class UnreadableRuleError(RasaException, ValueError):
    """A rule is not "intent, then action", or an intent has two."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class TopicRules(Policy):
    """Chooses the next action; ``otherwise`` is the action for an intent without a rule."""

    actions: dict[str, str]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa asks every policy for a priority."""
        return {"priority": 6, "otherwise": "action_not_understood"}

    @staticmethod
    def supported_data() -> SupportedData:
        """Rules only, no stories."""
        return SupportedData.RULE_DATA

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicRules:
        """The policy of a trained model."""
        policy = cls(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as directory:
            policy.actions = json.loads((directory / _RULES).read_text("utf-8"))
        return policy

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Read the rules; raises ``UnreadableRuleError``."""
        self.actions = {}
        for tracker in training_trackers:
            intent, action = _rule(tracker)
            if self.actions.setdefault(intent, action) != action:
                raise UnreadableRuleError(f"the intent {intent} has two rules: {self.actions[intent]} and {action}")
        with self._model_storage.write_to(self._resource) as directory:
            (directory / _RULES).write_text(json.dumps(self.actions, ensure_ascii=False), "utf-8")
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """After a message its intent's action, after an action none."""
        action = ACTION_LISTEN_NAME
        if tracker.latest_action_name == ACTION_LISTEN_NAME and tracker.latest_message:
            action = self.actions.get(tracker.latest_message.intent.get("name") or "", self.config["otherwise"])
        probabilities = [0.0] * domain.num_actions
        probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities)


def _rule(tracker: TrackerWithCachedStates) -> tuple[str, str]:
    """The intent and the action of a rule."""
    intents = [event.intent_name for event in tracker.events if isinstance(event, UserUttered)]
    actions = [event.action_name for event in tracker.events if isinstance(event, ActionExecuted)]
    told = [action for action in actions if action not in (ACTION_LISTEN_NAME, "...")]
    if len(intents) != 1 or len(told) != 1 or not intents[0] or not told[0]:
        raise UnreadableRuleError(f"a rule here is one intent and one action, unlike {tracker.sender_id}: {intents}, {told}")
    return intents[0], told[0]
