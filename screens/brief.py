"""The brief: one screen for the ten minutes before a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.content.library import starter_sets
from infoview_tui.domain.interviews import Interview, Mode
from infoview_tui.screens.before import Before
from infoview_tui.screens.brief_rows import brief_rows, key_for, name_of, scrolled_rows
from infoview_tui.screens.messages import Back, GoTo
from infoview_tui.services.brief import Brief, brief
from infoview_tui.services.brief_text import STARTER, Part, parts, plain, title, when
from infoview_tui.services.day import CONFIRMED
from infoview_tui.services.desk import Desk
from infoview_tui.services.prepare import add_starter_set, delete_item
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.row import Row
from infoview_tui.widgets.rows import Rows

REFRESH_SECONDS = 30
LEAST_WIDTH = 8
"""Cells under which a list has not been laid out yet."""
BEFORE = (40, 99)
"""The size that its rows are made for until then: the cursor can be put on one of them."""

ON_PAPER = (
    "In person, paper listens better than a screen: w writes the sheet to take along.",
    "In person, paper listens better: w writes the sheet.",
    "w writes the sheet for paper.",
)
NOT_CONFIRMED = (
    "Not confirmed: a short message now is still polite.  o writes it",
    "Not confirmed: o writes a short message.",
    "Not confirmed: o writes.",
)


class BriefPage(Before):
    """Two columns that fit the screen, one to scroll in where it is narrow."""

    NAME = "brief"
    CSS_PATH = stylesheet("brief")

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk)
        self.interview_id = interview_id
        self.brief: Brief | None = None
        self.parts: tuple[Part, ...] = ()

    def body(self) -> Sequence[Widget]:
        """What to say and to ask at the left, the rest at the right."""
        self.left, self.right = Rows("left"), Rows("right")
        # Text that is read: the sign at its head is enough.
        self.left.highlight = self.right.highlight = False
        self.panes = [self.left, self.right]
        self.pane_index = 1
        return [Container(self.left, self.right, classes="row")]

    async def load(self) -> None:
        """Gather it anew."""
        self.brief = await self.desk.ask(brief, self.desk.now(), self.interview_id)
        offered = "" if self.talk.started_at or self.talk.host else starter_sets()[0].name
        self.parts = parts(self.brief, self.desk.now(), offered)
        self._show_bar()
        self._show()
        self.advise(self._advice())

    async def ready(self) -> None:
        """Begin with what is still to be done, and keep the minutes true."""
        self.set_interval(REFRESH_SECONDS, self._show_bar)
        if self.brief is None or self.one_column:
            return
        if not self.brief.prepared.items:
            self.go_to_pane(0)
        named = [e.name for part in self.parts for e in part.entries if e.ticked is False]
        if named:
            self.right.go_to(key_for(named[0]))
        self.advise(self._advice())

    @property
    def talk(self) -> Interview:
        """The interview."""
        assert self.brief is not None
        return self.brief.prepared.interview

    @property
    def one_column(self) -> bool:
        """Whether there is no room for two."""
        return self.app.size.width < 80

    def _show_bar(self) -> None:
        if self.brief is not None:
            name = self.talk.who
            self.bar.show(f" {title(self.talk)}", when(self.talk, self.desk.now()), bold=name)

    def _show(self) -> None:
        alone = self.one_column
        self.right.display = not alone
        self.panes = [self.left] if alone else [self.left, self.right]
        self.pane_index = min(self.pane_index, len(self.panes) - 1)
        for pane in self.panes:
            pane.activate(pane is self.pane)
        self.left.show(self._left)
        self.right.show(self._right)

    def _left(self, width: int) -> list[Row]:
        if self.one_column:
            return scrolled_rows(self.parts, max(LEAST_WIDTH, width))
        return self._column(self.left, width, side=False)

    def _right(self, width: int) -> list[Row]:
        return self._column(self.right, width, side=True)

    def _column(self, pane: Rows, width: int, *, side: bool) -> list[Row]:
        size = (width, pane.size.height) if width >= LEAST_WIDTH else BEFORE
        return brief_rows([part for part in self.parts if part.side is side], *size)

    def on_resize(self) -> None:
        """Go from two columns to one, or back."""
        self._show()

    def row_changed(self) -> None:
        """Say why the thing under the cursor is on the list."""
        name = name_of(self.pane.current if self.pane else None)
        items = self.brief.day if self.brief else ()
        self.advise(next((item.why for item in items if item.key == name), self._advice()))

    def _advice(self) -> str:
        if self.brief is None or self.talk.ended_at:
            return ""
        if self.talk.mode is Mode.IN_PERSON:
            return self._fitting(ON_PAPER)
        if not self.brief.confirmed and not self.talk.host:
            return self._fitting(NOT_CONFIRMED)
        return ""

    def _fitting(self, forms: Sequence[str]) -> str:
        """Return the first form that the window has room for: the line has no width at first."""
        room = self.app.size.width - 1
        return next((form for form in forms if len(form) <= room), forms[-1])

    def scopes(self) -> tuple[str, ...]:
        """In person the sheet is the first key."""
        scopes = super().scopes()
        if self.NAME in scopes and self.brief and self.talk.mode is Mode.IN_PERSON:
            return ("brief_paper", *scopes)
        return scopes

    def title_words(self) -> str:
        """Name it on the help page."""
        return f"The brief for {self.talk.who}" if self.brief else "The brief"

    def why_not(self, command: Command) -> str:
        """Say what is over, or done already."""
        if command.scope in (self.NAME, "brief_paper"):
            if self.brief is None:
                return "This interview is not there any more."
            if command.action == "start" and self.talk.ended_at:
                return "This meeting is over."
            if command.action == "write" and self.talk.host:
                return "They confirm with you; the answer's letter is on the request's page: e."
            if command.action == "write" and self.brief.confirmed:
                return "The end time is confirmed already."
        return super().why_not(command)

    async def do_tick(self) -> None:
        """Tick what the cursor is on and step down; without questions take the first set."""
        assert self.brief is not None and self.pane is not None
        name, ticks = name_of(self.pane.current), self.brief.prepared.ticks
        if name == STARTER:
            await self._take_starter()
        elif name == CONFIRMED:
            passed = self.brief.confirmed
            await self.tick_confirmed(self.interview_id, ticks, passed=passed)
        elif name:
            words = next(item.text for item in self.brief.day if item.key == name)
            await self.tick_off(self.interview_id, name, words, on=name not in ticks)
            self.pane.move(1)
            self.row_changed()
        else:
            self.say("space ticks what is listed under To hand; G goes there.")

    async def _take_starter(self) -> None:
        starter = starter_sets()[0]
        now = self.desk.now()
        ids = await self.desk.ask(add_starter_set, now, self.interview_id, starter)

        async def drop() -> None:
            for id in ids:
                await self.desk.ask(delete_item, self.desk.now(), id)

        self.desk.can_undo(f'taking the set "{starter.name}"', drop)
        await self.reload()
        self.go_to_pane(len(self.panes) - 1)
        self.say(f"Taken: {starter.name}.  u undo")

    async def do_start(self) -> None:
        """Start the meeting."""
        await self.start_meeting(self.talk)

    async def do_sheet(self) -> None:
        """Write the sheet for paper."""
        await self.write_sheet(self.interview_id)

    async def do_plain(self) -> None:
        """Show all of it as text."""
        assert self.brief is not None
        text = plain(self.brief, self.desk.now())
        self.post_message(GoTo("plain", {"text": text, "title": self.title_words()}))

    async def do_edit(self) -> None:
        """Go to Prepare, or back to it; a host to the request."""
        below = self.app.screen_stack[-2]
        page = "request" if self.talk.host else "prepare"
        if getattr(below, "NAME", "") == page:
            self.post_message(Back())
        else:
            self.post_message(GoTo(page, {"interview_id": self.interview_id}))

    async def do_write(self) -> None:
        """Write the confirmation."""
        await self.write_confirmation(self.talk)

    async def do_cards(self) -> None:
        """Look at the cards."""
        self.post_message(GoTo("points", {"interview_id": self.interview_id}))
