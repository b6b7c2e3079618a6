from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.introductions import (
    Forest,
    Link,
    Node,
    Standing,
    around,
    folded,
    forest,
    standing_words,
)
from infoview_tui.exchange.introductions import Entry, dot, markdown, quoted, text

NAMES = {1: "Priya", 2: "Dana", 3: "Mai", 4: "Kofi", 5: "Zofia"}


def tree(*pairs: tuple[int, int], people: dict[int, str] | None = None) -> Forest:
    links = [Link(n, *pair) for n, pair in enumerate(pairs, 1)]
    return forest(NAMES if people is None else people, links)


def drawn(nodes: tuple[Node, ...]) -> list[str]:
    return [
        f"{'  ' * node.depth}{NAMES[node.person_id]}"
        + (f" see {'above' if node.above else 'below'}" if node.again else "")
        for node in nodes
    ]


def test_what_carried_furthest_comes_first() -> None:
    found = tree((4, 5), (1, 2), (2, 3))
    assert drawn(found.nodes) == ["Priya", "  Dana", "    Mai", "Kofi", "  Zofia"]
    assert [node.below for node in found.nodes] == [2, 1, 0, 1, 0]
    assert found.beginnings == (1, 4)
    assert found.longest == (1, 2, 3)


def test_a_second_introducer_points_to_the_line_of_the_first() -> None:
    found = tree((4, 3), (1, 2), (2, 3), (2, 5))
    assert drawn(found.nodes) == [
        *("Priya", "  Dana", "    Mai see below", "    Zofia"),
        *("Kofi", "  Mai"),
    ]
    found = tree((1, 3), (1, 2), (4, 3))
    assert drawn(found.nodes) == ["Priya", "  Mai", "  Dana", "Kofi", "  Mai see above", "Zofia"]


def test_a_loop_is_cut_above_whoever_was_known_first() -> None:
    found = tree((3, 4), (4, 2), (2, 3))
    assert drawn(found.nodes) == [
        *("Dana", "  Mai", "    Kofi", "      Dana see above"),
        *("Priya", "Zofia"),
    ]
    assert found.longest == (2, 3, 4)
    two = tree((1, 2), (2, 1))
    assert drawn(two.nodes)[:3] == ["Priya", "  Dana", "    Priya see above"]


def test_links_that_say_nothing_are_left_out() -> None:
    found = tree((1, 1), (9, 2), (2, 9), (1, 2), (1, 2))
    assert drawn(found.nodes) == ["Priya", "  Dana", "Kofi", "Mai", "Zofia"]
    assert forest({}, []).longest == ()


def test_the_line_of_one_person_is_who_is_above_and_all_below() -> None:
    found = tree((1, 2), (2, 3), (1, 4), (4, 3), (3, 5))
    assert drawn(around(found, [3])) == [
        *("Priya", "  Dana", "    Mai", "      Zofia", "  Kofi", "    Mai see above"),
    ]
    assert drawn(around(found, [5])) == ["Priya", "  Dana", "    Mai", "      Zofia"]
    assert around(found, []) == ()
    assert drawn(around(found, [1])) == drawn(found.nodes)


def test_folded_lines_hide_what_is_below() -> None:
    found = tree((1, 2), (2, 3), (1, 4))
    assert drawn(folded(found.nodes, {2})) == ["Priya", "  Dana", "  Kofi", "Zofia"]
    assert drawn(folded(found.nodes, {1, 2})) == ["Priya", "Zofia"]
    assert folded(found.nodes, ()) == found.nodes


def test_how_an_introduction_stands() -> None:
    assert standing_words(Standing(), "Dana Okafor") == "may name Dana: not asked"
    assert standing_words(Standing(False), "Dana", short=True) == "name Dana: no"
    assert standing_words(Standing(True, met=True), "Dana") == "Dana thanked for it: not yet"
    told = Standing(met=True, thanked=True)
    assert (standing_words(told, "Dana", short=True), told.owed) == ("Dana told: yes", False)
    assert standing_words(Standing(), "") == "may name : not asked"


networks = st.integers(1, 12).flatmap(
    lambda many: st.tuples(
        st.just({n: f"p{n % 4}" for n in range(many)}),
        st.lists(st.tuples(st.integers(-1, many), st.integers(-1, many)), max_size=30),
    )
)


@given(networks, st.randoms())
def test_everybody_stands_in_the_tree_once(
    network: tuple[dict[int, str], list[tuple[int, int]]], shuffle: random.Random
) -> None:
    people, pairs = network
    links = [Link(n, *pair) for n, pair in enumerate(pairs)]
    found = forest(people, links)
    full = [node for node in found.nodes if not node.again]
    assert sorted(node.person_id for node in full) == sorted(people)
    # Each introduction that says something has a line.
    said = {(a, b) for a, b in pairs if a != b and a in people and b in people}
    shown = [(n.link.introducer_id, n.person_id) for n in found.nodes if n.link is not None]
    assert sorted([*shown]) == sorted(said)
    # A line stands under whom it hangs on, and counts what is below it.
    path: list[int] = []
    at = {node.person_id: n for n, node in enumerate(found.nodes) if not node.again}
    for n, node in enumerate(found.nodes):
        del path[node.depth :]
        assert len(path) == node.depth
        assert node.link is None or path[-1] == node.link.introducer_id
        path.append(node.person_id)
        if node.again:
            assert node.above == (at[node.person_id] < n)
        else:
            assert found.line_above(node.person_id) == tuple(path)
    for node in full:
        under = [x for x in full if node.person_id in found.line_above(x.person_id)[:-1]]
        assert node.below == len(under)
    # The order in which people are read changes nothing.
    mixed = list(people.items())
    shuffle.shuffle(mixed)
    assert forest(dict(mixed), links) == found
    for person_id in people:
        some = around(found, [person_id])
        kept = {node.person_id for node in some}
        assert set(found.line_above(person_id)) <= kept
        assert [node for node in found.nodes if node in set(some)] == list(some)


def network_of(many: int) -> tuple[dict[int, str], list[Link]]:
    """A network of generated people: one long line, a loop in it, and names here and there."""
    chance = random.Random(7)
    pairs = [(n, n + 1) for n in range(1, many // 2)]
    pairs += [(many // 4, 1)]
    pairs += [(chance.randint(1, many), chance.randint(1, many)) for _ in range(many)]
    people = {n: f"Person {n}" for n in range(1, many + 1)}
    return people, [Link(n, *pair) for n, pair in enumerate(pairs)]


def test_a_large_network_with_a_loop_is_drawn_at_once() -> None:
    people, links = network_of(2_000)
    found = forest(people, links)
    assert len([node for node in found.nodes if not node.again]) == 2_000
    assert len(found.longest) >= 1_000

    def lines_run(many: int) -> int:
        people, links = network_of(many)
        run = 0

        def trace(_frame: FrameType, event: str, _arg: object) -> Any:
            nonlocal run
            run += event == "line"
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            around(forest(people, links), [*people][::3])
        finally:
            sys.settrace(before)
        return run

    # Ten times the people take about ten times the steps, not a hundred times.
    assert lines_run(2_000) < 15 * lines_run(200)


HARM = 'a"b\\N\\" ]; x -> y [label=<b>&lt;\n\x1b[2J`*_# |'


def test_every_form_bears_any_name() -> None:
    entries = [
        Entry(1, 0, HARM, ("met", HARM)),
        Entry(2, 1, "Mai", ("",), by=1),
        Entry(1, 2, HARM, ("see above",), by=2, again=True),
        Entry(7, 1, "Only pointed to", (), by=1, again=True),
    ]
    assert text(entries).splitlines()[1] == "  Mai"
    assert len(text(entries).splitlines()) == len(entries)
    lines = markdown(entries).splitlines()[2:]
    assert [len(line) - len(line.lstrip()) for line in lines] == [0, 2, 4, 2]
    assert not re.search(r"(?<!\\)[`|#]", markdown(entries).partition("\n")[2])
    graph = dot(entries)
    assert "\x1b" not in graph + text(entries) + markdown(entries)
    strings = re.compile(r'"(?:[^"\\]|\\.)*"')
    # Outside its strings it is the graph of four people and nothing else.
    assert strings.sub("S", graph) == (
        "digraph introductions {\n  rankdir=LR;\n  node [shape=box];\n"
        "  p1 [label=S];\n  p2 [label=S];\n  p7 [label=S];\n"
        "  p1 -> p2;\n  p2 -> p1;\n  p1 -> p7;\n}\n"
    )


@given(st.text(max_size=60))
def test_a_label_of_dot_ends_where_it_ends(name: str) -> None:
    label = quoted(name)
    assert re.fullmatch(r'"(?:[^"\\\n]|\\["\\])*"', label)


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not here")
def test_graphviz_reads_it() -> None:
    entries = [Entry(1, 0, HARM, ()), Entry(2, 1, "Mai", (), by=1)]
    done = subprocess.run(
        ["dot", "-Tplain"], input=dot(entries), text=True, capture_output=True, check=True
    )
    assert done.stdout.count("node ") == 2
