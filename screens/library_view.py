"""What Library shows: the bank, and at its side the question under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.content.library import categories
from infoview_tui.domain.bank import Question, Use
from infoview_tui.domain.bank_filter import HELP, narrow, problem
from infoview_tui.domain.wording import row_moment
from infoview_tui.screens import library_rows as rows
from infoview_tui.screens.writes_file import WritesFile
from infoview_tui.services.desk import Desk
from infoview_tui.services.library import Library, library
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.row import Row, heading
from infoview_tui.widgets.rows import Rows

BANK, WHOM = range(2)


class LibraryView(WritesFile):
    """Two panes; where there is room for one of them, `tab` swaps them."""

    NAME = "library"
    CSS_PATH = stylesheet("library")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Library | None = None
        self.filter = ""
        self.questions: tuple[Question, ...] = ()

    def body(self) -> Sequence[Widget]:
        """The list, and what there is to know of a row."""
        self.list = Rows("bank", bracket=True, pinned=True)
        self.whom = Rows("whom", bracket=True, pinned=True)
        self.panes = [self.list, self.whom]
        return [Container(self.list, self.whom, classes="row")]

    async def load(self) -> None:
        """Read the bank."""
        self.found = await self.desk.ask(library, self.desk.now())
        self.bar.show(" Library", self._next_words(), bold="Library")
        self._narrow(self.filter)

    def _next_words(self) -> str:
        talk = self.found.next if self.found else None
        if talk is None:
            return "no interview ahead"
        when = row_moment(talk.starts_at, self.desk.now()) if talk.starts_at else "no date yet"
        return f"next: {talk.who} · {when}"

    def _narrow(self, line: str) -> None:
        assert self.found is not None
        self.filter = line.strip()
        self.questions = narrow(self.found.bank, self.filter)
        away = any(question.archived for question in self.questions)
        of = len(self.found.bank if away else narrow(self.found.bank, ""))
        taken = self.found.taken
        self.list.show(
            lambda width: rows.bank_rows(
                self.questions, taken, of=of, line=self.filter, width=width
            )
        )
        self.row_changed()

    @property
    def question(self) -> Question | None:
        """The question under the cursor of the bank, whichever pane has the keys."""
        chosen = self.list.current
        return next((q for q in self.questions if q.key == chosen), None)

    @property
    def uses(self) -> tuple[Use, ...]:
        """With whom it was used."""
        if self.found is None or self.question is None:
            return ()
        return self.found.uses.get(self.question.key, ())

    def row_changed(self) -> None:
        """Let the side follow the row."""
        self.whom.show(self._about)
        self.advise(self._advice())

    def _about(self, width: int) -> Sequence[Row]:
        question, found = self.question, self.found
        if question is None or found is None:
            return [heading("This question")]
        listed = found.next.who if found.next and question.key in found.taken else ""
        return rows.question_rows(
            question,
            self.uses,
            listed,
            whole=self.app.size.width < 80,
            everybody=self.pane_index == WHOM,
            width=width,
        )

    def _advice(self) -> str:
        bank = self.found.bank if self.found else ()
        own = sum(q.own for q in bank)
        away = sum(q.archived for q in bank)
        mine = f"{own} of your own" if own else "n writes one of your own"
        archived = f", {away} archived" if away else ""
        return f"{mine}{archived}. None asks for a job, on purpose: ? says why."

    def go_to_pane(self, index: int) -> None:
        """Give the keys to a pane."""
        self.set_class(index == WHOM, "-swap")
        super().go_to_pane(index)
        if index == WHOM and self.uses:
            self.whom.go_to(self.uses[0].person_id)

    # The keys that each pane has.

    def scopes(self) -> tuple[str, ...]:
        """At the side, enter has somebody to go to."""
        scopes = super().scopes()
        side = self.pane_index == WHOM and self.NAME in scopes
        return ("library_whom", *scopes) if side else scopes

    def why_not(self, command: Command) -> str:
        """Every key but those of the side is for the question of the bank."""
        if command.action == "go_library":
            return "This is Library."
        if command.scope == self.NAME and command.needs == "row":
            return "" if self.question else "There is no question here; n writes one."
        if command.scope == "library_whom" and not self.uses:
            return "Nobody was asked this yet."
        if command.scope == "library_whom" and not isinstance(self.whom.current, int):
            return "enter on a person opens the interview; this line is none."
        return super().why_not(command)

    def label_of(self, command: Command) -> str:
        """An archived question comes back with the key that took it away."""
        if command.id == "library.archive" and self.question and self.question.archived:
            return "bring back"
        return super().label_of(command)

    # The filter.

    async def do_filter(self) -> None:
        """Narrow the bank while one types; the arrows move in it."""
        self.go_to_pane(BANK)

        async def done(_text: str) -> None:
            return

        typing = Typing(
            "Filter",
            done,
            echo=lambda text: problem(text, categories()),
            changed=self._narrow,
            left=lambda: self._narrow(""),
            hint=HELP,
        )
        await self.type(typing, self.filter)

    async def press(self, key: str, character: str | None) -> None:
        """Move in the bank while one filters, else as everywhere."""
        typing = self.prompt.typing
        if typing is not None and typing.prompt == "Filter" and key in ("up", "down"):
            self.list.move(-1 if key == "up" else 1)
            self.row_changed()
        else:
            await super().press(key, character)

    async def do_back(self) -> None:
        """Leave the side, then the filter, then Library."""
        if self.pane_index == WHOM and self.app.size.width < 80:
            self.go_to_pane(BANK)
        elif self.filter and self.last_key == "escape":
            self._narrow("")
        else:
            await super().do_back()
