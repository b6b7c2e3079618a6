"""What a letter said before: one version beside the other, and any of them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.containers import Container
from textual.widget import Widget

from infoview_tui.domain.followup import LetterVersion
from infoview_tui.domain.letters import words
from infoview_tui.domain.wording import clock, plural, weekday_date
from infoview_tui.screens.messages import Back
from infoview_tui.screens.page import Page
from infoview_tui.screens.typed import SavesOver
from infoview_tui.services.conflicts import Values
from infoview_tui.services.desk import Desk
from infoview_tui.services.letters import save_letter, versions
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.letter_text import joined
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows
from infoview_tui.widgets.wrapped import broken


class LetterVersionsPage(Page):
    """Below the letter: the versions, and the text of the one under the cursor."""

    NAME = "letter_versions"
    CSS_PATH = stylesheet("letter_versions")

    def __init__(self, desk: Desk, letter_id: int) -> None:
        super().__init__(desk)
        self.letter_id = letter_id
        self.versions: tuple[LetterVersion, ...] = ()
        self.now_there: dict[str, str] = {}

    def body(self) -> Sequence[Widget]:
        """The list, and the text."""
        self.list = Rows("versions", bracket=True)
        self.text = Rows("text", bracket=True)
        self.panes = [self.list, self.text]
        return [Container(self.list, self.text, classes="row")]

    async def load(self) -> None:
        """Read the versions."""
        letter = await self.desk.ask(lambda store: store.letters.get(self.letter_id))
        self.now_there = {"subject": letter.subject, "body": letter.body}
        self.versions = await self.desk.ask(versions, self.letter_id)
        self.bar.show(f" Letters › {letter.person} › Versions", bold="Versions")
        self.list.show(self._rows)
        self.row_changed()

    @property
    def version(self) -> LetterVersion | None:
        """The one under the cursor."""
        return next((each for each in self.versions if each.id == self.list.current), None)

    def _rows(self, _width: int) -> Sequence[Row]:
        now = self.desk.now()
        rows = [heading(f"Versions · {len(self.versions)}"), BLANK]
        for each in self.versions:
            at = each.at.astimezone(self.desk.zone)
            when = f"until {weekday_date(at.date(), now.date())} {clock(at)}"
            rows.append(Row(f"{when}  {plural(words(each.body), 'word')}", each.id, len(when)))
        return rows if self.versions else [*rows, Row("It was never changed.")]

    def row_changed(self) -> None:
        """Show the text of the version."""
        version = self.version
        if version is None:
            self.text.show(lambda _width: ())
            return

        def rows(width: int) -> Sequence[Row]:
            text, lines = broken(joined(version.subject, version.body), width)
            return [
                heading("What it said"),
                *(Row(text[start:end], number) for number, (start, end) in enumerate(lines)),
            ]

        if self.pane is self.list:
            self.text.show(rows)
            self.text.move(-1_000_000)

    async def do_open(self) -> None:
        """Put this version in the place of what the letter says now, which becomes one."""
        version = self.version
        if version is None:
            self.say("It was never changed.")
            return
        id = self.letter_id

        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            save_letter(store, now, id, seen, values["subject"], values["body"])

        saving = SavesOver(self.desk, f"letter:{id}:version", write, self.now_there)
        await saving("going back to a version", subject=version.subject, body=version.body)
        self.post_message(Back())
