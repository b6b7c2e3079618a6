"""What is typed on a request's page: their words, the time, names, stories, their questions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from infoview_tui.domain.points import SEEKERS
from infoview_tui.domain.touches import read_touch, understood
from infoview_tui.domain.wording import echo as moment_echo
from infoview_tui.domain.wording import plural
from infoview_tui.errors import AmbiguousError, RefusedError
from infoview_tui.screens import request_rows as rows
from infoview_tui.screens.request_view import RequestView
from infoview_tui.screens.typed import SavesOver, read_when, which_number
from infoview_tui.services import prepare as plan
from infoview_tui.services.conflicts import Values
from infoview_tui.services.hosting import agree_on, disagree, edit_request
from infoview_tui.services.interviews import edit_interview
from infoview_tui.services.names import Known, everybody, meant
from infoview_tui.services.people_many import log_contacts, unlog_contacts
from infoview_tui.services.points import add_card, choose, delete_card
from infoview_tui.services.suggestions import pass_on, suggest_named, un_pass_on, unsuggest
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.line import Typing

T = TypeVar("T")


class RequestTyping(RequestView):
    """Opens the line for what a row stands for."""

    async def ask_words(self) -> None:
        """Change what they want."""
        id, before = self.interview_id, self.page.asked.body
        place = f"asked:{id}"

        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            edit_request(store, now, id, seen=seen, **values)

        saving = SavesOver(self.desk, place, write, {"body": before})

        async def done(text: str) -> None:
            await saving(f"what {self.who} wants", body=text)
            await self.reload()

        await self.type_over(Typing("They want", done, place=place), before, saving)

    async def ask_when(self) -> None:
        """Agree on a time."""
        talk = self.page.asked.interview
        zone = self.desk.zone

        async def done(text: str) -> None:
            if not text.strip():
                return
            starts_at = read_when(self.desk, text).moment(zone)
            now, id = self.desk.now(), self.interview_id
            before = await self.desk.ask(agree_on, now, id, starts_at, str(zone))
            self._undoable("the time", lambda: self.desk.ask(disagree, self.desk.now(), *before))
            await self.reload()
            self.left.go_to(rows.WHEN)
            self.say("Booked.  u undo")

        def echo(text: str) -> str:
            try:
                return moment_echo(
                    read_when(self.desk, text), talk.agreed_minutes, zone, self.desk.now()
                )
            except RefusedError:
                return "not a time yet"

        await self.type(Typing("When?", done, echo=echo, hint="wed 17:00, 1 dec 9am"))

    async def ask_minutes(self) -> None:
        """Set my own limit."""
        before = self.page.asked.interview.agreed_minutes

        async def done(text: str) -> None:
            if not (text.isdecimal() and len(text) < 9):
                raise RefusedError(f"How many minutes? A number such as 20, not '{text[:20]}'.")
            await self.set_minutes(int(text))

        await self.type(Typing("Minutes?", done, hint="15, 20, 30"), str(before))

    async def set_minutes(self, minutes: int) -> None:
        """Set the agreed minutes."""
        before, id = self.page.asked.interview.agreed_minutes, self.interview_id

        async def put(value: int) -> None:
            await self.desk.ask(edit_interview, self.desk.now(), id, None, agreed_minutes=value)

        await put(minutes)
        self._undoable(f"the {minutes} minutes", lambda: put(before))
        await self.reload()

    async def ask_to(self) -> None:
        """Say whom I pass them on to."""

        async def done(text: str) -> None:
            before, new = await self._of_person(
                self.desk.ask(pass_on, self.desk.now(), self.interview_id, text)
            )
            self._undoable(
                f"passing {self.who} on",
                lambda: self.desk.ask(un_pass_on, self.desk.now(), before, new),
            )
            await self.reload()
            self.say("Passed on.  o tells them, u undo")

        await self._type_name("Who knows it better?", done, f"pass_on:{self.interview_id}")

    async def ask_name(self) -> None:
        """Add somebody whom they should meet."""

        async def done(text: str) -> None:
            if not text.strip():
                return
            id, new = await self._of_person(
                self.desk.ask(suggest_named, self.desk.now(), self.interview_id, text)
            )
            self._undoable(
                f"naming {text.partition(',')[0].strip()}",
                lambda: self.desk.ask(unsuggest, self.desk.now(), id, new),
            )
            await self.reload()
            self.right.go_to((rows.NAME, id))
            self.say("o asks them first; space writes down what they said.  u undo")

        place = f"suggestion:new:{self.interview_id}"
        await self._type_name("Who else should they meet?", done, place)

    async def _type_name(
        self, words: str, done: Callable[[str], Awaitable[None]], place: str
    ) -> None:
        people: list[Known] = []

        def echo(text: str) -> str:
            found = meant(people, text)
            if len(found) > 1:
                return f"{plural(len(found), 'person', 'people')}: a number, or more of the name"
            return f"{found[0].name}, known" if found else "somebody new"

        hint = "a name you know, or name, role, organisation"
        await self.type(Typing(words, done, place=place, hint=hint, echo=echo))
        people.extend(await self.desk.ask(everybody))

    @staticmethod
    async def _of_person(work: Awaitable[tuple[T, int]]) -> tuple[T, int]:
        try:
            return await work
        except AmbiguousError as error:
            raise which_number(error) from error

    async def ask_story(self) -> None:
        """Write a new story, which is chosen for this talk; its back is written in Points."""

        async def done(text: str) -> None:
            if not text.strip():
                return
            now = self.desk.now()
            id = await self.desk.ask(_add_story, now, self.interview_id, text)
            self._undoable(
                f'the story "{text.strip()}"',
                lambda: self.desk.ask(delete_card, self.desk.now(), id),
            )
            await self.reload()
            self.left.go_to((rows.STORY, id))
            self.say("e writes what you would tell, in Points.  u undo")

        place = f"story:new:{self.interview_id}"
        await self.type(Typing("A story, in a few words", done, place=place))

    async def ask_question(self) -> None:
        """Write down what they want to know."""

        async def done(text: str) -> None:
            if not text.strip():
                return
            now = self.desk.now()
            id = await self.desk.ask(plan.add_question, now, self.interview_id, text)
            self._undoable(
                f'the question "{text.strip()}"',
                lambda: self.desk.ask(plan.delete_item, self.desk.now(), id),
            )
            await self.reload()
            self.left.go_to((rows.ITEM, id))

        place = f"question:new:{self.interview_id}"
        await self.type(Typing("They want to know", done, place=place))

    async def edit_question(self) -> None:
        """Change the words of their question."""
        item = self.item
        assert item is not None
        id, before, place = item.id, item.text, f"question:{item.id}"

        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            plan.change_item(store, now, id, seen=seen, **values)

        saving = SavesOver(self.desk, place, write, {"text": before})

        async def done(text: str) -> None:
            await saving(f'the change of "{before}"', text=text)
            await self.reload()

        await self.type_over(Typing("They want to know", done, place=place), before, saving)

    async def ask_heard(self) -> None:
        """Write down what I heard of them."""
        person_id, who = self.page.asked.interview.person_id, self.who
        if person_id is None:
            raise RefusedError("Nobody is in this talk any more.")

        async def done(text: str) -> None:
            now = self.desk.now()
            touch = read_touch(text, now, day_first=self.desk.config.day_first)
            logged = await self.desk.ask(log_contacts, now, [person_id], touch.body, touch.at)
            self._undoable(
                f"the contact with {who}",
                lambda: self.desk.ask(unlog_contacts, self.desk.now(), logged),
            )
            await self.reload()
            self.say(f"Logged with {who}, {understood(touch, now)}.  u undo")

        hint = "how it went; or yesterday: what they wrote"
        await self.type(Typing(f"Log {who}", done, place=f"log:{person_id}", hint=hint))

    def _undoable(self, words: str, act: Callable[[], Awaitable[object]]) -> None:
        self.desk.can_undo(words, act)


def _add_story(store: Store, now: datetime, interview_id: int, text: str) -> int:
    with store.write():
        id = add_card(store, now, text, audience=SEEKERS)
        choose(store, now, interview_id, id)
    return id
