from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from infoview_tui.domain.followup import Promise, Side
from infoview_tui.domain.interviews import Attendee, Interview, Mode
from infoview_tui.domain.points import TalkingPoint
from infoview_tui.domain.preparation import Fact, Goal, Item, ItemKind, ItemState
from infoview_tui.domain.text import cells, neutral
from infoview_tui.exchange.sheet import LINES, Sheet, markdown_sheet, plain_sheet
from infoview_tui.exchange.sheet_style import CELLS
from infoview_tui.services.sheet import file_name

GOLDEN = Path(__file__).parent / "golden"
CHECKS = ["Names of others", "May I say you sent me?", "How do you like to stay in touch?"]
HEADINGS = {
    *("First", "Between us", "Facts", "Goals", "If there is time", "Cards"),
    *("Names and promises", "Before I go"),
}

HOSTILE = [
    *("# no heading", "- no list", "1. no list", "2) no list", "+ no list", "==="),
    *("---", "***", "> no quote", "[no](link)", "<b>no tag</b>", "&amp;", "`code`"),
    *("_no_ *stress*", "\\", "a \\", "~~no~~", "![no](image)", "[x]: no", "|a|b|", "```"),
    *("\x1b[2Jclear", "\u202eback", "x" * 300, "漢字の質問" * 40, "word " * 3000),
    *("Who said - and why\n- then\n# what\n\n    code", "e\u0301" * 200, "x\r\ny"),
]
text = st.one_of(st.text(max_size=300), st.sampled_from(HOSTILE))


def interview(**values: Any) -> Interview:
    return replace(
        Interview(
            id=7,
            uid="u",
            agreed_minutes=30,
            mode=Mode.IN_PERSON,
            place="Rua do Século 12, second door",
            starts_at=datetime(2026, 11, 27, 10, tzinfo=UTC),
            people=(Attendee(1, "Hana Sato", "paper conservator", "National Archive"),),
        ),
        **values,
    )


def items(core: Sequence[str], backup: Sequence[str] = (), goal: int | None = None) -> list[Item]:
    asked = [Item(n, "u", 7, n, t, ItemKind.CORE, goal_id=goal) for n, t in enumerate(core, 1)]
    spare = [Item(900 + n, "u", 7, n, t, ItemKind.BACKUP) for n, t in enumerate(backup)]
    # The closing ticks of a started meeting have their own place.
    return [*spare, Item(999, "u", 7, 0, "Names of others", ItemKind.CLOSING), *asked]


def sheet(of: Interview, asked: Sequence[Item], **values: Any) -> Sheet:
    return replace(
        Sheet(
            interview=of,
            zone=ZoneInfo("Europe/Lisbon"),
            opening="Thank you for seeing me. We said thirty minutes; does that still suit you?",
            introduction=TalkingPoint(1, "u", 1, "", "I keep ledgers for a school.", length="15 s"),
            goals=[Goal(1, "u", 7, 1, "How people get in"), Goal(2, "u", 7, 2, "An ordinary week")],
            items=asked,
            cards=[TalkingPoint(2, "u", 2, "Volunteer tours"), TalkingPoint(3, "u", 3, "Tables")],
            checks=[*CHECKS, "Thanks, naming one thing"],
            closing="That is our thirty minutes; I want to respect your time.",
        ),
        **values,
    )


EXAMPLE = sheet(
    interview(),
    items(
        [
            "Which qualification has earned its cost?",
            "What could I learn alone in three months, and what would I still get wrong at the "
            "bench afterwards?",
            "What is hard to hide in this job?",
        ],
        ["What should I have asked?"],
        goal=2,
    ),
    known=["Introduced by Priya Raman, who may be named.", "Found through her talk."],
    facts=[
        Fact(1, "u", 1, "She washed the flood maps of 1967", "podcast, March 2026"),
        Fact(2, "u", 1, "A studio of three"),
    ],
    promises=[
        Promise(1, "u", 1, Side.MINE, "send the list of papers", date(2026, 11, 20)),
        Promise(2, "u", 1, Side.THEIRS, "a look into the store", date(2026, 11, 30)),
    ],
)


@pytest.mark.parametrize(
    ("write", "name"), [(plain_sheet, "sheet.txt"), (markdown_sheet, "sheet.md")]
)
def test_a_sheet_is_a_whole_page_and_looks_like_this(
    write: Callable[[Sheet], str], name: str
) -> None:
    assert write(EXAMPLE) == (GOLDEN / name).read_text(encoding="utf-8")


sheets = st.builds(
    lambda who, core, backup, goals, cards, known, place, said, minutes, host, dated: sheet(
        interview(
            people=tuple(Attendee(n, *whom) for n, whom in enumerate(who)),
            place=place,
            agreed_minutes=minutes,
            host=host,
            starts_at=datetime(2026, 11, 27, 10, tzinfo=UTC) if dated else None,
        ),
        items(core, backup, goal=0),
        goals=[Goal(n, "u", 7, n, goal) for n, goal in enumerate(goals)],
        cards=[TalkingPoint(n, "u", n, card) for n, card in enumerate(cards)],
        introduction=TalkingPoint(1, "u", 1, "", said, length="2 min") if said else None,
        known=known[:4],
        facts=[Fact(n, "u", 1, fact, fact) for n, fact in enumerate(known)],
        promises=[
            Promise(n, "u", 1, list(Side)[n % 2], body, date(2026, 11, 20))
            for n, body in enumerate(known[::-1])
        ],
    ),
    st.lists(st.tuples(text, text, text), max_size=4),
    *(st.lists(text, max_size=most) for most in (12, 12, 8, 5, 9)),
    text,
    text,
    st.integers(1, 1440),
    st.booleans(),
    st.booleans(),
)


def said(question: str) -> str:
    return "".join(neutral(question, one_line=True).split())


@given(sheets)
@settings(max_examples=60, deadline=None)
@example(sheet(interview(), items(["word " * 3000] * 12, ["word " * 3000] * 12)))
@example(sheet(interview(people=()), items([])))
@example(
    sheet(
        interview(people=tuple(Attendee(n, *["word " * 3000] * 3) for n in range(4))),
        items(["word " * 3000] * 12, ["word " * 3000] * 12),
        known=["word " * 3000] * 9,
        facts=[Fact(n, "u", 1, "word " * 3000, "word " * 3000) for n in range(99)],
        promises=[
            Promise(n, "u", 1, Side.MINE, "word " * 3000, date(2026, 11, 20)) for n in range(99)
        ],
    )
)
@example(sheet(interview(), items(["1. " + "x" * (CELLS - 6)])))
def test_whatever_was_prepared_a_sheet_fills_one_page_and_asks_all_in_order(of: Sheet) -> None:
    for write in (plain_sheet, markdown_sheet):
        lines = write(of).split("\n")
        assert lines.pop() == ""
        assert len(lines) == LINES
        assert all(cells(line) <= CELLS and line == neutral(line) for line in lines)
        assert all(line == line.rstrip() for line in lines)
        core = [item for item in of.items if item.kind is ItemKind.CORE]
        start = next((n for n, line in enumerate(lines) if "Questions, about" in line), 0)
        after = iter(lines[start:])
        for number, item in enumerate(core, 1):
            first = next(line for line in after if line.strip().startswith(f"{number}."))
            shown = said(first.strip().removeprefix(f"{number}.")).replace("\\", "")
            wanted = said(item.text).replace("\\", "") + "(goal1)"
            assert wanted.startswith(shown.removesuffix("..."))


@given(sheets)
@settings(max_examples=40, deadline=None)
@example(sheet(interview(), items(HOSTILE[:12], HOSTILE[12:])))
@example(
    sheet(interview(people=tuple(Attendee(n, f"{'0' * 10}[[[[") for n in range(5))), items([]))
)
@example(
    sheet(interview(place="a\n- b\n=== c " * 9), items([f"{'x ' * 37}{t}" for t in HOSTILE[:9]]))
)
def test_no_text_breaks_the_markdown(of: Sheet) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown_sheet(of))
    title, *headings = _headings(tokens)
    assert {
        re.sub(r", \d of \d+$", "", words)
        for words in headings
        if not words.startswith("Questions")
    } <= HEADINGS | {"Notes"}
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= {
        *("heading", "inline", "bullet_list", "ordered_list", "list_item", "paragraph", "hr"),
    }
    assert {token.markup for token in tokens if token.type == "heading_open"} == {"#", "##"}
    assert {token.level for token in tokens if token.type == "inline"} <= {1, 3}
    kinds = [child.type for token in tokens for child in token.children or ()]
    assert set(kinds) <= {"text", "softbreak", "strong_open", "strong_close"}
    assert kinds.count("strong_open") == 1
    shown, who = said(title), said(of.interview.who)
    assert who.startswith(shown.removesuffix("..."))
    # The line is as long as its signs with what keeps them from being read as Markdown.
    if 2 * cells(of.interview.who) < CELLS - 3:
        assert shown == who


def _headings(tokens: Sequence[Token]) -> list[str]:
    pairs = pairwise(tokens)
    return [_words(inside) for token, inside in pairs if token.type == "heading_open"]


def _words(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


def test_markdown_numbers_the_questions_with_a_line_to_write_on_in_each() -> None:
    tokens = MarkdownIt().parse(markdown_sheet(EXAMPLE))
    lists = [n for n, token in enumerate(tokens) if token.type == "ordered_list_open"]
    ends = [n for n, token in enumerate(tokens) if token.type == "ordered_list_close"]
    assert len(lists) == 2
    questions = tokens[lists[1] : ends[1]]
    assert sum(token.type == "list_item_open" for token in questions) == 3
    assert sum(token.type == "hr" for token in questions) >= 9


def test_more_questions_than_a_page_has_lines_are_counted() -> None:
    lines = plain_sheet(sheet(interview(), items([f"Question {n}?" for n in range(60)], ["b"])))
    shown = lines.count("Question ")
    assert len(lines.split("\n")) == LINES + 1
    assert f"... and {61 - shown} questions more in infoview" in lines
    assert lines.index("Question 0?") < lines.index("Question 9?") < lines.index("... and")


def test_the_end_is_a_gap_to_fill_in_while_there_is_no_date() -> None:
    undated = sheet(interview(starts_at=None), items(["Why?"]))
    assert "ENDS AT __:__" in plain_sheet(undated)
    assert "no date yet, in person" in plain_sheet(undated)
    assert r"ENDS AT \_\_:\_\_" in markdown_sheet(undated)
    assert file_name(undated) == "hana-sato.txt"


def test_the_end_is_right_on_the_night_the_clocks_change() -> None:
    night = interview(starts_at=datetime(2026, 10, 25, 0, 45, tzinfo=UTC))
    assert "01:45-01:15" in plain_sheet(sheet(night, []))
    closing = interview(starts_at=datetime(2026, 10, 25, 0, 33, tzinfo=UTC))
    shown = plain_sheet(sheet(closing, items(["Why?"])))
    assert "01:33-01:03" in shown
    assert "until 01:57" in shown


def test_what_is_in_mind_gives_way_to_the_questions_and_says_how_much_there_is() -> None:
    facts = [Fact(n, "u", 1, f"Fact {n}") for n in range(9)]
    owed = [Promise(n, "u", 1, Side.MINE, f"Promise {n}", date(2026, 11, 20)) for n in range(9)]
    few = plain_sheet(sheet(interview(), items(["Why?"]), facts=facts, promises=owed))
    assert "Facts, 5 of 9 ---" in few
    assert "Between us, 5 of 9 ---" in few
    assert "Fact 4" in few
    assert "Fact 5" not in few
    many = plain_sheet(sheet(interview(), items(["Why?"] * 20), facts=facts, promises=owed))
    assert few.count("Why?") == 1
    assert many.count("Why?") == 20
    assert "Fact" not in many
    assert "Promise" not in many


def test_what_one_found_out_oneself_is_not_asked_on_paper_either() -> None:
    asked = items(["Which door?", "How many objects?", "Who else?"])
    known = [replace(i, state=ItemState.KNOWN) if "How many" in i.text else i for i in asked]
    text = plain_sheet(sheet(interview(), known))
    assert "How many" not in text
    # The number is the one on the screen.
    assert " 3. Who else?" in text


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Zoë O'Hara-Núñez", "zoe-o-hara-nunez-2026-11-27.txt"),
        ("../../etc/passwd", "etc-passwd-2026-11-27.txt"),
        ("佐藤 花", "佐藤-花-2026-11-27.txt"),
        ("...", "interview-7-2026-11-27.txt"),
        ("x" * 900, f"{'x' * 40}-2026-11-27.txt"),
    ],
)
def test_the_file_is_named_after_whom_and_when(name: str, file: str) -> None:
    assert file_name(sheet(interview(people=(Attendee(1, name),)), [])) == file
