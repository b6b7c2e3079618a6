"""Changing a few texts of a row in the user's own editor; nothing that it leaves is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from infoview_tui.domain.outside import as_file, from_file
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import ConflictError
from infoview_tui.screens.messages import EditOutside
from infoview_tui.screens.page import Page
from infoview_tui.screens.typed import SavesOver
from infoview_tui.values import dataclass

KEY = "E"


@dataclass(frozen=True)
class Part:
    """One text of a row: its column, what it is called and asks for, and where it is typed."""

    column: str
    name: str
    hint: str
    text: str
    place: str


class EditsOutside(Page):
    """Opens the editor, reads the texts back, and saves them as typed ones are saved."""

    async def edit_outside(
        self,
        words: str,
        parts: tuple[Part, ...],
        saving: SavesOver,
        saved: Callable[[], Awaitable[None]],
    ) -> None:
        """Open the editor on `parts`; `words` name the change for undoing.

        Where it cannot be saved, what the editor left is kept as the half-typed text of each place.
        """
        names = tuple(part.name for part in parts)
        texts = {part.name: part.text for part in parts}
        for part in parts:
            half = await self.desk.restored(part.place)
            if half and half != part.text:
                texts[part.name] = half
                saving.resume()

        async def done(left: str | None, trouble: str) -> None:
            if left is None:
                self.say(trouble)
                return
            found = from_file(left, names)
            if not found:
                # No line says which is which: all of it waits where most of it was.
                found = {max(parts, key=lambda part: len(part.text)).name: left}
                trouble = trouble or "The lines that begin with --- are gone."
            changed = self._keep_outside(parts, found)
            if not changed:
                self.say(f"{trouble} Nothing was changed.".strip())
            elif trouble:
                self.say(f"{trouble} What it left is kept half typed: e shows it.")
            else:
                await self._save_outside(words, parts, changed, saving, saved)

        hints = {part.name: part.hint for part in parts}

        def wrote(saved: str) -> None:
            self._keep_outside(parts, from_file(saved, names))

        self.post_message(EditOutside(as_file(texts, hints), wrote, done))

    def _keep_outside(self, parts: tuple[Part, ...], found: Mapping[str, str]) -> dict[str, str]:
        """Keep what was changed as drafts until it is saved; returns it by column."""
        changed = {}
        for part in parts:
            if part.name not in found:
                continue
            text = clean_line(found[part.name])
            if text != part.text:
                changed[part.column] = text
            self.desk.saver.draft(part.place, text if text != part.text else "")
        return changed

    async def _save_outside(
        self,
        words: str,
        parts: tuple[Part, ...],
        changed: dict[str, str],
        saving: SavesOver,
        saved: Callable[[], Awaitable[None]],
    ) -> None:
        async def save() -> None:
            await saving(words, **changed)
            for part in parts:
                self.desk.saver.draft(part.place, "")
            await saved()
            self.say("Saved.  u undo")

        try:
            await save()
        except ConflictError as error:
            self.ask_to_save_over(error, KEY, save)
            raise
