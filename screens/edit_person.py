"""Changing what is known of a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from infoview_tui.commands import key_name
from infoview_tui.domain.people import Person, moved_on
from infoview_tui.domain.rhythm import read_rhythm, typed_rhythm
from infoview_tui.errors import RefusedError
from infoview_tui.screens.form import FormPage
from infoview_tui.screens.typed import SavesOver, by_name
from infoview_tui.services.conflicts import Values
from infoview_tui.services.desk import Desk
from infoview_tui.services.duplicates import here_already, look_alikes
from infoview_tui.services.interests import interests_of
from infoview_tui.services.introductions import introducers, introducers_named
from infoview_tui.services.people import edit_person
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.choice import Choice
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.form import Field, Heading, Part, Plain

TEXTS = {
    "name": "Name",
    "role": "Role",
    "organisation": "Organisation",
    "email": "E-mail",
    "phone": "Phone",
    "found": "How found",
}
"""The fields that are stored as they are typed, with their labels."""


LOOKS = ("name", "organisation", "email")
"""The fields by which two entries look the same."""


class EditPersonPage(FormPage):
    """A form of all that one may know; saved only when nobody else changed it meanwhile."""

    NAME = "edit_person"
    LABELS = 14

    def __init__(self, desk: Desk, person_id: int) -> None:
        super().__init__(desk)
        self.person_id = person_id
        self.DRAFT_OF = str(person_id)
        self.known: Person | None = None
        self.all_the_same: tuple[str, ...] = ()
        self.moved: bool | None = None
        self._asked_of = ("", "")
        self._saves_with = ""

    async def parts(self) -> Sequence[Part]:
        """Begin with what is known."""
        person, led, interests = await self.desk.ask(_read, self.person_id)
        self.known = person
        introducer_ids = tuple(each.id for each in led)
        seen = {name: getattr(person, name) for name in (*TEXTS, "cadence_days", "tier", "tags")}
        place = f"{self.NAME}:{self.DRAFT_OF}"
        seen |= {"introducer_ids": introducer_ids, "interests": interests, "moved": False}
        self.saving = SavesOver(self.desk, place, self._write, seen)
        self.bar.show(f" People › {person.name} › Edit", bold="Edit")
        rhythm = typed_rhythm(person.tier, person.cadence_days)
        tiers = self.desk.config.tiers
        return [
            Plain(),
            Heading("What you know"),
            Plain(),
            *(Field(n, label, Editor(getattr(person, n))) for n, label in TEXTS.items()),
            Field(
                "introduced",
                "Introduced by",
                Editor(", ".join(each.name for each in led)),
                hint="a name, or part of one",
            ),
            Field("tags", "Tags", Editor(", ".join(person.tags)), hint="with commas"),
            Field(
                "interests",
                "Interests",
                Editor(", ".join(interests)),
                hint="what they care for, with commas",
            ),
            Field(
                "rhythm",
                "Rhythm",
                Editor(rhythm),
                hint=f"A, B, C ({tiers.a}, {tiers.b}, {tiers.c} d), days, or off",
            ),
        ]

    async def understand(self) -> None:
        """Ask anew once the role or organisation is another one again."""
        if self._work() != self._asked_of:
            self.moved = None

    async def do_save(self) -> None:
        """Ask first what another role or organisation means: the old one may be worth keeping."""
        if self.moved is None and self._may_have_moved():
            if await self.in_a_meeting():
                await self._answered_move(moved=True)
                return
            self._saves_with = self.last_key
            answers = {
                "1": ("moved on", partial(self._answered_move, moved=True)),
                "2": ("corrected", partial(self._answered_move, moved=False)),
            }
            self.choose(Choice.of("Moved on, or a correction?", answers, self._left))
            return
        await super().do_save()

    async def _answered_move(self, *, moved: bool) -> None:
        self.moved, self._asked_of = moved, self._work()
        # What another window changed is saved over by the key that saves.
        self.last_key = self._saves_with or self.last_key
        await super().do_save()

    def _may_have_moved(self) -> bool:
        if self.known is None or not self.form.parts:
            return False
        return moved_on(self.known, *self._work())

    def _work(self) -> tuple[str, str]:
        return self.form["role"].text, self.form["organisation"].text

    async def _left(self) -> None:
        self.say("Nothing is saved yet.")

    async def save(self) -> None:
        """Store all of it, or say what is amiss."""
        assert self.known is not None
        form = self.form
        values: dict[str, Any] = {name: form[name].text for name in TEXTS}
        values["tier"], values["cadence_days"] = read_rhythm(form["rhythm"].text)
        for name in ("tags", "interests"):
            if form[name].changed:
                values[name] = tuple(form[name].text.split(","))
        if self.moved:
            values["moved"] = True
        if form["introduced"].changed:
            text = form["introduced"].text
            values["introducer_ids"] = await by_name(
                self.desk, introducers_named, self.person_id, text
            )
        await self._warn()
        assert self.saving is not None
        await self.saving(f"changing {self.known.name}", **values)

    async def _warn(self) -> None:
        """Ask for the key once more where the words are those of somebody who is here already."""
        fields = [self.form[name] for name in LOOKS]
        words = tuple(field.text for field in fields)
        if words == self.all_the_same or not any(field.changed for field in fields):
            return
        name, organisation, email = words
        found = await self.desk.ask(look_alikes, name, organisation, email, [self.person_id])
        if not found:
            return
        said, key = here_already(found), self.last_key

        async def again() -> None:
            self.all_the_same = words
            await self.do_save()

        self.confirm(f"{said}. {key_name(key)} again saves it all the same", key, again)
        raise RefusedError(f"{said}.")

    def _write(self, store: Store, now: datetime, seen: Seen, values: Values) -> None:
        edit_person(store, now, self.person_id, seen, **values)

    def title_words(self) -> str:
        """Name it on the help page."""
        return "Edit a person"


def _read(store: Store, person_id: int) -> tuple[Person, tuple[Person, ...], tuple[str, ...]]:
    interests = tuple(interest.body for interest in interests_of(store, person_id))
    return store.people.get(person_id), introducers(store, person_id), interests
