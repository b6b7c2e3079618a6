"""What the write-up shows: the times, the checklist, the notes of one question, and the ticks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.widget import Widget

from infoview_tui.domain.preparation import Item, ItemKind, ItemState
from infoview_tui.domain.wording import weekday_date
from infoview_tui.screens.meeting_rows import in_view
from infoview_tui.screens.meeting_typing import MeetingTyping
from infoview_tui.screens.meeting_words import who
from infoview_tui.screens.write_up_rows import (
    closing_rows,
    kept,
    question_rows,
    span,
    times_rows,
    written_rows,
)
from infoview_tui.services.desk import Desk
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.drawn import shown
from infoview_tui.widgets.row import BLANK, Row
from infoview_tui.widgets.rows import MARGIN, Rows

FIXED = 4
"""Rows of the window that are no lists: header, line, note line, footer."""
ROWS_FOR_TIMES = 18
"""Rows of the lists from which the times have a place among them; else they stand on top."""
ROWS_FOR_TICKS = 9
"""Rows of the lists below which the ticks show only while one of them is the current."""


class WriteUpView(MeetingTyping):
    """Draws a write-up from its snapshot; what a key does is not its business."""

    CSS_PATH = stylesheet("write_up")

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk, interview_id)
        self.questions = Rows("questions")
        self.notes = Rows("notes", margin=1)
        self.ticks = Rows("ticks")
        self.panes = [self.questions, self.notes]
        self._above: list[Row] = []

    def body(self) -> Sequence[Widget]:
        """Times and questions, what was written for one of them, and the closing ticks."""
        return [self.questions, self.notes, self.ticks]

    def below(self) -> Sequence[Widget]:
        """The note line."""
        return [self.note_line]

    def shown_items(self) -> tuple[Item, ...]:
        """Return every item: here none waits for the end."""
        return self.live.items if self.live is not None else ()

    def current(self) -> Item | None:
        """Return the chosen item, else the first open question: no note is for a tick unasked."""
        items = self.shown_items()
        chosen = self.live.interview.current_item_id if self.live else None
        here = next((i for i in items if i.id == chosen), None)
        questions = (i for i in items if i.kind is not ItemKind.CLOSING)
        return here or next((i for i in questions if i.state is ItemState.OPEN), None)

    def on_resize(self) -> None:
        """Share the rows out anew."""
        super().on_resize()
        self.show()

    def show(self) -> None:
        """Draw everything from the snapshot."""
        if self.live is not None:
            self.show_questions()
            self.show_notes()

    def show_questions(self) -> None:
        """Draw the times, the checklist and the ticks, and share out the rows."""
        if self.live is None:
            return
        live, here, active = self.live, self.current(), self.mode == "list"
        room, width = self.app.size.height - FIXED, self.app.size.width - MARGIN
        current = here.id if here else None
        ticks = closing_rows(live, width, current)
        if room < ROWS_FOR_TICKS:
            ticks = ticks[1:] if here is not None and here.kind is ItemKind.CLOSING else []
        times = times_rows(live.interview, self.desk.now(), width) if room >= ROWS_FOR_TIMES else []
        wanted = len(times) + len(question_rows(live, width, current, active=active))
        notes = 1 + max(2, sum(here is None or note.item_id == here.id for note in live.notes))
        # Blank rows only above headings, and only where nothing has to go for them.
        self._above = [BLANK] if wanted + notes + len(ticks) + FIXED <= room else []
        first = [*self._above, *times, *(self._above if times else [])]
        least = 3 if room >= ROWS_FOR_TICKS else 2
        height = min(wanted + len(first) - len(times), room - len(ticks) - least)

        def build(width: int) -> Sequence[Row]:
            rows = question_rows(live, width, current, active=active)
            asked = [row.key for row in rows if isinstance(row.key, int)]
            near = current if current in asked or not asked else asked[-1]
            rows = in_view(rows, near, height - len(first), frozenset())
            # Without a key none of them has the cursor: that is on a tick.
            drawn = rows if current in asked else [replace(row, key=None) for row in rows]
            return [*first, *drawn]

        self.questions.highlight = active
        self.questions.show(build, at=current)
        self.questions.styles.height = height
        self.ticks.show(lambda _width: [*self._above, *ticks])
        self.ticks.styles.height = len(ticks) + len(self._above)
        self._show_top(with_times=not times)

    def show_notes(self) -> None:
        """Draw the notes of the current question; all of them while they have the keys."""
        if self.live is None:
            return
        live, active = self.live, self.mode == "notes"
        waiting = list(self.unsaved.values()) if self.prompt.trouble else []
        item = None if active else self.current()
        chosen = self.chosen_note if active else None

        def build(width: int) -> Sequence[Row]:
            height = self.notes.size.height - len(self._above)
            return [*self._above, *written_rows(live, item, waiting, width, height, chosen)]

        self.notes.show(build, at=chosen)

    def show_trouble(self, text: str) -> None:
        """Show the notes that wait, too."""
        super().show_trouble(text)
        self.show_notes()

    def _show_top(self, *, with_times: bool) -> None:
        assert self.live is not None
        talk, now, width = self.live.interview, self.desk.now(), self.app.size.width
        began, ended = span(talk, now)
        facts = ["write-up"]
        begins = talk.started_at or talk.starts_at
        if with_times and ended:
            facts = [f"{began}-{ended}", *([kept(talk, now)] if width >= 60 else []), *facts]
        elif begins is not None and width >= 60:
            day = begins.astimezone(now.tzinfo).date()
            facts = [weekday_date(day, now.date()), *facts]
        self.bar.show(
            f" {who(talk, width - len(' · '.join(facts)) - 4)}",
            " · ".join(facts),
            bold=shown(talk.who),
        )
