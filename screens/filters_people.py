"""The filter line of People: it narrows while one types, and keeps filters under a name."""

from __future__ import annotations

from infoview_tui.domain.people import SavedFilter
from infoview_tui.domain.people_filter import HELP, Filter, read_filter, told
from infoview_tui.errors import RefusedError
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.services.filters import (
    called,
    drop_filter,
    restore_filter,
    save_filter,
    unsave_filter,
)
from infoview_tui.widgets.line import Typing


class FiltersPeople(Page):
    """A page that can be narrowed; subclasses show what is left."""

    filter: str
    saved: tuple[SavedFilter, ...]

    def read(self, line: str) -> Filter:
        """Read a filter line, with what the kept ones stand for."""
        return read_filter(line, {each.name: each.terms for each in self.saved})

    def narrow(self, terms: str) -> None:
        """Show who meets a filter, in its order."""
        raise NotImplementedError

    async def do_filter(self) -> None:
        """Narrow the list while one types."""

        async def done(text: str) -> None:
            wanted = self.read(text)
            said = ""
            if wanted.save:
                said = await self._save(wanted)
            elif wanted.drop:
                said = await self._drop(wanted)
            self.filter = wanted.text
            if said:
                await self.reload()
                self.say(said)
            else:
                self.narrow(wanted.text)

        def echo(text: str) -> str:
            return told(self.read(text), [each.name for each in self.saved])

        names = ", ".join(f":{each.name}" for each in self.saved)
        hint = f"{HELP}; {names or 'save:name keeps it'}"
        await self.type(
            Typing(
                "Filter",
                done,
                echo=echo,
                changed=self.narrow,
                left=lambda: self.narrow(""),
                hint=hint,
            ),
            self.filter,
        )

    async def _save(self, wanted: Filter) -> str:
        kept = await self.desk.ask(save_filter, self.desk.now(), wanted.save, wanted.text)
        self.desk.can_undo(
            f"keeping the filter {kept.name}",
            lambda: self.desk.ask(unsave_filter, self.desk.now(), kept),
        )
        return self.prompt.fitting(
            f"Kept: f and :{kept.name} shows this again, F lists all that are kept.  u undo",
            f"Kept: f and :{kept.name} shows it again.  u undo",
        )

    async def _drop(self, wanted: Filter) -> str:
        known = called(self.saved, wanted.drop)
        if known is None:
            raise RefusedError(f"No filter is called {wanted.drop}; F lists those that are kept.")
        await self.desk.ask(drop_filter, self.desk.now(), known.id)
        self.desk.can_undo(
            f"dropping the filter {known.name}",
            lambda: self.desk.ask(restore_filter, self.desk.now(), known.id),
        )
        return f"Dropped the filter {known.name}.  u undo"

    async def do_filters(self) -> None:
        """Show the filters that are kept."""
        self.post_message(GoTo("filters"))
