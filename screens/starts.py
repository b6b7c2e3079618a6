"""What begins at once, from one line: a meeting with anybody, and the countdown alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infoview_tui.domain.clock import read_clock
from infoview_tui.domain.people import read_person
from infoview_tui.domain.wording import mmss
from infoview_tui.errors import AmbiguousError, RefusedError
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.screens.typed import which_number
from infoview_tui.storage.store import Store
from infoview_tui.widgets.line import Typing

if TYPE_CHECKING:
    from infoview_tui.services.names import Known
    from infoview_tui.services.on_the_spot import Met


class Starts(Page):
    """Asks whom to meet, or how long to count, and begins."""

    async def meet(self, default: str = "", id: int | None = None) -> None:
        """Ask whom to meet now; enter alone is the person `id`, called `default`."""
        from infoview_tui.services.names import everybody

        people: list[Known] = []

        async def done(text: str) -> None:
            if not text.strip() and id is None:
                raise RefusedError("Meet whom? Part of a name you know, or a new name.")
            await self._meet(text if text.strip() else str(id))

        def echo(text: str) -> str:
            return _understood(people, text)

        hint = f"enter: {default}" if id is not None else "a name; name, role, organisation"
        await self.type(Typing("Meet whom, now?", done, echo=echo, hint=hint))
        people.extend(await self.desk.ask(everybody))

    async def _meet(self, text: str) -> None:
        from infoview_tui.services.on_the_spot import meet_now

        boot = self.desk.timekeeper.boot()
        try:
            met = await self.desk.ask(
                meet_now, self.desk.now(), self.desk.zone, text, minutes=None, boot=boot
            )
        except AmbiguousError as error:
            raise which_number(error) from error
        if met.started:
            self.desk.can_undo("the start of the meeting", lambda: self._unmeet(met), of_clock=True)
        says = ""
        if met.new_person is not None:
            says = await self.desk.ask(_here_already, met.new_person)
        self.post_message(GoTo("meeting", {"interview_id": met.interview_id}, says=says))

    async def _unmeet(self, met: Met) -> None:
        from infoview_tui.services.on_the_spot import unmeet

        await self.desk.ask(unmeet, self.desk.now(), met)
        self.leave_the_meeting(met.interview_id)

    async def do_timer(self) -> None:
        """Ask how long to count; enter alone goes back to a countdown that goes on."""
        from infoview_tui.domain.lengths import parse_length

        timer = self.desk.timer

        async def done(text: str) -> None:
            if not text.strip() and timer is not None:
                self.post_message(GoTo("timer"))
                return
            length = parse_length(text, self.desk.by_the_clock(self.desk.now()))
            self.post_message(GoTo("timer", {"length": length}))

        hint = "20, 1h 5m, or the end: 14:20"
        if timer is not None:
            reading = read_clock(timer, self.desk.now())
            word = "over" if reading.over else "left"
            hint = f"enter: back to {mmss(abs(reading.left))} {word}; or 20, 1h 5m, 14:20"
        await self.type(Typing("How long?", done, hint=hint))


def _here_already(store: Store, id: int) -> str:
    """Say whom a new entry looks like: a meeting that begins is not held up by it."""
    from infoview_tui.services.duplicates import here_already, look_alikes

    person = store.people.get(id)
    found = look_alikes(store, person.name, person.organisation, person.email, [id])
    return f"{here_already(found)}; M in People merges the two." if found else ""


def _understood(people: list[Known], text: str) -> str:
    from infoview_tui.services.names import meant

    found = meant(people, text)
    if len(found) > 1:
        return f"{len(found)} people: {', '.join(person.name for person in found)}"
    if found:
        return ", ".join(part for part in (found[0].name, found[0].place_of_work) if part)
    named = None if text.strip().isdecimal() else read_person(text)
    return f"somebody new: {named.name}" if named else "a name is enough"
