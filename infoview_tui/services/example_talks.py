"""The interviews of the example: each booked, prepared, held and looked back on in its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from infoview_tui.content.library import bank
from infoview_tui.domain.interviews import DEFAULT_MINUTES, Mode
from infoview_tui.domain.preparation import ItemKind, in_order, labels
from infoview_tui.services.day import tick
from infoview_tui.services.debrief import answer, finish
from infoview_tui.services.example_scene import Scene
from infoview_tui.services.facts import add_fact
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, live, start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import introduce
from infoview_tui.services.prepare import add_goal, add_question, change_goal, change_item
from infoview_tui.services.promises import keep, move
from infoview_tui.services.rehearsal import cards_in, comment_on, say_landed


def add_talk(scene: Scene, row: Mapping[str, Any]) -> None:
    """Book an interview as its row says, prepare it, and hold it where it was held."""
    store, booked, starts = scene.store, scene.at(row["booked"]), scene.at(row["starts"])
    id = book(
        store,
        booked,
        [scene.people[row["person"]]],
        starts_at=starts,
        zone=str(scene.zone),
        minutes=row.get("agreed_minutes", DEFAULT_MINUTES),
        mode=Mode(row["mode"]),
        place=row["place"],
        host=row.get("host", False),
        dress=row.get("dress", ""),
        payer=row.get("payer", ""),
    )
    for name in row.get("ticks", ()):
        tick(store, booked, id, name, on=True)
    scene.talks[row["person"]] = id
    for fact in row.get("facts", ()):
        add_fact(store, booked, id, fact["text"], fact["source"])
    goals = [add_goal(store, booked, id, goal["text"]) for goal in row.get("goals", ())]
    texts = {question.number: question.text for question in bank()}
    questions = [
        add_question(
            store,
            booked,
            id,
            question.get("text") or texts[question["bank"]],
            kind=ItemKind(question.get("kind", ItemKind.CORE)),
            goal_id=goals[question["goal"] - 1] if "goal" in question else None,
            number=question.get("bank"),
        )
        for question in row.get("questions", ())
    ]
    for title in row.get("cards", ()):
        store.interviews.choose_point(booked, id, scene.cards[title])
    uses = {card.point.id: card.use.id for card in cards_in(store, id)}
    for title, landed, why in row.get("landed", ()):
        say_landed(store, booked, uses[scene.cards[title]], landed)
        comment_on(store, booked, uses[scene.cards[title]], why)
    if "lasted" in row:
        _held(scene, row, id, starts, goals, questions)


def _held(
    scene: Scene,
    row: Mapping[str, Any],
    id: int,
    starts: datetime,
    goals: Sequence[int],
    questions: Sequence[int],
) -> None:
    store, over = scene.store, starts + timedelta(minutes=row["lasted"])
    start(store, starts, id)
    items = live(store, id).items
    closing = [item.id for item in items if item.kind is ItemKind.CLOSING]
    states = [question["state"] for question in row["questions"]]
    for item, state in zip([*questions, *closing], [*states, *row["closing"]], strict=True):
        change_item(store, over, item, state=state)
    for goal, said in zip(goals, row["goals"], strict=True):
        if "state" in said:
            change_goal(store, over, goal, state=said["state"])
    by_label = {label: item for item, label in labels(in_order(items)).items()}
    notes = [_note(scene, note, id, starts, by_label) for note in row["notes"]]
    store.interviews.change(over, id, extension_minutes=row.get("extension", 0))
    end(store, over, id, scene.zone)
    for note, said in zip(notes, row["notes"], strict=True):
        _followed(scene, note, said, over)
    debriefed = scene.at(row["debriefed"])
    for prompt, body in enumerate(row["debrief"], 1):
        answer(store, debriefed, id, prompt, body)
    finish(store, debriefed, id)


def _note(
    scene: Scene,
    said: Mapping[str, Any],
    id: int,
    starts: datetime,
    by_label: Mapping[str, int],
) -> int:
    minutes, seconds = said["at"].split(":")
    at = starts + timedelta(minutes=int(minutes), seconds=int(seconds))
    person = scene.store.interviews.get(id).person_id
    note = capture(
        scene.store,
        at,
        said["line"],
        interview_id=id,
        person_id=person,
        item_id=by_label[said["q"]],
    )
    if "names" in said and person is not None:
        # Ending the meeting would look the name up among the user's own people too.
        named = scene.people[said["names"]]
        introduce(
            scene.store,
            at,
            person_id=named,
            introducer_id=person,
            may_mention=True,
            interview_id=id,
            note_id=note.id,
        )
    return note.id


def _followed(scene: Scene, note: int, said: Mapping[str, Any], over: datetime) -> None:
    """Tell what became of the promise or the advice that a note was."""
    for promise in scene.store.promises.where("t.note_id=?", note):
        if "kept" in said:
            keep(scene.store, scene.at(said["kept"]), promise.id)
        if "due" in said:
            day = scene.now.astimezone(scene.zone).date() + timedelta(days=said["due"])
            move(scene.store, over, promise.id, day)
    for advice in scene.store.advice.where("t.note_id=?", note):
        scene.store.advice.change(scene.now, advice.id, state=said.get("became", advice.state))
