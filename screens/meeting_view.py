"""What the live meeting shows: clock, sentence to say, checklist, side pane and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.widget import Widget

from infoview_tui.content.library import courtesy_lines
from infoview_tui.domain.clock import bar, ends_at, pace, read_clock
from infoview_tui.domain.interviews import Mode
from infoview_tui.domain.letters import fill, minutes_words
from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.wording import clock as clock_words
from infoview_tui.domain.wording import mmss
from infoview_tui.screens.meeting_rows import (
    asked_count,
    key_rows,
    note_rows,
    question_rows,
    side_rows,
)
from infoview_tui.screens.meeting_typing import MeetingTyping
from infoview_tui.services.desk import Desk
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.clock import Clock, Face
from infoview_tui.widgets.drawn import Drawn, Span, fit
from infoview_tui.widgets.rows import Row, Rows

FACES = ("left", "elapsed", "wall")


class Script(Drawn):
    """The row for a sentence to say aloud; blank until it is time."""

    def __init__(self) -> None:
        super().__init__(id="script")
        self.text = ""

    def show(self, text: str) -> None:
        """Show a sentence, or nothing."""
        if text != self.text:
            self.text = text
            self.refresh()

    def line(self, y: int) -> tuple[str, Sequence[Span]]:
        """Draw the sentence."""
        return f" {fit(self.text, self.size.width - 1)}", (Span(0, 999, "heading"),)


class MeetingView(MeetingTyping):
    """Draws a meeting from its snapshot; what a key does is not its business."""

    NAME = "meeting"
    CSS_PATH = stylesheet("meeting")
    SMALLEST: ClassVar[tuple[int, int]] = (30, 3)
    VERTICAL_BREAKPOINTS = [(0, "-least"), (10, "-short"), (24, "-tall"), (40, "-high")]

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk, interview_id)
        self.clock = Clock()
        self.script = Script()
        self.questions = Rows("questions")
        self.side = Rows("side")
        self.notes = Rows("notes")
        self.panes = [self.questions, self.notes]
        self.face = FACES[0]
        self.backs = False

    def body(self) -> Sequence[Widget]:
        """Three lists."""
        return [self.questions, self.side, self.notes]

    def above(self) -> Sequence[Widget]:
        """The clock, and the row for what to say."""
        return [self.clock, self.script]

    def below(self) -> Sequence[Widget]:
        """The note line."""
        return [self.note_line]

    def show(self) -> None:
        """Draw everything from the snapshot."""
        if self.live is None:
            return
        self.show_clock()
        self.show_questions()
        points = self.thanking
        if self.keys_shown:
            self.side.show(lambda width: key_rows(self.scopes(), width))
        else:
            live = self.live
            self.side.show(lambda w: side_rows(live, w, points=points, backs=self.backs))
        self.show_notes()

    def on_resize(self) -> None:
        """Share the rows out anew."""
        super().on_resize()
        if self.live is not None:
            self.show()

    def show_questions(self) -> None:
        """Draw the checklist and give it the rows it needs."""
        if self.live is None:
            return
        live = self.live
        narrow = self.app.size.width < 80
        closing = self.closing
        here = self.current()

        def build(width: int) -> Sequence[Row]:
            return question_rows(
                live, width, current=here.id if here else None, closing=closing, narrow=narrow
            )

        self.questions.highlight = self.mode == "list"
        self.questions.bracket = self.mode == "list"
        self.questions.show(build, at=here.id if here else None)
        body = self.query_one("#body")
        room = body.size.height
        wanted = len(self.questions.rows) + (1 if room >= 16 else 0)
        rows = max(3, min(wanted, room - 6))
        one = self.has_class("-vast") or self.keys_shown
        body.styles.grid_rows = "1fr" if one else f"{rows} 1fr"

    def show_notes(self) -> None:
        """Draw the newest notes that fit, or those around the chosen one."""
        assert self.live is not None
        live = self.live
        waiting = list(self.unsaved.values()) if self.prompt.trouble else []
        count = len(live.notes) + len(waiting)

        def build(width: int) -> Sequence[Row]:
            rows = note_rows(live, waiting, width)
            if self.mode != "notes":
                rows = [replace(row, key=None) for row in rows]
            room = max(1, self.notes.size.height - 1)
            keys = [row.key for row in rows]
            last = len(rows)
            if self.mode == "notes" and self.chosen_note in keys:
                last = max(room, keys.index(self.chosen_note) + 1)
            hidden = max(0, last - room)
            above = f"{hidden} more" if hidden else ""
            return [Row(f"Notes · {count}", heading=True, right=above), *rows[hidden:last]]

        self.notes.show(build, at=self.chosen_note if self.mode == "notes" else None)

    def _show_top(self) -> None:
        assert self.live is not None
        interview = self.live.interview
        narrow = self.app.size.width < 80
        who = " · ".join(
            ", ".join(part for part in (p.name, "" if narrow else p.role, p.organisation) if part)
            for p in interview.people
        )
        mode = {Mode.IN_PERSON: "in person"}.get(interview.mode, interview.mode.value)
        end = ends_at(interview, self.desk.now())
        over = read_clock(interview, self.desk.now()).over
        word = "ended" if over else "ends"
        offered = interview.extension_minutes
        more = f" + {offered} offered" if offered else " min"
        at = clock_words(end.astimezone(self.desk.zone)) if end else ""
        agreed = f"agreed {interview.agreed_minutes}{more} · {word} {at}"
        if narrow:
            agreed = f"{interview.agreed_minutes + offered} min · {word} {at}"
        self.bar.show(f" {who} · {mode}", agreed, bold=interview.people[0].name if who else "")

    def show_clock(self) -> None:
        """Draw what the clock says now, and all that follows from it."""
        assert self.live is not None
        interview = self.live.interview
        now = self.desk.now()
        reading = read_clock(interview, now)
        asked, total = asked_count(self.live.items)
        words = pace(reading, interview.split, asked, total)
        if self.app.size.width < 80:
            words = words.partition(", about")[0]
        figure, word = mmss(abs(reading.left)), "over" if reading.over else "left"
        if self.face == "elapsed":
            figure, word = mmss(reading.used), "elapsed"
        elif self.face == "wall":
            figure, word = clock_words(now), "now"
        if reading.paused:
            words = "paused"
        role = "alert" if reading.over else "heading"
        stands_out = "alert" if reading.paused else "error" if reading.up else ""
        drawn = bar(reading, interview.split)
        self.clock.show(Face(figure, word, drawn, words, role, stands_out))
        self.script.show(self._to_say(interview.agreed_minutes, reading.closing_soon, reading.up))
        self._show_top()
        if reading.phase != self.phase:
            self.phase = reading.phase
            self._keep_current()
            self.show_questions()

    def _keep_current(self) -> None:
        # Notes of other shells are tied to the stored item: it must be one that is on the screen.
        item = self.current()
        if item is not None and self.live and item.id != self.live.interview.current_item_id:
            self.make_current(item)

    def show_trouble(self, text: str) -> None:
        """Show the notes that wait, too."""
        super().show_trouble(text)
        if self.live is not None:
            self.show_notes()

    def _to_say(self, agreed: int, soon: bool, up: bool) -> str:
        assert self.live is not None
        lines = courtesy_lines()
        if self.thanking:
            points = [n.body for n in self.live.notes if n.kind is NoteKind.KEY_POINT]
            if not points:
                return f'Say: "{lines.thanks_without_key_point}"'
            return f'Say: "{fill(lines.thanks, {"key_point": points[0].rstrip(".")})}"'
        if up:
            said = fill(lines.time_is_up, {"agreed": minutes_words(agreed)})
            return f'Say: "{said}"  F5 they offer'
        return f'Say: "{lines.two_minutes}"' if soon else ""
