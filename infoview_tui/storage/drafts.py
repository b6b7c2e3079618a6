"""Half-typed text by the place it was typed in, and whose it is."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from infoview_tui.errors import StorageError
from infoview_tui.storage.connection import open_file, reason
from infoview_tui.storage.opened import opened
from infoview_tui.storage.origin import called, terminal
from infoview_tui.storage.rows import store_moment, to_column
from infoview_tui.storage.table import new_uid
from infoview_tui.values import dataclass

if TYPE_CHECKING:
    from sqlite_utils import Database

PEEK_SECONDS = 0.2
"""How long a peek waits for another program: somebody is about to type."""


@dataclass(frozen=True)
class Owner:
    """The process that types: a process id is only good together with when it started."""

    pid: int
    started: str
    terminal: str

    def __str__(self) -> str:
        return f"{self.pid}:{self.started}:{self.terminal}"

    @property
    def where(self) -> str:
        """What its terminal is called on the screen."""
        return called(self.terminal)

    @property
    def alive(self) -> bool:
        """Whether that very process still runs on this machine."""
        return _start_of(self.pid) == self.started


def this_owner() -> Owner:
    """Return the owner that this process is."""
    return Owner(os.getpid(), _start_of(os.getpid()), terminal())


def read_owner(text: str) -> Owner:
    """Read what `str(owner)` wrote."""
    pid, started, terminal = text.split(":", 2)
    return Owner(int(pid), started, terminal)


def _start_of(pid: int) -> str:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()[:8]
        state, *rest = stat.rsplit(")", 1)[1].split()
        # A zombie types no more.
        return "" if state in "ZX" else f"{boot}-{rest[18]}"
    except (OSError, IndexError):
        pass
    try:
        os.kill(pid, 0)
    except OSError:
        return ""
    return "alive"


@dataclass(frozen=True)
class Draft:
    """Text that was typed at `place` and not yet saved as anything else."""

    place: str
    body: str
    owner: Owner


class Drafts:
    """At most one draft a place and owner."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def keep(self, now: datetime, place: str, body: str, owner: Owner) -> None:
        """Keep `body` as what `owner` has typed at `place`; "" forgets it."""
        mine = [place, str(owner)]
        if not body:
            self.db.execute("delete from drafts where place=? and owner=?", mine)
            return
        body = to_column(body)
        changed = self.db.execute(
            "update drafts set body=?, updated_at=? where place=? and owner=?",
            [body, store_moment(now), *mine],
        ).rowcount
        if not changed:
            self.db.execute(
                "insert into drafts (uid, place, body, owner, updated_at) values (?, ?, ?, ?, ?)",
                [new_uid(), place, body, str(owner), store_moment(now)],
            )

    def at(self, place: str) -> tuple[Draft, ...]:
        """Return the drafts of a place, the newest first."""
        rows = self.db.query("select * from drafts where place=? order by updated_at desc", [place])
        return tuple(Draft(r["place"], r["body"], read_owner(r["owner"])) for r in list(rows))

    def adopt(self, place: str, owner: Owner) -> str:
        """Return the text to put back at `place`, now `owner`'s; "" when there is none."""
        draft = self.best(place, owner)
        if draft is None:
            return ""
        if draft.owner != owner:
            self.db.execute(
                "update drafts set owner=? where place=? and owner=?",
                [str(owner), place, str(draft.owner)],
            )
        return draft.body

    def elsewhere(self, place: str, owner: Owner) -> Draft | None:
        """Return what another window, which still runs, has half typed at `place`."""
        others = (d for d in self.at(place) if d.owner != owner and d.owner.alive)
        return next(others, None)

    def take_over(self, draft: Draft, owner: Owner) -> None:
        """Make the draft of another window `owner`'s, in the place of its own."""
        self.db.execute("delete from drafts where place=? and owner=?", [draft.place, str(owner)])
        self.db.execute(
            "update drafts set owner=? where place=? and owner=?",
            [str(owner), draft.place, str(draft.owner)],
        )

    def best(self, place: str, owner: Owner) -> Draft | None:
        """Return the draft that `owner` goes on with at `place`.

        One's own comes first, then that of a process which is gone; that of another window
        which still runs is left to it.
        """
        for draft in sorted(self.at(place), key=lambda d: d.owner != owner):
            if draft.owner == owner or not draft.owner.alive:
                return draft
        return None


def peek(path: Path, place: str, owner: Owner) -> Draft | None:
    """Read what `owner` goes on with at `place`, without a write and without a long wait.

    It has a connection of its own, so that any thread may ask.

    Raises:
        StorageError: the database cannot be read just now.

    """
    try:
        with closing(open_file(path, patience=PEEK_SECONDS)) as connection:
            return Drafts(opened(connection)).best(place, owner)
    except sqlite3.Error as error:
        why = reason(error)
        raise StorageError(f"{path} cannot be read: {why}.", why) from error
