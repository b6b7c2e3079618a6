"""A small app on our driver, for the tests of the driver: it shows the keys that it got."""

import os
import random
import sys
import threading
from pathlib import Path

from infoview_tui.terminal.environment import prepare_environment

prepare_environment()

from textual import events  # noqa: E402
from textual.app import App, ComposeResult  # noqa: E402
from textual.driver import Driver  # noqa: E402
from textual.widgets import Footer, Header, Input, OptionList, Static  # noqa: E402

from infoview_tui.terminal.driver import LeanDriver, driver_class  # noqa: E402
from infoview_tui.terminal.filters import AsciiFilter, ControlFilter  # noqa: E402
from infoview_tui.terminal.guard import Guard  # noqa: E402

FOLDER = Path(sys.argv[1])
WIDGETS = sys.argv[2] if len(sys.argv) > 2 else "keys"
LeanDriver.flash_seconds = float(os.environ.get("FLASH_SECONDS", "0.15"))


def last_words() -> str:
    (FOLDER / "last_words").write_text("said")
    return ""


guard = Guard(last_words)


class DriverApp(App[None]):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("ctrl+z", "suspend_process", "Suspend")]

    def __init__(self) -> None:
        self.typed: list[str] = []
        super().__init__()

    def get_driver_class(self) -> type[Driver]:
        base = super().get_driver_class()
        if os.environ.get("STOCK"):
            return base
        return driver_class(base, guard.hang_up if WIDGETS != "no-guard" else None)

    def get_line_filters(self) -> list[object]:  # type: ignore[override]
        return [*super().get_line_filters(), AsciiFilter(enabled=False), ControlFilter()]

    def compose(self) -> ComposeResult:
        yield Header(icon="")
        yield Static("typed: 0", id="typed", markup=False)
        if WIDGETS == "input":
            field = Input()
            field.cursor_blink = False
            yield field
        elif WIDGETS == "list":
            yield OptionList(*(f"Row {n} of the list, 漢字 and é" for n in range(60)))
        elif WIDGETS == "hostile":
            yield Static("\x1b]0;owned\x07a\x1b[2J\x9b31m\u202eb", markup=False)
        else:
            yield Static("", id="noise", markup=False)
        yield Footer()

    def on_ready(self) -> None:
        (FOLDER / "ready").write_text(str(os.getpid()))

    def on_key(self, event: events.Key) -> None:
        self.typed.append(event.character or event.key)
        self.query_one("#typed", Static).update(
            f"typed: {len(self.typed)} <{''.join(self.typed)[-20:]}>"
        )
        (FOLDER / "keys").write_text("".join(self.typed))
        if WIDGETS == "keys":
            rng = random.Random(len(self.typed))
            noise = "\n".join("".join(rng.choices("abcdefgh ", k=70)) for _ in range(15))
            self.query_one("#noise", Static).update(noise)
        if event.key == "L":
            self.query_one("#noise", Static).update("=" * 60)
        if event.key == "B":
            threading.Event().wait()
        if event.key == "Q":
            self.exit()
        if event.key == "F":
            assert isinstance(self._driver, LeanDriver)
            self._driver.alert("flash", "")
        if event.key == "R":
            assert isinstance(self._driver, LeanDriver)
            self._driver.repaint()


if __name__ == "__main__":
    guard.start()
    app = DriverApp()
    try:
        app.run(mouse=False)
    finally:
        driver = app._driver
        unsent = isinstance(driver, LeanDriver) and driver.unsent
        guard.restore_terminal(unsent=unsent)
