"""How a command says that it cannot go on."""

from __future__ import annotations


class CommandError(Exception):
    """A command cannot go on; the message is one Japanese sentence for the person at the terminal (exit status 2)."""

    exit_code = 2
