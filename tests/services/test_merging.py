"""Merging: every row is there exactly once, and undone all is as before, whatever the tables."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infoview_tui.domain.duplicates import folded
from infoview_tui.domain.people import Stage, Tier
from infoview_tui.errors import AmbiguousError, NotFoundError, RefusedError
from infoview_tui.services.example import load_example, remove_example
from infoview_tui.services.interviews import book, edit_interview
from infoview_tui.services.merging import (
    another,
    merge,
    merge_away,
    merges_into,
    preview,
    undo_merge,
)
from infoview_tui.services.notes import capture
from infoview_tui.services.people import (
    add_person,
    edit_person,
    introduce,
)
from infoview_tui.services.people_many import log_contacts
from infoview_tui.services.person_page import person_page
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.merging import NAMED, ONCE, of_people
from infoview_tui.storage.migrations import TYPED
from infoview_tui.storage.removal import named_after, references
from infoview_tui.storage.store import Store

KEPT, GONE = 1, 2
PEOPLE = (KEPT, GONE, 3)
WORDS = st.sampled_from(["", "a", "b", "A"])
MOMENT = "2026-11-20T10:00:00.000+00:00"

Rows = dict[str, dict[str, dict[str, Any]]]


def rows(store: Store, *, without: tuple[str, ...] = ("merges",)) -> Rows:
    """Return all rows by table and uid, without their stamps."""
    found: Rows = {}
    for table in store.db.table_names():
        if "uid" in store.db.table(table).columns_dict and table not in without:
            found[table] = {
                row["uid"]: {name: value for name, value in row.items() if name not in TYPED}
                | {"deleted_at": row.get("deleted_at")}
                for row in list(store.db.query(f'select * from "{table}"'))
            }
    return found


def person_columns(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ref in of_people(store.db):
        found.setdefault(ref.child, []).append(ref.column)
    return found


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people, and a row or two of every table that a row may refer to besides."""
    store = Store(tmp_path_factory.mktemp("template") / "infoview.db")
    db = store.db
    wanted = [*dict.fromkeys(ref.parent for ref in references(db))]
    db.execute("pragma foreign_keys=off")
    with store.write():
        for table in wanted:
            for number in range(1, 4 if table == "people" else 3):
                add_row(store, table, f"{table}-{number}", dict.fromkeys(refers(store, table), 1))
    db.execute("pragma foreign_keys=on")
    store.close()
    return store.path


def refers(store: Store, table: str) -> dict[str, str]:
    return {str(key.column): str(key.other_table) for key in store.db.table(table).foreign_keys}


def add_row(store: Store, table: str, uid: str, values: dict[str, Any]) -> None:
    row: dict[str, Any] = {"uid": uid, "version": 1, **values}
    for column in store.db.table(table).columns:
        if column.notnull and column.name not in row:
            row[column.name] = uid if column.type == "TEXT" else 0
    store.db.table(table).insert(row)


@pytest.fixture
def fresh(template: Path, tmp_path: Path) -> Iterator[Any]:
    opened: list[Store] = []

    def copy() -> Store:
        while opened:
            opened.pop().close()
        opened.append(Store(Path(shutil.copy(template, tmp_path / "infoview.db"))))
        return opened[0]

    yield copy
    for store in opened:
        store.close()


FIELDS: dict[str, Any] = {
    "name": st.sampled_from(["Dana", "dana", "D."]),
    **{name: st.one_of(st.none(), WORDS) for name in ("role", "email", "phone", "found")},
    "organisation_id": st.sampled_from([None, 1, 2]),
    "cadence_days": st.sampled_from([None, 0, 30]),
    "stage": st.sampled_from([None, "asked", "resting"]),
    "stage_at": st.sampled_from([None, MOMENT]),
    "tier": st.sampled_from([None, "A", "B"]),
    "paused_at": st.sampled_from([None, MOMENT]),
}
PLACES = ("log:{}", "edit_person:{}:name", "book:{}:1:when", "note", "letter:{}", "card:new:{}")
SNOOZES = ("check_in:{}", "thank_you:1:{}", "loop:2:{}", "promise_mine:{}")


def fill(data: st.DataObject, store: Store) -> None:
    """Put random rows into every table that refers to people, by the schema."""
    draw = data.draw
    with store.write():
        for id in PEOPLE:
            for name, field in FIELDS.items():
                store.db.execute(f'update people set "{name}"=? where id=?', [draw(field), id])
        for table, whom in person_columns(store).items():
            parents = refers(store, table)
            for number in range(draw(st.integers(0, 4), label=table)):
                values: dict[str, Any] = {}
                for column in store.db.table(table).columns:
                    if column.name in whom:
                        ids = st.sampled_from(PEOPLE)
                        values[column.name] = draw(
                            ids if column.notnull else st.one_of(st.none(), ids)
                        )
                    elif column.name in parents:
                        values[column.name] = draw(st.integers(1, 2))
                    elif column.name == "deleted_at":
                        values[column.name] = draw(st.sampled_from([None, None, MOMENT]))
                    elif column.name not in (*TYPED, "id", "uid"):
                        some: Any = WORDS if column.type == "TEXT" else st.integers(0, 1)
                        values[column.name] = draw(
                            some if column.notnull else st.one_of(st.none(), some)
                        )
                add_row(store, table, f"{table}-random-{number}", values)
        for place, id in draw(
            st.sets(st.tuples(st.sampled_from(PLACES), st.sampled_from(PEOPLE)), max_size=6)
        ):
            store.drafts.keep(NOW, place.format(id), f"half {place} {id}", this_owner())
        for row, id in draw(
            st.sets(st.tuples(st.sampled_from(SNOOZES), st.sampled_from(PEOPLE)), max_size=6)
        ):
            store.snooze(NOW, row.format(id), NOW + timedelta(days=id))


NOW = datetime.fromisoformat("2026-11-23T14:30:00+00:00")
EXAMPLES = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def said_once(
    store: Store, table: str, row: dict[str, Any], whom: list[str], people: tuple[int, int]
) -> tuple[Any, ...]:
    """Return what a row says once both are one."""
    kept, gone = people
    values = {**row, **{c: kept if row[c] == gone else row[c] for c in whom}}
    key = ONCE.get(table)
    return tuple(
        folded(values[n]) if isinstance(values[n], str) else values[n] for n in key or ("uid",)
    )


def check_merged(store: Store, before: Rows, kept: int, gone: int) -> None:
    after, whom = rows(store), person_columns(store)
    tables = store.db.table_names()
    for table, column in NAMED.items():
        names = [row[column] for row in after[table].values()]
        assert not [n for n in names if ("people", gone) in (named_after(n, tables) or ())]
    for table, columns in whom.items():
        assert not [r for r in after[table].values() if any(r[c] == gone for c in columns)], table
        involved = {
            uid: row
            for uid, row in before[table].items()
            if any(row[column] == gone for column in columns)
        }
        # What the other one had no part in is untouched, but for what it was given.
        for uid, row in before[table].items():
            if uid not in involved:
                assert uid in after[table]
                changed = [n for n, v in row.items() if v != after[table][uid][n]]
                assert all(
                    row[n] in (None, "") or (n == "may_mention" and not row[n]) for n in changed
                )
        # A moved row is there itself, or one that says the same.
        live = Counter(
            said_once(store, table, row, columns, (kept, gone))
            for row in after[table].values()
            if row["deleted_at"] is None
        )
        for uid, row in involved.items():
            says = said_once(store, table, row, columns, (kept, gone))
            to_self = len(columns) > 1 and {kept, gone} >= {row[c] for c in columns}
            if row["deleted_at"] is not None or table not in ONCE:
                assert uid in after[table]
            elif to_self:
                assert uid not in after[table]
            else:
                own = [
                    r
                    for u, r in before[table].items()
                    if u not in involved
                    and r["deleted_at"] is None
                    and said_once(store, table, r, columns, (kept, gone)) == says
                ]
                assert live[says] == max(1, len(own)), (table, row)
    assert {uid for t in whom for uid in after[t]} <= (
        {uid for t in whom for uid in before[t]}
        | {u for t in ("notes", "positions") for u in after[t]}
    )
    assert not store.db.execute("pragma foreign_key_check").fetchall()


@EXAMPLES
@given(data=st.data())
def test_every_row_is_there_once_and_all_is_as_before_once_undone(
    data: st.DataObject, fresh: Any
) -> None:
    store = fresh()
    fill(data, store)
    before = rows(store)
    shown = preview(store, KEPT, GONE)
    done = merge(store, NOW, KEPT, GONE)
    check_merged(store, before, KEPT, GONE)
    added = [
        row
        for table in ("notes", "positions")
        for uid, row in rows(store)[table].items()
        if uid not in before[table]
    ]
    text = "\n".join(str(value) for row in added for value in row.values())
    person = store.people.get(KEPT)
    for side in shown.sides:
        if side.gone and not side.column.endswith("_at"):
            there = folded(str(getattr(person, side.column)))
            assert there == folded(side.gone) or side.gone in text, side
    undo_merge(store, NOW, done)
    assert rows(store) == before


@EXAMPLES
@given(data=st.data())
def test_a_chain_is_undone_in_reverse_order(data: st.DataObject, fresh: Any) -> None:
    store = fresh()
    fill(data, store)
    before = rows(store)
    first = merge(store, NOW, KEPT, GONE)
    between = rows(store)
    second = merge(store, NOW, *data.draw(st.sampled_from([(3, KEPT), (KEPT, 3)])))
    with pytest.raises(RefusedError, match="take that apart first"):
        undo_merge(store, NOW, first)
    undo_merge(store, NOW, second)
    assert rows(store) == between
    undo_merge(store, NOW, first)
    assert rows(store) == before


@EXAMPLES
@given(data=st.data())
def test_what_came_since_stays_and_nothing_is_lost(data: st.DataObject, fresh: Any) -> None:
    store = fresh()
    fill(data, store)
    before = rows(store)
    done = merge(store, NOW, KEPT, GONE)
    steps = data.draw(st.lists(st.sampled_from(sorted(SINCE)), unique=True))
    for step in steps:
        SINCE[step](store)
    since = rows(store)
    undo_merge(store, NOW, done)
    after = rows(store)
    assert not store.db.execute("pragma foreign_key_check").fetchall()
    for table, known in before.items():
        lost = set(known) - set(after[table])
        # Who changes tags or the people of an interview writes those rows anew.
        assert not lost or table in ("people_tags", "interview_people"), table
    merged_words = [u for t in ("notes", "positions") for u in since[t] if u not in before[t]]
    for table, known in since.items():
        assert set(known) - set(after[table]) <= set(merged_words), table
    for table, columns in person_columns(store).items():
        for uid, row in before[table].items():
            same_since = since[table].get(uid, {}).keys() and all(
                since[table][uid][n] == v for n, v in row.items() if n not in columns
            )
            if same_since:
                assert {c: after[table][uid][c] for c in columns} == {c: row[c] for c in columns}
    if "talk" in steps:
        # Those of the other's interviews that were changed are the other's all the same.
        talks = {
            r["interview_id"]
            for r in before["interview_people"].values()
            if r["person_id"] == GONE and r["deleted_at"] is None
        }
        assert talks <= {
            r["interview_id"] for r in after["interview_people"].values() if r["person_id"] == GONE
        }


def _anew(store: Store) -> None:
    for talk in store.interviews.where():
        ids = [person.id for person in talk.people]
        if ids:
            edit_interview(store, NOW, talk.id, None, ids, agreed_minutes=33)


SINCE: dict[str, Any] = {
    "note": lambda store: capture(store, NOW, "a new note", person_id=KEPT),
    "log": lambda store: log_contacts(store, NOW, [KEPT], "spoke", NOW),
    "tag": lambda store: edit_person(
        store, NOW, KEPT, None, tags=(*store.people.get(KEPT).tags, "new")
    ),
    "role": lambda store: edit_person(store, NOW, KEPT, None, role="director", phone="77"),
    "talk": _anew,
    "led": lambda store: introduce(store, NOW, person_id=3, introducer_id=KEPT),
    "promise": lambda store: store.db.execute("update promises set body='changed'"),
}


def test_no_row_refers_to_one_that_a_merge_may_take_out(store: Store) -> None:
    assert not [ref for ref in references(store.db) if ref.parent in ONCE]
    assert {ref.child for ref in of_people(store.db)} >= set(ONCE)


@pytest.fixture
def two(store: Store, now: datetime) -> tuple[int, int]:
    kept = add_person(
        store,
        now,
        name="Dana Okafor",
        role="curator",
        organisation="City Museum",
        email="dana@new.example",
        tags=("museum",),
    )
    gone = add_person(
        store,
        now,
        name="D. Okafor",
        role="registrar",
        organisation="Harbour Gallery",
        email="dana@old.example",
        phone="12",
        cadence_days=30,
        tags=("museum", "fair"),
    )
    return kept, gone


def test_what_differs_is_kept_in_words_and_as_a_past_job(
    store: Store, now: datetime, two: tuple[int, int]
) -> None:
    talk = book(store, now, two, starts_at=now, zone="UTC")
    with store.write():
        store.people.change(now, two[0], cadence_days=90)
        store.drafts.keep(now, f"log:{two[0]}", "mine", this_owner())
        store.drafts.keep(now, f"log:{two[1]}", "theirs", this_owner())
    merge(store, now, *two)
    page = person_page(store, now, two[0])
    assert [note.body for note in page.notes] == [
        "Merged: was D. Okafor, dana@old.example, rhythm 30 days; half typed: theirs"
    ]
    assert page.person.phone == "12"
    assert set(page.person.tags) == {"museum", "fair"}
    (past,) = store.people.positions.where()
    assert (past.role, past.organisation, past.until) == ("registrar", "Harbour Gallery", now)
    assert [person.id for person in store.interviews.get(talk).people] == [two[0]]
    assert [d.body for d in store.drafts.at(f"log:{two[0]}")] == ["mine"]
    with pytest.raises(NotFoundError):
        store.people.get(two[1])


def test_half_a_rhythm_does_not_fill_in_the_other(
    store: Store, now: datetime, two: tuple[int, int]
) -> None:
    kept, gone = two
    with store.write():
        store.people.change(now, kept, tier=Tier.A)
        store.people.change(now, gone, cadence_days=0)
    merge(store, now, kept, gone)
    person = store.people.get(kept)
    assert (person.tier, person.cadence_days) == (Tier.A, None)
    assert "rhythm 0 days" in store.notes.where()[0].body


def test_a_stage_set_by_hand_does_not_move_over(
    store: Store, now: datetime, two: tuple[int, int]
) -> None:
    kept, gone = two
    with store.write():
        store.people.change(now, gone, stage=Stage.DECLINED, stage_at=now)
    merge(store, now, kept, gone)
    person = store.people.get(kept)
    assert (person.stage, person.stage_at) == (None, None)
    assert f"stage {Stage.DECLINED}" in store.notes.where()[0].body


def test_leave_to_mention_is_kept_and_nobody_leads_to_themselves(
    store: Store, now: datetime, two: tuple[int, int]
) -> None:
    kept, gone = two
    mai = add_person(store, now, name="Mai Tran")
    introduce(store, now, person_id=mai, introducer_id=kept, may_mention=False)
    introduce(store, now, person_id=mai, introducer_id=gone, may_mention=True)
    introduce(store, now, person_id=gone, introducer_id=kept)
    merge(store, now, kept, gone)
    (left,) = store.people.introductions.where()
    assert (left.person_id, left.introducer_id, left.may_mention) == (mai, kept, True)


def test_a_preview_counts_what_each_brings_and_what_both_have(
    store: Store, now: datetime, two: tuple[int, int]
) -> None:
    book(store, now, two, starts_at=now, zone="UTC")
    capture(store, now, "of the other", person_id=two[1])
    shown = preview(store, *two)
    counts = {each.label: (each.kept, each.gone, each.together) for each in shown.counts}
    assert counts == {"Interviews": (1, 1, 1), "Notes": (0, 1, 1), "Tags": (1, 2, 2)}
    fates = {side.column: str(side.fate) for side in shown.sides if side.fate}
    assert fates == {
        "name": "to a note",
        "role": "past job",
        "organisation": "past job",
        "email": "to a note",
        "phone": "fills in",
        "cadence_days": "fills in",
    }


def test_a_merge_is_found_from_both_ends_until_it_is_undone(
    store: Store, now: datetime, two: tuple[int, int]
) -> None:
    done = merge(store, now, *two)
    (told,) = merges_into(store, two[0])
    assert (told.id, told.name, told.at) == (done, "D. Okafor", now)
    assert merge_away(store, two[1]) == told
    undo_merge(store, now, done)
    assert merges_into(store, two[0]) == () and merge_away(store, two[1]) is None
    with pytest.raises(RefusedError, match="apart already"):
        undo_merge(store, now, done)


def test_what_was_merged_anew_is_undone_by_the_first_merge(
    store: Store, now: datetime, two: tuple[int, int]
) -> None:
    done = merge(store, now, *two)
    undo_merge(store, now, done)
    again = merge(store, now, *two)
    assert undo_merge(store, now, done).id == again
    assert merges_into(store, two[0]) == () and store.people.get(two[1])


def test_nobody_goes_into_the_example_that_is_to_be_removed(
    store: Store, now: datetime, zone: ZoneInfo
) -> None:
    load_example(store, now, zone)
    made_up = store.people.where()[0].id
    real = add_person(store, now, name="Hana Sato")
    with pytest.raises(RefusedError, match="let Hana Sato stay"):
        merge(store, now, made_up, real)
    merge(store, now, real, made_up)
    remove_example(store, now)
    assert [person.id for person in store.people.where()] == [real]
    assert not store.people.merges.where()


def test_a_damaged_record_changes_nothing(
    store: Store, now: datetime, two: tuple[int, int]
) -> None:
    done = merge(store, now, *two)
    with store.write():
        store.people.merges.change(now, done, changes='[{"did": "moved"}]')
    before = rows(store)
    with pytest.raises(RefusedError, match="damaged"):
        undo_merge(store, now, done)
    assert rows(store) == before


def test_whom_a_typed_name_means_besides(store: Store, now: datetime) -> None:
    first = add_person(store, now, name="Dana Okafor", role="curator", organisation="City Museum")
    second = add_person(store, now, name="Dana Okafor")
    third = add_person(store, now, name="Mai Tran")
    assert another(store, "Dana Okafor", first).id == second
    assert another(store, "okaf", second).id == first
    assert another(store, "Dana Okafor, curator, City Museum", third).id == first
    assert another(store, str(second), third).id == second
    with pytest.raises(AmbiguousError):
        another(store, "okafor", third)
    with pytest.raises(NotFoundError, match="Nobody else is called 'zoe'"):
        another(store, "zoe", third)
    with pytest.raises(RefusedError, match="Whom does it go together with"):
        another(store, " ", third)
    with pytest.raises(RefusedError, match="same entry"):
        another(store, "Mai", third)
    with pytest.raises(RefusedError, match="two are needed"):
        merge(store, now, first, first)
