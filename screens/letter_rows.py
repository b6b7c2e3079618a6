"""What a letter's page says about it: its state, what there is to use, and what it still lacks."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.content.library import letter_template
from infoview_tui.domain.letter_advice import MOST_WORDS, Check, Known, advice
from infoview_tui.domain.letters import gaps, words
from infoview_tui.domain.notes import SIGNS, NoteKind
from infoview_tui.domain.wording import plural, row_day, row_moment, weekday_date
from infoview_tui.services.letters import LetterPage
from infoview_tui.services.letters_list import thanks_due
from infoview_tui.widgets.drawn import columns
from infoview_tui.widgets.letter_text import split
from infoview_tui.widgets.row import Row, heading
from infoview_tui.widgets.wrapped import wrapped_rows


def state_words(facts: LetterPage, now: datetime) -> str:
    """`draft · due today 09:24`, or when and how it was sent."""
    if facts.letter.sent_at:
        sent = facts.letter.sent_at.astimezone(now.tzinfo).date()
        return f"sent {weekday_date(sent, now.date())}, by {facts.letter.channel}"
    due = thanks_due(facts.letter, facts.interview)
    if due is None:
        return "draft"
    return f"draft · {'was due' if due < now else 'due'} {row_moment(due, now)}"


def count_line(facts: LetterPage, text: str) -> str:
    """`2 gaps · 84 of 150 words · see to: their offer named`."""
    open_gaps = len(gaps(text))
    most = MOST_WORDS.get(facts.letter.kind)
    count = words(split(text)[1])
    return " · ".join(
        (
            plural(open_gaps, "gap") if open_gaps else "no gaps",
            f"{count} of {most} words" if most else plural(count, "word"),
            *(f"see to: {check.text}" for check in _checks(facts, text) if _told(check)),
        )
    )


def beside_rows(facts: LetterPage, text: str, now: datetime, width: int) -> list[Row]:
    """List what was said, what the letter has and lacks, and the letters before it."""
    said = (
        (NoteKind.KEY_POINT, facts.key_points),
        (NoteKind.QUOTE, facts.quotes),
        (NoteKind.MY_PROMISE, facts.promises),
        (NoteKind.THEIR_OFFER, facts.offers),
    )
    use = [row for k, bodies in said for b in bodies for row in wrapped_rows(SIGNS[k], b, width)]
    if not use and facts.interview is not None and facts.interview.started_at is not None:
        use = wrapped_rows(" ", "nothing was noted", width)
    rows = [heading("To use"), *use] if use else []
    rows.append(heading("Check"))
    for check in _checks(facts, text):
        sign, role = ("✓", "success") if check.ok else ("○", "warning")
        rows += wrapped_rows(sign, check.text, width, role)
    if facts.history:
        rows.append(heading("History"))
    for letter in facts.history:
        assert letter.sent_at is not None
        day = row_day(letter.sent_at.astimezone(now.tzinfo).date(), now.date())
        title = letter_template(letter.kind).title
        rows.append(Row("  " + columns((title, width - 13), (day, 9))))
    return rows


def _told(check: Check) -> bool:
    """Whether a check is worth a word of its own: what is counted is counted already."""
    return not (check.ok or check.text[:1].isdigit())


def _checks(facts: LetterPage, text: str) -> tuple[Check, ...]:
    known = Known(
        offers=facts.offers,
        promises=facts.promises,
        key_points=facts.key_points,
        introducer=facts.introducer,
        found=facts.person.found,
    )
    subject, body = split(text)
    return advice(facts.letter.kind, body, known, subject=subject)
