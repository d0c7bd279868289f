"""What Rasa works out anew in every turn although it never changes: here it is worked out once (docs/adr/007)."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from rasa.core import processor
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event

from bot.engine.graph_runner import OrderedGraphRunner


def take_shortcuts(agent: Any) -> None:
    """Make the turns of a loaded agent cheaper; what they do stays the same."""
    agent.processor.graph_runner = OrderedGraphRunner.instead_of(agent.processor.graph_runner)
    _trust_own_actions()
    _remember_event_types()
    _copy_nothing_for_the_log()
    is_empty = agent.domain.is_empty()
    agent.processor.domain.is_empty = lambda: is_empty  # else an empty domain is built for each message, to compare with


def _trust_own_actions() -> None:
    """Skip the schema check of an action's result.

    Rasa checks the constant schema itself anew on every call, which takes longer than all the rest of a turn
    (docs/benchmarks.md). Results made by rasa-sdk in this very process have the right form by construction;
    ``tests/engine/test_action_endpoint.py`` holds them to Rasa's schema.
    """
    RemoteAction._validate_action_result = lambda self, result: True


def _remember_event_types() -> None:
    """Find the class of a kind of event once; Rasa walks through all its classes for each event."""
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))


def _copy_nothing_for_the_log() -> None:
    """Hand Rasa's debug messages the events themselves; it copies them deeply for each, whether or not one is written."""
    processor.copy = SimpleNamespace(deepcopy=lambda given: given)
