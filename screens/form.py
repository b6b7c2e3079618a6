"""A page that is a form: each field keeps its draft, and enter leads from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.commands import FIELD
from infoview_tui.errors import ConflictError, RefusedError
from infoview_tui.screens.messages import Back
from infoview_tui.screens.page import Page
from infoview_tui.screens.typed import SavesOver
from infoview_tui.services.desk import Desk
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.form import Field, Form, Part


class FormPage(Page):
    """Subclasses make the parts once, check and store what was typed, and say where to go."""

    CSS_PATH = stylesheet("form")
    LABELS = 12
    """Cells of the labels."""
    DRAFT_OF = ""
    """Who or what the drafts belong to, set before the form is made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = Form(self.LABELS)
        self.fields: tuple[Field, ...] = ()
        self.made = False
        self.saved = False
        self.saving: SavesOver | None = None

    def body(self) -> Sequence[Widget]:
        """The form alone."""
        return [self.form]

    async def parts(self) -> Sequence[Part]:
        """Read what the form begins with and make it."""
        raise NotImplementedError

    async def save(self) -> None:
        """Store what was typed; whatever it raises is said in the line and nothing is lost."""
        raise NotImplementedError

    def leave(self) -> None:
        """Go on after saving."""
        self.post_message(Back())

    async def understand(self) -> None:
        """Called after every key that changed a text: fill the echoes."""

    async def load(self) -> None:
        """Make the form, once: what is being typed is never replaced."""
        if not self.made:
            await self._make()
            self.made = True

    async def _make(self) -> None:
        parts = await self.parts()
        drafts = 0
        self.fields = tuple(part for part in parts if isinstance(part, Field))
        for field in self.fields:
            draft = await self.desk.restored(self.place(field))
            if draft:
                field.editor.set(draft)
                drafts += field.changed
        self.form.show(parts)
        await self.understand()
        if drafts and self.saving is not None:
            self.saving.resume()
        if drafts:
            self.say("What you had typed is back; ctrl+o saves it.")

    def place(self, field: Field) -> str:
        """Return where the draft of a field is kept."""
        return f"{self.NAME}:{self.DRAFT_OF}:{field.name}"

    def editor(self) -> Editor | None:
        """The field with the keys."""
        return self.form.field.editor if self.form.field else None

    def edited(self) -> None:
        """Keep the draft."""
        field = self.form.field
        assert field is not None
        self.desk.saver.draft(self.place(field), field.editor.text if field.changed else "")
        self.say("")
        self.form.refresh()

    def scopes(self) -> tuple[str, ...]:
        """A form and its field have the keys together."""
        return ("form", FIELD)

    async def press(self, key: str, character: str | None) -> None:
        """Do the key and say how the texts are understood now."""
        if self.saved:
            return
        before = [field.editor.text for field in self.form.fields]
        await super().press(key, character)
        if before != [field.editor.text for field in self.form.fields]:
            await self.guarded(self.understand())

    async def paste(self, text: str) -> None:
        """Put the text into the field and say how it is understood."""
        await super().paste(text)
        if self.form.parts:
            await self.guarded(self.understand())

    async def do_next(self) -> None:
        """Go to the next field; enter on the last one saves."""
        if not self.form.step(1) and self.last_key == "enter":
            await self.do_save()

    async def do_back(self) -> None:
        """Go to the field before."""
        self.form.step(-1)

    async def do_save(self) -> None:
        """Save, forget the drafts and go on."""
        if not self.form.parts:
            raise RefusedError("There is nothing to save yet; escape goes back.")
        try:
            await self.save()
        except RefusedError:
            self.form.go_to_refused()
            raise
        except ConflictError as error:
            self.ask_to_save_over(error, self.last_key, self.do_save)
            raise
        self.saved = True
        # Those out of sight too: their drafts would come back at the next booking.
        for field in self.fields:
            self.desk.saver.draft(self.place(field), "")
        self.leave()
