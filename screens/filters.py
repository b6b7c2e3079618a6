"""The filters of People that are kept under a name."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.domain.people import SavedFilter
from infoview_tui.domain.people_filter import HELP, Filter, read_filter, told
from infoview_tui.screens.filters_people import FiltersPeople
from infoview_tui.screens.messages import Back, GoTo
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk
from infoview_tui.services.filters import (
    drop_filter,
    edit_filter,
    restore_filter,
    save_filter,
    saved_filters,
    unsave_filter,
)
from infoview_tui.widgets.drawn import Span, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows

INDENT = 2
"""Cells that the terms stand in under their name."""


class FiltersPage(Page):
    """Below People: each filter with all that it looks for."""

    NAME = "filters"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.filters: dict[int, SavedFilter] = {}

    def body(self) -> Sequence[Widget]:
        """One list."""
        self.list = Rows("filters", pinned=True)
        self.panes = [self.list]
        return [self.list]

    async def load(self) -> None:
        """Read what is kept."""
        self.bar.show(" People › Filters", bold="Filters")
        self.filters = {each.id: each for each in await self.desk.ask(saved_filters)}
        self.list.show(self._rows)
        self.advise("In People, f and :name takes one too.")

    def _rows(self, width: int) -> Sequence[Row]:
        if not self.filters:
            words = "None is kept yet. n keeps one;", "in People, f and save:name does it too."
            return [heading("Filters · 0"), BLANK, *map(Row, words)]
        rows = [heading(f"Filters · {len(self.filters)}"), BLANK]
        for each in self.filters.values():
            first, *more = _lines(each.name, width)
            rows.append(Row(first, each.id))
            rows += map(Row, more)
            for line in _lines(each.terms, width - INDENT):
                text = " " * INDENT + line
                rows.append(Row(text, spans=(Span(0, len(text), "muted"),)))
        return rows

    @property
    def _row(self) -> SavedFilter:
        current = self.list.current
        assert isinstance(current, int)
        return self.filters[current]

    async def do_open(self) -> None:
        """Show who meets it."""
        below, terms = self.app.screen_stack[-2], self._row.terms
        if isinstance(below, FiltersPeople):
            below.narrow(terms)
            self.post_message(Back())
        else:
            self.post_message(GoTo("people", {"filter": terms}, instead=True))

    async def do_new(self) -> None:
        """Keep another one."""

        async def done(text: str) -> None:
            wanted = read_filter(text)
            kept = await self.desk.ask(save_filter, self.desk.now(), wanted.save, wanted.text)
            self.desk.can_undo(
                f"keeping the filter {kept.name}",
                lambda: self.desk.ask(unsave_filter, self.desk.now(), kept),
            )
            await self.reload()
            self.say(f"Kept {kept.name}.  u undo")

        hint = f"{HELP}; save:name"
        await self.type(Typing("New filter", done, "filter:new", echo=_told, hint=hint))

    async def do_edit(self) -> None:
        """Change its name or what it looks for."""
        known = self._row

        async def done(text: str) -> None:
            wanted = read_filter(text)
            name = wanted.save or known.name
            await self._change(known.id, name, wanted.text)
            self.desk.can_undo(
                f"changing the filter {known.name}",
                lambda: self._change(known.id, known.name, known.terms),
            )
            await self.reload()
            self.say(f"Changed {name}.  u undo")

        line = f'{known.terms} save:"{known.name}"'
        typing = Typing("Filter", done, f"filter:{known.id}", echo=_told, hint=HELP)
        await self.type(typing, line)

    async def _change(self, id: int, name: str, terms: str) -> None:
        await self.desk.ask(edit_filter, self.desk.now(), id, name, terms)

    async def do_delete(self) -> None:
        """Drop it."""
        known = self._row
        await self.desk.ask(drop_filter, self.desk.now(), known.id)
        self.desk.can_undo(
            f"dropping the filter {known.name}",
            lambda: self.desk.ask(restore_filter, self.desk.now(), known.id),
        )
        await self.reload()
        self.say(f"Dropped {known.name}.  u undo")


def _told(text: str) -> str:
    wanted: Filter = read_filter(text)
    return told(wanted, ()) if wanted.save else "save:name says what it is called"


def _lines(text: str, width: int) -> list[str]:
    safe = shown(text)
    return [safe[start:end] for start, end in wrap(safe, max(1, width))]
