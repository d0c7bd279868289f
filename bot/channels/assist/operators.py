"""Who may sign in: a YAML file of names, roles and argon2 hashes, kept by ``kigen operators``."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

OPERATOR, SUPERVISOR = ROLES = ("operator", "supervisor")
SHORTEST_PASSWORD = 12
NAME = re.compile(r"[A-Za-z0-9._@-]{1,64}")
_HASHER = PasswordHasher()
# Checked where no such operator is: whether a name exists must not be told by the time that an answer takes.
_NOBODY = _HASHER.hash("nobody has this password")


class OperatorsError(ValueError):
    """The file, a name or a password cannot be used; the message is one Japanese sentence."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who may sign in. ``password`` is an argon2 hash."""

    name: str
    role: str
    password: str

    @property
    def mark(self) -> str:
        """Changes with password and role, so that passes given out before are worth nothing any more."""
        return sha256(f"{self.name}\n{self.role}\n{self.password}".encode()).hexdigest()[:16]


class Operators:
    """The operators of a file. The file is read again whenever it has changed, so that a removal holds at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[int, dict[str, Operator]] = (0, {})

    def all(self) -> dict[str, Operator]:
        """By name; empty where there is no file. Raises ``OperatorsError``."""
        try:
            changed = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            return {}
        if changed != self._read[0]:
            self._read = (changed, _parsed(self._path))
        return self._read[1]

    def signed_in(self, name: str, password: str) -> Operator | None:
        """The operator whose password this is. Takes some 50 ms: call it on a thread of its own."""
        found = self.all().get(name)
        return found if _fits(found.password if found else _NOBODY, password) and found else None

    def add(self, name: str, role: str, password: str) -> None:
        """Add somebody; raises ``OperatorsError`` where the name is taken or something is not as it should be."""
        if not NAME.fullmatch(name):
            raise OperatorsError(f"名前「{name}」は使えません。英数字と . _ @ - で64字までにしてください。")
        if role not in ROLES:
            raise OperatorsError(f"役割は {' か '.join(ROLES)} にしてください（いまの値：{role}）。")
        known = self.all()
        if name in known:
            raise OperatorsError(
                f"「{name}」はもう登録されています。パスワードを変えるには kigen operators password を使ってください。"
            )
        self._write({**known, name: Operator(name, role, _hashed(password))})

    def change_password(self, name: str, password: str) -> None:
        """Give somebody a new password; their earlier passes end. Raises ``OperatorsError``."""
        known = self._with(name)
        self._write({**known, name: Operator(name, known[name].role, _hashed(password))})

    def remove(self, name: str) -> None:
        """Take somebody out; raises ``OperatorsError``."""
        known = self._with(name)
        self._write({other: operator for other, operator in known.items() if other != name})

    def _with(self, name: str) -> dict[str, Operator]:
        known = self.all()
        if name not in known:
            raise OperatorsError(f"「{name}」は登録されていません。kigen operators list で確かめてください。")
        return known

    def _write(self, operators: dict[str, Operator]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        entries = [{"name": o.name, "role": o.role, "password": o.password} for o in operators.values()]
        text = yaml.safe_dump({"operators": entries}, allow_unicode=True, sort_keys=False)
        written = self._path.with_name(f"{self._path.name}.new")
        with open(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        written.replace(self._path)  # whole or not at all


def _parsed(path: Path) -> dict[str, Operator]:
    try:
        data: Any = yaml.safe_load(path.read_text("utf-8")) or {}
        entries = [Operator(str(each["name"]), str(each["role"]), str(each["password"])) for each in data.get("operators") or []]
    except (yaml.YAMLError, KeyError, TypeError, AttributeError):
        raise OperatorsError(f"{path.name} を読めません。kigen operators add で作り直すか、見本と比べてください。") from None
    wrong = next((o for o in entries if o.role not in ROLES or not o.password.startswith("$argon2")), None)
    if wrong:
        raise OperatorsError(f"{path.name} の「{wrong.name}」の役割かパスワード（argon2）が正しくありません。")
    return {operator.name: operator for operator in entries}


def _hashed(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise OperatorsError(f"パスワードは{SHORTEST_PASSWORD}文字以上にしてください。")
    return _HASHER.hash(password)


def _fits(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
