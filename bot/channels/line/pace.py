"""How long the LINE channel waits for what; seconds. Tests run the same rules with shorter times."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """``reply_within``: a reply token older than this is not used (it lives about a minute, some say 30 seconds).

    ``settled_within``: a second attempt's "invalid token" within this means that the first attempt arrived.
    ``late_after``: an answer that comes later says so; ``dropped_after``: then only an excuse is sent, for ``told_for``.
    """

    call: float = 5.0
    loading_after: float = 1.0
    reply_within: float = 20.0
    settled_within: float = 30.0
    first_pause: float = 1.0
    longest_pause: float = 30.0
    late_after: float = 60.0
    dropped_after: float = 3600.0
    told_for: float = 24 * 3600.0
    heartbeat: float = 10.0
    silence: float = 30.0
    shutdown: float = 8.0
