"""What can be done with a line of a person's page: open it, keep it, call it off, write it up."""

from __future__ import annotations

from infoview_tui.commands import Command
from infoview_tui.domain.interviews import Interview, Status
from infoview_tui.domain.wording import row_moment
from infoview_tui.errors import RefusedError
from infoview_tui.screens.about_person import AboutPerson
from infoview_tui.screens.calls_off import CallsOff
from infoview_tui.screens.edits_note import EditsNote
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.person_facts import given_in_full
from infoview_tui.services.desk import Desk
from infoview_tui.services.notes import delete_note, restore_note
from infoview_tui.services.person_page import PersonPage
from infoview_tui.services.positions import delete_position, restore_position
from infoview_tui.services.promises import keep

ALL_THERE_IS = {
    "contact": ": a contact you logged",
    "give": ": something you gave",
    "stage": ": a stage you set",
}


class PersonLines(EditsNote, CallsOff, AboutPerson):
    """A page of what is `known` of one person; rows have the kind and the id of what is behind."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.known: PersonPage | None = None

    async def do_open(self) -> None:
        """Open what the line is about."""
        kind, id = self._current
        if kind in ("letter", "person"):
            self.post_message(GoTo(kind, {f"{kind}_id": id}))
        elif kind == "promise":
            self.post_message(GoTo("promises", {"promise_id": id}))
        elif kind in ("interview", "request"):
            self._open_interview(id)
        elif kind == "note":
            await self.edit_note(id)
        elif kind == "advice":
            await self._open_advice(id)
        elif kind == "position":
            await self._open_position(id)
        elif kind == "given":
            assert self.known is not None
            self.say(given_in_full(self.known.person.first_name, self.known.balance))
        else:
            raise RefusedError(f"That is all there is about it{ALL_THERE_IS.get(kind, '')}.")

    @property
    def _current(self) -> tuple[str, int]:
        """What the row under the cursor is about: its kind and its id."""
        current = self.pane.current if self.pane else None
        return current[:2] if isinstance(current, tuple) else ("", 0)

    async def _open_advice(self, id: int) -> None:
        """Open the words that the advice came with."""
        assert self.known is not None
        given = next(each for each in self.known.advice if each.id == id)
        if any(note.id == given.note_id for note in self.known.notes):
            assert given.note_id is not None
            await self.edit_note(given.note_id)
        else:
            raise RefusedError("That is all there is about it: advice they gave you.")

    async def _open_position(self, id: int) -> None:
        """Offer to take a former post away that was none."""

        async def take_away() -> None:
            await self.desk.ask(delete_position, self.desk.now(), id)
            self.desk.can_undo(
                "taking a former post away",
                lambda: self.desk.ask(restore_position, self.desk.now(), id),
            )
            await self.reload()
            self.say("Taken away.  u undo")

        text = "A former post. Was it a correction only?  enter again takes it away"
        self.confirm(text, "enter", take_away)

    async def do_delete(self) -> None:
        """Delete the note under the cursor, or on any other line the person."""
        kind, id = self._current
        if kind != "note":
            await super().do_delete()
            return
        note = await self.desk.ask(delete_note, self.desk.now(), id)
        self.desk.can_undo(
            "deleting the note", lambda: self.desk.ask(restore_note, self.desk.now(), note.id)
        )
        await self.reload()
        self.say("Deleted the note.  u undo")

    async def do_kept(self) -> None:
        """Keep the promise under the cursor, or open it again."""
        assert self.known is not None
        _kind, id = self._current
        promise = next(each for each in self.known.promises if each.id == id)

        async def turn() -> bool:
            return await self.desk.ask(keep, self.desk.now(), id)

        kept = await turn()
        self.desk.can_undo(f'{"keeping" if kept else "reopening"} "{promise.body}"', turn)
        await self.reload()
        self.say(f"{'Kept' if kept else 'Open again'}: {promise.body}.  u undo")

    def _open_interview(self, id: int) -> None:
        assert self.known is not None
        talk = next(talk for talk in self.known.interviews if talk.id == id)
        pages = {
            Status.RUNNING: "meeting",
            Status.ASKED: "prepare",
            Status.BOOKED: "prepare",
            Status.MISSED: "prepare",
            Status.CANCELLED: "prepare",
        }
        # Where nobody said when it ended, the debrief asks for it.
        held = "record" if talk.ended_at else "debrief"
        page = pages.get(talk.status(self.desk.now()), held)
        page = "request" if talk.host and page == "prepare" else page
        self.post_message(GoTo(page, {"interview_id": id}))

    @property
    def _talk(self) -> Interview | None:
        """The interview that the line is about."""
        kind, id = self._current
        if self.known is None or kind != "interview":
            return None
        return next(talk for talk in self.known.interviews if talk.id == id)

    async def do_write_up(self) -> None:
        """Write up what was held on paper, or add to what was."""
        talk = self._talk
        assert talk is not None
        self.post_message(GoTo("write_up", {"interview_id": talk.id}))

    def _not_held(self) -> str:
        """Say why the interview of the line cannot be written up, "" where it can."""
        talk, now = self._talk, self.desk.now()
        status = talk.status(now) if talk is not None else None
        if talk is None or status is None:
            return "There is no interview on this line."
        if status is Status.CANCELLED:
            return "It was called off; b books it again."
        if status is Status.RUNNING:
            return "It is running; enter goes there."
        begins = talk.starts_at
        if talk.started_at is None and begins is not None and begins > now:
            return f"It is booked for {row_moment(begins, now)}; W is for afterwards."
        return ""

    @property
    def booked(self) -> int | None:
        """The interview of the line, where it is still to come."""
        talk = self._talk
        if talk is None:
            return None
        ahead = talk.status(self.desk.now()) in (Status.ASKED, Status.BOOKED, Status.MISSED)
        return talk.id if ahead and talk.missed_at is None else None

    def why_not(self, command: Command) -> str:
        """Some commands need an interview that is still to come, or one that was held."""
        if command.needs == "booked" and self.booked is None:
            return "There is no booked interview on this line."
        if command.needs == "held":
            return self._not_held()
        if command.needs == "promise" and self._current[0] != "promise":
            return "There is no promise on this line."
        return super().why_not(command)
