"""The grammar of calendar expressions: from tokens to ``Point``s, with no context."""

from bot.dates.grammar.point import NO_SUCH_DAY, Found, Point
from bot.dates.grammar.ranges import correction_at, expression_at

__all__ = ["NO_SUCH_DAY", "Found", "Point", "correction_at", "expression_at"]
