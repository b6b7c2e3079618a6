"""People: everyone, by who is next to be in touch with."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.domain.people import read_person
from infoview_tui.domain.wording import ago
from infoview_tui.errors import RefusedError
from infoview_tui.screens.about_person import AboutPerson
from infoview_tui.screens.messages import GoTo
from infoview_tui.services.desk import Desk
from infoview_tui.services.people import add_person, delete_person
from infoview_tui.services.people_list import PersonRow, matching, people_rows
from infoview_tui.widgets.drawn import Span, columns, fit
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.rows import BLANK, Row, Rows, heading

WIDEST = 150
"""Cells of a row at most."""


class PeoplePage(AboutPerson):
    """A place: one list, narrowed by `f`, and by `filter` to begin with."""

    NAME = PLACE = "people"

    def __init__(self, desk: Desk, filter: str = "") -> None:
        super().__init__(desk)
        self.everyone: tuple[PersonRow, ...] = ()
        self.shown: tuple[PersonRow, ...] = ()
        self.by_id: dict[int, PersonRow] = {}
        self.filter = filter
        # Ten thousand rows are drawn once, not at each key of the filter.
        self._drawn: dict[int, Row] = {}
        self._drawn_for = 0

    def body(self) -> Sequence[Widget]:
        """One list whose heading stays."""
        self.list = Rows("people", pinned=True)
        self.panes = [self.list]
        return [self.list]

    async def load(self) -> None:
        """Read everyone."""
        self.everyone = await self.desk.ask(
            people_rows, self.desk.now(), self.desk.zone, self.desk.config.habits
        )
        self.by_id = {row.id: row for row in self.everyone}
        self._drawn = {}
        self._narrow(self.filter)

    async def ready(self) -> None:
        """Open the line for the first person, since an empty list is meant to be filled."""
        if not self.everyone:
            await self.do_new()

    def _narrow(self, terms: str) -> None:
        self.filter = terms
        self.shown = matching(self.everyone, terms) if terms else self.everyone
        self.list.show(self._rows)
        self.row_changed()

    def _rows(self, width: int) -> Sequence[Row]:
        if not self.everyone:
            return [heading("People"), BLANK, Row("Nobody here yet. n adds a person.")]
        width = min(width, WIDEST)
        if width != self._drawn_for:
            self._drawn, self._drawn_for = {}, width
        count = f"{len(self.shown)} of {len(self.everyone)}" if self.filter else len(self.everyone)
        rows = [heading(f"People · {count}, by next step"), BLANK]
        if not self.shown:
            words = f"No one matches {self.filter}. escape clears it."
            return [*rows, Row(columns((words, width)))]
        names = self._cells(width, "Name", "Role, organisation", "Stage", "Last", "Next", "Tags")
        rows.append(Row(names, spans=(Span(0, len(names), "muted"),)))
        return rows + [self._drawn.get(row.id) or self._row(row, width) for row in self.shown]

    def _row(self, row: PersonRow, width: int) -> Row:
        now = self.desk.now()
        last = ago(row.last_contact, now) if row.last_contact else "–"
        text = self._cells(
            width, row.name, row.place_of_work, row.stage, last, row.next, ", ".join(row.tags)
        )
        role = "error" if row.overdue else "warning" if row.next.endswith("today") else ""
        at = text.rfind(row.next) if role else -1
        spans = (Span(at, at + len(row.next), role),) if at >= 0 else ()
        name = len(fit(row.name, self._name_width(width)))
        drawn = self._drawn[row.id] = Row(text, row.id, name, spans)
        return drawn

    @staticmethod
    def _name_width(width: int) -> int:
        return 19 if width < 76 else 18 if width < 110 else 28

    def _cells(
        self, width: int, name: str, work: str, stage: str, last: str, step: str, tags: str
    ) -> str:
        first, tail = (name, self._name_width(width)), ((stage, 8), (last, 5), (step, 15))
        if width < 76:
            return columns(first, *tail).rstrip()
        if width < 110:
            return columns(first, (work, width - 54), *tail).rstrip()
        return columns(first, (work, width - 88), *tail, (tags, 22)).rstrip()

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

    async def do_open(self) -> None:
        """Open the page of the row; `[` and `]` walk the rows that are shown."""
        among = tuple(row.id for row in self.shown)
        self.post_message(GoTo("person", {"person_id": self.whom[0], "among": among}))

    async def do_new(self) -> None:
        """Add a person in one line and open the page."""

        async def done(text: str) -> None:
            named = read_person(text)
            if named is None:
                raise RefusedError("A person needs a name: name, role, organisation, e-mail.")
            id = await self.desk.ask(
                add_person,
                self.desk.now(),
                name=named.name,
                role=named.role,
                organisation=named.organisation,
                email=named.email,
            )
            self.desk.can_undo(
                f"adding {named.name}", lambda: self.desk.ask(delete_person, self.desk.now(), id)
            )
            self.post_message(GoTo("person", {"person_id": id}))

        hint = "name, role, organisation, e-mail"
        await self.type(Typing("New person", done, place="person:new", hint=hint))

    async def do_filter(self) -> None:
        """Narrow the list while one types."""

        async def done(text: str) -> None:
            self._narrow(text)

        await self.type(
            Typing(
                "Filter",
                done,
                changed=self._narrow,
                left=lambda: self._narrow(""),
                hint="words, tag:museum, stage:asked; escape shows everyone",
            ),
            self.filter,
        )

    async def do_back(self) -> None:
        """Show everyone again, or as on every place."""
        if self.filter:
            self._narrow("")
        else:
            await super().do_back()

    async def deleted(self, message: str) -> None:
        """Stay in the list."""
        await self.reload()
        self.say(message)
