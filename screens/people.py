"""People: everyone, by who is next to be in touch with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.domain.people import SavedFilter
from infoview_tui.domain.people_filter import Filter
from infoview_tui.domain.people_matching import narrow
from infoview_tui.domain.people_rows import PersonRow
from infoview_tui.screens.about_person import AboutPerson
from infoview_tui.screens.acts_on_people import About
from infoview_tui.screens.adds_person import AddsPerson
from infoview_tui.screens.filters_people import FiltersPeople
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.people_rows import count, names_of_columns, person_row
from infoview_tui.services.desk import Desk
from infoview_tui.services.filters import saved_filters
from infoview_tui.services.people_list import people_rows, turns_of_all
from infoview_tui.storage.store import Store
from infoview_tui.widgets.drawn import columns
from infoview_tui.widgets.row import BLANK, Many, Row, heading
from infoview_tui.widgets.rows import Rows


class PeoplePage(FiltersPeople, AddsPerson, AboutPerson):
    """A place: one list, narrowed by `f`, and by `filter` to begin with."""

    NAME = PLACE = "people"

    def __init__(self, desk: Desk, filter: str = "") -> None:
        super().__init__(desk)
        self.everyone: tuple[PersonRow, ...] = ()
        self.shown: tuple[PersonRow, ...] = ()
        self.by_id: dict[int, PersonRow] = {}
        self.marked: set[int] = set()
        self._read: tuple[int, datetime] | None = None
        self.filter = filter
        self.wanted = Filter()
        self.saved: tuple[SavedFilter, ...] = ()

    def body(self) -> Sequence[Widget]:
        """One list whose heading stays."""
        self.list = Rows("people", pinned=True)
        self.panes = [self.list]
        return [self.list]

    async def load(self) -> None:
        """Read everyone and the filters that are kept, where anything was written since."""
        now, habits = self.desk.now(), self.desk.config.habits
        # Coming back from one of ten thousand people must not cost reading all of them.
        read = await self.desk.ask(Store.revision), now.replace(second=0, microsecond=0)
        if read != self._read:
            # In two steps, between which a note is saved that somebody writes meanwhile.
            turns = await self.desk.ask(turns_of_all, now, self.desk.zone, habits)
            self.everyone = await self.desk.ask(people_rows, now, self.desk.zone, habits, turns)
            self.saved = await self.desk.ask(saved_filters)
            self.by_id = {row.id: row for row in self.everyone}
            self.marked &= self.by_id.keys()
            self._read = read
        self.narrow(self.filter)

    async def ready(self) -> None:
        """Open the line for the first person, since an empty list is meant to be filled."""
        if not self.everyone:
            await self.do_new()

    def narrow(self, terms: str) -> None:
        """Show who meets a filter, in its order."""
        self.filter = terms
        self.wanted = self.read(terms)
        self.shown = narrow(self.everyone, self.wanted, self.desk.now())
        self._show()
        self.row_changed()

    def _show(self) -> None:
        self.list.show(self._rows)

    def _rows(self, width: int) -> Sequence[Row]:
        if not self.everyone:
            return [heading("People"), BLANK, Row("Nobody here yet. n adds a person.")]
        out_of_view = len(self.marked - {row.id for row in self.shown}) if self.marked else 0
        all_of_them = len(self.everyone) if self.wanted.terms else None
        words = count(len(self.shown), all_of_them, len(self.marked), out_of_view, self.wanted)
        above = [heading(words), BLANK]
        if not self.shown:
            words = f"No one matches {self.filter}. escape clears it."
            return [*above, Row(columns((words, width)))]
        above.append(names_of_columns(width))
        now, shown, marked = self.desk.now(), self.shown, self.marked

        def make(place: int) -> Row:
            return person_row(shown[place], width, now, marked=shown[place].id in marked)

        return Many(above, [row.id for row in shown], make)

    @property
    def row(self) -> PersonRow | None:
        """The person under the cursor."""
        current = self.list.current
        return self.by_id.get(current) if isinstance(current, int) else None

    @property
    def whom(self) -> tuple[int, str]:
        """The person under the cursor."""
        assert self.row is not None
        return self.row.id, self.row.name

    @property
    def about(self) -> tuple[About, ...]:
        """All who are marked, in the order of the list, or the one under the cursor."""
        rows = [row for row in self.everyone if row.id in self.marked]
        if not rows and self.row is not None:
            rows = [self.row]
        return tuple(About(row.id, row.name, row.stage) for row in rows)

    def row_changed(self) -> None:
        """Say what the row has no room for."""
        row = self.row
        if row is None:
            self.advise("")
            return
        by = f"introduced by {row.introduced_by}" if row.introduced_by else ""
        tags = ", ".join(row.tags)
        more = [part for part in (row.place_of_work, tags, by) if part]
        self.advise(" · ".join([row.name, *more]) if tags or by or self.app.size.width < 80 else "")

    def why_not(self, command: Command) -> str:
        """What is marked can be acted on where no row is shown."""
        if command.needs == "row" and self.marked and command.action in MARKED:
            return ""
        return super().why_not(command)

    async def do_open(self) -> None:
        """Open the page of the row; `[` and `]` walk the rows that are shown."""
        among = tuple(row.id for row in self.shown)
        self.post_message(GoTo("person", {"person_id": self.whom[0], "among": among}))

    async def do_trash(self) -> None:
        """Show what was deleted."""
        self.post_message(GoTo("trash"))

    async def do_new(self) -> None:
        """Add a person in one line and open the page."""
        await self.ask_for_person("New person")

    async def do_mark(self) -> None:
        """Mark the row, or unmark it, and go one down."""
        self.marked ^= {self.whom[0]}
        self._show()
        await self.do_move_down()

    async def do_mark_all(self) -> None:
        """Mark all that are shown, or where they all are, none of them."""
        shown = {row.id for row in self.shown}
        self.marked = self.marked - shown if shown <= self.marked else self.marked | shown
        self._show()

    async def do_back(self) -> None:
        """Drop the marks, then show everyone again, then as on every place."""
        if self.marked:
            self.marked.clear()
            self._show()
        elif self.filter:
            self.narrow("")
        else:
            await super().do_back()

    async def deleted(self, message: str) -> None:
        """Stay in the list."""
        await self.reload()
        self.say(message)


MARKED = frozenset(("book", "log", "merge", "stage_on", "stage_back", "tags", "delete"))
"""Commands that are for all who are marked."""
