from __future__ import annotations

import asyncio
import errno
import gc
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.interviews import Mode
from infoview_tui.domain.people import Person
from infoview_tui.domain.text import whole
from infoview_tui.errors import ConflictError, NotFoundError, RefusedError, StorageError
from infoview_tui.services.people import add_person, delete_person, edit_person
from infoview_tui.services.people_many import restore_people
from infoview_tui.storage import database as database_module
from infoview_tui.storage import thread as thread_module
from infoview_tui.storage.rows import from_columns, from_row, to_column
from infoview_tui.storage.store import Store
from infoview_tui.storage.thread import StorageThread

PRAGMAS = {
    "journal_mode": "truncate",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
}


def pragmas(store: Store) -> dict[str, Any]:
    return {name: store.db.execute(f"pragma {name}").fetchone()[0] for name in PRAGMAS}


def test_every_connection_is_durable(store: Store, database: Path) -> None:
    assert pragmas(store) == PRAGMAS
    thread = StorageThread(database)
    assert asyncio.run(thread.run(pragmas)) == PRAGMAS
    thread.close()


def test_a_broken_reference_is_not_saved(store: Store, now: datetime) -> None:
    with pytest.raises(StorageError, match="FOREIGN KEY"), store.write():
        store.promises.add(now, person_id=99, side="mine", body="b", due=now.date())
    assert not store.db.conn.in_transaction


def test_nested_writes_are_one(store: Store, now: datetime) -> None:
    with pytest.raises(KeyError), store.write():
        add_person(store, now, name="Dana")
        raise KeyError
    assert store.people.where() == ()
    with store.write():
        add_person(store, now, name="Dana")
        with pytest.raises(KeyError), store.write():
            add_person(store, now, name="Kofi")
            raise KeyError
    assert [p.name for p in store.people.where()] == ["Dana"]
    assert not store.db.conn.in_transaction


def test_a_write_is_news_for_others_and_a_draft_is_not(store: Store, database: Path) -> None:
    other = Store(database)
    revision = other.revision()
    with store.write_draft():
        store.change_setting(datetime.now(UTC), "name", "x")
    assert other.revision() == revision
    with store.write():
        pass
    assert other.revision() == revision + 1
    assert store.revision() == revision + 1
    other.close()


def test_the_later_of_two_windows_is_told(store: Store, database: Path, now: datetime) -> None:
    id = add_person(store, now, name="Dana")
    other = Store(database)
    seen = other.people.get(id).version
    edit_person(store, now, id, seen, role="curator")
    with pytest.raises(ConflictError):
        edit_person(other, now, id, seen, role="guard")
    assert not other.db.conn.in_transaction
    assert other.people.get(id).role == "curator"
    edit_person(other, now, id, None, role="guard")
    assert store.people.get(id).role == "guard"
    other.close()


def test_a_deleted_row_is_not_changed_unseen(store: Store, now: datetime) -> None:
    id = add_person(store, now, name="Dana")
    delete_person(store, now, id)
    for version in (None, 2):
        with pytest.raises(ConflictError), store.write():
            store.people.change(now, id, version, role="curator")
    with pytest.raises(NotFoundError):
        store.people.get(id)
    restore_people(store, now, [id])
    assert store.people.get(id).role == ""


@pytest.mark.parametrize("id", [0, 99, -1, 2**63, 10**40])
def test_no_such_row(store: Store, id: int) -> None:
    with pytest.raises(NotFoundError):
        store.people.get(id)


def test_a_lock_is_an_error_in_words(
    database: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "PATIENCE_SECONDS", 0.05)
    store = Store(database)
    blocker = sqlite3.connect(database)
    blocker.execute("begin immediate")
    with pytest.raises(StorageError, match=r"Not saved in .*: another program holds"):
        add_person(store, now, name="Dana")
    assert not store.db.conn.in_transaction
    blocker.rollback()
    blocker.close()
    add_person(store, now, name="Dana")
    store.close()


def test_why_it_is_not_saved_is_said_in_a_few_words(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.db.execute("pragma max_page_count=1")
    with pytest.raises(StorageError) as full, store.write():
        store.change_setting(datetime.now(UTC), "name", "x" * 100_000)
    store.db.execute("pragma query_only=on")
    with pytest.raises(StorageError) as protected, store.write():
        store.change_setting(datetime.now(UTC), "name", "x")
    assert [full.value.reason, protected.value.reason] == ["the disk is full", "it is read-only"]
    assert str(full.value) == f"Not saved in {store.path}: the disk is full."
    missing = OSError(errno.EDQUOT, "Disk quota exceeded")
    monkeypatch.setattr(database_module, "make_private", lambda _path: raise_(missing))
    with pytest.raises(StorageError) as unopened:
        Store(store.path)
    assert str(unopened.value) == (
        f"{store.path} cannot be opened: the disk is full. "
        "Nothing was changed; --database names another file."
    )
    assert StorageError("It went away.").reason == "It went away"


def raise_(error: Exception) -> None:
    raise error


@dataclass(frozen=True)
class Everything:
    text: str
    number: int
    flag: bool
    mode: Mode
    moment: datetime
    day: date
    maybe: str | None
    later: datetime | None
    gathered: tuple[str, ...] = ("kept",)


hostile = st.text(
    st.characters() | st.sampled_from("\0\ud800\udfff\x1b\u202e'\"%_[]😀\u200d👩‍🚀\ufeff\r\n")
)
moments = st.datetimes(
    datetime(1900, 1, 1), datetime(2199, 12, 31), timezones=st.timezones(no_cache=False)
)


rows = st.tuples(
    hostile,
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
    st.sampled_from(Mode),
    moments,
    st.dates(),
    st.none() | hostile,
    st.none() | moments,
)


@given(rows)
def test_a_row_comes_back_as_it_was(values: tuple[Any, ...]) -> None:
    names = ("text", "number", "flag", "mode", "moment", "day", "maybe", "later")
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    sql = "select " + ", ".join(f"? as {name}" for name in names)
    row = dict(connection.execute(sql, [to_column(v) for v in values]).fetchone())
    connection.close()
    back = from_row(Everything, {**row, "stranger": 1})

    def stored(text: str | None) -> str | None:
        return text and whole(text.replace("\0", ""))

    text, number, flag, mode, moment, day, maybe, later = values
    assert (back.text, back.maybe) == (stored(text), stored(maybe))
    assert (back.number, back.flag, back.mode, back.day) == (number, flag, mode, day)
    assert isinstance(back.flag, bool)
    for now, then in ((back.moment, moment), (back.later, later)):
        assert (now is None) == (then is None)
        if now is not None:
            assert now.tzinfo == UTC
            assert timedelta() <= then.astimezone(UTC) - now < timedelta(milliseconds=1)
    assert back.gathered == ("kept",)


def test_an_empty_column_keeps_the_default() -> None:
    row = {"id": 1, "uid": "u", "name": "Dana", "role": None, "cadence_days": None}
    assert from_row(Person, row) == Person(1, "u", "Dana")


def test_a_column_with_and_without_values_is_read_row_by_row() -> None:
    columns = {"id": (1, 2), "uid": ("u", "v"), "name": ("Dana", "Kofi"), "role": ("curator", None)}
    dana, kofi = from_columns(Person, columns)
    assert (dana, kofi) == (Person(1, "u", "Dana", "curator"), Person(2, "v", "Kofi"))
    assert from_columns(Person, dict.fromkeys(columns, ())) == ()


@pytest.mark.parametrize("broken", [{"name": ("Dana", None)}, {"paused_at": (None, "soon")}])
def test_what_is_damaged_is_named_by_its_row_and_not_shown(broken: dict[str, Any]) -> None:
    columns = {"id": (4, 7), "uid": ("u", "v"), "name": ("Dana", "Kofi"), **broken}
    with pytest.raises(sqlite3.DataError) as error:
        from_columns(Person, columns)
    assert str(error.value) == f"row 7 is damaged in its {next(iter(broken))}"


async def test_the_storage_thread_keeps_the_order(database: Path) -> None:
    thread = StorageThread(database)
    done: list[int] = []

    def step(_store: Store, number: int) -> int:
        done.append(number)
        return number

    numbers = list(range(50))
    assert await asyncio.gather(*(thread.run(step, n) for n in numbers)) == numbers
    assert done == numbers
    thread.close()


def half(store: Store, error: Exception | None = None) -> None:
    store.db.execute("begin")
    store.db.execute("insert into settings (uid, name, value) values ('u', 'half', '')")
    if error is not None:
        raise error


@pytest.mark.parametrize("error", [None, RefusedError("no"), KeyError("k")])
async def test_a_transaction_left_open_is_taken_back(
    database: Path, error: Exception | None
) -> None:
    thread = StorageThread(database)
    with pytest.raises(StorageError if error is None else type(error)):
        await thread.run(half, error)
    assert await thread.run(lambda store: store.db.conn.in_transaction) is False
    assert await thread.run(Store.setting, "half", "none") == "none"
    thread.close()


async def test_what_cannot_be_opened_is_waited_for_once(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def opening(path: Path) -> Store:
        opened.append(path)
        raise StorageError("another program holds it")

    monkeypatch.setattr(thread_module, "Store", opening)
    thread = StorageThread(database)
    for _ in range(2):
        with pytest.raises(StorageError, match="another program holds it"):
            await thread.run(Store.setting, "name")
    assert opened == [database]
    thread.close()


@pytest.mark.parametrize("on", [True, False])
async def test_garbage_is_collected_after_a_reading_as_before_it(database: Path, on: bool) -> None:
    thread = StorageThread(database)
    was = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        assert await thread.run(lambda _store: gc.isenabled()) is False
        assert gc.isenabled() is on
        gc.disable()
        # The app turns it on while the first screen is read.
        await thread.run(lambda _store: gc.enable())
        assert gc.isenabled()
    finally:
        (gc.enable if was else gc.disable)()
        thread.close()


async def test_what_sqlite_refuses_is_said_in_words(database: Path) -> None:
    thread = StorageThread(database)
    with pytest.raises(StorageError, match=r"cannot be read: SQLite says SQLITE_ERROR\."):
        await thread.run(lambda store: store.people.where("nope"))

    def undecodable(store: Store) -> None:
        store.db.execute("select cast(x'7365637265743aff' as text)").fetchone()

    with pytest.raises(StorageError) as caught:
        await thread.run(undecodable)
    assert "secret" not in str(caught.value)
    thread.close()
