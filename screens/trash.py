"""The trash: what was deleted, to be brought back or removed for good."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.domain.wording import ago, plural
from infoview_tui.errors import RefusedError
from infoview_tui.screens.page import Page
from infoview_tui.screens.person_rows import lines_of
from infoview_tui.services.desk import Desk
from infoview_tui.services.forgetting import forget_deleted
from infoview_tui.services.trash import (
    bring_back,
    empty,
    in_trash,
    named,
    put_back,
    remove_for_good,
)
from infoview_tui.storage.trash import Deleted
from infoview_tui.widgets.drawn import Span, columns, fit
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows

WIDEST = 120
"""Cells of a row at most."""
MOST_LINES = 3
"""Lines of the words of a row: enough to know it by; what is brought back can be read whole."""
WHEN, KIND, WHOSE, COUNT = 8, 12, 16, 8
"""Cells of the columns beside the words."""
PURGE, FORGET = "purge", "forget"


class TrashPage(Page):
    """Below a place: one list, deleted last first."""

    NAME = "trash"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: dict[str, Deleted] = {}

    def body(self) -> Sequence[Widget]:
        """One list whose heading stays."""
        self.list = Rows("trash", pinned=True)
        self.panes = [self.list]
        return [self.list]

    async def load(self) -> None:
        """Read what was deleted."""
        self.found = {row.key: row for row in await self.desk.ask(in_trash)}
        self.bar.show(" Trash", "what is deleted rests here", bold="Trash")
        self.list.show(self._rows)
        self.row_changed()

    def _rows(self, width: int) -> Sequence[Row]:
        width = min(width, WIDEST)
        if not self.found:
            words = "What you delete rests here until you empty the trash."
            return [heading("Trash"), BLANK, Row("Nothing was deleted."), Row(words)]
        rows = [heading(f"Trash · {len(self.found)}, deleted last first"), BLANK]
        names = self._cells(width, "Deleted", "What", "Words", "Whose", "")
        rows.append(Row(names, spans=(Span(0, len(names), "muted"),)))
        for row in self.found.values():
            rows += self._row(row, width)
        return rows

    def _row(self, row: Deleted, width: int) -> list[Row]:
        now = self.desk.now()
        words = row.words or named(row, now)
        if row.merged_into:
            words += ", merged into"
        first, *more = lines_of(words, self._room(width))
        if len(more) >= MOST_LINES:
            more = [*more[: MOST_LINES - 2], fit(f"{more[MOST_LINES - 2]} …", self._room(width))]
        whose = row.merged_into or row.person
        count = plural(row.belongings, "row") if row.belongings else ""
        text = self._cells(width, ago(row.deleted_at, now), row.called, first, whose, count)
        indent = " " * (WHEN + KIND + 4)
        return [Row(text, row.key, WHEN), *(Row(indent + line) for line in more)]

    @staticmethod
    def _room(width: int) -> int:
        beside = WHEN + KIND + 4
        return width - beside if width < 76 else width - beside - WHOSE - COUNT - 4

    def _cells(self, width: int, when: str, what: str, words: str, whose: str, count: str) -> str:
        cells = [(when, WHEN), (what, KIND), (words, self._room(width))]
        if width >= 76:
            cells += [(whose, WHOSE), (count, COUNT)]
        return columns(*cells).rstrip()

    @property
    def row(self) -> Deleted | None:
        """The row under the cursor."""
        return self.found.get(str(self.list.current))

    def row_changed(self) -> None:
        """Say what comes back with the row, and what else there is to do with it."""
        row = self.row
        if row is None:
            self.advise("")
        elif row.merged_into:
            self.advise(f"Merged into {row.merged_into}.  enter takes the two apart again")
        else:
            rows = f", with {plural(row.belongings, 'row')}" if row.belongings else ""
            whose = f" of {row.person}" if row.person and row.words else ""
            more = ".  F forgets, backups too" if row.table == "people" else ""
            self.advise(f"enter brings back {self._named(row)}{whose}{rows}{more}")

    def _named(self, row: Deleted) -> str:
        return named(row, self.desk.now())

    def why_not(self, command: Command) -> str:
        """Some things are done to a person alone, and some to what there is."""
        if command.needs == "person" and (self.row is None or self.row.table != "people"):
            return "Forgetting is for a person; D removes this."
        if command.needs == "person" and self.row is not None and self.row.merged_into:
            # It would take the other entry along: they are one person.
            return f"That is part of {self.row.merged_into} now; delete that one first."
        if command.needs == "any" and not self.found:
            return "The trash is empty."
        return super().why_not(command)

    async def do_restore(self) -> None:
        """Bring the row back, with what it belongs to."""
        assert self.row is not None
        back = await self.desk.ask(bring_back, self.desk.now(), self.row.table, self.row.id)
        words = self._named(back.what)
        self.desk.can_undo(
            f"bringing back {words}",
            lambda: self.desk.ask(put_back, self.desk.now(), back),
        )
        await self.reload()
        if back.merged is not None:
            self.say(f"{back.merged.name} is an entry of its own again.  u undo")
            return
        along = f", and {', '.join(back.along)} with it" if back.along else ""
        self.say(f"Back: {words}{along}.  u undo")

    async def do_remove(self) -> None:
        """Remove the row for good, once asked for twice."""
        row = self.row
        assert row is not None

        async def act() -> None:
            many = await self.desk.ask(remove_for_good, row.table, row.id)
            self._cannot_undo()
            await self.reload()
            self.say(f"Removed {self._named(row)} for good, {plural(many, 'row')}.")

        rows = f", with {plural(row.belongings, 'row')}" if row.belongings else ""
        self.confirm(f"Remove {self._named(row)} for good{rows}?  D again does it", "D", act)

    async def do_empty(self) -> None:
        """Remove all of it for good, once the word is typed."""

        async def done(text: str) -> None:
            _check_word(text, PURGE)
            many = await self.desk.ask(empty)
            self._cannot_undo()
            await self.reload()
            rest = (
                "What was merged stays; enter takes it apart."
                if self.found
                else "The trash is empty."
            )
            self.say(f"Removed {plural(many, 'row')} for good. {rest}")

        things = plural(len(self.found), "thing")
        await self.type(Typing(f"Remove {things} for good?", done, hint=f"type {PURGE}"))

    async def do_forget(self) -> None:
        """Remove a person for good, the backups included, once the word is typed."""
        row = self.row
        assert row is not None

        async def done(text: str) -> None:
            _check_word(text, FORGET)
            gone = await self.desk.ask(forget_deleted, row.id)
            self._cannot_undo()
            await self.reload()
            self.say(f"{row.words} is gone, {_and_from(len(gone.backups), len(gone.left))}.")

        hint = f"type {FORGET}: gone from the backups too"
        await self.type(
            Typing(f"Forget {fit(row.words, min(30, len(row.words)))}?", done, hint=hint)
        )

    def _cannot_undo(self) -> None:
        # An older step may be about what is gone, and would only be refused.
        self.desk.undos.clear()


def _check_word(text: str, word: str) -> None:
    if text.strip().casefold() != word:
        raise RefusedError(f"Nothing was removed: the word is {word}. escape leaves it.")


def _and_from(done: int, left: int) -> str:
    if not done and not left:
        return "and there are no backups"
    words = f"and from {plural(done, 'backup')}"
    return f"{words}; {left} could not be changed, `infoview doctor` names them" if left else words
