"""Those who ask me for a talk: the open ones first, then what is agreed on, then what was held."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.commands import Command
from infoview_tui.domain.hosting import Answer, read_request
from infoview_tui.domain.wording import ago, plural, row_day, row_moment
from infoview_tui.errors import AmbiguousError
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.request_rows import balance_words
from infoview_tui.screens.tabbed import TabbedPage
from infoview_tui.screens.typed import which_number
from infoview_tui.services.desk import Desk
from infoview_tui.services.hosted import Asked, asked_of_me
from infoview_tui.services.hosting import (
    delete_request,
    give_back,
    log_request,
    restore_request,
    unlog_request,
)
from infoview_tui.services.names import Known, everybody, meant
from infoview_tui.services.touch import touch_counts
from infoview_tui.widgets.drawn import Span, columns
from infoview_tui.widgets.line import Typing
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows

OPEN, AGREED, HELD, NOT = "Open", "Agreed", "Hosted", "Passed on, not now, called off"


def group_of(asked: Asked) -> str:
    """Return the heading that a request stands under."""
    talk = asked.interview
    if talk.ended_at is not None:
        return HELD
    if talk.cancelled_at is not None or (asked.answer is not Answer.OPEN and not asked.answer.yes):
        return NOT
    return OPEN if asked.answer is Answer.OPEN else AGREED


class RequestsPage(TabbedPage):
    """A tab of Touch."""

    NAME = "requests"
    PLACE = "touch"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = Rows("requests")
        self.panes = [self.list]
        self.asked: dict[int, Asked] = {}

    def body(self) -> Sequence[Widget]:
        """One list."""
        return [self.list]

    async def load(self) -> None:
        """Read all of them."""
        self.asked = {each.interview.id: each for each in await self.desk.ask(asked_of_me)}
        self.given = await self.desk.ask(give_back)
        self.list.show(self._rows)
        self.row_changed()
        # To count whose turn it is takes longest, and what one came for need not wait for it.
        desk = self.desk
        counts = await desk.ask(touch_counts, desk.now(), desk.zone, desk.config.tiers)
        self.count_tabs(**counts)

    def row_changed(self) -> None:
        """Say all of a request that the row cuts."""
        current = self.list.current
        asked = self.asked.get(current) if isinstance(current, int) else None
        if asked is None:
            self.advise("")
            return
        cut = "…" in self.list.rows[self.list.cursor].text
        self.advise(asked.body if cut else "")

    def _rows(self, width: int) -> Sequence[Row]:
        if not self.asked:
            received = f"You have received {plural(self.given.received, 'talk')}."
            return [
                heading("Requests"),
                BLANK,
                Row("No one has asked yet. When someone does: n."),
                Row(received if self.given.received else ""),
            ]
        rows: list[Row] = []
        for name in (OPEN, AGREED, HELD, NOT):
            mine = [each for each in self.asked.values() if group_of(each) == name]
            if name == HELD:
                mine.reverse()
            if mine:
                right = "" if rows else balance_words(self.given)
                rows += [BLANK] if rows else []
                rows += [heading(f"{name} · {len(mine)}", right), BLANK]
                rows += [self._row(each, name, width) for each in mine]
        return rows

    def _row(self, asked: Asked, group: str, width: int) -> Row:
        talk, now = asked.interview, self.desk.now()
        role = "accent"
        if group == OPEN:
            badge = f"waits {ago(asked.at, now)}" if asked.at else "waits"
            role = "warning"
        elif group == AGREED:
            badge = row_moment(talk.starts_at, now) if talk.starts_at else "no time yet"
            role = "accent" if talk.starts_at else "warning"
        elif group == HELD:
            assert talk.ended_at is not None
            held = talk.ended_at.astimezone(self.desk.zone).date()
            badge, role = f"✓ {row_day(held, now.date())}", "success"
        else:
            badge = "called off" if asked.answer.yes else asked.answer
        who = 14 if width < 76 else 18 if width < 110 else 28
        what = max(1, min(74, width - 14 - who - 4))
        text = columns((badge, 14), (talk.who, who), (asked.body, what)).rstrip()
        return Row(text, talk.id, 14, (Span(0, min(14, len(badge)), role),))

    @property
    def chosen(self) -> Asked:
        """The request under the cursor."""
        current = self.list.current
        assert isinstance(current, int)
        return self.asked[current]

    def why_not(self, command: Command) -> str:
        """What was held stays."""
        if command.scope == self.NAME and command.action == "delete" and not self._deletable:
            return "There is no request to delete; a talk that was held stays."
        return super().why_not(command)

    @property
    def _deletable(self) -> bool:
        return self.list.current is not None and self.chosen.interview.started_at is None

    async def do_open(self) -> None:
        """Open the request's page."""
        self.post_message(GoTo("request", {"interview_id": self.chosen.interview.id}))

    async def do_person(self) -> None:
        """Open the page of who asks."""
        self.post_message(GoTo("person", {"person_id": self.chosen.interview.person_id}))

    async def do_delete(self) -> None:
        """Take a request away with the talk that was not held."""
        talk = self.chosen.interview
        await self.desk.ask(delete_request, self.desk.now(), talk.id)
        self.desk.can_undo(
            f"deleting the request of {talk.who}",
            lambda: self.desk.ask(restore_request, self.desk.now(), talk.id),
        )
        await self.reload()
        self.say(f"Deleted the request of {talk.who}.  u undo")

    async def do_new(self) -> None:
        """Write down who asks, and what they want."""
        people: list[Known] = []

        async def done(text: str) -> None:
            line = read_request(text)
            if line is None:
                return
            try:
                logged = await self.desk.ask(
                    log_request,
                    self.desk.now(),
                    str(self.desk.zone),
                    line.name,
                    line.body,
                    line.channel,
                )
            except AmbiguousError as error:
                raise which_number(error) from error
            self.desk.can_undo(
                f"the request of {line.name}",
                lambda: self.desk.ask(unlog_request, self.desk.now(), logged),
            )
            self.post_message(GoTo("request", {"interview_id": logged.interview_id}))

        def echo(text: str) -> str:
            line = read_request(text)
            if line is None:
                return ""
            found = meant(people, line.name)
            if len(found) > 1:
                return f"{len(found)} people: {', '.join(person.name for person in found)}"
            return f"{found[0].name}, known" if found else f"somebody new: {line.name}"

        await self.type(
            Typing(
                "Who asks?",
                done,
                place="request:new",
                hint="name, what they want, by e-mail",
                echo=echo,
            )
        )
        people.extend(await self.desk.ask(everybody))
