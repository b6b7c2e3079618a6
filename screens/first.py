"""First start: three lines, each of which may be skipped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from infoview_tui.screens.form import FormPage
from infoview_tui.screens.messages import GoTo, Quit
from infoview_tui.services.start import first_answers
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.form import Field, Heading, Part, Picker, Plain

ADVICE = {
    "name": "Letters are signed with this name.",
    "exploring": "A few words: the field you want to learn about. Letters name it.",
    "example": "y or n. infoview example remove takes them out again.",
}
"""What stands in the line while a field has the keys."""


class FirstPage(FormPage):
    """Comes once: whatever way it is left, the answers are kept."""

    NAME = "first"
    LABELS = 20

    async def parts(self) -> Sequence[Part]:
        """Say what this is, ask three things, and show the four keys."""
        zone = "config.toml" if self.desk.config.timezone else "this machine"
        return [
            Plain(
                "Information interviews: short conversations held to learn.",
                indent=False,
            ),
            Plain(
                "You prepare, you meet, you thank: this keeps the thread.",
                indent=False,
            ),
            Plain(),
            Heading("Three lines to begin"),
            Plain(),
            Field("name", "Your name", Editor()),
            Field("exploring", "What you explore", Editor()),
            Field(
                "example",
                "A practice week",
                Picker(("no", "yes"), "no"),
                hint="made-up people to practise on",
            ),
            Plain(),
            Plain(f"{self.desk.zone}, from {zone}", "Time zone"),
            Plain(_short(self.desk.storage.path), "Where it is kept"),
            Plain("one file, for you only, never sent"),
            Plain(),
            Heading("You will need four keys"),
            Plain("enter  the next thing         escape  back, nothing is lost", indent=False),
            Plain("?      the keys that work     1 to 7  the places", indent=False),
        ]

    async def load(self) -> None:
        """Name the page."""
        self.bar.show(" infoview", "first start", bold="infoview")
        await super().load()
        self._advise()

    def _advise(self) -> None:
        if self.form.field is not None:
            self.advise(ADVICE[self.form.field.name])

    def scopes(self) -> tuple[str, ...]:
        """The keys of a form, in words of a beginning; no place to go to yet."""
        return (self.NAME,)

    async def press(self, key: str, character: str | None) -> None:
        """Do the key and explain the field that has the next one."""
        await super().press(key, character)
        self._advise()

    async def save(self) -> None:
        """Keep the answers and fill in the practice week when it was asked for."""
        await self._keep()
        if self.form["example"].text == "yes":
            from infoview_tui.services.example import load_example

            await self.desk.ask(load_example, self.desk.now(), self.desk.zone)

    async def _keep(self) -> None:
        name, exploring = self.form["name"].text, self.form["exploring"].text
        await self.desk.ask(first_answers, self.desk.now(), name, exploring)

    def leave(self) -> None:
        """Begin with Today."""
        self.post_message(GoTo("today"))

    async def do_leave(self) -> None:
        """Begin without a practice week; what was typed so far is kept."""
        self.form["example"].editor.set("no")
        await self.do_save()

    async def do_quit(self) -> None:
        """Quit; the drafts wait for the next start."""
        self.post_message(Quit())

    def title_words(self) -> str:
        """Name it on the help page."""
        return "First start"


def _short(path: Path) -> str:
    try:
        return f"~/{path.relative_to(Path.home())}"
    except ValueError:
        return str(path)
