"""The bank of questions: the shipped ones under one's own wordings, and one's own beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from infoview_tui.content.library import BankQuestion, StarterSet, bank, categories, starter_sets
from infoview_tui.domain.bank import (
    PHASES,
    TIARA,
    USUAL_PHASE,
    Question,
    Use,
    bank_key,
    checked,
    read_question,
)
from infoview_tui.domain.bank_filter import narrow, nearest
from infoview_tui.domain.preparation import ItemState, OwnQuestion
from infoview_tui.domain.text import clean_line, fold
from infoview_tui.errors import NotFoundError
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen

_COLUMNS = ("text", "category", "phase", "tiara", "serves")
_USES = """
select c.bank, c.question_id, c.state, p.id, p.name, i.id from checklist c
join interviews i on i.id = c.interview_id and i.deleted_at is null and i.cancelled_at is null
join interview_people ip on ip.interview_id = i.id
join people p on p.id = ip.person_id and p.deleted_at is null
where c.deleted_at is null and c.state in (?, ?, ?)
    and (c.bank is not null or c.question_id is not null)
order by coalesce(i.started_at, i.starts_at, i.created_at) desc, i.id desc, ip.id
"""


def whole_bank(store: Store) -> tuple[Question, ...]:
    """Return every question, archived ones too: own ones first, then the shipped by number."""
    rows = store.questions.where()
    shipped = {question.number: question for question in bank()}
    # Two windows at once may have made two rows for one number: the later one holds.
    mine = {row.number: row for row in rows if row.number in shipped}
    own = [_own(row) for row in rows if row.number not in shipped and row.text]
    return (*own, *(_shipped(question, mine.get(number)) for number, question in shipped.items()))


def _own(row: OwnQuestion) -> Question:
    return Question(
        None,
        row.text,
        row.id,
        category=next((c for c in categories() if c.id == row.category), None),
        phase=row.phase if row.phase in PHASES else USUAL_PHASE,
        tiara=row.tiara if row.tiara in TIARA else "",
        serves=row.serves,
        archived=row.archived_at is not None,
    )


def _shipped(question: BankQuestion, row: OwnQuestion | None) -> Question:
    return Question(
        question.number,
        (row.text if row else "") or question.text,
        row.id if row else None,
        question.text,
        question.category,
        question.phase,
        question.tiara,
        question.serves,
        archived=row is not None and row.archived_at is not None,
    )


def own_columns(question: Question) -> dict[str, str]:
    """Return the columns of an own question as they were read, for a change of them."""
    return {
        "text": question.text,
        "category": question.category.id if question.category else "",
        "phase": question.phase,
        "tiara": question.tiara,
        "serves": question.serves,
    }


def sets_of(questions: Sequence[Question]) -> tuple[StarterSet, ...]:
    """Return the starter sets without what is archived."""
    there = {question.number for question in questions if not question.archived}
    return tuple(
        replace(
            starter,
            core=tuple(n for n in starter.core if n in there),
            backup=tuple(n for n in starter.backup if n in there),
        )
        for starter in starter_sets()
        if there.intersection((*starter.core, *starter.backup))
    )


def offered(
    questions: Sequence[Question], line: str, goal: str
) -> tuple[tuple[Question, ...], tuple[StarterSet, ...]]:
    """Return what a filter line leaves of the bank, nearest to the goal first, and starter sets.

    The sets go by their names; a term that is no word leaves them out.
    """
    wanted = fold(line).split()
    named = [
        s for s in sets_of(questions) if all(w in fold(f"starter set {s.name}") for w in wanted)
    ]
    return nearest(narrow(questions, line), goal), tuple(named)


def used_with(store: Store) -> Mapping[Hashable, tuple[Use, ...]]:
    """Return with whom each question was used, by its key, the latest first, each person once.

    Words that were typed straight into a checklist are of no bank, so they are not counted.
    """
    found: defaultdict[Hashable, dict[int, Use]] = defaultdict(dict)
    states = [ItemState.ASKED, ItemState.PARTLY, ItemState.SKIPPED]
    for number, own, state, person, who, talk in store.db.execute(_USES, states).fetchall():
        key = number if number is not None else ("own", own)
        found[key].setdefault(person, Use(person, who, talk, ItemState(state)))
    return {key: tuple(uses.values()) for key, uses in found.items()}


def taken(store: Store, interview_id: int) -> frozenset[Hashable]:
    """Return the keys of the bank's questions that are on the list of an interview."""
    items = store.interviews.checklist.where("t.interview_id=?", interview_id)
    return frozenset(key for key in map(bank_key, items) if key is not None)


def add_own(store: Store, now: datetime, line: str) -> int:
    """Add a question of one's own as `read_question` reads it, and return its id.

    Raises:
        RefusedError: there are no words, too many, or a category that there is not.

    """
    values = {"phase": USUAL_PHASE, **read_question(line, categories())}
    with store.write():
        return store.questions.add(now, **dict.fromkeys(_COLUMNS, "") | values)


def change_own(
    store: Store, now: datetime, id: int, /, *, seen: Seen = None, **values: str
) -> None:
    """Change columns of an own question.

    Raises:
        RefusedError: the text would be empty or too long.
        ConflictError: the same was changed elsewhere since it was `seen`.

    """
    values = {name: clean_line(text) for name, text in values.items()}
    if "text" in values:
        values["text"] = checked(values["text"])
    with store.write():
        store.questions.change(now, id, seen, **values)


def reword(store: Store, now: datetime, number: int, text: str, *, seen: Seen = None) -> None:
    """Give a shipped question other words; none, or its own, bring the original back.

    Raises:
        RefusedError: there are too many words.
        NotFoundError: no shipped question has that number.
        ConflictError: it was reworded elsewhere since it was `seen`.

    """
    with store.write():
        original = shipped_text(number)

        def stored(words: str) -> str:
            return "" if clean_line(words) in ("", original) else checked(words)

        if isinstance(seen, Mapping):
            seen = {"text": stored(seen["text"])}
        store.questions.change(now, _row_of(store, now, number), seen, text=stored(text))


def archive(store: Store, now: datetime, question: Question, *, away: bool = True) -> None:
    """Put a question out of sight, or back into it."""
    with store.write():
        id = question.id if question.number is None else _row_of(store, now, question.number)
        assert id is not None
        store.questions.change(now, id, archived_at=now if away else None)


def delete_own(store: Store, now: datetime, id: int) -> None:
    """Delete a question of one's own; `restore_own` brings it back."""
    with store.write():
        store.questions.delete(now, id)


def restore_own(store: Store, now: datetime, id: int) -> None:
    """Undo `delete_own`."""
    with store.write():
        store.questions.restore(now, id)


def shipped_text(number: int) -> str:
    """Return the words in which a question is shipped.

    Raises:
        NotFoundError: none has that number.

    """
    for question in bank():
        if question.number == number:
            return question.text
    raise NotFoundError(f"There is no shipped question {number}: they run from 1 to {len(bank())}.")


def _row_of(store: Store, now: datetime, number: int) -> int:
    """Return the row of a shipped question, a new one without words where there is none."""
    rows = store.questions.where("t.number=?", number)
    if rows:
        return rows[-1].id
    return store.questions.add(now, number=number, **dict.fromkeys(_COLUMNS, ""))
