"""The dated table of facts: every legal number or date that the product may say or compute with, and where it comes from."""

from __future__ import annotations

from bot.facts.table import Fact, FactsError, Source, Table

__all__ = ["Fact", "FactsError", "Source", "Table", "all_facts", "fact", "has", "has_source", "source", "value"]

_TABLE = Table.load()

value = _TABLE.value
fact = _TABLE.fact
source = _TABLE.source
has = _TABLE.has
has_source = _TABLE.has_source


def all_facts() -> tuple[Fact, ...]:
    """All facts, in the order of the files."""
    return _TABLE.facts
