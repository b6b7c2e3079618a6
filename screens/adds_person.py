"""Adding a person in one line, and saying so when somebody who looks the same is here already."""

from __future__ import annotations

from infoview_tui.domain.people import NewPerson, read_person
from infoview_tui.errors import RefusedError
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk
from infoview_tui.storage.store import Store
from infoview_tui.widgets.line import Question, Typing

FIRST = "Who would you like to learn from?"


class AddsPerson(Page):
    """Adds somebody and opens their page; a second one of the same wants the key once more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._here_already: Question | None = None
        self._wanted_all_the_same: NewPerson | None = None
        self._for_the_first: Typing | None = None

    async def ask_for_the_first(self) -> None:
        """Open the line where nobody is there yet, since an empty list is meant to be filled."""
        if not await self.desk.ask(_anyone):
            self.advise("Nobody here yet: the person you would like to learn from comes first.")
            await self.ask_for_person(FIRST)
            self._for_the_first = self.prompt.typing

    async def reload(self, unless: int | None = None) -> None:
        """Close that line again once somebody is there, unless it is being written in."""
        await super().reload(unless)
        typing = self._for_the_first
        if typing is not None and typing is self.prompt.typing and not typing.editor.text:
            await self.guarded(self._end_asking())

    async def _end_asking(self) -> None:
        if await self.desk.ask(_anyone):
            self._for_the_first = None
            self.stop_typing()
            self.row_changed()

    async def ask_for_person(self, prompt: str) -> None:
        """Open the line for a new person."""
        from infoview_tui.services.people import add_person, delete_person

        async def done(text: str) -> None:
            named = read_person(text)
            if named is None:
                raise RefusedError("A person needs a name: name, role, organisation, e-mail.")
            await self._warn(named)
            id = await self.desk.ask(
                add_person,
                self.desk.now(),
                name=named.name,
                role=named.role,
                organisation=named.organisation,
                email=named.email,
            )
            self._wanted_all_the_same = None
            self.desk.can_undo(
                f"adding {named.name}", lambda: self.desk.ask(delete_person, self.desk.now(), id)
            )
            self.post_message(GoTo("person", {"person_id": id}))

        hint = "name, role, organisation, e-mail"
        await self.type(Typing(prompt, done, place="person:new", hint=hint))

    async def _warn(self, named: NewPerson) -> None:
        from infoview_tui.services.duplicates import here_already, look_alikes

        if named == self._wanted_all_the_same:
            return
        found = await self.desk.ask(look_alikes, named.name, named.organisation, named.email)
        if not found:
            return
        words, key = here_already(found), self.last_key

        async def again() -> None:
            self._wanted_all_the_same = named
            await self._typed(key)

        self.confirm(f"{words}. {key} again adds another, escape keeps the line", key, again)
        self._here_already = self.prompt.question
        raise RefusedError(f"{words}.")

    async def press(self, key: str, character: str | None) -> None:
        """Let escape drop that question alone: the line stays as it was typed."""
        question = self.prompt.question
        if key == "escape" and question is not None and question is self._here_already:
            self.prompt.question = None
            self.prompt.refresh()
            self.say("")
            return
        await super().press(key, character)


def _anyone(store: Store) -> bool:
    return bool(store.db.execute("select exists (select 1 from people)").fetchone()[0])
