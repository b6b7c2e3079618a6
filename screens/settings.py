"""Settings: what letters say of oneself, and where the rest is set."""

from __future__ import annotations

from collections.abc import Sequence

from infoview_tui.screens.form import FormPage
from infoview_tui.services.me import DETAILS, change_details, details
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.form import Field, Heading, Part, Plain

HINTS = {
    "name": "letters are signed with it",
    "line": "half a sentence: a night archivist who gives tours",
    "phone": "stands in the confirmation",
    "exploring": "a few words: museum collections",
}


class SettingsPage(FormPage):
    """A form of four lines; an empty one is a gap in letters."""

    NAME = "settings"
    LABELS = 18

    async def parts(self) -> Sequence[Part]:
        """Begin with what is known."""
        known = await self.desk.ask(details)
        self.bar.show(" Settings", bold="Settings")
        return [
            Plain(),
            Heading("What letters say of you"),
            Plain(),
            *(
                Field(name, label, Editor(known[name]), hint=HINTS[name])
                for name, label in DETAILS.items()
            ),
            Plain(),
            Heading("Everything else"),
            Plain(),
            Plain(str(self.desk.zone), "Time zone"),
            Plain("config.toml sets it, and colours, signs, the bell, holidays, reminders"),
            Plain("infoview locate says where that is; the README, what can be set"),
        ]

    async def save(self) -> None:
        """Keep them."""
        before = await self.desk.ask(details)
        now = self.desk.now()
        values = {field.name: field.editor.text for field in self.form.fields}
        await self.desk.ask(change_details, now, values)
        self.desk.can_undo(
            "changing your details",
            lambda: self.desk.ask(change_details, self.desk.now(), before),
        )

    def title_words(self) -> str:
        """Name it on the help page."""
        return "Settings"
