"""Shared state of several processes or machines, in Redis."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import redis
from redis import asyncio as redis_async

from bot.state.interface import StoreError
from bot.state.locks import LocalLocks

PREFIX = "kigen:"
# Keys that are looked for by their beginning. Each of these families has a set of its names beside it: reading all names of the
# database would take longer the more people have written lately.
_FAMILIES = re.compile(r"line:pending:|handover:|once:[0-9a-f]+:")
_ANSWER_SECONDS = 3.0  # a Redis that hangs must be known before the person's five seconds are over
_CONNECT_SECONDS = 2.0
_WAIT_SECONDS = 1.0  # shorter than the time for an answer; a waiter is woken by the release, not by this
# Whoever holds a lock says so again and again; a holder that was killed holds it no longer than this.
_LEASE_SECONDS = 4.0
_RENEWAL_SECONDS = 1.0
_GLOB = re.compile(r"[\\*?\[\]]")
_LIVING = """
local found = {}
for _, name in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if redis.call('EXISTS', name) == 1 then found[#found + 1] = name else redis.call('SREM', KEYS[1], name) end
end
return found"""
_COUNT = """
local number = redis.call('INCR', KEYS[1])
if number == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return number"""
_RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])"""
# Only the holder's token opens the lock: who held it for longer than allowed must not open that of the next.
# Who waits is woken by an entry in a list beside it, which vanishes where nobody waits.
_RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('RPUSH', KEYS[2], '1')
redis.call('PEXPIRE', KEYS[2], 2000)
return 1"""


class RedisState:
    """Keys and values under ``kigen:``, for one event loop. Raises ``redis.RedisError`` where Redis is not there."""

    def __init__(self, url: str) -> None:
        self._redis = redis_async.from_url(  # type: ignore[no-untyped-call]  # the library leaves this one untyped
            url,
            decode_responses=True,
            socket_timeout=_ANSWER_SECONDS,
            socket_connect_timeout=_CONNECT_SECONDS,
            health_check_interval=15,
        )
        self._count = self._redis.register_script(_COUNT)
        self._release = self._redis.register_script(_RELEASE)
        self._living = self._redis.register_script(_LIVING)
        self._renew = self._redis.register_script(_RENEW)
        self._locks = LocalLocks()

    async def add(self, key: str, value: str, seconds: float) -> bool:
        """Set a key that is not there yet."""
        return await self._set(key, value, seconds, only_new=True)

    async def put(self, key: str, value: str, seconds: float) -> None:
        """Set a key."""
        await self._set(key, value, seconds, only_new=False)

    async def _set(self, key: str, value: str, seconds: float, only_new: bool) -> bool:
        """Whether the key was set. With its name in the family's set at the same moment, so that nobody misses or drops it."""
        family = _family(key)
        if family is None:
            return bool(await self._redis.set(PREFIX + key, value, nx=only_new, px=_milliseconds(seconds)))
        async with self._redis.pipeline(transaction=True) as both:
            both.sadd(family, PREFIX + key)
            both.set(PREFIX + key, value, nx=only_new, px=_milliseconds(seconds))
            both.pexpire(family, _milliseconds(seconds), nx=True)  # the set ends with the last of its keys
            both.pexpire(family, _milliseconds(seconds), gt=True)
            return bool((await both.execute())[1])

    async def value(self, key: str) -> str | None:
        """The value of a key."""
        found: str | None = await self._redis.get(PREFIX + key)
        return found

    async def delete(self, key: str) -> None:
        """Remove a key."""
        await self._redis.delete(PREFIX + key)

    async def count(self, key: str, seconds: float) -> int:
        """Add one to a counter."""
        return int(await self._count(keys=[PREFIX + key], args=[_milliseconds(seconds)]))

    async def keys(self, prefix: str) -> list[str]:
        """The living keys that begin so: out of their family's set, or else by reading all names of the database in small steps."""
        family = _family(prefix)
        if family is not None:
            names = await self._living(keys=[family])
            return sorted(key for name in names if (key := name.removeprefix(PREFIX)).startswith(prefix))
        pattern = _GLOB.sub(r"\\\g<0>", PREFIX + prefix) + "*"
        return sorted({key.removeprefix(PREFIX) async for key in self._redis.scan_iter(match=pattern, count=1000)})

    @asynccontextmanager
    async def lock(self, key: str, seconds: float) -> AsyncIterator[None]:
        """Hold a name alone among all processes; within a process in order, so that only its first waiter asks Redis."""
        name, woken, token = PREFIX + key, f"{PREFIX}{key}:free", secrets.token_hex(8)
        async with self._locks.holding(key):
            while not await self._redis.set(name, token, nx=True, px=_milliseconds(min(seconds, _LEASE_SECONDS))):
                left = await self._redis.pttl(name) / 1000
                if left > 0:
                    await self._redis.blpop([woken], timeout=min(left, _WAIT_SECONDS))
            holding = asyncio.create_task(self._hold(name, token, seconds))
            try:
                yield
            finally:
                holding.cancel()
                with suppress(redis.RedisError):  # what was done is done; the lock ends by itself
                    await self._release(keys=[name, woken], args=[token])

    async def _hold(self, name: str, token: str, seconds: float) -> None:
        """Make the lock last as long as this process lives, ``seconds`` at most."""
        for _ in range(int((seconds - _LEASE_SECONDS) / _RENEWAL_SECONDS)):
            await asyncio.sleep(_RENEWAL_SECONDS)
            with suppress(redis.RedisError):
                await self._renew(keys=[name], args=[token, _milliseconds(_LEASE_SECONDS)])

    async def delete_all(self) -> None:
        """Forget everything."""
        for key in await self.keys(""):
            await self.delete(key)

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()


def _family(key: str) -> str | None:
    """The set of names to which a key, or the beginning of keys, belongs."""
    found = _FAMILIES.match(key)
    return f"{PREFIX}names:{found[0]}" if found else None


def require_reachable(url: str) -> None:
    """Raise ``StoreError`` where no Redis answers at an address."""
    try:
        with redis.Redis.from_url(url, socket_timeout=_ANSWER_SECONDS, socket_connect_timeout=_CONNECT_SECONDS) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise StoreError(
            f"Redis につながりません（{type(error).__name__}）。KIGEN_REDIS のアドレスと、サーバーが動いていることを確かめてください。"
        ) from None


def _milliseconds(seconds: float) -> int:
    return max(1, int(seconds * 1000))
