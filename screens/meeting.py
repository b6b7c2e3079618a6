"""The live meeting: clock, checklist, notes and closing, and a note line that always has the keys.

Whatever is saved here goes through the saver, one thing after another and without waiting, so
that neither a slow disk nor a stalled terminal can hold up a word.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from textual.widget import Widget

from infoview_tui.commands import FIELD
from infoview_tui.content.library import courtesy_lines
from infoview_tui.domain.clock import bar, ends_at, pace, read_clock
from infoview_tui.domain.interviews import Mode
from infoview_tui.domain.letters import fill, minutes_words
from infoview_tui.domain.notes import Note, NoteKind
from infoview_tui.domain.preparation import Item, ItemKind, ItemState
from infoview_tui.domain.wording import clock as clock_words
from infoview_tui.domain.wording import mmss
from infoview_tui.errors import InfoviewError
from infoview_tui.screens.meeting_list import MeetingList
from infoview_tui.screens.meeting_rows import asked_count, key_rows, note_rows, side_rows
from infoview_tui.screens.page import GoTo
from infoview_tui.services import meeting as meetings
from infoview_tui.services.desk import Desk
from infoview_tui.services.meeting import Live
from infoview_tui.services.notes import capture
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import new_uid
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.clock import Clock, Face
from infoview_tui.widgets.drawn import Drawn, Span, fit
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.note_line import NoteLine
from infoview_tui.widgets.rows import Row, Rows

FACES = ("left", "elapsed", "wall")
HELP_SIGN = "?"


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


class MeetingPage(MeetingList):
    """One meeting, live."""

    NAME = "meeting"
    CSS_PATH = stylesheet("meeting")
    SMALLEST: ClassVar[tuple[int, int]] = (30, 3)
    VERTICAL_BREAKPOINTS = [(0, "-least"), (10, "-short"), (24, "-tall"), (40, "-high")]

    def __init__(self, desk: Desk, interview_id: int) -> None:
        super().__init__(desk)
        self.interview_id = interview_id
        self.place = f"meeting:{interview_id}:note"
        self.note = Editor()
        self.note_line = NoteLine(self.note)
        self.clock = Clock()
        self.script = Script()
        self.questions = Rows("questions")
        self.side = Rows("side")
        self.notes = Rows("notes")
        self.panes = [self.questions, self.notes]
        self.face = FACES[0]
        self.unsaved: dict[str, str] = {}
        self.backs = False
        self.keys_shown = False

    def body(self) -> Sequence[Widget]:
        """Three lists."""
        return [self.questions, self.side, self.notes]

    def above(self) -> Sequence[Widget]:
        """The clock, and the row for what to say."""
        return [self.clock, self.script]

    def below(self) -> Sequence[Widget]:
        """The note line."""
        return [self.note_line]

    async def ready(self) -> None:
        """Put back what was half typed, and let the clock run."""
        self.note.set(await self.desk.restored(self.place))
        self.note_line.refresh()
        self._tick()

    async def load(self) -> None:
        """Read the meeting, unless newer ticks of ours are still on their way to the disk."""
        live = await self.desk.ask(meetings.live, self.interview_id)
        if live.interview.started_at is None:
            await self.desk.ask(meetings.start, self.desk.now(), self.interview_id)
            live = await self.desk.ask(meetings.live, self.interview_id)
        if live.interview.ended_at is not None:
            self.post_message(GoTo("debrief", {"interview_id": self.interview_id}, instead=True))
        if self.live is not None and not self.desk.saver.settled():
            return
        self.live = live
        self.show()

    # What is shown.

    def show(self) -> None:
        """Draw everything from the snapshot."""
        if self.live is None:
            return
        self._show_top()
        self._show_clock()
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
        who = " · ".join(
            ", ".join(part for part in (p.name, p.role, p.organisation) if part)
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
        if self.app.size.width < 80:
            agreed = f"{interview.agreed_minutes + offered} min · {word} {at}"
        self.bar.show(f" {who} · {mode}", agreed, bold=interview.people[0].name if who else "")

    def _show_clock(self) -> None:
        assert self.live is not None
        interview = self.live.interview
        now = self.desk.now()
        reading = read_clock(interview, now)
        asked, total = asked_count(self.live.items)
        words = pace(reading, interview.agreed_minutes, asked, total)
        figure, word = mmss(abs(reading.left)), "over" if reading.over else "left"
        if self.face == "elapsed":
            figure, word = mmss(reading.used), "elapsed"
        elif self.face == "wall":
            figure, word = clock_words(now), "now"
        if reading.paused:
            words = "paused"
        role = "alert" if reading.over else "heading"
        stands_out = "alert" if reading.paused else "error" if reading.up else ""
        drawn = bar(reading, interview.agreed_minutes)
        self.clock.show(Face(figure, word, drawn, words, role, stands_out))
        self.script.show(self._to_say(interview.agreed_minutes, reading.closing_soon, reading.up))
        if reading.phase != self.phase:
            self.phase = reading.phase
            self.show_questions()
            self._show_top()

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

    def _tick(self) -> None:
        if self.live is not None and self.is_current:
            self._show_clock()
        into = self.desk.now().microsecond / 1_000_000
        started = self.live.interview.started_at if self.live else None
        if started is not None:
            into = (self.desk.now() - started).total_seconds() % 1
        # Just past the whole second, so that each is shown once.
        self.set_timer(1.02 - into if into < 1 else 1, self._tick)

    # The keyboard.

    def editor(self) -> Editor | None:
        """The note line, unless a question of its own is typed or the list has the keys."""
        return super().editor() or (self.note if self.mode == "note" else None)

    def edited(self) -> None:
        """Keep the half-typed note."""
        if self.prompt.typing is not None:
            super().edited()
            return
        self.desk.saver.draft(self.place, self.note.text)
        self.note_line.refresh()

    def scopes(self) -> tuple[str, ...]:
        """The list and the notes have keys of their own before the meeting's."""
        if self.prompt.typing is not None:
            return (FIELD,)
        first = {"list": ("meeting_list",), "notes": ("meeting_notes",)}.get(self.mode, ())
        return (*first, "meeting")

    def title_words(self) -> str:
        """Return the name on the help page."""
        return "Meeting"

    def later(
        self, work: Callable[[Store, datetime], Any], done: Callable[[Any], None] | None = None
    ) -> None:
        """Hand a change to the saver; `done`, on the event loop, is told what came of it."""
        self._save(work, done or self._changed)

    def _save(
        self,
        work: Callable[[Store, datetime], Any],
        done: Callable[[Any], None],
        **typed: str,
    ) -> None:
        loop = asyncio.get_running_loop()
        now = self.desk.now()
        self.desk.saver.save(
            lambda store: work(store, now),
            lambda result: _hand_over(loop, done, result),
            **typed,
        )

    def _changed(self, result: Any) -> None:
        if isinstance(result, InfoviewError):
            self.say(str(result))
        self.call_later(self.reload)

    async def do_save(self) -> None:
        """Save the note; an empty line means that the current question is done."""
        if self.mode != "note":
            await self.do_answered()
            return
        text = self.note.text
        if not text.strip():
            self.note.set("")
            self.tick_current(ItemState.ASKED)
        elif text.strip() == HELP_SIGN:
            self._clear()
            await self.do_keys()
        else:
            self._clear()
            self.save_note(text)

    def _clear(self) -> None:
        self.note.set("")
        self.edited()

    def save_note(self, text: str) -> None:
        """Save one note; it is shown once it is on the disk."""
        assert self.live is not None
        uid = new_uid()
        self.unsaved[uid] = text
        save = partial(
            capture,
            line=text,
            uid=uid,
            interview_id=self.interview_id,
            person_id=self.live.interview.person_id,
            item_id=self.current_id,
            zone=self.desk.zone,
        )
        self._save(save, partial(self._saved, uid, text), place=self.place, words=text)
        self.undos.append(("the note", partial(self.delete_by_uid, uid=uid)))

    def _saved(self, uid: str, text: str, result: Note | InfoviewError) -> None:
        self.unsaved.pop(uid, None)
        if isinstance(result, InfoviewError):
            self.say(str(result))
            if not self.note.text:
                self.note.set(text)
                self.edited()
            return
        assert self.live is not None
        if all(note.id != result.id for note in self.live.notes):
            notes = sorted((*self.live.notes, result), key=lambda note: (note.at, note.id))
            self.live = replace(self.live, notes=tuple(notes))
        self._tick_names(result)
        self.say(self._said(result))
        self.show()

    def _said(self, note: Note) -> str:
        if note.kind is NoteKind.PERSON:
            name = note.body.split(",")[0].strip()
            return f"Saved. {name} goes into People when you end.  F8 undo"
        return "Saved."

    def _tick_names(self, note: Note) -> None:
        if note.kind is not NoteKind.PERSON or self.live is None:
            return
        names = next((i for i in self.live.items if i.kind is ItemKind.CLOSING), None)
        if names is not None and not names.done:
            self.set_state(names, ItemState.ASKED)

    async def do_keys(self) -> None:
        """Show the keys in the side pane."""
        self.keys_shown = not self.keys_shown
        self.set_class(self.keys_shown, "-swap")
        self.show()

    async def do_cards(self) -> None:
        """Show what the cards say; on a narrow screen in place of the notes."""
        self.keys_shown = False
        self.backs = not self.backs
        self.set_class(self.backs, "-swap")
        self.show()

    async def do_pause(self) -> None:
        """Pause, or go on."""
        paused = self.live is not None and self.live.interview.paused
        self.later(partial(meetings.pause, interview_id=self.interview_id))
        self.say("The clock goes on." if paused else "Paused. F2 goes on.")

    async def do_less(self) -> None:
        """Agree on a minute less."""
        self._agree(-1)

    async def do_more(self) -> None:
        """Agree on a minute more."""
        self._agree(1)

    def _agree(self, change: int) -> None:
        assert self.live is not None
        minutes = max(1, self.live.interview.agreed_minutes + change)
        self.live = replace(
            self.live, interview=replace(self.live.interview, agreed_minutes=minutes)
        )
        self.later(partial(meetings.agree, interview_id=self.interview_id, minutes=minutes))
        self.say(f"Agreed: {minutes} min.")
        self.show()

    async def do_offered(self) -> None:
        """Record that they offered five minutes more."""
        self.later(partial(meetings.extend, interview_id=self.interview_id))
        self.say("They offered 5 min more; the letter can thank for it.")

    async def do_clock(self) -> None:
        """Show what is left, what has gone, or the time of day."""
        self.face = FACES[(FACES.index(self.face) + 1) % len(FACES)]
        self._show_clock()

    async def do_leave(self) -> None:
        """Go to Today; escape first leaves the list, and then asks once."""
        if self.mode != "note":
            self.go_to_mode("note")
        elif self.last_key == "escape":
            self.confirm("escape again goes to Today; the clock runs on", "escape", self._leave)
        else:
            await self._leave()

    async def _leave(self) -> None:
        self.post_message(GoTo("today"))

    async def do_end(self) -> None:
        """Say thanks first; the same key again ends."""
        assert self.live is not None
        if self.note.text.strip():
            await self.do_save()
        self.thanking = True
        self.go_to_mode("note")
        self.show()
        closing = [i for i in self.live.items if i.kind is ItemKind.CLOSING]
        left = sum(not item.done for item in closing)
        gaps = f" {left} of {len(closing)} {'is' if left == 1 else 'are'} open." if left else ""
        key = self.last_key
        name = "F10" if key == "f10" else key
        self.confirm(f"Give thanks aloud now.{gaps}  {name} again ends the meeting", key, self._end)

    async def _end(self) -> None:
        self.say("Ending ...")
        self._save(
            partial(meetings.end, interview_id=self.interview_id, zone=self.desk.zone), self._ended
        )

    def _ended(self, result: Any) -> None:
        if isinstance(result, InfoviewError):
            self.say(str(result))
            return
        self.desk.can_undo("the end of the meeting", self._reopen)
        self.post_message(GoTo("debrief", {"interview_id": self.interview_id}, instead=True))

    async def _reopen(self) -> None:
        await self.desk.ask(meetings.reopen, self.desk.now(), self.interview_id)

    # The list asks these of the page.

    def set_state(self, item: Item, state: ItemState) -> None:
        """Mark an item at once on the screen, and then on the disk."""
        assert self.live is not None
        changed = replace(item, state=state)
        items = tuple(changed if i.id == item.id else i for i in self.live.items)
        self.live = replace(self.live, items=items)
        self.later(partial(_set_state, item_id=item.id, state=state))

    def set_live(self, live: Live) -> None:
        """Show a snapshot that is on its way to the disk."""
        self.live = live
        self.show()


def _hand_over(loop: asyncio.AbstractEventLoop, done: Callable[[Any], None], result: Any) -> None:
    # The loop may be gone when the last words of a closing app are saved.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(done, result)


def _set_state(store: Store, now: datetime, item_id: int, state: ItemState) -> None:
    with store.write():
        store.interviews.checklist.change(now, item_id, state=state)
