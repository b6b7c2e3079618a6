"""What is done with one person or with all that are marked: stage, tags, a contact, deleting."""

from __future__ import annotations

from typing import NamedTuple

from infoview_tui.domain.people import Stage
from infoview_tui.domain.stage import step
from infoview_tui.domain.touches import read_touch, understood
from infoview_tui.domain.wording import plural
from infoview_tui.errors import RefusedError
from infoview_tui.screens.page import Page
from infoview_tui.services.people_many import (
    delete_people,
    log_contacts,
    read_tags,
    restore_people,
    tag_people,
    unlog_contacts,
    untag_people,
)
from infoview_tui.services.stages import put_back_stages, set_stages
from infoview_tui.widgets.line import Typing


class About(NamedTuple):
    """A person as much as a command on them needs."""

    id: int
    name: str
    stage: Stage


class ActsOnPeople(Page):
    """Does each in one step, with one undo for all of them."""

    @property
    def about(self) -> tuple[About, ...]:
        """Whom the next command is for; subclasses say it."""
        raise NotImplementedError

    async def deleted(self, message: str) -> None:
        """Show that they are gone and say so."""
        raise NotImplementedError

    @property
    def _called(self) -> str:
        """The name of the one, or how many they are."""
        about = self.about
        return about[0].name if len(about) == 1 else plural(len(about), "person", "people")

    async def do_stage_on(self) -> None:
        """Set the next stage by hand."""
        await self._stage(1)

    async def do_stage_back(self) -> None:
        """Set the stage before by hand."""
        await self._stage(-1)

    async def _stage(self, steps: int) -> None:
        about, called = self.about, self._called
        wanted: dict[int, Stage | None] = {}
        for each in about:
            try:
                wanted[each.id] = step(each.stage, steps)
            except RefusedError:
                if len(about) == 1:
                    raise
        if not wanted:
            raise RefusedError("There is no further stage for any of them.")
        before = await self.desk.ask(set_stages, self.desk.now(), wanted)
        words = f"the stage of {called}"
        self.desk.can_undo(words, lambda: self.desk.ask(put_back_stages, self.desk.now(), before))
        await self.reload()
        if len(about) == 1:
            self.say(f"{called}: {about[0].stage} -> {wanted[about[0].id]}, by hand.  u undo")
        else:
            stages = ", ".join(dict.fromkeys(str(stage) for stage in wanted.values()))
            self.say(f"{plural(len(wanted), 'person', 'people')}: {stages}, by hand.  u undo")

    async def do_tags(self) -> None:
        """Give tags, or take some off."""
        about, called = self.about, self._called

        async def done(text: str) -> None:
            tags = read_tags(text)
            ids = [each.id for each in about]
            changed = await self.desk.ask(tag_people, self.desk.now(), ids, tags)
            if not changed:
                self.say(f"{called}: the tags were so already.")
                return
            self.desk.can_undo(
                f"the tags of {called}",
                lambda: self.desk.ask(untag_people, self.desk.now(), changed),
            )
            await self.reload()
            words = ", ".join([*tags.add, *(f"not {tag}" for tag in tags.remove)])
            self.say(f"{called}: {words}.  u undo")

        hint = "museum, curators; -old takes one off"
        place = f"tags:{about[0].id}" if len(about) == 1 else "marked:tags"
        await self.type(Typing(f"Tag {called}", done, place, hint=hint))

    async def do_log(self) -> None:
        """Log a contact that was neither a letter nor an interview."""
        about, called = self.about, self._called
        day_first = self.desk.config.day_first

        async def done(text: str) -> None:
            now = self.desk.now()
            touch = read_touch(text, now, day_first=day_first)
            ids = [each.id for each in about]
            logged = await self.desk.ask(log_contacts, now, ids, touch.body, touch.at)
            self.desk.can_undo(
                f"the contact with {called}",
                lambda: self.desk.ask(unlog_contacts, self.desk.now(), logged),
            )
            await self.reload()
            self.say(f"Logged with {called}, {understood(touch, now)}.  u undo")

        def echo(text: str) -> str:
            now = self.desk.now()
            try:
                return understood(read_touch(text, now, day_first=day_first), now)
            except RefusedError as error:
                return str(error)

        hint = "spoke; yesterday: met at the fair"
        place = f"log:{about[0].id}" if len(about) == 1 else "marked:log"
        await self.type(Typing(f"Log {called}", done, place, echo, hint=hint))

    async def do_delete(self) -> None:
        """Delete at once; it can be undone."""
        called, ids = self._called, [each.id for each in self.about]
        await self.desk.ask(delete_people, self.desk.now(), ids)
        self.desk.can_undo(
            f"deleting {called}", lambda: self.desk.ask(restore_people, self.desk.now(), ids)
        )
        await self.deleted(f"Deleted {called}.  u undo; later T in People, the trash")
