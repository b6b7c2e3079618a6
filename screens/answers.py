"""Answers: what several people said to one goal or question, side by side, with marks by hand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from hashlib import blake2b

from rich.cells import cell_len

from infoview_tui.commands import Command
from infoview_tui.domain.answer_counts import offered
from infoview_tui.domain.answers import Side, Topic, TopicKind
from infoview_tui.domain.text import clean_line
from infoview_tui.domain.wording import row_moment
from infoview_tui.exchange.answers import markdown_answers
from infoview_tui.paths import safe_name
from infoview_tui.screens.answers_view import GOAL, QUESTION, AnswersView
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.typed import SavesOver
from infoview_tui.screens.writes_file import WritesFile
from infoview_tui.services.answer_marks import mark_answer, write_line
from infoview_tui.services.answers import narrowed, topics
from infoview_tui.services.ask_next import ask_next, take_off
from infoview_tui.services.conflicts import Values
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.widgets.choice import Choice
from infoview_tui.widgets.drawn import fit, shown
from infoview_tui.widgets.line import Typing

LONGEST = 16
"""Characters of a mark that is offered: as many as eight of them have room for."""


class AnswersPage(AnswersView, WritesFile):
    """The commands of the answers."""

    # Turning to another topic.

    async def do_before(self) -> None:
        """Go to the goal or question before."""
        await self._step(-1)

    async def do_after(self) -> None:
        """Go to the next goal or question."""
        await self._step(1)

    async def _step(self, steps: int) -> None:
        known = self.topics[self.kind]
        keys = [topic.key for topic in known]
        at = keys.index(self._topic.key) + steps
        if not 0 <= at < len(keys):
            self.say(f"That is the {'first' if at < 0 else 'last'} of {len(keys)} {self.kind}s.")
        else:
            await self.turn_to(self.kind, keys[at])

    async def do_kind(self) -> None:
        """Turn from goals to questions, or back."""
        kind = QUESTION if self.kind is GOAL else GOAL
        self.topics[kind] = await self.desk.ask(topics, kind)
        if self.topics[kind]:
            await self.turn_to(kind, None)
        else:
            self.say(f"No {kind} was asked of anybody yet.")

    async def do_topics(self) -> None:
        """List goals and questions, and narrow the list while one types."""
        words = self.words if self.listing else ""
        self.listing = True
        for kind in TopicKind:
            self.topics[kind] = await self.desk.ask(topics, kind)

        async def done(text: str) -> None:
            left = [t for found in self.topics.values() for t in narrowed(found, text)]
            if len(left) == 1:
                await self.turn_to(left[0].kind, left[0].key)

        hint = "words of it; enter goes to the list"
        await self.type(Typing("Which?", done, changed=self.narrow, hint=hint), words)

    async def do_choose(self) -> None:
        """Show the answers to the topic of the row."""
        key = self.list.current
        assert isinstance(key, tuple)
        await self.turn_to(*key)

    async def do_back(self) -> None:
        """Leave the list; else it is a place."""
        if self.listing:
            await self.turn_to(self.kind, self.key)
        else:
            await super().do_back()

    # One's own words.

    async def do_mark(self) -> None:
        """Ask for the mark of an answer; beside those who were not asked, put it on a list."""
        if self.on_part("unasked"):
            await self.do_ask()
            return
        side, found = self.side, self.found
        if side is None or found is None:
            self.say("space marks a person's answer: go to a row with a name.")
            return

        def giving(mark: str) -> Callable[[], Awaitable[None]]:
            return lambda: self._mark(side, mark)

        answers = {
            str(number): (fit(word, min(LONGEST, cell_len(shown(word)))), giving(word))
            for number, word in enumerate(offered(found.sides), 1)
        }
        answers["w"] = ("a word of your own", lambda: self._own_mark(side))
        if side.mark:
            answers["0"] = ("none", giving(""))

        async def left() -> None:
            return

        self.choose(Choice.of(f"{self._named(side)}:", answers, left))

    @staticmethod
    def _named(side: Side) -> str:
        return fit(side.who, min(24, cell_len(shown(side.who))))

    async def _own_mark(self, side: Side) -> None:
        async def done(text: str) -> None:
            if text.strip():
                await self._mark(side, text)

        place = f"mark:{side.person_id}:{self._name_of_topic()}"
        hint = "a word or two: no, or what they named"
        await self.type(Typing(self._named(side), done, place=place, hint=hint))

    async def _mark(self, side: Side, mark: str) -> None:
        topic, who = self._topic, side.person_id
        # Not while the page is read anew: what was read before the mark would be shown after it.
        async with self._loading:
            before = await self.desk.ask(mark_answer, self.desk.now(), topic, who, mark)
            if self.found is not None and self._topic == topic:
                self.show_mark(self.found.with_mark(who, clean_line(mark)))
        self.desk.can_undo(
            f"the mark of {side.who}",
            lambda: self.desk.ask(mark_answer, self.desk.now(), topic, who, before),
        )
        self.list.go_to(("side", who))
        self.list.move(1)
        if self.side is None:
            self.list.go_to(("side", who))
        self.row_changed()
        self.say(f"{side.who}: {mark.strip() or 'no mark'}.  u undo")

    async def do_edit(self) -> None:
        """Write one's own line on all of it."""
        topic, found = self._topic, self.found
        assert found is not None

        def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
            write_line(store, now, topic, values["body"], seen=seen)

        place = f"my_line:{self._name_of_topic()}"
        saving = SavesOver(self.desk, place, write, {"body": found.line})

        async def done(text: str) -> None:
            if text.strip() != found.line:
                await saving("your line", body=text.strip())
                await self.reload()
                self.list.go_to(("line",))
                self.say("Kept your line.  u undo" if text.strip() else "Dropped it.  u undo")

        typing = Typing("In one line", done, place=place, hint="what it all comes to")
        await self.type_over(typing, found.line, saving)

    # Elsewhere.

    async def do_open(self) -> None:
        """Open the interview of the row; who was not asked leads to Prepare, the line is edited."""
        side, found = self.side, self.found
        assert found is not None
        if side is not None:
            told = next(told for told in side.told if told.answered)
            self.post_message(GoTo("record", {"interview_id": told.interview_id}))
        elif self.on_part("line"):
            await self.do_edit()
        elif self.on_part("unasked") and found.unasked[0].interview_id is not None:
            self.post_message(GoTo("prepare", {"interview_id": found.unasked[0].interview_id}))
        else:
            self.say("enter opens an interview: go to a row with a name.")

    async def do_ask(self) -> None:
        """Put the topic on the list of the next interview with somebody who was not asked."""
        put = await self.desk.ask(ask_next, self.desk.now(), self._topic)
        self.desk.can_undo(
            f'"{self._topic.text}" for {put.whom.who}',
            lambda: self.desk.ask(take_off, self.desk.now(), put),
        )
        await self.reload()
        at = put.whom.starts_at
        when = f", {row_moment(at, self.desk.now())}" if at else ""
        self.say(f"On the list of {put.whom.who}{when}.  u undo")

    async def do_file(self) -> None:
        """Write the answers to a file."""
        text = self._markdown()
        name = safe_name(self._topic.text) or "answers"
        await self.ask_file("page", f"{name}.md", lambda _name: text, hint="Markdown")

    async def do_plain(self) -> None:
        """Show the answers alone."""
        self.post_message(GoTo("plain", {"text": self._markdown(), "title": "Answers"}))

    def _markdown(self) -> str:
        assert self.found is not None
        return markdown_answers(self.found, self.desk.now())

    @property
    def _topic(self) -> Topic:
        assert self.topic is not None
        return self.topic

    def _name_of_topic(self) -> str:
        """Name the topic in the place of a draft, which is not to have words of the user."""
        topic = self._topic
        return blake2b(f"{topic.kind} {topic.key}".encode(), digest_size=8).hexdigest()

    def title_words(self) -> str:
        """Name it on the help page."""
        return "Answers"

    def why_not(self, command: Command) -> str:
        """Say that there is one topic alone."""
        reason = super().why_not(command)
        if not reason and command.action in ("before", "after") and len(self.topics[self.kind]) < 2:
            return f"There is one {self.kind}; c turns to the others, f lists all."
        return reason
