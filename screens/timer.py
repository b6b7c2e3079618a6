"""The countdown alone, for whoever wants no more: nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from textual.widget import Widget

from infoview_tui.domain.clock import (
    COURTESY_SECONDS,
    Reading,
    crossed,
    ends_at,
    read_clock,
)
from infoview_tui.domain.countdown import (
    again,
    begin,
    length_words,
    longer,
    pause_or_go_on,
    ran_words,
)
from infoview_tui.domain.interviews import DEFAULT_MINUTES, Interview
from infoview_tui.domain.wording import clock, mmss
from infoview_tui.screens.meeting_words import courtesy, quoted
from infoview_tui.screens.messages import Alert, Back
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk
from infoview_tui.services.lookup import running_interview
from infoview_tui.styles import stylesheet
from infoview_tui.widgets.clock import Clock, Face
from infoview_tui.widgets.drawn import fit
from infoview_tui.widgets.row import Row
from infoview_tui.widgets.rows import MARGIN, Rows

FACES = ("left", "elapsed", "wall")
BIG_FROM = 40
"""Cells of a window that has room for big digits beside the words."""
TIME_IS_UP = "time is up"
LEAST_BAR, MOST_BAR = 8, 28


class TimerPage(Page):
    """Counts `length` down, or goes on with the desk's countdown; it goes on when left, too."""

    NAME = "timer"
    CSS_PATH = stylesheet("timer")
    SMALLEST: ClassVar[tuple[int, int]] = (30, 3)
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (BIG_FROM, "-narrow"), (80, "-normal"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-least"), (10, "-short"), (24, "-tall")]

    def __init__(self, desk: Desk, length: timedelta | None = None) -> None:
        super().__init__(desk)
        self.clock = Clock()
        self.said = Rows("said")
        self.sentence = ""
        self.face = FACES[0]
        self.running: Interview | None = None
        self.reading: Reading | None = None
        if length is not None or desk.timer is None:
            length = length or timedelta(minutes=DEFAULT_MINUTES)
            desk.timer = begin(length, desk.now(), desk.timekeeper.boot())
        self.timer = desk.timer

    def above(self) -> Sequence[Widget]:
        """The clock."""
        return [self.clock]

    def body(self) -> Sequence[Widget]:
        """The sentence to say."""
        return [self.said]

    async def load(self) -> None:
        """Go by the time of the countdown, and show it."""
        self.running = await self.desk.ask(running_interview, self.desk.now())
        self.follow(self.running)
        self.show()

    async def ready(self) -> None:
        """Let the clock run."""
        self._tick()

    def _tick(self) -> None:
        if self.is_current:
            self.show()
        assert self.timer.started_at is not None
        into = (self.desk.now() - self.timer.started_at).total_seconds() % 1
        # Just past the whole second, so that each is shown once.
        self.set_timer(1.02 - into, self._tick)

    # Whose time it is.

    def follow(self, running: Interview | None) -> None:
        """Go by the time of the countdown, whichever meeting runs."""
        self.running = running
        self.desk.timekeeper.follow(self.timer)

    def on_screen_suspend(self) -> None:
        """Leave the time to the page in front."""
        self.desk.timekeeper.follow(self.running)

    def on_unmount(self) -> None:
        """Leave the time to the page that comes."""
        self.desk.timekeeper.follow(self.running)

    # What it shows.

    def show(self) -> None:
        """Draw what the clock says now, and alert once at each of its marks."""
        before, self.reading = self.reading, read_clock(self.timer, self.desk.now())
        mark = crossed(before, self.reading) if before is not None else None
        if mark is not None:
            self.post_message(Alert(mark))
        reading = self.reading
        width, height = self.app.size
        self.clock.show(self._face(reading, width, big=width >= BIG_FROM and height >= 10))
        sentence = self._to_say(reading, width - MARGIN)
        if sentence != self.sentence:
            self.sentence = sentence
            self.said.show(lambda width: [Row(fit(sentence, width))])
        self.bar.show(" Countdown", f"{length_words(self.timer)} · {self._end()}", bold="Countdown")

    def _end(self) -> str:
        now = self.desk.now()
        end = ends_at(self.timer, now)
        assert end is not None
        word = "ended" if read_clock(self.timer, now).over else "ends"
        return f"{word} {clock(self.desk.by_the_clock(end))}"

    def _face(self, reading: Reading, width: int, *, big: bool) -> Face:
        figure, word = mmss(abs(reading.left)), "over" if reading.over else "left"
        if self.face == "elapsed":
            figure, word = mmss(reading.used), "elapsed"
        elif self.face == "wall":
            figure, word = clock(self.desk.by_the_clock(self.desk.now())), "now"
        words = "paused" if reading.paused else TIME_IS_UP if reading.up else ""
        digits = 4 * len(figure) if big else 0
        taken = digits + len(f" {figure} {word}      {TIME_IS_UP}")
        cells = min(MOST_BAR, width - taken)
        return Face(
            figure,
            word,
            _bar(reading, cells) if cells >= LEAST_BAR else "",
            words,
            "alert" if reading.over else "heading",
            "alert" if reading.paused else "error" if reading.up else "",
        )

    def _to_say(self, reading: Reading, width: int) -> str:
        if not reading.up and self.timer.allowed_seconds <= COURTESY_SECONDS:
            return ""
        sentences = courtesy(reading, self.timer.agreed_minutes)
        return quoted(width, *sentences) if sentences else ""

    def on_resize(self) -> None:
        """Show more or less beside the clock."""
        super().on_resize()
        self.show()

    def title_words(self) -> str:
        """Name it on the help page."""
        return "Countdown"

    # What the keys do.

    def _change(self, timer: Interview) -> None:
        self.timer = self.desk.timer = timer
        self.show()

    async def do_pause(self) -> None:
        """Pause, or go on."""
        self._change(pause_or_go_on(self.timer, self.desk.now()))
        self.say("Paused. space goes on." if self.timer.paused else f"It goes on: {self._end()}.")

    async def do_less(self) -> None:
        """Count a minute less."""
        self._longer(-1)

    async def do_more(self) -> None:
        """Count a minute more."""
        self._longer(1)

    def _longer(self, minutes: int) -> None:
        self._change(longer(self.timer, minutes))
        self.say(f"{length_words(self.timer)}, {self._end()}.")

    async def do_clock(self) -> None:
        """Show what is left, what has gone, or the time of day."""
        self.face = FACES[(FACES.index(self.face) + 1) % len(FACES)]
        self.show()

    async def do_again(self) -> None:
        """Begin again; it can be undone."""
        before = self.timer

        async def take_back() -> None:
            self._change(before)

        self._change(again(before, self.desk.now()))
        self.desk.can_undo("beginning again", take_back)
        self.say(f"Again {length_words(self.timer)}, {self._end()}.  u undo")

    async def do_back(self) -> None:
        """Go back to where one came from, and say how long it ran."""
        below = self.app.screen_stack[-2]
        self.post_message(Back())
        if isinstance(below, Page):
            below.say(self._left())

    def _left(self) -> str:
        ran = ran_words(self.timer, self.desk.now())
        if read_clock(self.timer, self.desk.now()).up:
            self.desk.timer = None
            return f"{ran}."
        still = "is paused" if self.timer.paused else "goes on"
        return f"{ran} and {still}.  t comes back to it"

    async def do_quit(self) -> None:
        """Quit; the countdown ends with the app, and the shell is told how long it ran."""
        self.app.exit(message=f"{ran_words(self.timer, self.desk.now())}.")


def _bar(reading: Reading, cells: int) -> str:
    total = reading.used + reading.left
    filled = cells if reading.up else cells * reading.used // max(1, total)
    return "█" * filled + "░" * (cells - filled)
