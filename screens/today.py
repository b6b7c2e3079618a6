"""Today: what is owed, in order, each row with its reason and the way to settle it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.domain.check_in import GIVE_FIRST
from infoview_tui.domain.due import SOURCES, Due, Group, Kind, Listed, one_a_person
from infoview_tui.domain.due import day as due_day
from infoview_tui.domain.due import heading as due_heading
from infoview_tui.domain.interviews import Interview, Mode
from infoview_tui.domain.today import at_the_door
from infoview_tui.domain.wording import row_moment
from infoview_tui.errors import RefusedError
from infoview_tui.screens.adds_person import FIRST, AddsPerson
from infoview_tui.screens.calls_off import CallsOff
from infoview_tui.screens.inbox import Inbox
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.snoozes import Snoozes
from infoview_tui.screens.starts import Starts
from infoview_tui.services.check_in import opening_for
from infoview_tui.services.today import first_rows, listed
from infoview_tui.widgets.drawn import Span, columns, fit
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows

REFRESH_SECONDS = 30

LETTERS = {
    Kind.THANK_YOU: "thank_you",
    Kind.REMINDER: "reminder",
    Kind.CONFIRM: "confirmation",
    Kind.INTRODUCTION: "request_introduced",
}
"""The letter that settles a row."""


BOOKED = (Kind.MEETING, Kind.CONFIRM, Kind.REHEARSAL)
"""Rows about an interview that is still to come."""


class TodayPage(Inbox, CallsOff, Starts, AddsPerson, Snoozes):
    """The first place: derived from the data each time, never typed in."""

    NAME = PLACE = "today"

    def body(self) -> Sequence[Widget]:
        """One list with its three groups."""
        self.list = Rows("today")
        self.panes = [self.list]
        self.rows_now: tuple[Due, ...] = ()
        self.more = 0
        """Late check-ins that are counted and not among the rows."""
        self.whole = False
        """Whether these are all that there are."""
        return [self.list]

    async def load(self) -> None:
        """Derive the list for now; at the start of the app what it begins with, if that is some.

        The rest of a long list takes longer to read than the libraries that draw it.
        """
        desk = self.desk
        if not self.loaded.is_set() and not desk.at_work:
            first = await desk.ask(first_rows, desk.now(), desk.zone)
            if first:
                self._show(Listed(first), whole=False)
                return
        habits = desk.config.habits
        self._show(await desk.ask(listed, desk.now(), desk.zone, habits), whole=True)

    def _show(self, listed: Listed, *, whole: bool) -> None:
        self.rows_now, self.more = listed.rows, listed.more
        self.whole = whole
        # Once for all rows: `late 30 min` is longer than any day.
        self.longest = max((len(row.day_badge) for row in self.rows_now), default=0)
        self.due = {row.key: row for row in self.rows_now}
        self.list.show(self._rows)
        self.row_changed()

    def _rows(self, width: int) -> Sequence[Row]:
        due = one_a_person([row for row in self.rows_now if row.group is Group.DUE])
        ahead = [row for row in self.rows_now if row.group is Group.NEXT]
        inbox = [row for row in self.rows_now if row.group is Group.INBOX]
        now = self.desk.now()
        title = due_heading(due, now, self.more) if self.whole else due_day(now)
        # A longer list is one that nobody reads.
        most = self.desk.config.today_rows
        hidden = len(due) + self.more - most
        rows = [BLANK, heading(title, f"{hidden} more" if hidden > 0 else ""), BLANK]
        rows += [self._row(row, width) for row in due[:most]]
        if not due and self.whole:
            until = f" until {ahead[0].badge}" if ahead else " now"
            rows.append(Row(f"Nothing is due{until}."))
        if ahead:
            rows += [BLANK, heading(f"Next 7 days · {len(ahead)}"), BLANK]
            rows += [self._row(row, width) for row in ahead]
        if inbox:
            rows += [BLANK, heading(f"Inbox · {len(inbox)}"), BLANK]
            rows += [self._row(row, width) for row in inbox]
        return rows

    def _row(self, row: Due, width: int) -> Row:
        narrow = width < 76
        badge = max(9, min(11, self.longest)) if narrow else 14
        what = 23 if narrow else 24 if width < 110 else 44
        first = row.day_badge if narrow else row.badge
        room = width - badge - what - 4 - (len(row.more) + 2 if row.more else 0)
        reason = fit(row.why_short if narrow else row.why, room)
        text = columns((first, badge), (row.what, what), (f"{reason}  {row.more}", 999)).rstrip()
        role = "error" if row.overdue else "warning" if row.badge == "today" else "accent"
        return Row(text, row.key, badge, (Span(0, len(row.badge), role),))

    async def ready(self) -> None:
        """Keep the ages and the running clock of the rows true while nobody types."""
        self.set_interval(REFRESH_SECONDS, self.reload)
        if not self.whole:
            # Beside the page's own tasks: it is drawn meanwhile.
            self.call_after_refresh(lambda: self.run_worker(self.reload()))
        if not self.rows_now:
            await self.ask_for_the_first()

    def row_changed(self) -> None:
        """Say the next useful step where nothing is due."""
        if not self.rows_now:
            self.advise("Ask one person for 20 minutes: 2 opens People, then b books a talk.")
        else:
            row = self.due.get(str(self.list.current))
            cut = row is not None and "…" in self._row(row, self.list.size.width).text
            # What the row has no room for comes first, then where its rule is from.
            advice = SOURCES.get(row.kind, "") if row is not None else ""
            if row is not None and cut:
                advice = f"{row.what} · {row.why}"
            if row is not None and row.over:
                advice = "enter writes it up from paper or memory; x: never held."
            self.advise(advice)

    def why_not(self, command: Command) -> str:
        """Some commands need a meeting or a person on the row."""
        if command.scope == self.NAME and command.needs:
            row = self.due.get(str(self.list.current))
            if row is None:
                return "There is no row to do that with."
            if command.needs == "booked" and self.booked is None:
                return "There is no booked interview on this row."
            if command.needs == "inbox" and row.kind is not Kind.INBOX:
                return "Only a note of the inbox is changed or deleted here; enter settles the row."
            if command.needs == "person" and row.person_id is None:
                return "There is no person on this row."
            return ""
        return super().why_not(command)

    async def do_open(self) -> None:
        """Go to what settles the row."""
        from infoview_tui.services.interviews import interview

        row = self.row
        if row.kind is Kind.RUNNING:
            self.post_message(GoTo("meeting", {"interview_id": row.interview_id}))
        elif row.kind in (Kind.RECOVER, Kind.DEBRIEF):
            self.post_message(GoTo("debrief", {"interview_id": row.interview_id}))
        elif row.kind is Kind.MEETING:
            near = at_the_door(row, self.desk.now())
            page = "write_up" if row.over else "brief" if near else "prepare"
            talk = await self.desk.ask(interview, row.interview_id or 0)
            # What a host has ready is all on one page.
            page = "request" if talk.host and not row.over else page
            self.post_message(GoTo(page, {"interview_id": row.interview_id}))
        elif row.kind is Kind.REHEARSAL:
            self.post_message(GoTo("rehearsal", {"interview_id": row.interview_id}))
        elif row.kind is Kind.REQUEST:
            self.post_message(GoTo("request", {"interview_id": row.interview_id}))
        elif row.elsewhere:
            self.post_message(GoTo("people", {"filter": f'organisation:"{row.elsewhere}"'}))
        elif row.kind is Kind.CHECK_IN:
            await self._check_in(row)
        elif row.kind is Kind.ADVICE and not row.letter:
            self.post_message(GoTo("touch", {"advice_id": row.target_id}))
        elif row.letter or row.kind in LETTERS:
            await self._to_letter(row.letter or LETTERS[row.kind], row)
        elif row.kind is Kind.INBOX:
            await self.file(row)
        else:
            self.post_message(GoTo("promises", {"promise_id": row.target_id}))

    async def do_brief(self) -> None:
        """Go to the brief of the meeting of the row."""
        self.post_message(GoTo("brief", {"interview_id": self.booked}))

    async def do_start(self) -> None:
        """Start the meeting of the row; from any other row one with anybody, now."""
        from infoview_tui.services.interviews import interview

        row = self.due.get(str(self.list.current))
        if row is None:
            await self.meet()
        elif (
            row.kind in (Kind.MEETING, Kind.RUNNING, Kind.REHEARSAL)
            and row.interview_id is not None
        ):
            await self.start_meeting(await self.desk.ask(interview, row.interview_id))
        else:
            await self.meet(row.person, row.person_id)

    @property
    def booked(self) -> int | None:
        """The interview of the row, where it is still to come."""
        row = self.due.get(str(self.list.current))
        return row.interview_id if row is not None and row.kind in BOOKED else None

    def missed(self, talk: Interview, words: str) -> None:
        """Offer another time for it, since its row is gone now."""

        async def again() -> None:
            self._move(talk.id, talk.person_id)

        self.confirm(words, "b", again)

    def _move(self, id: int, person_id: int | None) -> None:
        self.post_message(GoTo("book", {"person_id": person_id, "interview_id": id}))

    async def do_write_up(self) -> None:
        """Write up what was held without this screen: on paper, or unplanned."""
        talk = await self._booked()
        now, begins = self.desk.now(), talk.starts_at
        assert begins is not None
        today = begins.astimezone(self.desk.zone).date() == now.date()
        if begins > now and not (today and talk.mode is Mode.IN_PERSON):
            raise RefusedError(f"It is booked for {row_moment(begins, now)}; W is for afterwards.")
        self.post_message(GoTo("write_up", {"interview_id": talk.id}))

    async def do_snooze(self) -> None:
        """Ask until when the row is to stay away."""
        await self.snooze_row(self.row.key, self.row.what)

    async def do_new(self) -> None:
        """Add a person in one line and open the page."""
        await self.ask_for_person(FIRST)

    async def do_book(self) -> None:
        """Book an interview with the person of the row, or move the one that the row is about."""
        if self.booked is not None:
            self._move(self.booked, self.row.person_id)
        else:
            self.post_message(GoTo("book", {"person_id": self.row.person_id}))

    async def do_write(self) -> None:
        """Write the letter that the row, or else the person, needs now."""
        from infoview_tui.services.letter_choice import begin_letter

        row = self.row
        assert row.person_id is not None
        if row.kind is Kind.REQUEST:
            # The answer comes before its letter.
            await self.do_open()
            return
        own = "offer" if row.kind is Kind.PROMISE_THEIRS else row.letter or LETTERS.get(row.kind)
        if row.kind is Kind.CHECK_IN:
            await self._check_in(row)
        elif own:
            await self._to_letter(own, row)
        else:
            desk = self.desk
            now, habits = desk.now(), desk.config.habits
            id = await desk.ask(begin_letter, now, desk.zone, row.person_id, habits)
            self.post_message(GoTo("letter", {"letter_id": id}))

    async def _check_in(self, row: Due) -> None:
        """Begin with what there is to say; without any, go to the shelf for it."""
        assert row.person_id is not None
        begin = await self.desk.ask(opening_for, row.person_id)
        if begin.kind:
            await self._to_letter(begin.kind, row)
        else:
            there = {"person_id": row.person_id, "to_shelf": True}
            self.post_message(GoTo("touch", there, says=GIVE_FIRST))

    async def _to_letter(self, kind: str, row: Due) -> None:
        from infoview_tui.services.letters import draft_letter

        assert row.person_id is not None
        now, zone = self.desk.now(), self.desk.zone
        about = row.target_id if row.kind is Kind.ADVICE else None
        id = await self.desk.ask(
            draft_letter, now, zone, kind, row.person_id, row.interview_id, advice_id=about
        )
        self.post_message(GoTo("letter", {"letter_id": id}))
