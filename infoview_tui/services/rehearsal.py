"""Rehearsals: keeping runs with one's own mark, and what a card came to in its meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from infoview_tui.domain.due import Rehearsed
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.points import CardUse, Rehearsal, TalkingPoint
from infoview_tui.domain.rehearsal import MARKS, Practice, Used, in_order
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.services.points import all_points
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.values import dataclass

USUAL_LENGTH = "30 s"
"""The introduction to rehearse where none was chosen (MIT: a 30-second pitch)."""


@dataclass(frozen=True)
class Deck:
    """What one rehearsal goes through, in its order, and what is known of each card."""

    pieces: tuple[TalkingPoint, ...]
    practice: Mapping[int, Practice]
    interview: Interview | None = None


def practice(store: Store) -> dict[int, Practice]:
    """Return the runs and judged uses of every card that has any, by its id."""
    runs: defaultdict[int, list[Rehearsal]] = defaultdict(list)
    for run in store.points.rehearsals.where(order="t.at, t.id"):
        runs[run.point_id].append(run)
    judged: defaultdict[int, list[CardUse]] = defaultdict(list)
    for use in store.points.uses.where("t.landed is not null"):
        judged[use.interview_id].append(use)
    talks = store.interviews.where(
        f"t.id in ({','.join(map(str, judged)) or 'null'})",
        order="coalesce(t.started_at, t.starts_at, t.created_at), t.id",
    )
    uses: defaultdict[int, list[Used]] = defaultdict(list)
    for talk in talks:
        for use in judged[talk.id]:
            uses[use.point_id].append(_used(talk, use))
    return {id: Practice(tuple(runs[id]), tuple(uses[id])) for id in {*runs, *uses}}


def _used(talk: Interview, use: CardUse) -> Used:
    at = talk.ended_at or talk.started_at or talk.starts_at
    return Used(talk.id, talk.who, at, bool(use.landed), use.comment)


def deck(store: Store, interview_id: int | None = None, first: int | None = None) -> Deck:
    """Gather what to rehearse: the introduction, then the cards chosen for the interview.

    With no interview, or none chosen, it is every card that is written. `first` is the card or
    introduction to begin with; after a card no introduction comes.
    """
    known = practice(store)
    written = [point for point in all_points(store) if point.point]
    introductions = [point for point in written if point.length]
    cards = [point for point in written if not point.length]
    if interview_id is not None:
        chosen = {point.id for point in store.points.chosen_for(interview_id)}
        cards = [card for card in cards if card.id in chosen] or cards
    begin = [point for point in written if point.id == first]
    if not begin:
        usual = [point for point in introductions if point.length == USUAL_LENGTH]
        begin = (usual or introductions)[:1]
    rest = in_order((card for card in cards if card not in begin), known)
    talk = store.interviews.get(interview_id) if interview_id is not None else None
    return Deck((*begin, *rest), known, talk)


def keep_run(store: Store, now: datetime, point_id: int, seconds: int, aim: int) -> int:
    """Keep a run of a card; `mark_run` adds how it went."""
    with store.write():
        return store.points.rehearsals.add(
            now, point_id=point_id, at=now, seconds=seconds, aim_seconds=aim
        )


def mark_run(store: Store, now: datetime, id: int, mark: int) -> None:
    """Say how a run went: 1 shaky, 2 fair, 3 sure.

    Raises:
        RefusedError: it is none of these.

    """
    if mark not in MARKS:
        raise RefusedError("How it went is 1 shaky, 2 fair or 3 sure.")
    with store.write():
        store.points.rehearsals.change(now, id, mark=mark)


def drop_run(store: Store, now: datetime, id: int) -> None:
    """Undo `keep_run`."""
    with store.write():
        store.points.rehearsals.delete(now, id)


def rehearsed(store: Store, interviews: Sequence[Interview]) -> dict[int, Rehearsed]:
    """Say by interview not begun what there is to rehearse, and when that was done last."""
    ahead = [talk for talk in interviews if talk.started_at is None]
    written = {point.id: point for point in store.points.where("t.point<>''")} if ahead else {}
    if not written:
        return {}
    last: dict[int, Rehearsal] = {}
    for run in store.points.rehearsals.where(order="t.at, t.id"):
        last[run.point_id] = run
    introductions = {id for id, point in written.items() if point.length}
    said = [last[id] for id in introductions & last.keys()]
    seconds = max(said, key=lambda run: run.at).seconds if said else None
    found = {}
    for talk in ahead:
        cards = {point.id for point in store.points.chosen_for(talk.id)} & written.keys()
        if introductions | cards:
            runs = [last[id].at for id in (introductions | cards) & last.keys()]
            what = "the introduction" if introductions else "your cards"
            found[talk.id] = Rehearsed(what, max(runs, default=None), seconds)
    return found


# In the debrief.


@dataclass(frozen=True)
class Card:
    """A card that was chosen for an interview, and whether it landed there."""

    point: TalkingPoint
    use: CardUse


def cards_in(store: Store, interview_id: int) -> tuple[Card, ...]:
    """Return the cards of an interview with what became of each."""
    uses = {u.point_id: u for u in store.points.uses.where("t.interview_id=?", interview_id)}
    points = store.points.chosen_for(interview_id)
    return tuple(Card(point, uses[point.id]) for point in points if not point.length)


def say_landed(store: Store, now: datetime, use_id: int, landed: int | None) -> int | None:
    """Say that a card landed (1), did not (0) or was not used (None); returns what was said."""
    with store.write():
        before = store.points.uses.get(use_id)
        store.points.uses.change(now, use_id, landed=landed)
    return before.landed


def comment_on(
    store: Store, now: datetime, use_id: int, comment: str, *, seen: Seen = None
) -> None:
    """Write why a card landed or did not.

    Raises:
        ConflictError: another window wrote something else since it was `seen`.

    """
    with store.write():
        store.points.uses.change(now, use_id, seen, comment=clean_line(comment))
