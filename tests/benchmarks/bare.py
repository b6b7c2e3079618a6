"""The floor: a bare Textual app (header, list or field, footer) on Textual's own driver."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Input, OptionList


class Bare(App[None]):
    BINDINGS = [("q", "quit", "Quit"), ("n", "new", "New"), ("e", "edit", "Edit")]

    def compose(self) -> ComposeResult:
        yield Header(icon="")
        if sys.argv[1:] == ["input"]:
            field = Input()
            field.cursor_blink = False
            yield field
        else:
            yield OptionList(*(f"Row {n} of the list" for n in range(20)))
        yield Footer()


if __name__ == "__main__":
    Bare().run(mouse=False)
