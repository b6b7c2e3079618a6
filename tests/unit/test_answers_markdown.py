from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from infoview_tui.domain.answers import Answers, Said, Side, Told, Topic, TopicKind, Unasked
from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.preparation import GoalState
from infoview_tui.domain.text import neutral
from infoview_tui.exchange.answers import markdown_answers

GOLDEN = Path(__file__).parent / "golden" / "answers.md"
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Europe/Lisbon"))
AT = datetime(2026, 11, 22, 13, tzinfo=UTC)

HOSTILE = [
    *("# no heading", "- no list", "1. no list", "2) no list", "+ no list", "==="),
    *("---", "> no quote", "[no](link)", "<b>no tag</b>", "&amp;", "`code`", "_no_ *stress*"),
    *("\\", "~~no~~", "|a|b|", "```", "\x1b[2Jclear", "\u202eback", "two\n# lines", "1."),
]
words = st.one_of(st.text(max_size=60), st.sampled_from(HOSTILE))


def told(*said: Said, together: tuple[str, ...] = (), days: int = 0) -> Told:
    return Told(1, AT - timedelta(days=days), GoalState.ANSWERED, said, together)


def answers(topic: str, *sides: Side, unasked: tuple[Unasked, ...] = (), line: str = "") -> Answers:
    of = Topic(TopicKind.GOAL, "k", topic, frozenset({1}), len(sides), AT)
    return Answers(of, sides, unasked, line)


EXAMPLE = answers(
    "Is a degree needed?",
    Side(
        1,
        "Dana Okafor",
        (
            told(
                Said("certificate counts more than a second degree", NoteKind.KEY_POINT),
                Said("nobody has ever asked me for the paper", NoteKind.QUOTE),
            ),
            told(Said("a second one: no", NoteKind.NOTE), days=40),
        ),
        "no",
    ),
    Side(2, "Tomás Herrera", (told(together=("Priya Raman",)),), "no"),
    Side(3, "Priya Raman", (told(together=("Tomás Herrera",)),)),
    Side(4, "Zofia Nowak", (told(Said("the advert asks for one", source="their site")),), "yes"),
    unasked=(
        Unasked(5, "Kofi Mensah", 7, AT + timedelta(days=2)),
        Unasked(6, "Hana Sato", 8, AT + timedelta(days=6), listed=True),
        Unasked(7, "Ingrid Solheim"),
    ),
    line="Small houses: no. Large ones with forms: yes.",
)


def read(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def inline(token: Token) -> str:
    """Return what is read of a line: its texts, and nothing that is no text."""
    children = token.children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children)


def one_line(text: str) -> str:
    return " ".join(neutral(text, one_line=True).split())


def test_the_answers_as_markdown() -> None:
    assert markdown_answers(EXAMPLE, NOW) == GOLDEN.read_text(encoding="utf-8")


def test_every_mark_name_and_note_is_read_back() -> None:
    headings, bullets, under = [], [], ""
    for token in read(markdown_answers(EXAMPLE, NOW)):
        under = token.type if token.type.endswith("_open") else under
        if token.type == "inline" and under == "heading_open":
            headings.append(inline(token))
        elif token.type == "inline" and token.level > 1:
            bullets.append(inline(token))
    assert headings == [
        "Is a degree needed?",
        *("Dana Okafor: no", "Tomás Herrera: no", "Priya Raman", "Zofia Nowak: yes"),
        "Not asked",
    ]
    said = [s.text for side in EXAMPLE.sides for t in side.told for s in t.said]
    assert all(any(text in bullet for bullet in bullets) for text in said)
    assert bullets[-3:] == ["Kofi Mensah tomorrow", "Hana Sato Sat (on the list)", "Ingrid Solheim"]


@given(words, words, words, words, words, words)
def test_no_text_is_read_as_markup(
    topic: str, who: str, mark: str, note: str, source: str, line: str
) -> None:
    said = (Said(note, NoteKind.QUOTE), Said(note, source=source))
    found = answers(topic, Side(1, who, (told(*said, together=(who,)),), mark), line=line)
    found = replace(found, unasked=(Unasked(2, who),))
    kinds, texts = set(), []
    for token in read(markdown_answers(found, NOW)):
        kinds.add(token.type.removesuffix("_open").removesuffix("_close"))
        if token.type == "inline":
            texts.append(inline(token))
    assert kinds <= {"heading", "paragraph", "bullet_list", "list_item", "inline"}
    whole = "\n".join(texts)
    for text in (topic, who, mark, note, source, line):
        assert one_line(text) in whole
