"""The live meeting: a note line that always has the keys, and what each key does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from infoview_tui.commands import FIELD
from infoview_tui.domain.notes import Note, NoteKind
from infoview_tui.domain.preparation import ItemKind, ItemState
from infoview_tui.errors import InfoviewError
from infoview_tui.screens.keyboard import HELP_SIGN
from infoview_tui.screens.meeting_view import FACES, MeetingView
from infoview_tui.screens.messages import GoTo
from infoview_tui.services import meeting as meetings
from infoview_tui.services.half_typed import half_typed_elsewhere, take_over, taken_from
from infoview_tui.services.notes import MAX_NOTE, delete_by_uid
from infoview_tui.storage.saver import PendingNote
from infoview_tui.storage.table import new_uid
from infoview_tui.widgets.editing import Editor


class MeetingPage(MeetingView):
    """One meeting, live."""

    async def load(self) -> None:
        """Read the meeting, and say so when another window took the line that is typed here."""
        await super().load()
        saver, text = self.desk.saver, self.note.text
        if not text or not saver.settled():
            return
        taken = await self.desk.ask(taken_from, self.place, saver.owner)
        # Only said: clearing the line on a guess could cost a word.
        if taken and saver.settled() and self.note.text == text:
            self.say("Another window took this line over; ctrl+u clears it here.")

    async def ready(self) -> None:
        """Let the clock run, and put back what was half typed."""
        self._tick()
        self.note.set(await self.desk.restored(self.place))
        self.note_line.refresh()
        if not self.note.text:
            owner = self.desk.saver.owner
            self.offered = await self.desk.ask(half_typed_elsewhere, self.place, owner)
        if self.offered is not None:
            where = self.offered.owner.terminal or "another window"
            self.say(f'→ takes the line from {where}: "{self.offered.body}"')

    async def press(self, key: str, character: str | None) -> None:
        """Take what another window has half typed, while the line is empty; else as everywhere."""
        offered, self.offered = self.offered, None
        empty = self.mode == "note" and self.prompt.typing is None and not self.note.text
        if offered is not None and key == "right" and empty:
            self.note.set(await self.desk.ask(take_over, offered, self.desk.saver.owner))
            self.say("")
            self.note_line.refresh()
        else:
            await super().press(key, character)

    def _tick(self) -> None:
        if self.live is None:
            self.call_later(self.reload)
        elif self.is_current:
            self.show_clock()
        into = 0.0
        if self.live is not None and self.live.interview.started_at is not None:
            into = (self.desk.now() - self.live.interview.started_at).total_seconds() % 1
        # Just past the whole second, so that each is shown once.
        self.set_timer(1.02 - into, self._tick)

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

    # The note line.

    async def do_save(self) -> None:
        """Save the note; an empty line means that the current question is done."""
        if self.mode != "note":
            await self.do_answered()
            return
        text = self.note.text
        if text.strip() == HELP_SIGN:
            self.note.set("")
            self.edited()
            await self.do_keys()
        elif text.strip():
            self.save_note()
        else:
            self.note.set("")
            self.tick_current(ItemState.ASKED)

    def save_note(self) -> None:
        """Save the note line; the note is shown once it is on the disk."""
        text = self.note.text
        if len(text) > MAX_NOTE:
            self.say(f"A note has at most {MAX_NOTE} characters; this line has {len(text)}.")
            return
        item = self.current()
        note = PendingNote(
            uid=new_uid(),
            line=text,
            at=self.desk.now(),
            interview_id=self.interview_id,
            person_id=self.live.interview.person_id if self.live else None,
            item_id=item.id if item else None,
        )
        self.unsaved[note.uid] = text
        # The draft stays until the transaction that saves the note takes it away.
        self.note.set("")
        self.note_line.refresh()
        save = partial(
            meetings.say,
            line=text,
            uid=note.uid,
            interview_id=self.interview_id,
            item_id=note.item_id,
            zone=self.desk.zone,
        )
        self.save(save, partial(self._saved, note), place=self.place, note=note)
        self.can_take_back("the last note", partial(delete_by_uid, uid=note.uid))
        if self.prompt.trouble:
            self.show_notes()

    def _saved(self, typed: PendingNote, result: Note | InfoviewError) -> None:
        self.unsaved.pop(typed.uid, None)
        if isinstance(result, InfoviewError):
            self.say(str(result))
            # In front of what was typed since: no word may go.
            self.note.set(" ".join(part for part in (typed.line, self.note.text) if part))
            self.edited()
            return
        if self.live is None or not self.is_attached:
            return
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
        here = self.live.interview.current_item_id
        if names is not None and not names.done:
            self.tick(names, ItemState.ASKED, here)

    # The side pane and the clock.

    async def do_keys(self) -> None:
        """Show the keys in the place of the lists; clock and note line stay."""
        self.keys_shown = not self.keys_shown
        self.set_class(self.keys_shown, "-keys")
        self.show()

    async def do_cards(self) -> None:
        """Show what the cards say; on a narrow screen in place of the notes."""
        if self.keys_shown:
            await self.do_keys()
        self.backs = not self.backs
        self.set_class(self.backs, "-swap")
        self.show()

    async def do_clock(self) -> None:
        """Show what is left, what has gone, or the time of day."""
        self.face = FACES[(FACES.index(self.face) + 1) % len(FACES)]
        self.show_clock()

    async def do_pause(self) -> None:
        """Pause, or go on."""
        paused = self.live is not None and self.live.interview.paused
        self.change(None, partial(meetings.pause, interview_id=self.interview_id))
        self.say("The clock goes on." if paused else "Paused. F2 goes on.")

    async def do_less(self) -> None:
        """Agree on a minute less."""
        self._agree(-1)

    async def do_more(self) -> None:
        """Agree on a minute more."""
        self._agree(1)

    def _agree(self, change: int) -> None:
        if self.live is None:
            return
        minutes = max(1, self.live.interview.agreed_minutes + change)
        interview = replace(self.live.interview, agreed_minutes=minutes)
        self.change(
            replace(self.live, interview=interview),
            partial(meetings.agree, interview_id=self.interview_id, minutes=minutes),
        )
        self.say(f"Agreed: {minutes} min.")

    async def do_offered(self) -> None:
        """Record that they offered five minutes more."""
        more = meetings.OFFERED_MINUTES
        extend = partial(meetings.extend, interview_id=self.interview_id)
        self.change(None, partial(extend, minutes=more))
        self.can_take_back(f"the offer of {more} minutes", partial(extend, minutes=-more))
        self.say("They offered 5 min more; the letter can thank for it.  F8 undo")

    # Leaving and ending.

    async def do_leave(self) -> None:
        """Go to Today; escape first closes the keys, leaves the list, and then asks once."""
        if self.keys_shown:
            await self.do_keys()
        elif self.mode != "note":
            self.go_to_mode("note")
        elif self.last_key == "escape":
            self.confirm("escape again goes to Today; the clock runs on", "escape", self._leave)
        else:
            await self._leave()

    async def _leave(self) -> None:
        self.post_message(GoTo("today"))

    async def do_end(self) -> None:
        """Say thanks first; the same key again ends."""
        self.go_to_mode("note")
        if self.note.text.strip():
            self.save_note()
        if self.live is not None and self.live.interview.ended_at is not None:
            self.go_to_debrief()
            return
        self.thanking = True
        self.show()
        closing = [i for i in self.live.items if i.kind is ItemKind.CLOSING] if self.live else []
        left = sum(not item.done for item in closing)
        gaps = f" {left} of {len(closing)} {'is' if left == 1 else 'are'} open." if left else ""
        key = self.last_key
        name = "F10" if key == "f10" else key
        self.confirm(f"Give thanks aloud now.{gaps}  {name} again ends the meeting", key, self._end)

    async def _end(self) -> None:
        self.say("Ending ...")
        end = partial(meetings.end, interview_id=self.interview_id, zone=self.desk.zone)
        self.save(end, self._ended)

    def _ended(self, result: Any) -> None:
        if isinstance(result, InfoviewError):
            self.say(str(result))
            return
        self.desk.can_undo("the end of the meeting", self._reopen)
        self.go_to_debrief()

    async def _reopen(self) -> None:
        await self.desk.ask(meetings.reopen, self.desk.now(), self.interview_id)
