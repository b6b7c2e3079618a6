"""What a request's page shows: two panes, or the one that has the keys where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.domain.hosting import Suggestion
from infoview_tui.domain.people import Person
from infoview_tui.domain.points import TalkingPoint
from infoview_tui.domain.preparation import Item
from infoview_tui.screens import request_rows as rows
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk
from infoview_tui.services.hosted import Hosted, hosted
from infoview_tui.widgets.row import Row
from infoview_tui.widgets.rows import Rows


class RequestView(Page):
    """Shows the talk `interview_id` that I host; what a key does is not its business."""

    NAME = "request"

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk)
        self.interview_id = interview_id
        self.found: Hosted | None = None
        self.left = Rows("request", bracket=True)
        self.right = Rows("giving", bracket=True)
        self.panes = [self.left, self.right]

    def body(self) -> Sequence[Widget]:
        """The request at the left, what I can give at the right."""
        return [Container(self.left, self.right, classes="row")]

    async def load(self) -> None:
        """Gather it anew."""
        self.found = await self.desk.ask(hosted, self.desk.now(), self.interview_id)
        self._show()
        self.row_changed()

    async def ready(self) -> None:
        """Begin with the answer, where there is none."""
        self.left.go_to(rows.ANSWER)

    @property
    def page(self) -> Hosted:
        """What was read."""
        assert self.found is not None
        return self.found

    @property
    def narrow(self) -> bool:
        """Whether there is room for one pane."""
        return self.app.size.width < 80

    @property
    def who(self) -> str:
        """Who asks."""
        return self.page.asked.interview.who

    def title_words(self) -> str:
        """Name it on the help page."""
        return f"The request of {self.who}" if self.found else "A request"

    def _show(self) -> None:
        if self.found is None:
            return
        now, of, narrow = self.desk.now(), self.found, self.narrow
        way = "Requests" if narrow else "Touch › Requests"
        self.bar.show(f" {way} › {self.who}", rows.fact(of, now, narrow=narrow), bold=self.who)
        # Beside each other where there is room, else the one that has the keys.
        self.left.display = not narrow or self.pane is self.left
        self.right.display = not narrow or self.pane is self.right
        self.right.set_class(not narrow, "side")
        self.left.show(self._left)
        self.right.show(self._right)

    def _left(self, width: int) -> Sequence[Row]:
        return rows.request_rows(self.page, self.desk.now(), width)

    def _right(self, width: int) -> Sequence[Row]:
        return rows.giving_rows(self.page, self.desk.config.host_aim, width)

    def on_resize(self) -> None:
        """Go from two panes to one, or back."""
        super().on_resize()
        self._show()

    def go_to_pane(self, index: int) -> None:
        """Give the keys to a pane, which comes into sight."""
        super().go_to_pane(index)
        self._show()

    def row_changed(self) -> None:
        """Say the next useful step."""
        if self.found is not None:
            self.advise(rows.advice(self.found, self.desk.config.host_aim, self.desk.now()))

    # What the cursor is on.

    @property
    def row(self) -> tuple[str, int]:
        """What the row stands for, and the id of a row that has one."""
        return rows.key_of(self.pane.current if self.pane else None)

    @property
    def story(self) -> TalkingPoint | None:
        """The story under the cursor."""
        kind, id = self.row
        found = (each for each in self.page.stories if each.id == id)
        return next(found, None) if kind == rows.STORY else None

    @property
    def item(self) -> Item | None:
        """Their question under the cursor."""
        kind, id = self.row
        found = (each for each in self.page.items if each.id == id)
        return next(found, None) if kind == rows.ITEM else None

    @property
    def named(self) -> tuple[Suggestion, Person] | None:
        """Whom I could name, under the cursor."""
        kind, id = self.row
        found = (each for each in self.page.named if each[0].id == id)
        return next(found, None) if kind == rows.NAME else None

    def why_not(self, command: Command) -> str:
        """Say what the row is not for, or what is over."""
        if command.scope == self.NAME:
            if self.found is None:
                return "This request is not there any more."
            talk = self.found.asked.interview
            if command.action == "start" and talk.ended_at is not None:
                return "This talk is over; what was said is on their page."
            if command.action == "book" and talk.started_at is not None:
                return "This talk has begun; its time is what it was."
            if command.action == "delete" and self.item is None and self.named is None:
                return "d drops one of their questions, or a name; this row stays."
        return super().why_not(command)
