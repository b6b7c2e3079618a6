from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import infoview_tui.screens
from infoview_tui.domain.due import Kind
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.removal import named_after, remove
from infoview_tui.storage.store import Store

SCREENS = Path(infoview_tui.screens.__file__).parent
FORM = ("{self.NAME}", "{self.DRAFT_OF}")
GOAL_OR_QUESTION = "{name.lower()}"


def formatted(node: ast.JoinedStr) -> str:
    """Return an f-string as it stands in the source, without its quotes."""
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}"  # type: ignore[attr-defined]
        for part in node.values
    )


def words_of(text: str, form_names: list[str]) -> Iterator[str]:
    """Return the words that a name begins with in an f-string, none where it is no name."""
    first, colon, rest = text.partition(":")
    if not colon or rest.startswith(" ") or " " in first or not rest:
        return
    if (first, rest.partition(":")[0]) == FORM:
        yield from form_names
    elif first == GOAL_OR_QUESTION:
        yield from ("goal", "question")
    elif "{" not in first and rest.startswith("new:"):
        yield f"{first}:new"
    else:
        yield first


def names_with_ids() -> dict[str, str]:
    """Return every word that a screen names a draft with before an id, and where."""
    trees = {file.name: ast.parse(file.read_text("utf-8")) for file in SCREENS.glob("*.py")}
    forms = [
        node.value.value
        for tree in trees.values()
        for form in ast.walk(tree)
        if isinstance(form, ast.ClassDef) and "self.DRAFT_OF =" in ast.unparse(form)
        for node in form.body
        if isinstance(node, ast.Assign) and "NAME" in ast.unparse(node.targets[0])
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]
    return {
        word: f"{file}: {formatted(node)}"
        for file, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for word in words_of(formatted(node), forms)
    }


def test_every_place_of_a_screen_is_known(store: Store) -> None:
    tables = store.db.table_names()
    found = names_with_ids()
    assert {"book", "edit_person", "log", "note:new", "debrief", "meeting", "card"} <= set(found)
    unknown = {
        word: where for word, where in found.items() if named_after(f"{word}:1", tables) is None
    }
    assert unknown == {}


def test_every_row_of_today_is_known(store: Store) -> None:
    tables = store.db.table_names()
    assert [kind for kind in Kind if not named_after(f"{kind}:1", tables)] == []


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("letter:5", (("letters", 5),)),
        ("note:5", (("notes", 5),)),
        ("note:new:5", (("people", 5),)),
        ("book:5:7:when", (("people", 5), ("interviews", 7))),
        ("book:5:new:when", (("people", 5),)),
        ("thank_you:7:5", (("interviews", 7), ("people", 5))),
        ("edit_person:5:name", (("people", 5),)),
        ("goal:new:7:2", (("interviews", 7),)),
        ("meeting:7:own", (("interviews", 7),)),
        ("card:new:3", ()),
        ("landed:3:5", (("talking_points", 3), ("interviews", 5))),
        ("introduction:15 s", ()),
        ("person:new", None),
        ("note", ()),
        ("letter:" + "9" * 5000, ()),
        ("", ()),
    ],
)
def test_the_rows_of_a_name(
    store: Store, name: str, rows: tuple[tuple[str, int], ...] | None
) -> None:
    assert named_after(name, store.db.table_names()) == rows


def test_the_drafts_of_a_person_and_an_interview_go_with_them(store: Store, now: datetime) -> None:
    dana, kofi = (add_person(store, now, name=name) for name in ("Dana", "Kofi"))
    talk = book(store, now, [dana], starts_at=now, zone="UTC")
    gone = [f"edit_person:{dana}:name", f"log:{dana}", f"note:new:{dana}", f"book:{dana}:new:x"]
    gone += [f"meeting:{talk}:own", f"book:{kofi}:{talk}:when", f"question:new:{talk}"]
    kept = [f"edit_person:{kofi}:name", f"card:new:{dana}", "note", "person:new", f"log:{kofi}"]
    with store.write():
        for place in (*gone, *kept):
            store.drafts.keep(now, place, "half", this_owner())
        remove(store.db, {"people": [dana]})
    assert [place for place in gone if store.drafts.at(place)] == []
    assert [place for place in kept if not store.drafts.at(place)] == []


def test_the_id_of_a_removed_row_is_never_given_out_again(store: Store, now: datetime) -> None:
    kept = add_person(store, now, name="Dana Okafor")
    gone = [add_person(store, now, name=name) for name in ("Bob", "Mai")]
    with store.write():
        remove(store.db, {"people": gone})
    kofi = add_person(store, now, name="Kofi Mensah")
    with store.write():
        remove(store.db, {"people": [kept]})
    assert kofi == gone[-1] + 1
    assert add_person(store, now, name="Ama Owusu") == kofi + 1
    told = store.db.execute("select removed from revision").fetchone()[0]
    assert json.loads(told) == {"people": gone[-1]}
