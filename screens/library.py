"""Library: the bank of questions, to add to, to reword, and to take into the next interview."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.content.library import categories
from infoview_tui.domain.bank import TIARA, Question, read_question
from infoview_tui.domain.wording import row_moment
from infoview_tui.errors import RefusedError
from infoview_tui.screens.library_view import BANK, WHOM, LibraryView
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.typed import SavesOver
from infoview_tui.services import bank as service
from infoview_tui.services.bank_files import bank_text
from infoview_tui.services.conflicts import Values
from infoview_tui.services.prepare import delete_item, take_question
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.line import Typing

FILE = "questions.toml"


class LibraryPage(LibraryView):
    """The commands of Library."""

    async def do_take(self) -> None:
        """Take the question to the list of the next interview, and step down."""
        question, found = self.question, self.found
        assert question is not None and found is not None
        talk = found.next
        if talk is None:
            self.say("No interview ahead to take it to. 2 People, then b books one.")
            return
        if question.key in found.taken:
            self._step_down()
            self.say(f"It is in the list of {talk.who} already; 3 goes there.")
            return
        id = await self.desk.ask(take_question, self.desk.now(), talk.id, question)
        self.desk.can_undo(
            f'taking "{question.text}"', lambda: self.desk.ask(delete_item, self.desk.now(), id)
        )
        await self.reload()
        self._step_down()
        when = f", {row_moment(talk.starts_at, self.desk.now())}" if talk.starts_at else ""
        self.say(f"In the list of {talk.who}{when}.  u undo")

    def _step_down(self) -> None:
        # At the side one is with this question.
        if self.pane_index == BANK:
            self.list.move(1)
            self.row_changed()

    # Writing.

    async def do_own(self) -> None:
        """Write a question of one's own."""

        async def done(line: str) -> None:
            if not line.strip():
                return
            id = await self.desk.ask(service.add_own, self.desk.now(), line)
            self.desk.can_undo(
                "the question of your own",
                lambda: self.desk.ask(service.delete_own, self.desk.now(), id),
            )
            await self._show(("own", id))
            self.say("It is in your bank.  u undo, space takes it to the next interview")

        hint = "your words; G3, phase:end or tiara:T before them, -> what it serves after"
        typing = Typing("Question", done, place="bank:new:own", echo=_understood, hint=hint)
        await self.type(typing)

    async def do_edit(self) -> None:
        """Change the words of a question."""
        question = self.question
        assert question is not None
        number, id, before = question.number, question.id, question.text
        place = f"bank:{id}" if number is None else f"bank:new:{number}"

        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            if number is not None:
                service.reword(store, now, number, values["text"], seen=seen)
            elif id is not None:
                service.change_own(store, now, id, seen=seen, **values)

        saving = SavesOver(self.desk, place, write, service.own_columns(question))

        async def done(line: str) -> None:
            if line.strip() != before:
                await saving(f'the wording of "{question.text}"', **_typed(question, line))
                await self._show(question.key)

        hint = "empty: the shipped words again" if number else ""
        echo = _understood if number is None else Typing.echo
        await self.type_over(Typing("Wording", done, place, echo, hint=hint), before, saving)

    async def _show(self, key: object) -> None:
        """Load again, with a question in sight that the filter would hide."""
        await self.reload()
        if not any(question.key == key for question in self.questions):
            self._narrow("")
        self.go_to_pane(BANK)
        self.list.go_to(key)
        self.row_changed()

    # Out of sight.

    async def do_archive(self) -> None:
        """Put the question out of sight; bring an archived one back."""
        question = self.question
        assert question is not None
        away = not question.archived
        await self.desk.ask(service.archive, self.desk.now(), question, away=away)

        async def take_back() -> None:
            await self.desk.ask(service.archive, self.desk.now(), question, away=not away)

        words = "archiving" if away else "bringing back"
        self.desk.can_undo(f'{words} "{question.text}"', take_back)
        await self.reload()
        self.say("Archived: f archived shows it.  u undo" if away else "It is back.  u undo")

    async def do_delete(self) -> None:
        """Delete a question of one's own."""
        question = self.question
        assert question is not None
        if not question.own or question.id is None:
            self.say("A shipped question stays; d puts it out of sight.")
            return
        id = question.id
        await self.desk.ask(service.delete_own, self.desk.now(), id)
        self.desk.can_undo(
            f'deleting "{question.text}"',
            lambda: self.desk.ask(service.restore_own, self.desk.now(), id),
        )
        await self.reload()
        self.say(f'Deleted "{question.text}".  u undo')

    # Elsewhere.

    async def do_whom(self) -> None:
        """Go to what there is to know of the question."""
        self.go_to_pane(WHOM)

    async def do_record(self) -> None:
        """Go to the interview in which the question was used."""
        person = self.whom.current
        talk = next((use.interview_id for use in self.uses if use.person_id == person), None)
        if talk is not None:
            self.post_message(GoTo("record", {"interview_id": talk}))

    async def do_file(self) -> None:
        """Write the bank to a file."""
        text = await self.desk.ask(bank_text, everything=True)
        await self.ask_file(
            "bank", FILE, lambda _name: text, hint="a file that infoview can import"
        )


def _typed(question: Question, line: str) -> dict[str, str]:
    """Read what was typed over a question: a shipped one has words alone."""
    if not question.own:
        return {"text": line}
    if not line.strip():
        raise RefusedError("A question needs some words; D deletes it.")
    return read_question(line, categories())


def _understood(line: str) -> str:
    """Say what a line says of the question besides its words."""
    try:
        read = read_question(line, categories())
    except RefusedError as error:
        return str(error)
    category = next((c.title for c in categories() if c.id == read.get("category")), "")
    told = (category, read.get("phase"), TIARA.get(read.get("tiara", "")), read.get("serves"))
    return " · ".join(filter(None, told))
