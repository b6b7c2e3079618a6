"""A page: what can be done on every screen, beside what each does on its own."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from infoview_tui.commands import PLACES
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.wording import row_moment
from infoview_tui.screens.keyboard import Keyboard
from infoview_tui.screens.messages import Back, GoTo, Quit, Repaint
from infoview_tui.services.desk import Undo
from infoview_tui.services.lookup import running_interview
from infoview_tui.widgets.line import Typing

EARLY = timedelta(hours=1)
"""A meeting that is further ahead is not started by one slip of a key."""


class Page(Keyboard):
    """A screen of ours; subclasses say what is in the body, load it and do its commands."""

    UNDO_KEY: ClassVar[str] = "u"
    """The key that undoes, as the line names it."""

    async def do_move_down(self) -> None:
        """Go a row down."""
        self._moved(1)

    async def do_move_up(self) -> None:
        """Go a row up."""
        self._moved(-1)

    async def do_first(self) -> None:
        """Go to the first row."""
        self._moved(-1_000_000)

    async def do_last(self) -> None:
        """Go to the last row."""
        self._moved(1_000_000)

    async def do_page_down(self) -> None:
        """Go a screenful down."""
        if self.pane:
            self.pane.page(1)
            self.row_changed()

    async def do_page_up(self) -> None:
        """Go a screenful up."""
        if self.pane:
            self.pane.page(-1)
            self.row_changed()

    def _moved(self, steps: int) -> None:
        if self.pane and self.pane.move(steps):
            self.row_changed()

    def row_changed(self) -> None:
        """Called when the cursor of a pane moved."""

    async def do_pane(self) -> None:
        """Give the keys to the next pane."""
        self.go_to_pane((self.pane_index + 1) % len(self.panes))

    async def do_pane_back(self) -> None:
        """Give the keys to the pane before."""
        self.go_to_pane((self.pane_index - 1) % len(self.panes))

    def go_to_pane(self, index: int) -> None:
        """Give the keys to a pane."""
        self.pane_index = index
        for pane in self.panes:
            pane.activate(pane is self.pane)
        self.row_changed()
        self.show_keys()

    async def do_back(self) -> None:
        """Go back one level; on a place ask to quit."""
        if not self.PLACE or len(self.app.screen_stack) > 1:
            self.post_message(Back())
        elif self.last_key == "q":
            self.confirm("Quit? Nothing is unsaved.  q again quits", "q", self.do_quit)

    async def do_leave(self) -> None:
        """Leave a text field that is the page."""
        self.post_message(Back())

    async def do_quit(self) -> None:
        """Quit."""
        self.post_message(Quit())

    async def running_meeting(self) -> Interview | None:
        """Return the meeting that runs, None for none."""
        boot = self.desk.timekeeper.boot()
        return await self.desk.ask(running_interview, self.desk.now(), boot)

    async def in_a_meeting(self) -> bool:
        """Whether a meeting runs: no choice is put then."""
        return await self.running_meeting() is not None

    async def do_meeting(self) -> None:
        """Go back to the running meeting."""
        running = await self.running_meeting()
        if running is None:
            self.say("No meeting is running.")
        else:
            self.post_message(GoTo("meeting", {"interview_id": running.id}))

    async def start_meeting(self, interview: Interview) -> None:
        """Start a meeting's clock; one that is not near its time asks for the key once more."""
        from infoview_tui.services.meeting import start, unstart

        now = self.desk.now()

        async def go() -> None:
            if interview.started_at is None:
                await self.desk.ask(
                    start, self.desk.now(), interview.id, self.desk.timekeeper.boot()
                )

                async def take_back() -> None:
                    await self.desk.ask(unstart, self.desk.now(), interview.id)
                    self.leave_the_meeting(interview.id)

                self.desk.can_undo("the start of the meeting", take_back, of_clock=True)
            self.post_message(GoTo("meeting", {"interview_id": interview.id}))

        begins = interview.starts_at
        if interview.started_at is None and (begins is None or begins - now > EARLY):
            booked = (
                f"It is booked for {row_moment(begins, now)}" if begins else "It has no time yet"
            )
            self.confirm(f"{booked}.  s again starts it now", "s", go)
        else:
            await go()

    def leave_the_meeting(self, interview_id: int) -> None:
        """Go to Today from the page of a meeting that was not to begin: it would begin anew."""
        if self.app.screen.name == "meeting":
            self.leave_interview(
                interview_id, GoTo("today", says="Undone: the start of the meeting.")
            )

    def leave_interview(self, interview_id: int, to: GoTo) -> None:
        """Go elsewhere from a page of an interview that is no more what the page is for."""
        page = self.app.screen
        if isinstance(page, Page) and getattr(page, "interview_id", None) == interview_id:
            page.post_message(to)

    async def do_settings(self) -> None:
        """Say what letters say of oneself."""
        self.post_message(GoTo("settings"))

    async def do_help(self) -> None:
        """Show the keys that work here."""
        self.post_message(GoTo("help", {"scopes": self.scopes(), "title": self.title_words()}))

    def title_words(self) -> str:
        """Return what this page is called on the help page."""
        return next((label for n, _d, _f, label in PLACES if n == self.PLACE), self.NAME.title())

    async def do_interrupt(self) -> None:
        """Say how to quit, to those who know it from elsewhere."""
        self.say("ctrl+q quits; nothing is lost.")

    async def do_suspend(self) -> None:
        """Go to the shell until `fg`."""
        self.app.action_suspend_process()

    async def do_repaint(self) -> None:
        """Paint the screen again."""
        self.post_message(Repaint())

    async def do_undo(self) -> None:
        """Take the last change back."""
        if not self.desk.undos:
            self.say("Nothing to undo.")
            return
        undo = self.desk.undos.pop()
        await undo.act()
        if self.turning:
            return
        await self.reload()
        self.say(self.undone_words(undo))

    def undone_words(self, undo: Undo) -> str:
        """Say what was undone, and what the key would undo next."""
        left = self.desk.undos[-1].words if self.desk.undos else ""
        return f"Undone: {undo.words}." + (f"  {self.UNDO_KEY} undo {left}" if left else "")

    async def do_quick_note(self) -> None:
        """Write a note from anywhere."""
        from infoview_tui.services.notes import delete_note, quick_note

        async def done(text: str) -> None:
            if not text.strip():
                return
            note, where = await self.desk.ask(
                quick_note, self.desk.now(), text, zone=self.desk.zone
            )
            self.desk.can_undo(
                "the quick note",
                lambda: self.desk.ask(delete_note, self.desk.now(), note.id),
            )
            await self.reload()
            self.say(f"Saved {where}.  u undo")

        await self.type(Typing("Note", done, place="note", hint="enter saves, escape leaves"))
