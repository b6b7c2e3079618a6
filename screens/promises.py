"""What is owed, both ways: my promises, theirs, and those kept lately."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.widget import Widget

from infoview_tui.domain.followup import Promise, Side
from infoview_tui.domain.wording import due_word, row_day, weekday_date
from infoview_tui.errors import RefusedError
from infoview_tui.screens.messages import Back, GoTo
from infoview_tui.screens.tabbed import TabbedPage
from infoview_tui.screens.typed import read_when
from infoview_tui.services.desk import Desk
from infoview_tui.services.letter_choice import begin_letter
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.promises import (
    Owed,
    add_promise,
    delete_promise,
    keep,
    move,
    owed,
    read_promise,
)
from infoview_tui.services.touch import touch_counts
from infoview_tui.widgets.drawn import Span, columns, fit
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows

LATELY = 5
"""Kept promises shown."""


class PromisesPage(TabbedPage):
    """A tab of Touch; `promise_id` is where the cursor begins."""

    NAME = "promises"
    PLACE = "touch"

    def __init__(self, desk: Desk, promise_id: int | None = None) -> None:
        super().__init__(desk)
        self.came_for = promise_id
        self.list = Rows("promises")
        self.panes = [self.list]
        self.owed = Owed((), (), {})
        self.promises: dict[int, Promise] = {}

    def body(self) -> Sequence[Widget]:
        """One list."""
        return [self.list]

    async def load(self) -> None:
        """Read those that are shown; the others are only counted."""
        owes = self.owed = await self.desk.ask(owed, LATELY)
        self.promises = {p.id: p for p in (*owes.left, *owes.kept)}
        self.list.show(self._rows)
        self.row_changed()
        # To count whose turn it is takes longest, and what one came for need not wait for it.
        desk = self.desk
        counts = await desk.ask(touch_counts, desk.now(), desk.zone, desk.config.tiers)
        self.count_tabs(**counts)

    async def ready(self) -> None:
        """Go to the promise that one came for."""
        if self.came_for is not None:
            self.list.go_to(self.came_for)

    def row_changed(self) -> None:
        """Say all of a promise that the row cuts, and how promises come where there are none."""
        if not self.promises:
            self.advise("In a meeting, begin a note with > or < and it lands here with a date.")
            return
        cut = "…" in self.list.rows[self.list.cursor].text
        self.advise(f"{self.promise.person}: {self.promise.body}" if cut else "")

    def _rows(self, width: int) -> Sequence[Row]:
        rows: list[Row] = []
        for name, side in (("Mine", Side.MINE), ("Theirs", Side.THEIRS)):
            there, kept = self.owed.counts.get(side, (0, 0))
            left = [p for p in self.owed.left if p.side is side]
            if there:
                rows += [BLANK] if rows else []
                rows += [heading(f"{name} · {len(left)}, kept {kept} of {there}")]
                rows += [BLANK] if left else []
                rows += [self._open_row(p, width) for p in left]
        if self.owed.kept:
            rows += [BLANK, heading("Kept lately"), BLANK]
            rows += [self._kept_row(p, width) for p in self.owed.kept]
        return rows or [heading("Promises"), BLANK, Row("No open promises.")]

    def _open_row(self, promise: Promise, width: int) -> Row:
        today = self.desk.now().date()
        badge = due_word(promise.due, today)
        made = promise.created_at
        since = weekday_date(made.astimezone(self.desk.zone).date(), today) if made else ""
        role = "error" if promise.due < today else "warning" if promise.due == today else "accent"
        return self._row(promise, width, badge, since, Span(0, len(badge), role))

    def _kept_row(self, promise: Promise, width: int) -> Row:
        assert promise.kept_at is not None
        kept = promise.kept_at.astimezone(self.desk.zone).date()
        badge = f"✓ {row_day(kept, self.desk.now().date())}"
        return self._row(promise, width, badge, promise.side, Span(0, 1, "success"))

    def _row(self, promise: Promise, width: int, badge: str, last: str, span: Span) -> Row:
        who = 14 if width < 76 else 18 if width < 110 else 28
        what = min(74, width - 11 - who - 4 - (0 if width < 76 else 12))
        cells = [(badge, 11), (promise.person, who), (promise.body, what)]
        cells += [(last, 10)] if width >= 76 else []
        return Row(columns(*cells).rstrip(), promise.id, 11, (span,))

    @property
    def promise(self) -> Promise:
        """The promise under the cursor."""
        current = self.list.current
        assert isinstance(current, int)
        return self.promises[current]

    async def do_back(self) -> None:
        """Go back to where one came from with a promise; else it is a place."""
        if self.came_for is not None and self.last_key == "escape":
            self.post_message(Back())
        else:
            await super().do_back()

    async def do_open(self) -> None:
        """Open the person."""
        self.post_message(GoTo("person", {"person_id": self.promise.person_id}))

    async def do_write(self) -> None:
        """Write a gentle word about what they offered, or the letter that one's own part needs."""
        promise = self.promise
        now, zone = self.desk.now(), self.desk.zone
        if promise.side is Side.THEIRS:
            about = promise.person_id, promise.interview_id
            id = await self.desk.ask(draft_letter, now, zone, "offer", *about)
        else:
            habits = self.desk.config.habits
            id = await self.desk.ask(begin_letter, now, zone, promise.person_id, habits)
        self.post_message(GoTo("letter", {"letter_id": id}))

    async def do_kept(self) -> None:
        """Kept today, or open again; the cursor stays among the open ones."""
        promise = self.promise

        async def turn() -> bool:
            return await self.desk.ask(keep, self.desk.now(), promise.id)

        row = self.list.cursor
        kept = await turn()
        self.desk.can_undo(f'{"keeping" if kept else "reopening"} "{promise.body}"', turn)
        self.list.move(1)
        if self.list.cursor == row:
            self.list.move(-1)
        await self.reload()
        self.say(f"{'Kept' if kept else 'Open again'}: {promise.body}.  u undo")

    async def do_edit(self) -> None:
        """Ask for another day."""
        promise = self.promise

        async def done(text: str) -> None:
            due = read_when(self.desk, text).day
            await self.desk.ask(move, self.desk.now(), promise.id, due)
            self.desk.can_undo(
                f'the new day of "{promise.body}"',
                lambda: self.desk.ask(move, self.desk.now(), promise.id, promise.due),
            )
            await self.reload()
            self.list.go_to(promise.id)
            self.say(f"Due {weekday_date(due, self.desk.now().date())}: {promise.body}.  u undo")

        await self.type(Typing("Which day?", done, echo=self._echo, hint="3d, fri, 4 dec"))

    def _echo(self, text: str) -> str:
        try:
            return f"due {weekday_date(read_when(self.desk, text).day, self.desk.now().date())}"
        except RefusedError:
            return "not a date yet"

    def _read(self, text: str) -> tuple[Side, str, date]:
        return read_promise(text, self.desk.now(), day_first=self.desk.config.day_first)

    async def do_new(self) -> None:
        """Write down a promise of mine to the person of the row, or of theirs."""
        person_id, person = self.promise.person_id, self.promise.person

        async def done(text: str) -> None:
            if not text.strip():
                return
            now = self.desk.now()
            side, body, due = self._read(text)
            id = await self.desk.ask(add_promise, now, person_id, side, body, due)
            self.desk.can_undo(
                f'the promise "{body}"',
                lambda: self.desk.ask(delete_promise, self.desk.now(), id),
            )
            await self.reload()
            self.list.go_to(id)
            self.say(f"Due {weekday_date(due, now.date())}: {body}.  u undo")

        def echo(text: str) -> str:
            side, _body, due = self._read(text)
            whose = "mine" if side is Side.MINE else "theirs"
            return f"{whose}, due {weekday_date(due, self.desk.now().date())}"

        await self.type(
            Typing(
                fit(person, min(18, len(person))),
                done,
                place=f"promise:new:{person_id}",
                hint="> I will, < they will, by friday",
                echo=echo,
            )
        )
