"""Reads the dates in Japanese text: ``read(text, today)`` gives ``DateMention``s. Pure: no clock, no files, no Rasa.

The way of a text: ``normalise`` folds spellings, ``scanner`` cuts tokens, ``grammar`` composes them to calendar expressions,
``context`` and ``roles`` tell what each date is, ``years`` settles the year that was not said, ``rules`` leave out what only
looks like a date.

What a date belongs to (``of``): カードを作った, もらった, 発行 says ``issued`` of None, because a certificate is issued
together with its card and the person means both; ``card`` is said only by カード本体, by カードの有効期限, or by カード beside
a 電子証明書 in the same message. マイナ保険証 names neither a former card nor the card's body.
"""

from bot.dates.mention import DateMention
from bot.dates.reader import read

__all__ = ["DateMention", "read"]
