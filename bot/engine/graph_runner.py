"""Runs the graph of a loaded model in an order that is found once.

Rasa's own runner has dask plan the same few nodes anew for each message and each prediction, a tenth of a turn's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


class OrderedGraphRunner(GraphRunner):
    """Runs nodes one after the other, each after those that it needs."""

    def __init__(self, schema: GraphSchema, nodes: dict[str, GraphNode]) -> None:
        self._schema = schema
        self._nodes = nodes
        self._orders: dict[tuple[str, ...], list[tuple[str, GraphNode, tuple[str, ...]]]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> OrderedGraphRunner:
        """Load the nodes as Rasa does."""
        return cls.instead_of(DaskGraphRunner.create(graph_schema, model_storage, execution_context, hooks))

    @classmethod
    def instead_of(cls, runner: DaskGraphRunner) -> OrderedGraphRunner:
        """Take over the loaded nodes of Rasa's runner."""
        return cls(runner._graph_schema, runner._instantiated_nodes)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The output of each target; what a node needs may also stand in ``inputs``."""
        wanted = tuple(targets or self._schema.target_names)
        order = self._orders.get(wanted) or self._orders.setdefault(wanted, self._order(wanted))
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, node, needs in order:
            done[name] = node(*(done[need] for need in needs))
        return {name: done[name][1] for name in wanted}

    def _order(self, targets: Sequence[str]) -> list[tuple[str, GraphNode, tuple[str, ...]]]:
        schema = self._schema.minimal_graph_schema(list(targets)).nodes
        before = {name: [need for need in node.needs.values() if need in schema] for name, node in schema.items()}
        return [
            (name, self._nodes[name], tuple(schema[name].needs.values())) for name in TopologicalSorter(before).static_order()
        ]
