from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.people import Stage
from infoview_tui.domain.people_filter import COLUMNS, FIELDS, Filter, read_filter, told
from infoview_tui.domain.people_matching import narrow
from infoview_tui.domain.people_rows import PersonRow, words_of

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=ZoneInfo("Europe/Lisbon"))


def days_ago(days: int) -> datetime:
    return NOW.astimezone(UTC) - timedelta(days=days)


def due(days: int) -> date:
    return NOW.date() + timedelta(days=days)


DANA = PersonRow(
    *(1, "Dana Okafor", "curator", "City Museum", "dana@example.org", "Priya Raman"),
    ("curators", "museum", "old friends"),
    Stage.MET,
    days_ago(1),
    next="thank, late",
    overdue=True,
    due=due(-1),
)
KOFI = PersonRow(
    *(2, "Kofi Mensah", "collections", "Volta House", "", ""),
    ("museum", "nonprofit"),
    Stage.BOOKED,
    days_ago(6),
    next="tomorrow 14:30",
    due=due(1),
)
LEA = PersonRow(
    *(3, "Léa Fournier", "designer", "", "", "Dana Okafor"),
    (),
    Stage.IN_TOUCH,
    days_ago(80),
    next="check in 3 Dec",
    due=due(10),
)
MAI = PersonRow(4, "Mai Tran", "registrar", "Harbour Gallery", "", "Dana Okafor", ("arts",))
ROWS = tuple(
    row._replace(words=words_of(row.name, row.role, row.organisation, row.email, *row.tags))
    for row in (DANA, KOFI, LEA, MAI)
)
NAMES = {row.id: row.name.split()[0] for row in ROWS}


def found(line: str, saved: dict[str, str] | None = None) -> str:
    return " ".join(NAMES[row.id] for row in narrow(ROWS, read_filter(line, saved), NOW))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("", "Dana Kofi Léa Mai"),
        ("lea", "Léa"),
        ("CITY curator", "Dana"),
        ("example.org", "Dana"),
        ("role:curator", "Dana"),
        ("name:curator", ""),
        ("name:fournier", "Léa"),
        ("organisation:harbour", "Mai"),
        ("org:city", "Dana"),
        ("tag:museum", "Dana Kofi"),
        ("tag:mus", "Dana Kofi"),
        ("tag:use", ""),
        ("tag:museum tag:nonprofit", "Kofi"),
        ("tag:museum -tag:nonprofit", "Dana"),
        ('tag:"old friends"', "Dana"),
        ("-tag:museum", "Léa Mai"),
        ("-tag:mus", "Dana Kofi Léa Mai"),
        ("stage:in", "Léa"),
        ("stage:in-touch", "Léa"),
        ('stage:"in touch"', "Léa"),
        ("-stage:in-touch", "Dana Kofi Mai"),
        ("by:dana", "Léa Mai"),
        ("by:dana -by:okafor", ""),
        ("-curator", "Kofi Léa Mai"),
        ("-cur", "Dana Kofi Léa Mai"),
        ("due:late", "Dana"),
        ("due:<7", "Dana Kofi"),
        ("due:1", "Dana Kofi"),
        ("due:<=10d", "Dana Kofi Léa"),
        ("due:>7", "Léa"),
        ("due:none", "Mai"),
        ("-due:none", "Dana Kofi Léa"),
        ("due:today", "Dana"),
        ("last:>30", "Léa"),
        ("last:>2mo", "Léa"),
        ("last:<1w", "Dana Kofi"),
        ("last:>=6", "Kofi Léa"),
        ("last:none", "Mai"),
        ("foo:bar", ""),
        ("http://x", ""),
        ('"unclosed', ""),
        ('"tag:museum"', ""),
        # Half typed terms hide nobody.
        ("tag:", "Dana Kofi Léa Mai"),
        ("ta", "Kofi"),
        ("tag", "Dana Kofi Léa Mai"),
        ("dana sor", "Dana"),
        ("due:", "Dana Kofi Léa Mai"),
        ("due:<", "Dana Kofi Léa Mai"),
        ("due:la", "Dana Kofi Léa Mai"),
        ("last:x", "Dana Kofi Léa Mai"),
        ("-", "Dana Kofi Léa Mai"),
        ("-tag:", "Dana Kofi Léa Mai"),
        ("-ta", "Dana Kofi Léa Mai"),
        ("sort:", "Dana Kofi Léa Mai"),
        ("sort:zzz", "Dana Kofi Léa Mai"),
        (":", "Dana Kofi Léa Mai"),
        (":nothing", "Dana Kofi Léa Mai"),
    ],
)
def test_every_term_has_to_fit(line: str, names: str) -> None:
    assert found(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("sort:name", "Dana Kofi Léa Mai"),
        ("sort:-name", "Mai Léa Kofi Dana"),
        ("sort:role", "Kofi Dana Léa Mai"),
        ("sort:organisation", "Dana Mai Kofi Léa"),
        ("sort:-org", "Kofi Mai Dana Léa"),
        ("sort:stage", "Mai Kofi Dana Léa"),
        ("sort:last", "Dana Kofi Léa Mai"),
        ("sort:-last", "Léa Kofi Dana Mai"),
        ("sort:next", "Dana Kofi Léa Mai"),
        ("sort:-next", "Léa Kofi Dana Mai"),
        ("sort:by", "Léa Mai Dana Kofi"),
        ("sort:tags", "Mai Dana Kofi Léa"),
        ("sort:name sort:-name tag:museum", "Kofi Dana"),
    ],
)
def test_any_column_is_an_order_and_what_is_unknown_comes_last(line: str, names: str) -> None:
    assert found(line) == names


def test_a_kept_filter_is_taken_by_its_name() -> None:
    saved = {"Curators": "tag:museum sort:-name", "loop": ":loop dana"}
    assert found(":curators", saved) == "Kofi Dana"
    assert found(":CURATORS -tag:nonprofit", saved) == "Dana"
    assert found(":loop", saved) == "Dana Léa Mai"[:4]
    read = read_filter("city :curators save:mine", saved)
    assert (read.text, read.save) == ("city tag:museum sort:-name", "mine")
    assert read_filter('drop:"old ones"').drop == "old ones"
    assert read_filter('save:"old ones" dana').text == "dana"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dana", ""),
        ("due:<7 last:>30 stage:m sort:-last", ""),
        ("due:soon", "due: takes late, none, <7, >30"),
        ("last:late", "last: takes none, <7, >30"),
        ("stage:in-touch -stage:in-t", ""),
        ("stage:friend", "no stage begins with friend"),
        ("sort:colour", f"sort: {', '.join(COLUMNS)}"),
        (":", "saved: curators, museum"),
        ("dana save:mine", "enter saves this as :mine"),
        ("drop:museum", "enter drops :museum"),
        ("drop:mine", "nothing is saved as mine"),
    ],
)
def test_the_line_says_what_it_does_not_understand(line: str, words: str) -> None:
    assert told(read_filter(line), ("curators", "museum")) == words


texts = st.text("abé-'<", max_size=4)
rows = st.lists(
    st.builds(
        PersonRow,
        st.integers(1, 99),
        name=texts,
        organisation=texts,
        words=texts,
        tags=st.tuples(texts),
        stage=st.sampled_from(Stage),
        last_contact=st.none() | st.integers(0, 90).map(days_ago),
        due=st.none() | st.integers(-9, 90).map(due),
    ),
    max_size=4,
)
terms = st.lists(
    st.tuples(st.sampled_from(("", "-")), st.sampled_from(("", *FIELDS)), texts), max_size=3
).map(lambda parts: " ".join(f"{sign}{field}:{value}" for sign, field, value in parts))


@given(rows, terms, st.sampled_from(COLUMNS), st.booleans())
def test_an_order_leaves_nobody_out(
    rows: list[PersonRow], line: str, column: str, backwards: bool
) -> None:
    plain = narrow(rows, read_filter(line), NOW)
    ordered = narrow(rows, read_filter(f"{line} sort:{'-' * backwards}{column}"), NOW)
    assert sorted(map(id, plain)) == sorted(map(id, ordered))


@given(rows, terms, terms)
def test_more_terms_never_show_more(rows: list[PersonRow], line: str, more: str) -> None:
    first, second = read_filter(line), read_filter(more)
    both = Filter(first.terms + second.terms)
    fewer = narrow(rows, both, NOW)
    if both.terms and not both.terms[-1].half_typed:
        assert {id(row) for row in fewer} <= {id(row) for row in narrow(rows, first, NOW)} or (
            first.terms and first.terms[-1].half_typed
        )


@given(st.text(max_size=30))
def test_any_line_is_read(line: str) -> None:
    read = read_filter(line, {"x": "tag:x"})
    narrow(ROWS, read, NOW)
    told(read, ())
    assert read_filter(read.text).terms == read.terms
