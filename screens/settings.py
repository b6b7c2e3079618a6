"""Settings: what letters say of oneself, and where the rest is set."""

from __future__ import annotations

from collections.abc import Sequence

from infoview_tui.domain.wording import plural
from infoview_tui.screens.form import FormPage
from infoview_tui.screens.messages import GoTo
from infoview_tui.services.me import DETAILS, change_details, details
from infoview_tui.services.trash import in_trash
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
        deleted = len(await self.desk.ask(in_trash))
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
            Plain(f"{plural(deleted, 'thing')} deleted; ctrl+t shows them", "Trash"),
            Plain("config.toml sets it, and colours, signs, the bell, holidays, reminders"),
            Plain("infoview locate says where that is; the README, what can be set"),
        ]

    def scopes(self) -> tuple[str, ...]:
        """What is not typed here is led to from here."""
        form, *others = super().scopes()
        return (form, "settings", *others)

    async def do_trash(self) -> None:
        """Show what was deleted."""
        self.post_message(GoTo("trash"))

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
