"""A request: what somebody wants of me, my answer, and what I have ready for them."""

from __future__ import annotations

from functools import partial

from infoview_tui.domain.hosting import Answer
from infoview_tui.errors import RefusedError
from infoview_tui.screens import request_rows as rows
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.request_typing import RequestTyping
from infoview_tui.services import prepare as plan
from infoview_tui.services.host_letters import MAY_I_NAME
from infoview_tui.services.hosting import answer, unanswer
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.points import choose
from infoview_tui.services.suggestions import resuggest, say_agreed, unsuggest
from infoview_tui.widgets.choice import Choice

LENGTHS = (15, 20, 30, 45)
"""Minutes that a key goes through."""

AFTER_AGREED = {None: True, True: False, False: None}
"""What a person said to being named, for a key that goes through it."""


class RequestPage(RequestTyping):
    """The commands of a request's page."""

    async def do_next(self) -> None:
        """Fill what the row lacks, or go on to the next one, in the other pane after the last."""
        kind, id = self.row
        page = self.page
        lacks = {
            rows.WORDS: not page.asked.body,
            rows.ANSWER: page.asked.answer is Answer.OPEN,
            rows.WHEN: page.asked.interview.starts_at is None and page.asked.answer.yes,
            rows.TO: page.passed_to is None,
            **dict.fromkeys((rows.STORY, rows.ITEM, rows.NAME), id == 0),
        }
        if not lacks.get(kind, False):
            self._step_on()
        elif kind == rows.ANSWER:
            self._choose_answer()
        elif kind in (rows.STORY, rows.ITEM, rows.NAME):
            await self.do_new()
        else:
            await self.do_edit()

    def _step_on(self) -> None:
        assert self.pane is not None
        before = self.pane.current
        self.pane.move(1)
        if self.pane.current == before:
            self.go_to_pane(1 - self.pane_index)
            self.pane.move(-1_000_000)
        self.row_changed()

    def _choose_answer(self) -> None:
        answers = {
            str(number): (said.words, partial(self._chosen_answer, said))
            for number, said in enumerate(rows.ANSWERS, 1)
        }
        self.choose(Choice.of("Your answer?", answers, self._nothing))

    async def _nothing(self) -> None:
        return

    async def _chosen_answer(self, said: Answer) -> None:
        await self._answer(said)
        if said is Answer.PASSED_ON:
            self.left.go_to(rows.TO)
            await self.ask_to()

    async def _answer(self, said: Answer) -> None:
        before = await self.desk.ask(answer, self.desk.now(), self.interview_id, said)
        self.desk.can_undo(
            f'the answer "{said.words}"',
            lambda: self.desk.ask(unanswer, self.desk.now(), before),
        )
        await self.reload()

    async def do_step(self) -> None:
        """Go to the next answer or length, choose a story, or write down what somebody said."""
        kind, _id = self.row
        if kind == rows.ANSWER:
            await self._answer(self.page.asked.answer.after)
        elif kind == rows.MINUTES:
            now = self.page.asked.interview.agreed_minutes
            await self.set_minutes(next((n for n in LENGTHS if n > now), LENGTHS[0]))
        elif self.story is not None:
            await self._choose_story()
        elif self.named is not None:
            await self._say_agreed()
        else:
            self.say("space goes through answers and minutes, and ticks stories and names.")

    async def _choose_story(self) -> None:
        story = self.story
        assert story is not None

        async def turn() -> bool:
            return await self.desk.ask(choose, self.desk.now(), self.interview_id, story.id)

        chosen = await turn()
        self.desk.can_undo(f'{"choosing" if chosen else "dropping"} "{story.title}"', turn)
        await self.reload()

    async def _say_agreed(self) -> None:
        assert self.named is not None
        row, person = self.named
        said = AFTER_AGREED[row.agreed]
        await self.desk.ask(say_agreed, self.desk.now(), row.id, said)
        self.desk.can_undo(
            f"what {person.name} said",
            lambda: self.desk.ask(say_agreed, self.desk.now(), row.id, row.agreed),
        )
        await self.reload()

    async def do_edit(self) -> None:
        """Change what the row stands for."""
        kind, id = self.row
        lines = {
            rows.WORDS: self.ask_words,
            rows.WHEN: self.ask_when,
            rows.MINUTES: self.ask_minutes,
            rows.TO: self.ask_to,
        }
        if kind in lines:
            await lines[kind]()
        elif kind == rows.ANSWER:
            self._choose_answer()
        elif kind == rows.STORY and id:
            self.post_message(GoTo("points", {"interview_id": self.interview_id}))
        elif self.item is not None:
            await self.edit_question()
        elif self.named is not None:
            self.post_message(GoTo("person", {"person_id": self.named[1].id}))
        else:
            await self.do_new()

    async def do_new(self) -> None:
        """Add a name, a story, or one of their questions, as the row says."""
        kind, _id = self.row
        if self.pane is self.right:
            await self.ask_name()
        elif kind == rows.STORY:
            await self.ask_story()
        else:
            await self.ask_question()

    async def do_delete(self) -> None:
        """Drop one of their questions, or a name."""
        item, named, now = self.item, self.named, self.desk.now()
        if item is not None:
            await self.desk.ask(plan.delete_item, now, item.id)
            words, bring = item.text, partial(plan.restore_item, id=item.id)
        else:
            assert named is not None
            await self.desk.ask(unsuggest, now, named[0].id)
            words, bring = named[1].name, partial(resuggest, id=named[0].id)
        self.desk.can_undo(f'dropping "{words}"', lambda: self.desk.ask(bring, now=self.desk.now()))
        await self.reload()
        self.say(f'Dropped "{words}".  u undo')

    async def do_write(self) -> None:
        """Write the letter of the answer; on a name the one that asks them first."""
        asked, named = self.page.asked, self.named
        talk = asked.interview
        if named is not None:
            await self._to_letter(MAY_I_NAME, named[1].id)
            return
        if talk.person_id is None:
            raise RefusedError("Nobody is in this talk any more.")
        if talk.ended_at is not None:
            await self._to_letter("something_for_you", talk.person_id)
        elif asked.answer is Answer.OPEN:
            self.left.go_to(rows.ANSWER)
            self._choose_answer()
        else:
            await self._to_letter(asked.answer.letter, talk.person_id)

    async def _to_letter(self, kind: str, person_id: int) -> None:
        now, zone, talk = self.desk.now(), self.desk.zone, self.interview_id
        id = await self.desk.ask(draft_letter, now, zone, kind, person_id, talk)
        self.post_message(GoTo("letter", {"letter_id": id}))

    async def do_book(self) -> None:
        """Book the time, with how and where."""
        values = {"person_id": self.page.asked.interview.person_id}
        self.post_message(GoTo("book", {**values, "interview_id": self.interview_id}))

    async def do_log(self) -> None:
        """Write down what I heard of them."""
        await self.ask_heard()

    async def do_person(self) -> None:
        """Open their page."""
        self.post_message(GoTo("person", {"person_id": self.page.asked.interview.person_id}))

    async def do_start(self) -> None:
        """Start the talk; that is a yes."""
        asked = self.page.asked
        if asked.interview.started_at is None and not asked.answer.yes:
            await self._answer(Answer.ACCEPTED)
        await self.start_meeting(self.page.asked.interview)
