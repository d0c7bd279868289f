"""The dated table of facts: every legal number or date that the product may say or compute with, and where it comes from."""

from __future__ import annotations

from bot.facts.table import Fact, FactsError, Source, Table

__all__ = ["TABLE", "Fact", "FactsError", "Source", "Table", "all_facts", "fact", "has", "has_source", "source", "value"]

TABLE = Table.load()

value = TABLE.value
fact = TABLE.fact
source = TABLE.source
has = TABLE.has
has_source = TABLE.has_source


def all_facts() -> tuple[Fact, ...]:
    """All facts, in the order of the files."""
    return TABLE.facts
