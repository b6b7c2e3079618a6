"""Which letter: every kind there is, with what it is for, to one person."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.content.library import letter_templates
from infoview_tui.domain.people import Person
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk
from infoview_tui.services.letter_choice import interview_of, letter_that_fits
from infoview_tui.services.letters import draft_letter
from infoview_tui.widgets.drawn import columns
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows

TITLE = 36


class LetterKindsPage(Page):
    """Below a person or the letters; the cursor begins on the letter that fits now."""

    NAME = "letter_kinds"

    def __init__(self, desk: Desk, person_id: int) -> None:
        super().__init__(desk)
        self.person_id = person_id
        self.person: Person | None = None

    def body(self) -> Sequence[Widget]:
        """One list."""
        self.list = Rows("kinds")
        self.panes = [self.list]
        return self.panes

    async def load(self) -> None:
        """Read to whom it goes."""
        self.person = await self.desk.ask(lambda store: store.people.get(self.person_id))
        self.bar.show(f" Letters › {self.title_words()}", bold=self.title_words())
        self.list.show(self._rows)

    async def ready(self) -> None:
        """Begin on the letter that fits now."""
        now, habits = self.desk.now(), self.desk.config.habits
        kind, _about = await self.desk.ask(letter_that_fits, now, self.person_id, habits)
        self.list.go_to(kind)

    def title_words(self) -> str:
        """Return to whom it goes."""
        return f"Which letter to {self.person.name}?" if self.person else "Which letter?"

    def _rows(self, width: int) -> Sequence[Row]:
        title = min(TITLE, width // 2)
        rows = [
            Row(
                columns((t.title, title), (t.when, width - title - 2)).rstrip(),
                t.kind,
                len(t.title),
            )
            for t in letter_templates()
        ]
        return [heading(f"Letters · {len(rows)}"), BLANK, *rows]

    async def do_open(self) -> None:
        """Write that letter, from what is known; an open draft of it is gone on with."""
        kind, now, zone = str(self.list.current), self.desk.now(), self.desk.zone
        about = await self.desk.ask(interview_of, now, kind, self.person_id)
        id = await self.desk.ask(draft_letter, now, zone, kind, self.person_id, about)
        self.post_message(GoTo("letter", {"letter_id": id}, instead=True))
