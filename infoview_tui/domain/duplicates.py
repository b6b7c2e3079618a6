"""When two entries look like one person: the same e-mail, or the same name at the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from infoview_tui.domain.text import fold
from infoview_tui.values import dataclass


@dataclass(frozen=True)
class Looks:
    """What of a person is compared."""

    name: str
    organisation: str = ""
    email: str = ""


def folded(text: str) -> str:
    """Give the form in which two texts are the same: no case, no accents, single blanks."""
    return " ".join(fold(text).split())


def folded_email(text: str) -> str:
    """Give an address without case; dots and `+words` stay, for to some hosts they matter."""
    return text.strip().casefold()


def looks_same(one: Looks, other: Looks) -> bool:
    """Whether two entries look like one person.

    An organisation that is unknown on one side tells nobody apart; two that are known do.
    """
    email = folded_email(one.email)
    if email and email == folded_email(other.email):
        return True
    name = folded(one.name)
    if not name or name != folded(other.name):
        return False
    here, there = folded(one.organisation), folded(other.organisation)
    return not here or not there or here == there


def pairs(everyone: Sequence[Looks]) -> Iterator[tuple[int, int]]:
    """Yield the places in a sequence of each two that look the same, in its order.

    Only those of one name or one e-mail are compared with each other.
    """
    alike: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, looks in enumerate(everyone):
        for key in {("name", folded(looks.name)), ("email", folded_email(looks.email))}:
            if key[1]:
                alike[key].append(place)
    found = {
        (first, second)
        for places in alike.values()
        for at, first in enumerate(places)
        for second in places[at + 1 :]
        if looks_same(everyone[first], everyone[second])
    }
    yield from sorted(found)
