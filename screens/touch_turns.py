"""What can be done about somebody whose turn it is: write, log, another rhythm, rest, put off."""

from __future__ import annotations

from infoview_tui.domain.check_in import GIVE, GIVE_FIRST, UPDATE
from infoview_tui.domain.people import Stage
from infoview_tui.domain.rhythm import stepped
from infoview_tui.domain.wording import weekday_date
from infoview_tui.errors import RefusedError
from infoview_tui.screens.acts_on_people import About, ActsOnPeople
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.snoozes import Snoozes
from infoview_tui.screens.touch_view import SHELF, TouchView
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.rhythm import Kept, pause, set_rhythm


class TouchTurns(TouchView, ActsOnPeople, Snoozes):
    """The keys of the list of turns."""

    @property
    def kept(self) -> Kept:
        """The person under the cursor."""
        row = self.row
        assert isinstance(row, Kept)
        return row

    async def write_to(self, kept: Kept) -> None:
        """Begin the letter with what there is to say; without any, go to the shelf for it."""
        begin, desk = self.begin(kept), self.desk
        if not begin.kind:
            self.go_to_pane(SHELF)
            self.say(GIVE_FIRST)
            return
        advice = begin.advice.id if begin.kind == UPDATE and begin.advice else None
        item = begin.item.id if begin.kind == GIVE and begin.item else None
        id = await desk.ask(
            draft_letter,
            desk.now(),
            desk.zone,
            begin.kind,
            kept.id,
            advice_id=advice,
            shelf_id=item,
        )
        self.post_message(GoTo("letter", {"letter_id": id}))

    @property
    def about(self) -> tuple[About, ...]:
        """Whom a contact is logged with; no key here sets a stage."""
        id, name = self.whom
        return (About(id, name, Stage.NAMED),)

    @property
    def whom(self) -> tuple[int, str]:
        """The person that the row is about."""
        raise NotImplementedError

    def _next(self, id: int) -> str:
        kept = self.by_key.get(("person", id))
        if not isinstance(kept, Kept) or kept.due is None:
            return ""
        return f"; next {weekday_date(kept.due, self.desk.now().date())}"

    async def do_longer(self) -> None:
        """Be in touch less often."""
        await self._step(longer=True)

    async def do_shorter(self) -> None:
        """Be in touch more often."""
        await self._step(longer=False)

    async def _step(self, *, longer: bool) -> None:
        kept, desk = self.kept, self.desk
        rhythm = stepped(kept.rhythm, desk.config.tiers, longer=longer)
        if rhythm is None:
            end = "longest" if longer else "shortest"
            raise RefusedError(f"That is the {end} step; e takes any number of days, or off.")
        name, known = kept.known.person, kept.known
        await desk.ask(set_rhythm, desk.now(), kept.id, rhythm.tier, rhythm.cadence_days)
        desk.can_undo(
            f"the rhythm of {name}",
            lambda: desk.ask(set_rhythm, desk.now(), kept.id, known.tier, known.cadence_days),
        )
        await self.reload()
        self.panes[0].go_to(("person", kept.id))
        self.row_changed()
        days = f", every {rhythm.days} d" if rhythm.tier is not None else ""
        self.say(f"{name}: {rhythm.words}{days}{self._next(kept.id)}.  u undo")

    async def do_pause(self) -> None:
        """Let somebody rest, or go on."""
        kept, desk = self.kept, self.desk
        rests = kept.known.paused_at is None
        name = kept.known.person

        async def turn(*, on: bool) -> None:
            await desk.ask(pause, desk.now(), kept.id, on=on)

        await turn(on=rests)
        desk.can_undo(
            f"{'the pause' if rests else 'going on'} with {name}", lambda: turn(on=not rests)
        )
        await self.reload()
        self.say(
            f"{name} rests; p goes on.  u undo"
            if rests
            else f"Going on with {name}{self._next(kept.id)}.  u undo"
        )

    async def do_snooze(self) -> None:
        """Put the check-in off."""
        kept = self.kept
        due = None if kept.snoozed else kept.due
        await self.snooze_row(f"check_in:{kept.id}", f"Check in with {kept.known.person}", due)
