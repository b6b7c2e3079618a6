"""The brief in words: its parts in order, and all of it as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from infoview_tui.content.library import host_prompts
from infoview_tui.domain.followup import Side
from infoview_tui.domain.interviews import Interview, Mode
from infoview_tui.domain.phases import Phases
from infoview_tui.domain.preparation import ItemKind, ItemState, labels
from infoview_tui.domain.readiness import ready
from infoview_tui.domain.text import clean_line
from infoview_tui.domain.wording import ago, clock, due_word, row_day, span
from infoview_tui.services.brief import Brief, Known
from infoview_tui.services.day import CONFIRMED
from infoview_tui.values import dataclass

A_DAY = timedelta(hours=24)
PLAIN_CELLS = 78
LEAVE = {
    True: ", who may be named",
    False: ", who is not to be named",
    None: "; ask first whether to say so",
}
"""What follows the name of an introducer, by what was said to being named."""
NO_GOAL = "– "
STARTER = "starter set"
"""The entry that stands for taking one, where there is no question yet."""


@dataclass(frozen=True)
class Entry:
    """A text of a part.

    Attributes:
        text: what it says.
        lead: what stands before it, as a number.
        tail: what stands at its right.
        name: what is done by it: a tick, or `STARTER`; "" for what is only read.
        ticked: None for what has no tick.
        whole: never to be cut.
        phases: drawn as a bar beside the text.
    """

    text: str
    lead: str = ""
    tail: str = ""
    name: str = ""
    ticked: bool | None = None
    whole: bool = False
    phases: Phases | None = None


@dataclass(frozen=True)
class Part:
    """A heading with its entries; those with `side` stand at the right where there is room.

    `first` gives its texts the rows that are left before those of other parts.
    """

    name: str
    entries: tuple[Entry, ...]
    right: str = ""
    side: bool = False
    first: bool = False


def how_known(known: Known) -> list[str]:
    """Say how one came to know somebody: who named them, and what one wrote down of it."""
    words = [f"Introduced by {name}{LEAVE[may]}." for name, may in known.introduced_by]
    if known.person.found:
        words.append(f"Found through {known.person.found.rstrip('.')}.")
    return words


def how_all_known(people: Sequence[Known]) -> list[str]:
    """Say it of each, under their names where they are several."""
    several = len(people) > 1
    return [
        f"{known.person.first_name}: {words}" if several else words
        for known in people
        for words in how_known(known)
    ]


def title(talk: Interview) -> str:
    """Name whom one meets, what they do, and how one meets."""
    way = talk.mode.replace("-", " ")
    if len(talk.people) != 1:
        return f"{talk.who} · {way}"
    person = talk.people[0]
    work = ", ".join(part for part in (person.role, person.organisation) if part)
    return " · ".join(part for part in (person.name, work, way) if part)


def when(talk: Interview, now: datetime) -> str:
    """Say how far it is and until when it goes: `in 9 min · 14:30-14:50`."""
    if talk.starts_at is None:
        return "no date yet"
    starts = talk.starts_at.astimezone(now.tzinfo)
    ends = (talk.starts_at + timedelta(minutes=talk.agreed_minutes)).astimezone(now.tzinfo)
    away = talk.starts_at - now
    if abs(away) >= A_DAY:
        far = row_day(starts.date(), now.date())
    else:
        far = f"in {span(away)}" if away > timedelta() else f"{span(away)} ago"
    return f"{far} · {clock(starts)}-{clock(ends)}"


def parts(of: Brief, now: datetime, starter: str = "") -> tuple[Part, ...]:
    """Return the parts of a brief in order; one without content is left out.

    `starter` is the set of questions that is offered where there are none.
    """
    talk = of.prepared.interview
    found = (
        Part("Say first", (Entry(f'"{of.opening}"', whole=True),) if of.opening else ()),
        Part("They want to know", (Entry(of.asked),) if of.asked else ()),
        _why(of, now),
        Part("Between us", tuple(_promises(of, now)), side=True),
        Part("Goals", tuple(_goals(of)), side=True),
        _questions(of, starter),
        Part("Time", (_time(talk.split),)),
        Part(
            "Stories" if talk.host else "Cards",
            tuple(Entry(c.title) for c in of.prepared.cards if not c.length),
            side=True,
        ),
        Part("Whom to name", tuple(_to_name(of)), side=True),
        Part("Ask them", tuple(map(Entry, host_prompts())) if talk.host else (), side=True),
        Part("Ready" if talk.host else "To hand", tuple(_to_hand(of)), ready(of.gates), side=True),
    )
    return tuple(part for part in found if part.entries)


def _why(of: Brief, now: datetime) -> Part:
    entries = [Entry(words) for words in how_all_known(of.people)]
    for fact in of.prepared.facts:
        source = f" ({fact.source})" if fact.source else ""
        entries.append(Entry(f"{fact.text}{source}", lead="- "))
    last = max((known.last_contact for known in of.people if known.last_contact), default=None)
    name = f"Why {of.people[0].person.first_name}" if len(of.people) == 1 else "Why them"
    return Part(name, tuple(entries), f"last contact {_gone(last, now)}" if last else "")


def _gone(moment: datetime, now: datetime) -> str:
    words = ago(moment, now)
    return words if words == "now" else f"{words} ago"


def _promises(of: Brief, now: datetime) -> Iterator[Entry]:
    several = len(of.people) > 1
    for promise in of.promises:
        sign = "> " if promise.side is Side.MINE else "< "
        whose = f"{promise.person}: " if several else ""
        yield Entry(whose + promise.body, sign, due_word(promise.due, now.date()))


def _goals(of: Brief) -> Iterator[Entry]:
    for number, goal in enumerate(of.prepared.goals, 1):
        yield Entry(goal.text, f"{number} ")


def _questions(of: Brief, starter: str) -> Part:
    numbers = {goal.id: f"g{number}" for number, goal in enumerate(of.prepared.goals, 1)}
    named = labels(of.prepared.items)
    asked = [item for item in of.prepared.items if item.state is not ItemState.KNOWN]
    if not asked:
        offer = Entry(f"None yet: space takes the set {starter}.", name=STARTER)
        return Part("Questions", (offer,) if starter else ())
    core = sum(item.kind is ItemKind.CORE for item in asked)
    rows = [
        Entry(item.text, f"{named[item.id]:<3}", numbers.get(item.goal_id or 0, NO_GOAL))
        for item in asked
    ]
    name = f"Questions · {core} core, {len(asked) - core} backup"
    return Part(name, tuple(rows), first=True)


def _to_name(of: Brief) -> Iterator[Entry]:
    for person in of.to_name:
        yield Entry(", ".join(part for part in (person.name, person.place_of_work) if part))


def _time(split: Phases) -> Entry:
    words = f"{split.opening} opening, {split.questions} questions, {split.closing} closing"
    return Entry(words, phases=split)


def _to_hand(of: Brief) -> Iterator[Entry]:
    talk, ticks = of.prepared.interview, of.prepared.ticks
    if talk.place:
        yield Entry(talk.place)
    if talk.host:
        for gate in of.gates:
            yield Entry(gate.text, "x " if gate.passed else "- ")
        return
    if talk.mode is Mode.IN_PERSON:
        if talk.dress:
            yield Entry(talk.dress, "Dress: ")
        if talk.payer:
            yield Entry(talk.payer, "Bill: ")
    for item in of.day:
        yield Entry(item.text, name=item.key, ticked=item.key in ticks)
    yield Entry("end time confirmed", name=CONFIRMED, ticked=of.confirmed)


def plain(of: Brief, now: datetime) -> str:
    """Write the whole brief as text, nothing cut."""
    talk = of.prepared.interview
    lines = [title(talk), when(talk, now)]
    for part in parts(of, now):
        lines += ["", f"{part.name} ({part.right})" if part.right else part.name]
        for entry in part.entries:
            lines += _written(entry)
    return "\n".join(lines) + "\n"


def _written(entry: Entry) -> Sequence[str]:
    box = "" if entry.ticked is None else "[x] " if entry.ticked else "[ ] "
    lead = f"  {box}{entry.lead}"
    tail = f" ({entry.tail})" if entry.tail and entry.tail != NO_GOAL else ""
    return textwrap.wrap(
        clean_line(entry.text) + tail,
        PLAIN_CELLS,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_on_hyphens=False,
    )
