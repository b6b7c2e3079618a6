"""Rehearsal: each card said aloud against its clock, kept with one's own mark, weak ones first."""

from __future__ import annotations

from functools import partial

from infoview_tui.commands import Command
from infoview_tui.domain.rehearsal import (
    LEAST_SECONDS,
    MARKS,
    NONE,
    Stopwatch,
    aim_of,
    in_order,
    run_words,
)
from infoview_tui.screens.messages import Back
from infoview_tui.screens.rehearsal_rows import name_of
from infoview_tui.screens.rehearsal_view import NOTHING, RehearsalView
from infoview_tui.services.lookup import running_interview
from infoview_tui.services.rehearsal import Deck, deck, drop_run, keep_run, mark_run, practice
from infoview_tui.widgets.choice import Choice, Step


class RehearsalPage(RehearsalView):
    """The introduction, then the cards; what was said is kept card by card."""

    async def ready(self) -> None:
        """Begin at once: one has pressed the key to speak."""
        self._begin_all(await self.desk.ask(deck, self.interview_id, self.point_id))
        self._tick()

    def _begin_all(self, found: Deck) -> None:
        self.deck = found
        self.place, self.runs = 0, {}
        self.over = not self.deck.pieces
        self._begin_card()

    def _begin_card(self) -> None:
        self.stopwatch = Stopwatch(None if self.over else self.at)
        self.list.top = 0
        self.show()

    def _tick(self) -> None:
        if self.is_current:
            self.show_clock()
        # Just past the whole second, so that each is shown once.
        into = self.stopwatch.seconds(self.at) % 1 if self.stopwatch.begun is not None else 0
        self.set_timer(1.02 - into, self._tick)

    # What the keys do.

    def why_not(self, command: Command) -> str:
        """Nothing runs at the end, and nothing at all without a text."""
        if command.scope == self.NAME:
            if not self.deck.pieces and command.action != "stop":
                return NOTHING
            if self.over and command.action in ("card", "pause", "words"):
                return "All is said; left begins again, escape leaves."
        return super().why_not(command)

    def label_of(self, command: Command) -> str:
        """Call a key by what it does now."""
        if command.scope == self.NAME:
            if command.action == "words" and self.hidden:
                return "show words"
            if command.action == "stop" and self.over:
                return "back"
        return super().label_of(command)

    async def do_card(self) -> None:
        """Be done with this card: how it went, then the next."""
        await self._stop_card(self._next_card)

    async def do_stop(self) -> None:
        """Stop; the card that runs is kept too."""
        if self.over:
            self.post_message(Back())
        else:
            await self._stop_card(self._finish_all)

    async def do_again(self) -> None:
        """Begin the card again; at the end all of them, in the order they need now."""
        if self.over:
            known = await self.desk.ask(practice)
            self._begin_all(Deck(in_order(self.deck.pieces, known), known, self.deck.interview))
        else:
            self._begin_card()
            self.say("Again, from nought.")

    async def do_pause(self) -> None:
        """Pause, or go on."""
        still = self.stopwatch.begun is None
        self.stopwatch = self.stopwatch.go_on(self.at) if still else self.stopwatch.pause(self.at)
        self.show_clock()
        self.say("It goes on." if still else "Paused. F2 goes on.")

    async def do_words(self) -> None:
        """Hide the words, or show them."""
        self.hidden = not self.hidden
        self.list.show(self.rows_now)

    async def do_move_down(self) -> None:
        """Show more of a long text."""
        self._scroll(1)

    async def do_move_up(self) -> None:
        """Show what stands before."""
        self._scroll(-1)

    async def do_page_down(self) -> None:
        """Show what comes after a screenful."""
        self._scroll(self.list.size.height - 1)

    async def do_page_up(self) -> None:
        """Show the screenful before."""
        self._scroll(1 - self.list.size.height)

    def _scroll(self, lines: int) -> None:
        most = max(0, len(self.list.rows) - self.list.size.height)
        self.list.top = max(0, min(self.list.top + lines, most))
        self.list.refresh()

    async def _stop_card(self, then: Step) -> None:
        self.stopwatch = self.stopwatch.pause(self.at)
        card, seconds = self.card, self.seconds
        run = await self._keep()
        if run is None:
            await then()
            if not self.over:
                self.say(f"Under {LEAST_SECONDS} s is not kept.")
            return
        before = self.deck.practice.get(card.id, NONE).last
        words = run_words(seconds, aim_of(card), before)
        await self.reload()
        if await self.desk.ask(running_interview, self.desk.now(), self.desk.timekeeper.boot()):
            await then()
            self.say(f"Kept: {words}.")
            return
        answers = {str(n): (word, partial(self._mark, run, n, then)) for n, word in MARKS.items()}
        self.choose(Choice.of(f"{words}.", answers, then))

    async def _keep(self) -> int | None:
        """Keep the card that runs, and return its run; None for one that was too short."""
        card, seconds = self.card, self.seconds
        if seconds < LEAST_SECONDS:
            return None
        now = self.desk.now()
        run = await self.desk.ask(keep_run, now, card.id, seconds, aim_of(card))
        self.runs[card.id] = run
        self.desk.can_undo(
            f'the run of "{name_of(card)}"',
            lambda: self.desk.ask(drop_run, self.desk.now(), run),
        )
        return run

    async def _mark(self, run: int, mark: int, then: Step) -> None:
        await self.desk.ask(mark_run, self.desk.now(), run, mark)
        await self.reload()
        await then()

    async def _next_card(self) -> None:
        if self.place + 1 == len(self.deck.pieces):
            await self._finish_all()
        else:
            self.place += 1
            self._begin_card()

    async def _finish_all(self) -> None:
        self.over = True
        self.stopwatch = Stopwatch(None)
        if self.said():
            self.list.top = 0
            self.show()
        else:
            self.post_message(Back())

    # Leaving in the middle.

    async def run(self, command: Command) -> None:
        """Keep what was said before going to another place."""
        if command.action.startswith("go_"):
            await self._leave_off()
        await super().run(command)

    async def do_quit(self) -> None:
        """Quit; what was said is kept."""
        await self._leave_off()
        await super().do_quit()

    async def do_suspend(self) -> None:
        """Go to the shell; nobody speaks meanwhile."""
        self._stand_still()
        await super().do_suspend()

    async def _leave_off(self) -> None:
        # A choice that is still open stands for a run that is kept.
        if not self.over and self.prompt.question is None:
            self.stopwatch = self.stopwatch.pause(self.at)
            await self._keep()
            self.over = True

    def on_screen_suspend(self) -> None:
        """Stand still while another page is in front."""
        super().on_screen_suspend()
        self._stand_still()

    def _stand_still(self) -> None:
        if not self.over and self.stopwatch.begun is not None:
            self.stopwatch = self.stopwatch.pause(self.at)
            self.say("Paused. F2 goes on.")
