"""The environment, read once into one frozen object; nobody else looks at environment variables.

Every field has a variable of the same name, in capitals behind ``KINERJA_``; ``docs/settings.md`` explains each.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from kinerja_admin.errors import WrongUse

PREFIX = "KINERJA_"
_SHORTEST_SECRET = 32
_TRUE = frozenset({"1", "true", "yes", "on", "ya"})
_FALSE = frozenset({"0", "false", "no", "off", "tidak"})


class Environment(StrEnum):
    """Where the program runs: with invented data, with real people's, or under test."""

    DEMO = "demo"
    PRODUCTION = "production"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one installation and another."""

    environment: Environment = Environment.DEMO
    data_folder: Path = Path("var")
    database_url: str = "sqlite:///var/kinerja.sqlite3"
    policies_folder: Path = Path("policies")
    evidence_folder: Path = Path("var/evidence")
    secret_key: str = field(default="", repr=False)
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    public_origins: tuple[str, ...] = ()
    session_hours: int = 12
    worker: bool = True

    @property
    def is_production(self) -> bool:
        """Whether real people's data may be here, so that nothing is left to a default."""
        return self.environment is Environment.PRODUCTION

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ, *, make_secret: bool = True) -> Settings:
        """Read the variables; outside production a missing secret key is made and kept in the data folder.

        Without ``make_secret`` nothing is written, and a key may be missing: :meth:`with_secret` comes later then.

        Raises:
            WrongUse: SETTING_UNKNOWN, SETTING_INVALID or SETTING_MISSING, naming the variable.
        """
        given = _Variables(environ)
        environment = given.choice("ENVIRONMENT", Environment.DEMO)
        data = Path(given.text("DATA_FOLDER", "var"))
        settings = cls(
            environment=environment,
            data_folder=data,
            database_url=_with_driver(given.text("DATABASE_URL", f"sqlite:///{data / 'kinerja.sqlite3'}")),
            policies_folder=Path(given.text("POLICIES_FOLDER", "policies")),
            evidence_folder=Path(given.text("EVIDENCE_FOLDER", str(data / "evidence"))),
            secret_key=given.text("SECRET_KEY", ""),
            allowed_hosts=given.several("ALLOWED_HOSTS", ("127.0.0.1", "localhost")),
            public_origins=given.several("PUBLIC_ORIGINS", ()),
            session_hours=given.number("SESSION_HOURS", 12, least=1, most=24 * 7),
            worker=given.switch("WORKER", default=True),
        )
        given.refuse_unknown()
        return settings.with_secret() if make_secret else settings

    def with_secret(self) -> Settings:
        """The same with a usable secret key: production must bring one, elsewhere it is made once."""
        if self.secret_key:
            if self.is_production and len(self.secret_key) < _SHORTEST_SECRET:
                raise WrongUse(
                    "SETTING_INVALID", name=f"{PREFIX}SECRET_KEY", allowed=f"≥ {_SHORTEST_SECRET} characters"
                )
            return self
        if self.is_production:
            raise WrongUse("SETTING_MISSING", name=f"{PREFIX}SECRET_KEY")
        return replace(self, secret_key=_kept_secret(self.data_folder / "secret-key"))


class _Variables:
    """The variables with our prefix, each read by its kind; remembers which were asked for."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._known = {"TEST_POSTGRES"}  # the tests' own, see the Makefile

    def text(self, name: str, default: str) -> str:
        self._known.add(name)
        return self._environ.get(PREFIX + name, "").strip() or default

    def several(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        parts = (part.strip() for part in self.text(name, "").split(","))
        return tuple(part for part in parts if part) or default

    def choice(self, name: str, default: Environment) -> Environment:
        try:
            return Environment(self.text(name, default))
        except ValueError:
            raise WrongUse("SETTING_INVALID", name=PREFIX + name, allowed=", ".join(Environment)) from None

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        written = self.text(name, str(default))
        if not (written.isascii() and written.isdigit() and least <= int(written) <= most):
            raise WrongUse("SETTING_INVALID", name=PREFIX + name, allowed=f"{least} – {most}")
        return int(written)

    def switch(self, name: str, *, default: bool) -> bool:
        written = self.text(name, "1" if default else "0").lower()
        if written not in _TRUE | _FALSE:
            raise WrongUse("SETTING_INVALID", name=PREFIX + name, allowed="1, 0")
        return written in _TRUE

    def refuse_unknown(self) -> None:
        """A misspelt setting would silently leave its default in force."""
        for name in sorted(self._environ):
            if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in self._known:
                raise WrongUse("SETTING_UNKNOWN", name=name)


def _with_driver(url: str) -> str:
    """Name the driver that this program ships, whichever way the address was written."""
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return f"postgresql+psycopg://{url.removeprefix(plain)}"
    return url


def _kept_secret(path: Path) -> str:
    """The key made at the first start, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):
            path.hardlink_to(fresh)  # whoever comes second takes the first one's
        fresh.unlink()
    return path.read_text(encoding="ascii")
