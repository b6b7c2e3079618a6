"""What every command works with: the files of this run, the open store, the moment and the zone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from infoview_tui.errors import NotFoundError, RefusedError, StorageError
from infoview_tui.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from infoview_tui.config import Config
    from infoview_tui.domain.interviews import Interview
    from infoview_tui.domain.people import Person
    from infoview_tui.paths import Paths
    from infoview_tui.storage.store import Store
    from infoview_tui.timekeeper import Timekeeper

MAX_ID = 2**63 - 1
MAX_NAME = 200
"""Bytes in the name of a database: its backups and journals have longer ones, of 255 at most."""
DASHES = {"ignore_unknown_options": True}
"""Context settings of commands that take free text: a word with a dash may be text."""


def reference(text: str) -> str:
    """Take an id or a part of a name as it is.

    Raises:
        NotFoundError: a number larger than any id.

    """
    number = text.strip()
    if number.isdecimal() and len(number) >= len(str(MAX_ID)):
        raise NotFoundError("No id has that many digits.")
    return text


@contextmanager
def in_words(store: Store) -> Iterator[None]:
    """Turn what SQLite says of a database that it cannot read into a sentence, without its words.

    Raises:
        StorageError: the sentence.

    """
    try:
        yield
    except (store.db.conn.Error, UnicodeDecodeError) as error:
        from infoview_tui.paths import command
        from infoview_tui.storage.connection import reason

        why = reason(error)
        doctor = command(store.path, "doctor")
        raise StorageError(
            f"The database {store.path} cannot be read: {why}. `{doctor}` says what to do.", why
        ) from error


@dataclass(frozen=True)
class Work:
    """An open store, the settings, and the moment (UTC) on the time of a running meeting."""

    store: Store
    config: Config
    now: datetime
    timekeeper: Timekeeper

    @property
    def zone(self) -> ZoneInfo:
        """The user's zone."""
        return self.config.zone

    @property
    def local_now(self) -> datetime:
        """The moment by the computer's clock, which the words of a user go by."""
        return self.timekeeper.wall().astimezone(self.zone)

    def person(self, text: str) -> Person:
        """Find a person by an id or a part of a name."""
        from infoview_tui.services.lookup import find_person

        return find_person(self.store, text)

    def interview(self, text: str) -> Interview:
        """Find an interview; one that was not named by its id is named on stderr."""
        from infoview_tui.services.lookup import find_interview

        found = find_interview(self.store, text, self.now)
        if not text.strip().isdecimal():
            from infoview_tui.cli.output import say

            say(f"Interview {found.id} with {found.who}.")
        return found


@dataclass
class Run:
    """The global options of one run."""

    database: str | None = None
    config_file: str | None = None

    @cached_property
    def paths(self) -> Paths:
        """The files to use.

        Raises:
            RefusedError: a `~name` is nobody's home, a name is too long, or relative to a folder
                that is gone.

        """
        from infoview_tui.paths import find_paths

        try:
            found = find_paths(self.database, self.config_file)
        except RuntimeError as error:
            raise RefusedError(f"--database or --config: {error} Write the path out.") from error
        if len(os.fsencode(found.database.name)) > MAX_NAME:
            raise RefusedError(
                f"The name of {found.database} is too long: what stands beside it has a longer "
                "one. Name a shorter file with --database."
            )
        try:
            # In full, so that SQLite takes no name (`:memory:`) for something else than a file.
            return replace(found, database=found.database.absolute())
        except FileNotFoundError as error:
            raise RefusedError(
                f"The folder you are in is gone, so {found.database} is nowhere; change to another "
                "folder, or give --database a full path."
            ) from error

    @cached_property
    def config(self) -> Config:
        """The settings; RefusedError when the file is wrong."""
        from infoview_tui.config import load_config

        return load_config(self.paths.config)

    def unlock(self, file: Path | None = None) -> None:
        """Ask for what opens a file (None: the database) if it is encrypted, before it is opened.

        Raises:
            RefusedError: there is no passphrase, or it is wrong.

        """
        from infoview_tui.storage.connection import looks_encrypted

        if looks_encrypted(file or self.paths.database):
            from infoview_tui.cli.unlock import unlock

            unlock(self.paths, self.config, file)

    @contextmanager
    def opened(self) -> Iterator[Work]:
        """Open the store for a command.

        Raises:
            StorageError: the file cannot be opened or read.

        """
        from infoview_tui.services.lookup import running_interview
        from infoview_tui.storage.store import Store
        from infoview_tui.timekeeper import Timekeeper

        config = self.config
        self.unlock()
        keeper = Timekeeper()
        store = Store(self.paths.database)
        try:
            with in_words(store):
                keeper.follow(running_interview(store, keeper.now(), keeper.boot()))
                yield Work(store, config, keeper.now(), keeper)
            if store.newer is not None:
                from infoview_tui.cli.output import say

                say(str(store.newer))
        finally:
            store.close()
