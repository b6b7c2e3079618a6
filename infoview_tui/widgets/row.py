"""What a list shows: rows, headings among them, and many rows that are made when they are seen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import overload

from infoview_tui.values import dataclass
from infoview_tui.widgets.drawn import Span


@dataclass(frozen=True)
class Row:
    """A line of a list.

    Attributes:
        text: what it says, made for the width of the list less `MARGIN`.
        key: what it stands for; the cursor skips rows without one.
        first: characters of the field that shows the cursor.
        sign: characters before that field, which keep their look.
        spans: roles in `text`.
        heading: drawn as a name with a rule to the edge.
        right: what stands at the right end of a heading.
        marked: whether it is among those that one command will be for.
    """

    text: str = ""
    key: Hashable | None = None
    first: int = 0
    spans: tuple[Span, ...] = ()
    heading: bool = False
    right: str = ""
    marked: bool = False
    sign: int = 0


def heading(text: str, right: str = "") -> Row:
    """Make a heading."""
    return Row(text, heading=True, right=right)


BLANK = Row()


class Many(Sequence[Row]):
    """A few rows, and below them one for each of many keys, made when it is seen.

    There are so many more `beyond` them, which are counted but not read yet.
    """

    def __init__(
        self,
        above: Sequence[Row],
        keys: Sequence[Hashable],
        make: Callable[[int], Row],
        beyond: int = 0,
    ) -> None:
        self.above = above
        self.keys = keys
        self.make = make
        self.beyond = beyond

    def __len__(self) -> int:
        return len(self.above) + len(self.keys)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        place = range(len(self))[index] - len(self.above)
        return self.make(place) if place >= 0 else self.above[place]
