"""The errors of the command-line library, said in Japanese."""

from __future__ import annotations


def usage_error_in_japanese(error: Exception) -> str | None:
    """One sentence for a mistake in how a command was called; None for any other error.

    The library may carry its parser inside itself, so its errors are known by their names, not by their class.
    """
    name = type(error).__name__
    if name in ("NoSuchOption",):
        return f"「{getattr(error, 'option_name', '')}」という指定はありません。--help で使い方を見られます。"
    if name == "MissingParameter":
        return "書くものが足りません。--help で使い方を見られます。"
    if name == "BadOptionUsage":
        return f"「{getattr(error, 'option_name', '')}」の後に値を書いてください。"
    if name == "BadParameter":
        parameter = getattr(error, "param", None)
        option = (getattr(parameter, "opts", None) or [""])[0]
        return f"「{option}」の値を読めません（{getattr(error, 'message', '')}）。--help で使い方を見られます。"
    if name in ("UsageError", "NoArgsIsHelpError"):
        return "そのコマンドや書き方はありません。kigen --help で使い方を見られます。"
    return "中止しました。" if name == "Abort" else None
