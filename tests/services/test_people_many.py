from __future__ import annotations

from datetime import datetime

import pytest

from infoview_tui.domain.people import Stage
from infoview_tui.errors import RefusedError
from infoview_tui.services.filters import (
    called,
    drop_filter,
    edit_filter,
    restore_filter,
    save_filter,
    saved_filters,
    unsave_filter,
)
from infoview_tui.services.people import add_person, edit_person
from infoview_tui.services.people_many import Tags, read_tags, tag_people, untag_people
from infoview_tui.services.stages import ByHand, put_back_stages, set_stages
from infoview_tui.storage.store import Store


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("museum", Tags(("museum",))),
        ("Museum, curators", Tags(("museum", "curators"))),
        ("museum -old", Tags(("museum",), ("old",))),
        ("-old,-new", Tags((), ("old", "new"))),
        ('"old friends" arts', Tags(("old friends", "arts"))),
        ('-"old friends"', Tags((), ("old friends",))),
        ("museum museum", Tags(("museum",))),
    ],
)
def test_tags_are_read(line: str, tags: Tags) -> None:
    assert read_tags(line) == tags


@pytest.mark.parametrize("line", ["", " , ", "-", '""'])
def test_no_tag_is_refused(line: str) -> None:
    with pytest.raises(RefusedError, match="Which tag"):
        read_tags(line)


def test_undoing_tags_leaves_what_came_since(store: Store, now: datetime) -> None:
    ids = [add_person(store, now, name=name, tags=("old", name)) for name in ("a", "b")]
    changed = tag_people(store, now, ids, Tags(("b", "museum"), ("old",)))
    assert changed[ids[1]] == Tags(("museum",), ("old",))
    edit_person(store, now, ids[0], None, tags=("a", "b", "museum", "since"))
    untag_people(store, now, changed)
    assert [p.tags for p in store.people.where()] == [("a", "old", "since"), ("b", "old")]
    assert tag_people(store, now, ids, Tags(("old",), ("gone",))) == {}


def test_stages_by_hand_are_put_back_as_they_were(store: Store, now: datetime) -> None:
    ids = [add_person(store, now, name=name) for name in ("a", "b")]
    set_stages(store, now, {ids[0]: Stage.MET})
    before = set_stages(store, now, {ids[0]: Stage.THANKED, ids[1]: Stage.DECLINED})
    assert before == {ids[0]: ByHand(Stage.MET, now), ids[1]: ByHand()}
    put_back_stages(store, now, before)
    assert [person.stage for person in store.people.where()] == [Stage.MET, None]
    set_stages(store, now, {ids[0]: None})
    assert store.people.get(ids[0]).stage_at is None


def test_a_filter_is_kept_once_under_a_name(store: Store, now: datetime) -> None:
    first = save_filter(store, now, " Curators ", "tag:museum")
    again = save_filter(store, now, "curators", "tag:arts")
    assert [(f.name, f.terms) for f in saved_filters(store)] == [("Curators", "tag:arts")]
    unsave_filter(store, now, again)
    assert saved_filters(store)[0].terms == "tag:museum"
    other = save_filter(store, now, "late", "due:late")
    with pytest.raises(RefusedError, match="Another filter is called late"):
        edit_filter(store, now, first.id, "LATE", "tag:museum")
    assert edit_filter(store, now, first.id, "c", "sort:name").name == "Curators"
    drop_filter(store, now, first.id)
    assert [each.name for each in saved_filters(store)] == ["late"]
    restore_filter(store, now, first.id)
    assert called(saved_filters(store), "C") is not None
    unsave_filter(store, now, other)
    assert [each.name for each in saved_filters(store)] == ["c"]


@pytest.mark.parametrize(
    ("name", "terms", "words"),
    [
        ("", "dana", "kept under a name"),
        ("x" * 41, "dana", "at most 40"),
        ("a:b", "dana", "neither a colon nor quotes"),
        ("x", "", "nothing to keep"),
        ("x", ":nothing", "nothing to keep"),
        ("x", "w" * 501, "at most 500"),
    ],
)
def test_what_is_no_filter_is_refused(
    store: Store, now: datetime, name: str, terms: str, words: str
) -> None:
    with pytest.raises(RefusedError, match=words):
        save_filter(store, now, name, terms)
