"""The desk: what every screen works with, handed to it by the app."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo

from infoview_tui.config import Config
from infoview_tui.domain.interviews import Interview
from infoview_tui.errors import StorageError
from infoview_tui.storage.drafts import peek, this_owner
from infoview_tui.storage.saver import Saver
from infoview_tui.storage.store import Store
from infoview_tui.storage.thread import StorageThread
from infoview_tui.timekeeper import Timekeeper
from infoview_tui.values import dataclass

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Undo:
    """A step that can be taken back; `words` name it.

    `of_clock` marks the beginning of a meeting, which no slip may take back while it runs.
    """

    words: str
    act: Callable[[], Awaitable[object]]
    of_clock: bool = False


@dataclass
class Desk:
    """Storage to ask, a saver for what is typed, the clock, and what can be undone."""

    storage: StorageThread
    saver: Saver
    config: Config
    timekeeper: Timekeeper
    undos: list[Undo] = field(default_factory=list)
    unsaved: dict[int, dict[str, str]] = field(default_factory=dict)
    """Lines of an interview that are on their way to the disk, by uid."""
    asked_of_overrun: set[int] = field(default_factory=set)
    """Interviews whose debrief has asked whether they offered what it went over."""
    read_before: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """What a refused change was made from, by the place where its words are still half typed."""
    _begun: dict[Callable[..., Any], Future[Any]] = field(default_factory=dict)
    at_work: bool = False
    """Whether the first screen stands: until then nothing else may take the processor from it."""
    timer: Interview | None = None
    """The countdown that was begun last: it is made of times, so it goes on out of sight."""

    @property
    def zone(self) -> ZoneInfo:
        """The user's time zone."""
        return self.config.zone

    def now(self) -> datetime:
        """Return now, in the user's zone."""
        return self.timekeeper.now().astimezone(self.zone)

    def by_the_clock(self, moment: datetime) -> datetime:
        """Return what the computer's clock will say at a moment, in the user's zone."""
        return (moment + self.timekeeper.shift).astimezone(self.zone)

    def begin(
        self, use_case: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Begin on a use-case, so that whoever asks for it first need not wait so long."""
        # What is read ahead is no newer than the revision that its page will ask for.
        if revision not in self._begun:
            self._begun[revision] = self.storage.begin(revision)
        if use_case not in self._begun:
            self._begun[use_case] = self.storage.begin(use_case, *args, **kwargs)

    async def ask(
        self, use_case: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a use-case on the storage thread."""
        begun = self._begun.pop(use_case, None)
        if begun is not None:
            return cast("R", await asyncio.wrap_future(begun))
        return await self.storage.run(use_case, *args, **kwargs)

    def can_undo(
        self, words: str, act: Callable[[], Awaitable[object]], *, of_clock: bool = False
    ) -> None:
        """Remember how to take back what was just done."""
        self.undos.append(Undo(words, act, of_clock))

    async def restored(self, place: str) -> str:
        """Return the half-typed text to put back at a place, "" for none.

        It neither raises nor waits for a lock: one types on, whatever the database does.
        """
        waiting = self.saver.pending(place)
        if waiting is not None:
            return waiting
        owner = self.saver.owner
        try:
            draft = await asyncio.to_thread(peek, self.storage.path, place, owner)
        except StorageError:
            return self.saver.typed(place)
        if draft is None:
            return ""
        if draft.owner != owner:
            self.saver.adopt(place)
        return draft.body


def revision(store: Store) -> int:
    """Return the revision of the database, for a page that will read it."""
    return store.revision()


def set_up(database: Path, config: Config) -> Desk:
    """Make the desk of this process; its storage is to be closed, and the saver to be started."""
    saver = Saver(database, this_owner())
    return Desk(StorageThread(database), saver, config, Timekeeper())
