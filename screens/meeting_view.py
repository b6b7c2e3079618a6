"""What the live meeting shows: clock, sentence to say, checklist, side pane and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.commands import Command, commands_of
from infoview_tui.domain.clock import Reading, ends_at, read_clock
from infoview_tui.screens.meeting_help import help_pages, key_words
from infoview_tui.screens.meeting_rows import (
    in_view,
    list_height,
    note_rows,
    question_rows,
    spent_minutes,
)
from infoview_tui.screens.meeting_side import card_pages, side_rows
from infoview_tui.screens.meeting_typing import MeetingTyping
from infoview_tui.screens.meeting_words import FACES, clock_face, current_words, to_say, until, who
from infoview_tui.services.desk import Desk
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.clock import Clock
from infoview_tui.widgets.drawn import shown
from infoview_tui.widgets.row import Row, heading
from infoview_tui.widgets.rows import MARGIN, Rows
from infoview_tui.widgets.script import Script

SIDE = 28
"""Cells of the pane beside the checklist in a window of less than 120."""
NOT_IN_NARROW = ("meeting.question_up", "meeting.cards")
BESIDE_THE_KEYS = (
    *("keys", "cards", "save", "pause", "less", "more", "offered", "clock", "fixed_end"),
    *("leave", "repaint", "interrupt", "quit"),
)
"""What is done while the keys are shown; what anything else changes has to be in sight."""
WIDE_LABELS = {"meeting.offered": "they offer more"}


class MeetingView(MeetingTyping):
    """Draws a meeting from its snapshot; what a key does is not its business."""

    NAME = "meeting"
    CSS_PATH = stylesheet("meeting")
    SMALLEST: ClassVar[tuple[int, int]] = (30, 3)
    VERTICAL_BREAKPOINTS = [
        *((0, "-flat"), (4, "-least"), (10, "-short")),
        *((24, "-tall"), (40, "-high")),
    ]

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk, interview_id)
        self.clock = Clock()
        self.script = Script()
        self.questions = Rows("questions")
        self.side = Rows("side", margin=0)
        self.notes = Rows("notes", margin=1)
        self.panes = [self.questions, self.notes]
        self.face = FACES[0]
        self.cards_page = 0
        self._pages = 1
        self._advised = False
        self._minutes: dict[int, int] = {}

    def body(self) -> Sequence[Widget]:
        """Three lists."""
        return [self.questions, self.side, self.notes]

    def above(self) -> Sequence[Widget]:
        """The clock, and the row for what to say."""
        return [self.clock, self.script]

    def below(self) -> Sequence[Widget]:
        """The note line."""
        return [self.note_line]

    @property
    def bare(self) -> bool:
        """Whether the window has room for clock, question and note line alone."""
        return self.app.size.height < 10

    def show(self) -> None:
        """Draw everything from the snapshot."""
        if self.live is None:
            return
        self.set_class(self.keys_shown, "-keys")
        self.set_class(self.cards_page > 0, "-cards")
        # First the list: the clock draws it anew only where it is an old one by then.
        self.show_questions()
        self.show_clock()
        self._show_side()
        self.show_notes()

    def on_resize(self) -> None:
        """Share the rows out anew; beside the notes the side pane comes last."""
        super().on_resize()
        body, vast = self.query_one("#body", Container), self.app.size.width >= 200
        last = body.children.index(self.side) > body.children.index(self.notes)
        if vast and not last:
            body.move_child(self.side, after=self.notes)
        elif last and not vast:
            body.move_child(self.side, before=self.notes)
        if self.live is not None:
            self.show()

    # The lists.

    def show_questions(self) -> None:
        """Draw the checklist and give it the rows it needs."""
        if self.live is None:
            return
        live, closing, here = self.live, self.closing, self.current()
        width = self.app.size.width
        current = here.id if here else None
        self._minutes = self._shown_minutes()
        done = frozenset(item.id for item in live.items if closing and item.done)
        self.script.show(self._script())
        flat = self.app.size.height < 4
        if flat or self._advised:
            self.advise(current_words(live, here) if flat else "")
            self._advised = flat

        def every(room: int, most: int = 99) -> list[Row]:
            return question_rows(
                live,
                room,
                current=current,
                closing=closing,
                narrow=width < 80,
                minutes=self._minutes,
                most=most,
            )

        def build(room: int) -> Sequence[Row]:
            height = self.questions.size.height
            return in_view(every(room, max(1, height - 1)), current, height, done)

        self.questions.highlight = self.mode == "list"
        self.questions.bracket = self.mode == "list"
        self.questions.show(build, at=current)
        beside = len(self._side(SIDE, 99, wide=False)) if 80 <= width < 120 else 0
        self.set_class(80 <= width < 120 and not beside, "-alone")
        taken = SIDE + 2 if beside else 0
        wanted = len(every((74 if width >= 120 else width - taken) - MARGIN))
        self._share_out(wanted if self.cards_page else max(wanted, beside))

    def _share_out(self, wanted: int) -> None:
        width, height = self.app.size
        room = height - 6 - (2 if height >= 40 and width >= 120 else 0)
        rows = list_height(room, wanted, narrow=width < 80)
        one = width >= 200 or (self.keys_shown and width < 120)
        self.query_one("#body").styles.grid_rows = "1fr" if one else f"{rows} 1fr"

    def _shown_minutes(self) -> dict[int, int]:
        assert self.live is not None
        minutes = spent_minutes(self.live, self.live.interview.used_seconds(self.desk.now()))
        width = self.app.size.width
        if width >= 120:
            return minutes
        here = self.current() if width >= 48 else None
        return {id: n for id, n in minutes.items() if here is not None and id == here.id}

    def _side(self, width: int, height: int, *, wide: bool) -> list[Row]:
        assert self.live is not None
        return side_rows(
            *(self.live, width, height), thanking=self.thanking, closing=self.closing, wide=wide
        )

    def _show_side(self) -> None:
        wide = self.app.size.width >= 120

        def build(width: int) -> Sequence[Row]:
            assert self.live is not None
            height = self.side.size.height
            if self.keys_shown:
                pages = help_pages(self._keys(), width, height)
            elif self.cards_page:
                pages = card_pages(self.live, width, height, wide=wide)
            else:
                return self._side(width, height, wide=wide)
            self._pages = len(pages)
            return pages[min(self.keys_page or self.cards_page, len(pages)) - 1]

        self.side.show(build)

    def _keys(self) -> list[tuple[str, str]]:
        typing = self.prompt.typing is not None
        off = frozenset(c.id for c in commands_of(*self.scopes()) if typing and self.why_not(c))
        return key_words(self.scopes(), off, typing=typing)

    def turn_keys(self) -> None:
        """Show the keys, then the sources, page by page, and then the lists again."""
        page = self.keys_page + 1 if self.keys_page < self._pages else 0
        self._turn(keys=page)

    def turn_cards(self) -> None:
        """Show what the cards say, page by page, and then what was there before."""
        if self.live is not None and not self.live.cards:
            self.say("No cards were chosen for this meeting.")
            return
        page = self.cards_page + 1 if self.cards_page < self._pages else 0
        self._turn(cards=page)

    async def run(self, command: Command) -> None:
        """Show the lists again before a key changes what the keys shown hide."""
        ticks = command.action == "save" and not self.note.text.strip()
        hidden = self.keys_shown and self.app.size.width < 120
        if hidden and (ticks or command.action not in BESIDE_THE_KEYS):
            self.close_keys()
        await super().run(command)

    def close_keys(self) -> None:
        """Show the lists again."""
        self._turn()

    def _turn(self, *, keys: int = 0, cards: int = 0) -> None:
        if self.bare and (keys or cards):
            self.say("That needs 10 rows or more.")
            return
        self.keys_page, self.cards_page = keys, cards
        # How many pages there are is known once they are drawn in the room they get.
        if keys + cards <= 1:
            self._pages = 1
        self.show()

    def show_notes(self) -> None:
        """Draw the newest notes that fit, or those around the chosen one."""
        assert self.live is not None
        live = self.live
        waiting = list(self.unsaved.values()) if self.prompt.trouble else []
        count = len(live.notes) + len(waiting)
        chosen = self.chosen_note if self.mode == "notes" else None

        def build(width: int) -> Sequence[Row]:
            rows, above = note_rows(live, waiting, width, self.notes.size.height - 1, chosen)
            if self.mode != "notes":
                rows = [replace(row, key=None) for row in rows]
            return [heading(f"Notes · {count}", f"{above} more" if above else ""), *rows]

        self.notes.show(build, at=chosen)

    def show_trouble(self, text: str) -> None:
        """Show the notes that wait, too."""
        super().show_trouble(text)
        if self.live is not None:
            self.show_notes()

    # What stands above them, each second.

    def show_clock(self) -> None:
        """Draw what the clock says now, and what follows from it where that changed."""
        assert self.live is not None
        live, width = self.live, self.app.size.width
        now = self.desk.now()
        reading = read_clock(live.interview, now)
        clock = self.desk.by_the_clock(now)
        self.clock.show(clock_face(live, reading, clock, self.face, width))
        self._show_top(reading)
        if reading.phase != self.phase:
            self.enter_phase(reading.phase)
            self.keep_current()
            self.show_questions()
        elif self._minutes != self._shown_minutes():
            self.show_questions()
        self.script.show(self._script())

    def _show_top(self, reading: Reading) -> None:
        assert self.live is not None
        interview, width = self.live.interview, self.app.size.width
        end = ends_at(interview, self.desk.now())
        words = until(
            interview, self.desk.by_the_clock(end) if end else None, width, over=reading.over
        )
        names = shown(interview.who)
        # A blank before it and three between.
        self.bar.show(f" {who(interview, width - len(words) - 4)}", words, bold=names)

    def _script(self) -> str:
        assert self.live is not None
        if self.bare:
            return current_words(self.live, self.current())
        reading = read_clock(self.live.interview, self.desk.now())
        return to_say(self.live, reading, self.app.size.width - 1, thanking=self.thanking)

    # The footer.

    def label_of(self, command: Command) -> str:
        """Leave out what a narrow window has no room for; say more in a wide one."""
        width = self.app.size.width
        if width < 80 and command.id in NOT_IN_NARROW:
            return ""
        if command.action == "pause" and self.live is not None and self.live.interview.paused:
            return "go on"
        if command.action == "offered" and width >= 120 and self.hosted:
            return "you give more"
        label = super().label_of(command)
        return WIDE_LABELS.get(command.id, label) if width >= 120 else label
