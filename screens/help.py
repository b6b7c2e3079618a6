"""The keys that work where one came from, as a list to filter; enter goes back and runs one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.commands import EVERYWHERE, FIELD, Command, commands_of, key_name
from infoview_tui.content.library import why_no_job
from infoview_tui.domain.text import fold
from infoview_tui.screens.messages import Back
from infoview_tui.screens.page import Page
from infoview_tui.screens.prepare_rows import wrapped
from infoview_tui.services.desk import Desk
from infoview_tui.widgets.drawn import Span, fit
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows

WORDS = (
    ("late", "past the time you aimed at"),
    ("ready n/8", "Prepare shows what is open"),
    ("core, backup", "asked in any case, or when there is time"),
)


class HelpPage(Page):
    """Made from the command table, so that it cannot be out of date."""

    NAME = "help"

    def __init__(self, desk: Desk, scopes: tuple[str, ...], title: str) -> None:
        super().__init__(desk)
        self.came_from = scopes
        self.title_of = title
        self.filter = ""
        self.list = Rows("keys")
        self.panes = [self.list]

    def body(self) -> Sequence[Widget]:
        """One list."""
        return [self.list]

    async def load(self) -> None:
        """Show the commands that match the filter."""
        self.bar.show(f" {self.title_of} › Keys", "type to filter", bold="Keys")
        self.list.show(self._rows)

    async def ready(self) -> None:
        """Let one type at once."""

        async def done(_text: str) -> None:
            await self._run_chosen()

        await self.type(
            Typing(
                "Filter",
                done,
                changed=self._narrow,
                left=self._leave,
                hint="enter runs it, escape goes back",
            )
        )

    def _leave(self) -> None:
        self.post_message(Back())

    def _narrow(self, text: str) -> None:
        self.filter = text
        self.list.show(self._rows)
        if text and not any(row.key for row in self.list.rows):
            self.say(f"No key does '{text}'.")

    def scopes(self) -> tuple[str, ...]:
        """Arrows move the list while one types."""
        return (FIELD, "help")

    async def press(self, key: str, character: str | None) -> None:
        """Move with the arrows, else as everywhere."""
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}.get(key)
        if steps:
            self.list.move(steps)
        else:
            await super().press(key, character)

    def _rows(self, width: int) -> Sequence[Row]:
        here = [s for s in self.came_from if s not in (EVERYWHERE, FIELD)]
        rows: list[Row] = []
        for name, scopes in (
            ("On this screen", here),
            ("Everywhere", [s for s in self.came_from if s == EVERYWHERE]),
            ("In any text field", [FIELD]),
        ):
            found = [c for c in commands_of(*scopes) if self._matches(c)]
            if found:
                rows += [BLANK] if rows else []
                rows.append(heading(name))
                rows += [self._row(c, width) for c in found]
            # Before the keys of every screen: what stands below the last key cannot be gone to.
            if scopes == here and not self.filter:
                rows += self._about_bank(width)
        if not self.filter:
            rows += [BLANK, heading("What the words mean")]
            rows += [Row(f"{fit(word, 16)}{meaning}") for word, meaning in WORDS]
        return rows

    def _about_bank(self, width: int) -> Sequence[Row]:
        if "library" not in self.came_from and self.came_from[0] != "prepare":
            return ()
        return [BLANK, heading("What the bank leaves out"), *wrapped(why_no_job(), width)]

    def _matches(self, command: Command) -> bool:
        return fold(self.filter) in fold(f"{command.help} {command.label} {command.key}")

    def _row(self, command: Command, width: int) -> Row:
        keys = " ".join(key_name(key) for key in command.keys)
        text = fit(keys, 14) + "  " + fit(command.help, width - 16)
        return Row(text, command.id, len(fit(keys, 14)), (Span(0, 14, "accent"),))

    async def _run_chosen(self) -> None:
        wanted = self.list.current
        self.post_message(Back())
        stack = self.app.screen_stack
        below = stack[-2] if len(stack) > 1 else None
        command = next((c for c in commands_of(*self.came_from) if c.id == wanted), None)
        if isinstance(below, Page) and command is not None:
            self.app.call_later(below.press, command.keys[0], None)
