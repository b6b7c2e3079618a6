"""Booking an interview: when in natural words, echoed in full before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from infoview_tui.domain.interviews import DEFAULT_MINUTES, Interview, Mode, Status
from infoview_tui.domain.people import Person
from infoview_tui.domain.phases import read_phases, share_out
from infoview_tui.domain.wording import clock, echo, full_day, weekday_date
from infoview_tui.errors import RefusedError
from infoview_tui.screens.book_parts import AWAY, booking_parts, is_away
from infoview_tui.screens.form import FormPage
from infoview_tui.screens.messages import Back, GoTo
from infoview_tui.screens.typed import SavesOver, by_name, read_when
from infoview_tui.services.conflicts import Values
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import (
    book,
    check_minutes,
    edit_interview,
    overlapping,
    own_phases,
    unbook,
)
from infoview_tui.services.lookup import people_named
from infoview_tui.services.people_many import of_ids
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.form import Part


class BookPage(FormPage):
    """Books an interview with a person, or changes the one of `interview_id`.

    `others` are those whom a new one is with besides.
    """

    NAME = "book"

    def __init__(
        self,
        desk: Desk,
        person_id: int,
        interview_id: int | None = None,
        others: tuple[int, ...] = (),
    ) -> None:
        super().__init__(desk)
        self.others = others
        self.person_id = person_id
        self.interview_id = interview_id
        self.DRAFT_OF = f"{person_id}:{interview_id or 'new'}"
        self.with_whom: dict[int, str] = {}
        self.person_ids = [person_id]
        self.starts_at: datetime | None = None
        self.known: Interview | None = None
        self.booked_id: int | None = None
        self.all_parts: tuple[Part, ...] = ()

    async def parts(self) -> Sequence[Part]:
        """Begin with the booking as it is, or with the defaults."""
        person, known = await self.desk.ask(_read, self.person_id, self.interview_id)
        others = await self.desk.ask(of_ids, self.others)
        self.bar.show(
            f" People › {person.name} › Book",
            "change the interview" if known else "new interview",
            bold="Book",
        )
        attendees = known.people if known else (person, *others)
        self.with_whom = {each.id: each.name for each in attendees}
        self.person_ids = [each.id for each in attendees]
        self.known = known
        if known is not None:
            names = ("agreed_minutes", "mode", "place", "starts_at", "phases", *AWAY)
            seen = {name: getattr(known, name) for name in names}
            seen["person_ids"] = tuple(self.person_ids)
            place = f"{self.NAME}:{self.DRAFT_OF}"
            self.saving = SavesOver(self.desk, place, self._write, seen)
        starts = known.starts_at.astimezone(self.desk.zone) if known and known.starts_at else None
        when = f"{full_day(starts.date())} {clock(starts)}" if starts else ""
        called = [each.name for each in attendees]
        self.all_parts = booking_parts(known, called, when, self.hosted)
        return self.all_parts

    @property
    def hosted(self) -> bool:
        """Whether it is I who was asked."""
        return self.known is not None and self.known.host

    def _fields_away(self) -> None:
        """Ask for dress and bill only where one goes there."""
        away = self.form["how"].text == Mode.IN_PERSON and not self.hosted
        self.form.rearrange([p for p in self.all_parts if away or not is_away(p)])

    async def understand(self) -> None:
        """Say which moment and how many minutes were typed, and what else is booked then."""
        self._fields_away()
        when, now = self.form["when"], self.desk.now()
        self.starts_at, when.echo = None, ""
        self.form["with"].echo = ""
        minutes = self._minutes()
        if when.text:
            try:
                read = read_when(self.desk, when.text)
                self.starts_at = read.moment(self.desk.zone)
                when.echo, when.echo_role = echo(read, minutes, self.desk.zone, now), "success"
            except RefusedError as error:
                when.echo, when.echo_role = str(error), "error"
        typed = self.form["minutes"]
        typed.echo = "" if minutes else f"not a number of minutes: '{typed.text}'"
        typed.echo_role = "error"
        if minutes:
            self._understand_phases(minutes)
        self.form.refresh()
        self.advise(await self._neighbours(minutes or DEFAULT_MINUTES))

    def _understand_phases(self, minutes: int) -> None:
        """Follow the minutes while nothing else was typed; else say whether they add up."""
        phases = self.form["phases"]
        phases.echo, phases.echo_role = "", "error"
        if not phases.changed:
            # Scaled from the plan as it was read, so that 2 on the way to 20 loses nothing.
            known = replace(self.known, agreed_minutes=minutes) if self.known else None
            phases.initial = str(known.split if known else share_out(minutes))
            phases.editor.set(phases.initial)
        elif phases.text:
            try:
                read_phases(phases.text, minutes)
            except RefusedError as error:
                phases.echo = str(error)

    def _minutes(self) -> int | None:
        text = self.form["minutes"].text
        try:
            minutes = int(text) if text.isdecimal() and len(text) < 9 else 0
            check_minutes(minutes)
        except RefusedError:
            return None
        return minutes

    async def _neighbours(self, minutes: int) -> str:
        if self.starts_at is None:
            return ""
        now = self.desk.now()
        if self.starts_at + timedelta(minutes=minutes) <= now:
            over = self._to_write_up(minutes)
            return "That time is over: saving opens the write-up." if over else ""
        asked = Interview(
            self.interview_id or 0, "", agreed_minutes=minutes, starts_at=self.starts_at
        )
        others = await self.desk.ask(overlapping, now, asked)
        if not others:
            return "Free then: no other interview is booked at that time."
        first = others[0]
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        if first.status(now) is Status.RUNNING:
            return f"Overlaps with the meeting with {first.who} that is running{more}."
        assert first.starts_at is not None
        begins = first.starts_at.astimezone(self.desk.zone)
        return (
            f"Overlaps with {first.who}, {weekday_date(begins.date(), now.date())}"
            f" {clock(begins)}, {first.agreed_minutes} min{more}."
        )

    def _to_write_up(self, minutes: int) -> bool:
        """Whether what is typed is over, and nobody has said yet that it was held."""
        if self.starts_at is None or self.starts_at + timedelta(minutes=minutes) > self.desk.now():
            return False
        if self.known is None:
            return True
        return self.known.started_at is None and self.form["when"].changed

    async def save(self) -> None:
        """Book, or change what is booked; nothing is stored until the moment is understood."""
        starts_at, minutes = self.starts_at, self._minutes()
        if starts_at is None:
            when = self.form["when"]
            when.echo = when.echo or "When is it? Such as next tue 14:30."
            when.echo_role = "error"
            raise RefusedError(when.echo)
        if minutes is None:
            raise RefusedError("How many minutes? A number such as 20.")
        phases = self.form["phases"]
        own_phases(phases.text, minutes)
        person_ids = await self._people()
        mode, place = Mode(self.form["how"].text), self.form["where"].text
        away: dict[str, Any] = {}
        if mode is Mode.IN_PERSON and not self.hosted:
            away = {name: self.form[name].text for name in AWAY}
        now, zone = self.desk.now(), str(self.desk.zone)
        if self.interview_id is None:
            self.booked_id = await self.desk.ask(
                book,
                now,
                person_ids,
                starts_at=starts_at,
                zone=zone,
                minutes=minutes,
                mode=mode,
                place=place,
                phases=phases.text if phases.changed else "",
                **away,
            )
            self._can_unbook(self.booked_id, person_ids[0])
            return
        moved = {"starts_at": starts_at, "zone": zone} if self.form["when"].changed else {}
        shared_out = {"phases": phases.text} if phases.changed else {}
        assert self.saving is not None
        await self.saving(
            "changing the booking",
            person_ids=tuple(person_ids),
            agreed_minutes=minutes,
            mode=mode,
            place=place,
            **away,
            **moved,
            **shared_out,
        )

    def _can_unbook(self, interview_id: int, person_id: int) -> None:
        async def take_back() -> None:
            await self.desk.ask(unbook, self.desk.now(), interview_id)
            there = {"person_id": person_id}
            self.leave_interview(
                interview_id, GoTo("person", there, instead=True, says="Undone: the booking.")
            )

        self.desk.can_undo("the booking", take_back)

    def _write(self, store: Store, now: datetime, seen: Seen, values: Values) -> None:
        assert self.interview_id is not None
        edit_interview(store, now, self.interview_id, seen, **values)

    async def _people(self) -> list[int]:
        field = self.form["with"]
        if not field.changed:
            return self.person_ids
        try:
            return await self._named(field.text)
        except RefusedError as error:
            field.echo, field.echo_role = str(error), "error"
            raise

    async def _named(self, text: str) -> list[int]:
        found = await by_name(self.desk, people_named, text, self.with_whom)
        if not found:
            raise RefusedError("With whom? An interview needs somebody to meet.")
        return [*found]

    def leave(self) -> None:
        """Go on with preparing it or writing it up, or back to where a change was asked for."""
        if self._to_write_up(self._minutes() or DEFAULT_MINUTES):
            id = self.interview_id or self.booked_id
            values = {"interview_id": id, "as_booked": True}
            self.post_message(GoTo("write_up", values, instead=True))
        elif self.interview_id is None:
            self.post_message(GoTo("prepare", {"interview_id": self.booked_id}, instead=True))
        else:
            self.post_message(Back())

    def title_words(self) -> str:
        """Name it on the help page."""
        return "Booking"


def _read(
    store: Store, person_id: int, interview_id: int | None
) -> tuple[Person, Interview | None]:
    person = store.people.get(person_id)
    return person, store.interviews.get(interview_id) if interview_id is not None else None
