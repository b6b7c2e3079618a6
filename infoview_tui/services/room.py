"""Whether a row of the trash has room where it was: something newer may stand there since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from infoview_tui.domain.answers import TopicKind
from infoview_tui.domain.text import fold
from infoview_tui.errors import RefusedError
from infoview_tui.services.answer_marks import line_on
from infoview_tui.services.filters import called, saved_filters
from infoview_tui.services.interests import interests_of
from infoview_tui.storage.store import Store


def check_room(store: Store, table: str, id: int) -> None:
    """Refuse a row where there is room for one and another stands, which is the newer one.

    Raises:
        RefusedError: it says what is in the way.

    """
    if table in _IN_THE_WAY:
        (row,) = store.db.query(f'select * from "{table}" where id=?', [id])
        told = _IN_THE_WAY[table](store, row)
        if told:
            raise RefusedError(told)


def _answer(store: Store, row: Mapping[str, Any]) -> str:
    there = store.interviews.answers.where(
        "t.interview_id=? and t.prompt=?", row["interview_id"], row["prompt"]
    )
    return "The debrief has another answer there now; empty it first." if there else ""


def _filter(store: Store, row: Mapping[str, Any]) -> str:
    there = called(saved_filters(store), row["name"])
    if there is None:
        return ""
    return f"Another filter is called {there.name} now; give that one another name first."


def _interest(store: Store, row: Mapping[str, Any]) -> str:
    wanted = fold(row["body"])
    there = [each.body for each in interests_of(store, row["person_id"])]
    same = next((body for body in there if fold(body) == wanted), None)
    return "" if same is None else f'"{same}" is among the interests already.'


def _line(store: Store, row: Mapping[str, Any]) -> str:
    there = line_on(store, TopicKind(row["kind"]), row["topic"])
    return f'Another line stands there now: "{there.body}"; empty it first.' if there else ""


_IN_THE_WAY: Mapping[str, Callable[[Store, Mapping[str, Any]], str]] = {
    "debrief_answers": _answer,
    "filters": _filter,
    "interests": _interest,
    "summaries": _line,
}
