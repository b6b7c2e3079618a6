"""Who led to whom, as a forest: everybody once, whatever loops and several introducers there are.

Plain walks with a stack of their own: a line of thousands is no deeper than one of two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from infoview_tui.domain.text import fold
from infoview_tui.values import dataclass


class Link(NamedTuple):
    """`introducer_id` led to `person_id`; links are given in the order in which it happened."""

    id: int
    introducer_id: int
    person_id: int


class Node(NamedTuple):
    """A line of the tree.

    Where `again`, the person stands as a full line elsewhere (`above` or below) and the line only
    points there. `link` is the introduction that the line hangs on, None at a beginning. `below`
    counts the people under a full line.
    """

    person_id: int
    depth: int
    link: Link | None = None
    again: bool = False
    above: bool = False
    below: int = 0


@dataclass(frozen=True)
class Forest:
    """All lines in their order, what leads with most people under it first.

    `parents` has the person above each full line that is no beginning.
    """

    nodes: tuple[Node, ...]
    parents: Mapping[int, int]

    @property
    def beginnings(self) -> tuple[int, ...]:
        """Those whom nobody led to, as the tree has it."""
        return tuple(node.person_id for node in self.nodes if node.depth == 0)

    def line_above(self, person_id: int) -> tuple[int, ...]:
        """Return the people from a beginning to a person, who is the last."""
        line = [person_id]
        while line[-1] in self.parents:
            line.append(self.parents[line[-1]])
        return tuple(reversed(line))

    @property
    def longest(self) -> tuple[int, ...]:
        """Return the longest line, the first of those that are equally long."""
        full = [node for node in self.nodes if not node.again]
        deepest = max(full, key=lambda node: node.depth, default=None)
        return self.line_above(deepest.person_id) if deepest else ()


def forest(people: Mapping[int, str], links: Iterable[Link]) -> Forest:
    """Build the forest of `people` (names by id).

    A person hangs under the first who led to them; under any other they are a line that points
    there. A loop is cut above the one of it who was known first (the smallest id), who becomes a
    beginning. Links of somebody to themselves, to or from others than `people`, or a second one of
    the same pair say nothing.
    """
    pairs: dict[tuple[int, int], Link] = {}
    for link in links:
        known = link.person_id in people and link.introducer_id in people
        if known and link.person_id != link.introducer_id:
            pairs.setdefault((link.introducer_id, link.person_id), link)
    first: dict[int, Link] = {}
    for link in pairs.values():
        first.setdefault(link.person_id, link)
    for person_id in _cuts(people, first):
        del first[person_id]
    children: defaultdict[int, list[Link]] = defaultdict(list)
    for link in pairs.values():
        children[link.introducer_id].append(link)
    parents = {person_id: link.introducer_id for person_id, link in first.items()}
    below = _below(people, parents)
    roots = sorted(
        (id for id in people if id not in parents),
        key=lambda id: (-below[id], fold(people[id]), id),
    )
    nodes: list[Node] = []
    shown: set[int] = set()
    stack = [Node(id, 0, below=below[id]) for id in reversed(roots)]
    while stack:
        node = stack.pop()
        if node.again:
            nodes.append(node._replace(above=node.person_id in shown))
            continue
        nodes.append(node)
        shown.add(node.person_id)
        for link in reversed(children.get(node.person_id, ())):
            id = link.person_id
            again = first.get(id) is not link
            stack.append(Node(id, node.depth + 1, link, again, below=0 if again else below[id]))
    return Forest(tuple(nodes), parents)


def _cuts(people: Mapping[int, str], first: Mapping[int, Link]) -> Iterator[int]:
    """Give of each loop the person who was known first."""
    state: dict[int, int] = {}
    cuts = []
    for start in people:
        walked: list[int] = []
        here = start
        while here not in state:
            state[here] = start
            walked.append(here)
            if here not in first:
                break
            here = first[here].introducer_id
        else:
            # Come back to this very walk: the part from there on is a loop.
            if state[here] == start and here in walked:
                cuts.append(min(walked[walked.index(here) :]))
    yield from cuts


def _below(people: Mapping[int, str], parents: Mapping[int, int]) -> dict[int, int]:
    """Count the people under each, from the leaves up."""
    below = dict.fromkeys(people, 0)
    waiting = dict.fromkeys(people, 0)
    for parent in parents.values():
        waiting[parent] += 1
    ready = [id for id in people if not waiting[id]]
    while ready:
        id = ready.pop()
        over = parents.get(id)
        if over is not None:
            below[over] += 1 + below[id]
            waiting[over] -= 1
            if not waiting[over]:
                ready.append(over)
    return below


def around(tree: Forest, people: Collection[int]) -> tuple[Node, ...]:
    """Return the lines of some people, those above each of them, and all that is below."""
    wanted = set(people)
    above: set[int] = set()
    hang = [tree.parents[id] for id in wanted if id in tree.parents]
    # Who else led to one of them has a line that points there.
    hang += [
        node.link.introducer_id
        for node in tree.nodes
        if node.again and node.link is not None and node.person_id in wanted
    ]
    for id in hang:
        here: int | None = id
        while here is not None and here not in above:
            above.add(here)
            here = tree.parents.get(here)
    kept = []
    # How deep the line is that was asked for and that one is under.
    under: int | None = None
    for node in tree.nodes:
        if under is not None and node.depth <= under:
            under = None
        asked = node.person_id in wanted
        if under is None and asked and not node.again:
            under = node.depth
        if under is not None or asked or (node.person_id in above and not node.again):
            kept.append(node)
    return tuple(kept)


def folded(nodes: Sequence[Node], shut: Collection[int]) -> tuple[Node, ...]:
    """Return the lines without those under the people that are folded."""
    kept = []
    under: int | None = None
    for node in nodes:
        if under is not None and node.depth <= under:
            under = None
        if under is None:
            kept.append(node)
            if node.person_id in shut and not node.again:
                under = node.depth
    return tuple(kept)


class Standing(NamedTuple):
    """How an introduction stands.

    `met` is whether one has met whom it led to since, `thanked` whether who led to them was told
    after that, and `may_mention` what they said to being named, None where that was not asked.
    """

    may_mention: bool | None = None
    met: bool = False
    thanked: bool = False

    @property
    def owed(self) -> bool:
        """Whether who led to them would like to hear of it."""
        return self.met and not self.thanked


def standing_words(standing: Standing, introducer: str, *, short: bool = False) -> str:
    """Say it in a row: `Priya thanked for it: not yet`, `may name Dana: yes`.

    The `short` form is `Priya told: not yet`, `name Dana: yes`.
    """
    who = next(iter(introducer.split()), introducer)
    if standing.met:
        what = "told" if short else "thanked for it"
        return f"{who} {what}: {'yes' if standing.thanked else 'not yet'}"
    answer = {None: "not asked", True: "yes", False: "no"}[standing.may_mention]
    return f"{'name' if short else 'may name'} {who}: {answer}"
