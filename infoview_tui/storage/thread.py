"""The storage thread: it owns a connection, and the screens await it instead of touching SQLite."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from infoview_tui.errors import StorageError
from infoview_tui.paths import command
from infoview_tui.storage.connection import reason
from infoview_tui.storage.store import Store

P = ParamSpec("P")
R = TypeVar("R")


class StorageThread:
    """Runs use-cases one after another, in the order they were asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        self._store: Store | None = None
        self._refused: StorageError | None = None

    def begin(
        self, use_case: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        """Have `use_case(store, ...)` run on the storage thread; any thread may wait for it."""
        return self._executor.submit(lambda: self._run(use_case, *args, **kwargs))

    async def run(
        self, use_case: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run `use_case(store, ...)` on the storage thread and return what it returns.

        Raises:
            InfoviewError: whatever the use-case refuses or cannot save.

        """
        return await asyncio.wrap_future(self.begin(use_case, *args, **kwargs))

    def _run(
        self, use_case: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        store = self._opened()
        try:
            with _all_kept():
                result = use_case(store, *args, **kwargs)
            if store.db.conn.in_transaction:
                raise StorageError("A change was left half done and taken back; please try again.")
        except (sqlite3.Error, UnicodeDecodeError) as error:
            why = reason(error)
            # The path last: the line of a screen may have no room for it.
            doctor = command(self.path, "doctor")
            raise StorageError(
                f"The database cannot be read: {why}. `{doctor}` says what to do.", why
            ) from error
        finally:
            store.db.rollback()
        return result

    def _opened(self) -> Store:
        if self._refused is not None:
            # The app ends with it; what else was asked for must not wait as long once more.
            raise self._refused
        if self._store is None:
            try:
                self._store = Store(self.path)
            except StorageError as error:
                self._refused = error
                raise
        return self._store

    def close(self) -> None:
        """Close the connection once what was asked for is done."""
        if self._store is not None:
            self._executor.submit(self._store.close)
        self._executor.shutdown(wait=True)


@contextmanager
def _all_kept() -> Iterator[None]:
    """Look for no garbage meanwhile: of the thousands of rows made here none is any yet."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
