"""What the example's user keeps so as to stay in touch and to give back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infoview_tui.domain.answers import TopicKind
from infoview_tui.domain.hosting import Answer
from infoview_tui.domain.people import Stage
from infoview_tui.domain.threads import same_goal
from infoview_tui.services.advice import set_advice
from infoview_tui.services.example_scene import Scene
from infoview_tui.services.filters import save_filter
from infoview_tui.services.interests import change_interests
from infoview_tui.services.points import choose
from infoview_tui.services.shelf import give_by_hand, put_away, put_on_shelf
from infoview_tui.services.stages import set_stages
from infoview_tui.services.suggestions import suggest


def look_forward(scene: Scene, week: Mapping[str, Any]) -> None:
    """Write what is kept of people beside what happened with them."""
    store, people = scene.store, scene.people
    for name, bodies in week["interests"].items():
        change_interests(store, scene.now, people[name], bodies)
    for row in week["position"]:
        until = scene.at(row["until"])
        store.people.positions.add(
            until,
            person_id=people[row["person"]],
            role=row["role"],
            organisation=row["organisation"],
            until=until,
        )
    for row in week["stage"]:
        set_stages(store, scene.at(row["at"]), {people[row["person"]]: Stage(row["stage"])})
    for row in week["result"]:
        (advice,) = store.advice.where("t.body=?", row["advice"])
        set_advice(store, scene.at(row["at"]), advice.id, result=row["result"])
    for row in week["shelf"]:
        _shelved(scene, row)
    for row in week["request"]:
        _asked(scene, row)
    for row in week["answer"]:
        topic = {"kind": TopicKind.GOAL, "topic": same_goal(row["goal"])}
        for name, mark in row["marks"].items():
            store.answer_marks.add(scene.now, person_id=people[name], mark=mark, **topic)
        store.summaries.add(scene.now, body=row["line"], **topic)
    for name, terms in week["filters"].items():
        save_filter(store, scene.now, name, terms)


def _shelved(scene: Scene, row: Mapping[str, Any]) -> None:
    store = scene.store
    id = put_on_shelf(store, scene.at(row["at"]), row["line"])
    if "given" in row:
        given = scene.at(row["given"])
        give_by_hand(store, given, id, scene.people[row["to"]])
        put_away(store, given, id, on=True)


def _asked(scene: Scene, row: Mapping[str, Any]) -> None:
    store, at = scene.store, scene.at(row["at"])
    talk = scene.talks[row["person"]]
    store.requests.add(
        at,
        interview_id=talk,
        at=at,
        body=row["body"],
        channel=row["channel"],
        answer=Answer(row["answer"]),
        answered_at=scene.at(row["answered"]),
    )
    for name in row["names"]:
        suggest(store, at, talk, scene.people[name])
    for title in row["stories"]:
        choose(store, at, talk, scene.cards[title])
