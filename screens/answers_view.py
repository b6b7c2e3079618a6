"""What the answers show: all answers to one topic, or the list to choose a topic from."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.commands import EVERYWHERE, Command
from infoview_tui.domain.answers import Answers, Side, Topic, TopicKind
from infoview_tui.domain.wording import row_day
from infoview_tui.screens import answers_rows as rows
from infoview_tui.screens.tabbed import TabbedPage
from infoview_tui.services.answers import answers, narrowed, topics
from infoview_tui.services.ask_next import next_to_ask
from infoview_tui.services.desk import Desk
from infoview_tui.widgets.row import Row
from infoview_tui.widgets.rows import Builder, Rows

GOAL, QUESTION = TopicKind


class AnswersView(TabbedPage):
    """A tab of Insights; `listing` is whether one chooses a topic."""

    NAME = "answers"
    PLACE = "insights"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.kind = GOAL
        self.topics: dict[TopicKind, tuple[Topic, ...]] = {}
        self.key: str | None = None
        self.found: Answers | None = None
        self.listing = False
        self.words = ""
        self.place = ""

    def body(self) -> Sequence[Widget]:
        """One list."""
        self.list = Rows("answers", pinned=True)
        self.panes = [self.list]
        return [self.list]

    async def load(self) -> None:
        """Read the topics, and the answers to the one that is looked at."""
        for kind in (GOAL, QUESTION):
            if kind is self.kind or self.listing:
                self.topics[kind] = await self.desk.ask(topics, kind)
        if not self.topics[self.kind] and self.kind is GOAL and self.key is None:
            # Some ask without goals.
            self.topics[QUESTION] = await self.desk.ask(topics, QUESTION)
            self.kind = QUESTION if self.topics[QUESTION] else GOAL
        if self.listing:
            self.narrow(self.words)
        else:
            await self._show_answers(self.kind, self.key)

    async def turn_to(self, kind: TopicKind, key: str | None) -> None:
        """Show the answers to a topic, or to the one that has come in its place."""
        self.listing = False
        await self._show_answers(kind, key)

    async def _show_answers(self, kind: TopicKind, key: str | None) -> None:
        before = self.found.topic if self.found else None
        known = self.topics[kind]
        at = next((n for n, topic in enumerate(known) if topic.key == key), 0)
        wanted = known[at : at + 1]
        found = next(iter(await self.desk.ask(answers, self.desk.now(), wanted)), None)
        if self.listing:
            # One went to choose another topic while another window's changes were read.
            return
        self.kind, self.found = kind, found
        if found is None:
            self.list.show(rows.empty_rows)
        else:
            self.key = found.topic.key
            self.place = f"{at + 1} of {len(known)} {kind}s"
            anew = before is None or (before.kind, before.key) != (kind, self.key)
            first = next((("side", side.person_id) for side in found.sides), None)
            self.list.show(self._answer_rows(found), at=first if anew else None)
        self.row_changed()
        self.show_keys()

    def show_mark(self, found: Answers) -> None:
        """Show the answers that were read already, with another mark."""
        self.found = found
        self.list.show(self._answer_rows(found))

    def _answer_rows(self, found: Answers) -> Builder:
        now, place = self.desk.now(), self.place
        return lambda width: rows.answer_rows(found, place, now, width)

    def narrow(self, words: str) -> None:
        """List the topics that have these words."""
        self.words = words
        left = {kind: narrowed(found, words) for kind, found in self.topics.items()}

        def build(width: int) -> Sequence[Row]:
            return rows.topic_rows(left, words, width)

        self.list.show(build, at=(self.kind, self.key))
        self.advise("enter shows the answers to it, f narrows the list, escape goes back.")

    @property
    def topic(self) -> Topic | None:
        """The topic whose answers are shown."""
        return self.found.topic if self.found else None

    @property
    def side(self) -> Side | None:
        """The side of the row under the cursor."""
        key = self.list.current
        if self.found is None or not isinstance(key, tuple) or key[0] != "side":
            return None
        return next((side for side in self.found.sides if side.person_id == key[1]), None)

    def on_part(self, name: str) -> bool:
        """Whether the cursor is on a part of the page that is no answer."""
        return self.list.current == (name,)

    def row_changed(self) -> None:
        """Say who could be asked next."""
        if not self.listing:
            self.advise(self._advice())

    def _advice(self) -> str:
        found = self.found
        if found is None:
            return ""
        whom = next_to_ask(found)
        if whom is not None:
            day = whom.starts_at.astimezone(self.desk.zone).date() if whom.starts_at else None
            when = f"is {row_day(day, self.desk.now().date())}" if day else "could be next"
            return f"{whom.who} {when}: n puts this {found.topic.kind} on the list."
        if found.sides and not any(side.mark for side in found.sides):
            return "space gives an answer a word of yours, to count by."
        return ""

    def scopes(self) -> tuple[str, ...]:
        """The list to choose from has keys of its own."""
        if self.listing and self.editor() is None:
            return ("answers_topics", "tabs", EVERYWHERE)
        return super().scopes()

    def label_of(self, command: Command) -> str:
        """Call it a question where it is one."""
        if command.id == "answers.before" and self.kind is QUESTION:
            return "←→ question"
        return super().label_of(command)

    def why_not(self, command: Command) -> str:
        """Say what is lacking for a command."""
        if command.needs == "topic" and self.found is None:
            return "There is no answer yet."
        if command.id == "answers.topics" and self.found is None:
            return "There is nothing to choose from yet."
        return super().why_not(command)
