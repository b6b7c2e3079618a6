"""The config file: few values, each with a default, and a clear sentence for what is wrong."""

from __future__ import annotations

import os
import shlex
import tomllib
from dataclasses import fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from infoview_tui.errors import RefusedError
from infoview_tui.values import dataclass

if TYPE_CHECKING:
    from infoview_tui.domain.due import Habits
    from infoview_tui.domain.rhythm import Tiers

COLOURS = ("auto", "truecolor", "256", "16", "none")
SIGNS = ("auto", "unicode", "ascii")
_MOST = 1_000_000
BELLS = ("off", "bell", "flash", "message")
_DAYS = range(1, 3661)
_RANGES = {
    "reminders": range(4),
    "today_rows": range(1, 51),
    "host_aim": range(100),
    "meetings_a_month": range(101),
    **dict.fromkeys(("tier_a", "tier_b", "tier_c"), _DAYS),
}
_WANTED = {
    bool: "true or false",
    int: "a number",
    str: "a text in quotes",
    tuple: "a list of days in [ ]",
}


@dataclass(frozen=True)
class Config:
    """What a user may set in `config.toml`; an empty `timezone` means this machine's.

    `passphrase_command` prints the passphrase of an encrypted database (`pass show infoview`).
    `holidays` are days on which nobody is expected to answer, `reminders` how many a silent person
    gets, and `today_rows` how many due rows Today shows. `tier_a`, `tier_b` and
    `tier_c` are the days after which one is in touch again; B is for whoever was thanked.
    `meetings_a_month` is one's own aim, if any, and one talk to host for every `host_aim` that one
    received a gentle one; 0 is none.
    """

    timezone: str = ""
    day_first: bool = False
    colours: str = "auto"
    signs: str = "auto"
    bell: str = "off"
    passphrase_command: str = ""
    holidays: tuple[date, ...] = ()
    reminders: int = 1
    today_rows: int = 7
    tier_a: int = 60
    tier_b: int = 90
    tier_c: int = 180
    meetings_a_month: int = 0
    host_aim: int = 4

    @property
    def habits(self) -> Habits:
        """What Today goes by."""
        from infoview_tui.domain.due import Habits

        return Habits(frozenset(self.holidays), self.reminders, self.today_rows, self.tiers)

    @property
    def tiers(self) -> Tiers:
        """The days of each tier."""
        from infoview_tui.domain.rhythm import Tiers

        return Tiers(self.tier_a, self.tier_b, self.tier_c)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The user's time zone (ssh does not forward it, and servers are often on UTC).

        Looked up once: the machine's is behind a dozen system calls, and each row of a list asks.
        """
        return ZoneInfo(self.timezone or machine_zone())


def load_config(path: Path) -> Config:
    """Read the config file; a missing one gives the defaults.

    Raises:
        RefusedError: names the file, the value and what is wanted.

    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST + 1)
        if len(content) > _MOST:
            raise RefusedError(f"{path} is too large for settings. Mend it or move it away.")
        values = tomllib.loads(content.decode("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        why = str(error)
        if isinstance(error, OSError):
            why = error.strerror or type(error).__name__
        elif isinstance(error, UnicodeDecodeError):
            why = "it is not UTF-8 text"
        raise RefusedError(f"{path} cannot be read: {why}. Mend it or move it away.") from error
    known = {field.name: type(field.default) for field in fields(Config)}
    for name, value in values.items():
        _check(path, name, value, known)
    if "holidays" in values:
        values["holidays"] = _days(path, values["holidays"])
    return Config(**values)


def _days(path: Path, values: list[object]) -> tuple[date, ...]:
    days = []
    for value in values:
        try:
            # TOML has days of its own, which need no quotes.
            days.append(
                date.fromisoformat(str(value)[:10] if isinstance(value, date) else str(value))
            )
        except ValueError as error:
            raise RefusedError(
                f"{path}: holidays are days such as 2026-12-25, not {value!r}."
            ) from error
    return tuple(days)


def _check(path: Path, name: str, value: object, known: dict[str, type]) -> None:
    if name not in known:
        raise RefusedError(f"{path}: '{name}' is no setting; there are {', '.join(known)}.")
    kind = list if known[name] is tuple else known[name]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        wanted = _WANTED[known[name]]
        raise RefusedError(f"{path}: {name} wants {wanted}, not {value!r}.")
    choices = {"colours": COLOURS, "signs": SIGNS, "bell": BELLS}.get(name)
    if choices and value not in choices:
        raise RefusedError(f"{path}: {name} is one of {', '.join(choices)}, not {value!r}.")
    if name in _RANGES and value not in _RANGES[name]:
        least, most = _RANGES[name][0], _RANGES[name][-1]
        raise RefusedError(f"{path}: {name} is a number from {least} to {most}, not {value!r}.")
    if name == "passphrase_command" and isinstance(value, str):
        try:
            shlex.split(value)
        except ValueError as error:
            raise RefusedError(
                f"{path}: passphrase_command has a quote without its end."
            ) from error
    if name == "timezone" and isinstance(value, str) and value:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise RefusedError(
                f"{path}: timezone {value!r} is unknown; write it like 'Europe/Lisbon'."
            ) from error


def machine_zone() -> str:
    """Return the IANA name of this machine's zone, `UTC` where it cannot be told."""
    named = os.environ.get("TZ", "").lstrip(":")
    candidates = [named] if named else []
    try:
        target = str(Path("/etc/localtime").resolve())
        if "zoneinfo/" in target:
            candidates.append(target.split("zoneinfo/", 1)[1])
        candidates.append(Path("/etc/timezone").read_text(encoding="utf-8").strip())
    except OSError:
        pass
    for name in candidates:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
        return name
    return "UTC"
