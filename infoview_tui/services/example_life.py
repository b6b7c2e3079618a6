"""What the example's user did, each row stamped with the moment at which it was done.

A new kind of row is a function here and its turn in `live_through`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from infoview_tui.domain.letters import fill
from infoview_tui.domain.rehearsal import aim_of
from infoview_tui.services.example_forward import look_forward
from infoview_tui.services.example_scene import FILLED, Scene
from infoview_tui.services.example_talks import add_talk
from infoview_tui.services.letters import draft_thanks, mark_answered, mark_sent
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person, introduce
from infoview_tui.services.people_many import log_contacts
from infoview_tui.services.points import add_card, write_introduction
from infoview_tui.services.rehearsal import keep_run, mark_run


def live_through(scene: Scene, week: Mapping[str, Any]) -> None:
    """Write everything, in the order in which one thing leads to the next."""
    _settings(scene, week["settings"])
    _points(scene, week)
    for row in week["person"]:
        _person(scene, **row)
    for row in week["interview"]:
        add_talk(scene, row)
    for row in week["letter"]:
        _letter(scene, row)
    for row in week["contact"]:
        at = scene.at(row["at"])
        log_contacts(scene.store, at, [scene.people[row["person"]]], row["body"], at)
    for row in week["note"]:
        whose = scene.people.get(row.get("person", ""))
        capture(scene.store, scene.at(row["at"]), row["line"], person_id=whose, zone=scene.zone)
    look_forward(scene, week)
    _thanks_begun(scene)


def _settings(scene: Scene, values: Mapping[str, str]) -> None:
    store = scene.store
    for name, value in values.items():
        if not store.setting(name):
            store.db.execute("update settings set uid=?||uid where name=?", [FILLED, name])
            store.change_setting(scene.now, name, value)


def _points(scene: Scene, week: Mapping[str, Any]) -> None:
    store = scene.store
    written = {point.length for point in store.points.where("t.length<>''")}
    for row in week["introduction"]:
        # Only one introduction of a length is ever shown, and the user's own comes first.
        if row["length"] not in written:
            id = write_introduction(store, scene.now, row["length"], row["text"])
            _rehearsed(scene, id, row)
    for row in week["card"]:
        texts = {name: row[name] for name in ("proof", "why", "audience")}
        id = add_card(store, scene.now, row["title"], row["point"], **texts)
        scene.cards[row["title"]] = id
        _rehearsed(scene, id, row)


def _rehearsed(scene: Scene, id: int, row: Mapping[str, Any]) -> None:
    store = scene.store
    for at, seconds, mark in row.get("runs", ()):
        run = keep_run(store, scene.at(at), id, seconds, aim_of(store.points.get(id)))
        mark_run(store, scene.now, run, mark)


def _person(
    scene: Scene,
    *,
    added: str,
    tags: Sequence[str] = (),
    introduced_by: str = "",
    **values: Any,
) -> None:
    at = scene.at(added)
    id = add_person(scene.store, at, tags=tuple(tags), **values)
    scene.people[values["name"]] = id
    if introduced_by:
        by = scene.people[introduced_by]
        introduce(scene.store, at, person_id=id, introducer_id=by, may_mention=True)


def _letter(scene: Scene, row: Mapping[str, Any]) -> None:
    store, sent = scene.store, scene.at(row["sent"])
    id = store.letters.add(
        sent,
        person_id=scene.people[row["person"]],
        interview_id=scene.talks[row["person"]] if row.get("interview") else None,
        kind=row["kind"],
        subject=row["subject"],
        body=fill(row["body"], {"my_name": store.setting("name")}),
    )
    mark_sent(store, sent, id, row.get("channel", ""))
    if "answered" in row:
        mark_answered(store, scene.at(row["answered"]), id)


def _thanks_begun(scene: Scene) -> None:
    """Have the letters ready that are owed for the interviews that are over."""
    for talk in scene.talks.values():
        interview = scene.store.interviews.get(talk)
        if interview.ended_at and not interview.thanked_at:
            draft_thanks(scene.store, scene.now, scene.zone, talk)
