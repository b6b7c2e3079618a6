from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from somebody import User, later

from infoview_tui.domain.preparation import ItemKind
from infoview_tui.services.points import add_card, choose
from infoview_tui.services.prepare import add_goal, add_question
from infoview_tui.storage.store import Store

QUESTIONS = (
    "How did you come to this work?",
    "What would you study, starting now?",
    "What fills an ordinary week?",
    "What is changing fastest?",
    "Who else sees this differently?",
)
BACKUP = "What is the problem that stays?"
OWN = "What would you do with a free hour a week?"
MAI = "@Mai Tran, registrar, Harbour Gallery"
SELU = "@Selu Tupou, mount maker"
LONG = ("light levels and loans, " * 13)[:299] + "."
NO_PANE_HAS_THE_KEYS = r"(?s)\A(?!.*\[(Questions|Notes)\])"
NOT_PAUSED = r"(?s)\A(?!.*paused)"
SLACK = timedelta(milliseconds=5)


@dataclass
class Said:
    """A note as it was typed: what must be stored of it, and between which moments."""

    kind: str
    body: str
    question: str
    sent: datetime
    seen: datetime


@dataclass
class Talk:
    """A meeting in a terminal, on a time that can be moved on: `moved` is how far it was."""

    user: User
    store: Store
    moved: timedelta = timedelta()
    said: list[Said] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.moved

    def stored(self, query: str) -> None:
        """Wait until a query finds a row: a change is on the screen while it is still written."""
        given_up = time.monotonic() + 10
        while not self.store.db.execute(query).fetchall():
            assert time.monotonic() < given_up, f"never stored: {query}"
            self.user.tty.pump(0.02)

    def later(self, minutes: float, shows: str) -> None:
        self.moved += later(self.store, minutes)
        self.user.sees(shows)

    def notes(self, question: str, *lines: tuple[str, str, str]) -> None:
        """Type lines in one burst, each with the kind and the body that it must become."""
        sent = self.now()
        self.user.types("".join(line + "\r" for line, _kind, _body in lines))
        self.user.sees(rf"Notes · {len(self.said) + len(lines)}\b")
        seen = self.now()
        self.said += [Said(kind, body, question, sent, seen) for _line, kind, body in lines]

    def presses(self, *keys: str) -> tuple[datetime, datetime]:
        """Press keys and wait for what the last argument says; when it was between."""
        sent = self.now()
        self.user.presses(*keys[:-1])
        self.user.sees(keys[-1])
        return sent, self.now()


def prepare(shell: Any, store: Store, now: datetime) -> None:
    shell("people", "add", "Dana Okafor", "--role", "curator", "--organisation", "City Museum")
    shell("interviews", "add", "dana", "--at", "tomorrow 14:00")
    people_in = add_goal(store, now, 1, "How people get in")
    degree = add_goal(store, now, 1, "Is a degree needed")
    for number, text in enumerate(QUESTIONS):
        add_question(store, now, 1, text, goal_id=degree if number in (1, 2) else people_in)
    add_question(store, now, 1, BACKUP, kind=ItemKind.BACKUP)
    choose(store, now, 1, add_card(store, now, "Volunteer tours", "Forty groups."))


def run_the_meeting(talk: Talk, wide: bool) -> dict[str, tuple[datetime, datetime]]:
    """Hold a meeting of twenty minutes; returns between which moments each thing was done."""
    user, done = talk.user, {}
    user.sees(r"(20:00|19:5\d) left +█?[█░]")
    talk.notes(
        QUESTIONS[0],
        ("started as a volunteer guide, 2009", "note", "started as a volunteer guide, 2009"),
        ("! certificate, not a degree", "key_point", "certificate, not a degree"),
        ('" half the job is writing to lenders', "quote", "half the job is writing to lenders"),
    )
    talk.presses("enter", r"Questions · 1 of 5")
    talk.stored("select id from checklist where state = 'asked'")
    talk.later(4, r"1[56]:\d\d left")
    talk.notes(
        QUESTIONS[1],
        (">> an arrow, no promise", "note", "> an arrow, no promise"),
        ('"" two signs, no quote', "note", '" two signs, no quote'),
        ("> a summary of what I hear", "my_promise", "a summary of what I hear"),
        ("< the loan-form example", "their_offer", "the loan-form example"),
    )
    talk.presses("enter", r"Questions · 2 of 5")
    talk.notes(
        QUESTIONS[2],
        (MAI, "person", MAI[1:]),
        ("? whether they take interns", "ask_later", "whether they take interns"),
        ("+ shadow an object move", "advice", "shadow an object move"),
    )

    done["pause"] = talk.presses("f2", "paused")
    stands = user.seconds_left()
    talk.stored("select id from pauses")
    talk.later(7, "paused")
    talk.notes(
        QUESTIONS[2],
        ("typed while she takes a call", "note", "typed while she takes a call"),
    )
    assert user.seconds_left() == stands
    done["go on"] = talk.presses("f2", NOT_PAUSED)
    assert stands - 3 <= user.seconds_left() <= stands

    talk.presses("tab", "p", r"◐ 3 [^◐]*› ○ 4 ")
    talk.presses("escape", NO_PANE_HAS_THE_KEYS)
    talk.notes(
        QUESTIONS[3],
        ("@@ is how their chat writes names", "note", "@ is how their chat writes names"),
        (SELU, "person", SELU[1:]),
    )
    talk.presses("tab", "s", r"– 4 ")
    talk.presses("escape", NO_PANE_HAS_THE_KEYS)
    talk.notes(
        QUESTIONS[4],
        ("São Paulo, cafe\u0301: loans travel", "note", "São Paulo, cafe\u0301: loans travel"),
        ("山田さんは収蔵庫を見せる", "note", "山田さんは収蔵庫を見せる"),
        ("smiles 🙂 at that", "note", "smiles 🙂 at that"),
        (LONG, "note", LONG),
    )
    talk.presses("enter", r"Questions · 5 of 5")
    talk.presses("tab", "n", "Own question")
    user.types(OWN + "\r")
    user.sees(r"\[Questions\] · 5 of 6(?s:.*)› ○ 6  What would you do")
    talk.presses("escape", NO_PANE_HAS_THE_KEYS)
    talk.notes(OWN, ("! wrnog", "key_point", "wrnog"), ("goes, and", "note", "goes, and"))
    talk.presses("enter", r"Questions · 6 of 6")

    talk.presses("tab", "tab", r"\[Notes\] · 19")
    talk.presses("d", r"\[Notes\] · 18\b")
    talk.presses("u", r"\[Notes\] · 19\b")
    user.presses("up", "e")
    user.sees("wrnog")
    user.presses("ctrl+u")
    user.types("! what she said\r")
    user.sees(r"! what she said")
    talk.said[-2].body = "what she said"
    talk.presses("escape", NO_PANE_HAS_THE_KEYS)

    offered = r"agreed 20 \+ 5 offered" if wide else r" 20 \+ 5 min · ends"
    talk.presses("f5", offered)
    talk.presses("f3", "f3", "f4", r"agreed 19 \+ 5 offered" if wide else r" 19 \+ 5 min · ends")
    left = user.seconds_left()
    talk.later((left - 230) / 60, r"03:[45]\d left [^\n]*closing(?s:.*)Before you go · 1 of 4")
    talk.later(1.85, r'01:5\d left(?s:.*)Say: "(I see we|We) have two minutes')
    talk.notes(
        "May I say you sent me?",
        ("yes, she likes to be named", "note", "yes, she likes to be named"),
    )
    talk.presses("enter", r"Before you go · 2 of 4")
    talk.presses("enter", r"Before you go · 3 of 4")
    talk.presses("f10", r"(?s)Say: \"Thank you.*1 of 4 is open.*F10 again ends")
    assert "NOT SAVED" not in user.tty.text()
    sent = talk.now()
    user.presses_again("f10")
    user.sees("Debrief")
    done["end"] = sent, talk.now()
    return done


@pytest.mark.parametrize(("cols", "rows"), [(80, 24), (60, 20)])
def test_a_whole_meeting_is_stored_as_it_was_held(
    database: Path, store: Store, shell: Any, cols: int, rows: int
) -> None:
    begun = datetime.now(UTC)
    prepare(shell, store, begun)
    with User(database, "meet", "1", cols=cols, rows=rows) as user:
        talk = Talk(user, store)
        done = run_the_meeting(talk, wide=cols >= 80)
        user.leaves()

    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    [talked] = db.execute("select * from interviews")

    def moment(stored: str) -> datetime:
        return datetime.fromisoformat(stored) + talk.moved

    started = moment(talked["started_at"])
    assert begun <= started <= talk.said[0].sent
    [pause] = db.execute("select * from pauses")
    stood = [moment(pause[name]) for name in ("started_at", "ended_at")]
    for at, key in zip(stood, ("pause", "go on"), strict=True):
        assert between(done[key], at)
    ended = moment(talked["ended_at"])
    assert between(done["end"], ended)
    used = int((ended - started - (stood[1] - stood[0])).total_seconds())

    [interview] = shell.json("interviews", "list")
    assert [interview[n] for n in ("agreed_minutes", "extension_minutes", "status")] == [
        19,
        5,
        "ended",
    ]
    assert (interview["used_seconds"], interview["overrun_seconds"]) == (used, 0)
    assert 22 * 60 < used < 24 * 60

    questions = shell.json("questions", "list", "1")
    assert [(q["text"], q["kind"], q["state"], q["goal"]) for q in questions if q["goal"]] == [
        (QUESTIONS[0], "core", "asked", "How people get in"),
        (QUESTIONS[1], "core", "asked", "Is a degree needed"),
        (QUESTIONS[2], "core", "partly", "Is a degree needed"),
        (QUESTIONS[3], "core", "skipped", "How people get in"),
        (QUESTIONS[4], "core", "asked", "How people get in"),
    ]
    assert [(q["text"], q["kind"], q["state"]) for q in questions if not q["goal"]] == [
        (OWN, "core", "asked"),
        (BACKUP, "backup", "open"),
    ]
    items = {
        row["id"]: row for row in db.execute("select * from checklist where deleted_at is null")
    }
    closing = [row for row in items.values() if row["kind"] == "closing"]
    assert [row["state"] for row in closing] == ["asked", "asked", "asked", "open"]
    assert talked["current_item_id"] == closing[3]["id"]

    notes = shell.json("notes", "list")
    assert [(n["kind"], n["body"]) for n in notes] == [(s.kind, s.body) for s in talk.said]
    assert len(notes) == 20
    assert [items[n["question_id"]]["text"] for n in notes] == [s.question for s in talk.said]
    assert {n["interview_id"] for n in notes} == {n["person_id"] for n in notes} == {1}
    offsets = [n["offset_seconds"] for n in notes]
    assert offsets == sorted(offsets)
    stamps = [moment(row["at"]) for row in db.execute("select at from notes order by at")]
    for offset, at, said in zip(offsets, stamps, talk.said, strict=True):
        assert between((said.sent, said.seen), at)
        stood_still = max(min(at, stood[1]) - stood[0], timedelta())
        assert offset == int((at - started - stood_still).total_seconds())
    ids = {item["id"]: item["note_ids"] for item in questions}
    for id, note_ids in ids.items():
        assert note_ids == [n["id"] for n in notes if n["question_id"] == id]

    # A pause is no time of the question it falls in.
    given = [items[item["id"]]["spent_seconds"] or 0 for item in questions]
    assert [seconds // 60 for seconds in given[:5]] == [0, 4, 0, 0, 0]
    assert used - 2 <= sum(row["spent_seconds"] or 0 for row in items.values()) <= used

    assert [(p["side"], p["body"], p["person"]) for p in shell.json("promises", "list")] == [
        ("mine", "a summary of what I hear", "Dana Okafor"),
        ("theirs", "the loan-form example", "Dana Okafor"),
    ]
    people = {p["name"]: p for p in shell.json("people", "list")}
    assert len(people) == 3
    named = list(db.execute("select * from introductions order by note_id"))
    for line, introduced, note in zip((MAI, SELU), named, (notes[7], notes[12]), strict=True):
        name, role, *organisation = line[1:].split(", ")
        person = people[name]
        assert (person["role"], person["organisation"]) == (role, ", ".join(organisation))
        assert (introduced["person_id"], introduced["note_id"]) == (person["id"], note["id"])
        assert (introduced["introducer_id"], introduced["interview_id"]) == (1, 1)
        assert introduced["may_mention"]
    [tip] = db.execute("select * from advice")
    assert (tip["body"], tip["person_id"], tip["interview_id"]) == ("shadow an object move", 1, 1)
    assert tip["note_id"] == notes[9]["id"]
    assert db.execute("select count(*) from drafts where body<>''").fetchone()[0] == 0
    db.close()


def between(bounds: tuple[datetime, datetime], moment: datetime) -> bool:
    return bounds[0] - SLACK <= moment <= bounds[1] + SLACK
