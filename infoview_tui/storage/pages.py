"""What can still be read of a SQLite file without SQLite, page by page, whatever is broken.

SQLite gives up at a damaged page and at all that hangs from it. Rows are in leaf pages, each of
which can be read by itself; see https://www.sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence

from infoview_tui.values import dataclass

Value = None | int | float | bytes | str
_HEADER = b"SQLite format 3\0"
_INTERIOR, _LEAF = 0x05, 0x0D
_INDEX_INTERIOR, _INDEX_LEAF = 0x02, 0x0A
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


@dataclass(frozen=True)
class Record:
    """One row: its id, its values, and whether all of its text could be read as it was."""

    id: int
    values: tuple[Value, ...]
    whole: bool


Fits = Callable[[Record], bool]


@dataclass(frozen=True)
class Tree:
    """The leaves of a table that were found from its root; `broken` where some were not."""

    leaves: tuple[int, ...]
    broken: bool


class Pages:
    """The pages of a file, numbered from 1 as SQLite does."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        sound = data.startswith(_HEADER)
        size = int.from_bytes(data[16:18], "big")
        size = 65536 if size == 1 else size
        self._size = size if sound and size >= 512 and not size & (size - 1) else 4096
        self._usable = self._size - (data[20] if sound and data[20] < 64 else 0)
        self.count = len(data) // self._size
        self.cut = sound and self.count < int.from_bytes(data[28:32], "big")
        """Whether pages are missing at the end."""

    def leaves(self) -> Iterator[int]:
        """Yield all pages that have rows in them and are not free."""
        free = self._free()
        for number in range(1, self.count + 1):
            if self._kind(number) == _LEAF and number not in free:
                yield number

    def tree(self, root: int, fits: Fits) -> Tree:
        """Follow a table from its root, to leaves with rows that fit it."""
        leaves, seen, todo, broken = [], set[int](), [root], False
        while todo:
            number = todo.pop()
            kind = self._kind(number)
            if number in seen or kind not in (_INTERIOR, _LEAF):
                broken = True
                continue
            seen.add(number)
            if kind == _LEAF:
                if self.holds(number, fits):
                    leaves.append(number)
                else:
                    broken = True
            else:
                todo += self._children(number)
        return Tree(tuple(leaves), broken)

    def holds(self, number: int, fits: Fits) -> bool:
        """Whether the rows of a leaf are rows of a table, most of them; an empty one may be."""
        rows = list(self.rows(number))
        return 2 * sum(map(fits, rows)) >= max(len(rows), self._cells(number) > 0)

    def entries(self, root: int) -> int:
        """Count what an index has, as far as it can be followed."""
        total, seen, todo = 0, set[int](), [root]
        while todo:
            number = todo.pop()
            kind = self._kind(number)
            if number in seen or kind not in (_INDEX_INTERIOR, _INDEX_LEAF):
                continue
            seen.add(number)
            total += self._cells(number)
            if kind == _INDEX_INTERIOR:
                todo += self._children(number)
        return total

    def rows(self, number: int) -> Iterator[Record]:
        """Yield the rows of a leaf that can be read."""
        page, at = self._page(number), self._start(number)
        for cell in range(self._cells(number)):
            pointer = int.from_bytes(page[at + 8 + 2 * cell : at + 10 + 2 * cell], "big")
            try:
                yield self._row(page, pointer)
            except (IndexError, ValueError, struct.error):
                continue

    def _page(self, number: int) -> bytes:
        return self._data[(number - 1) * self._size : number * self._size]

    def _start(self, number: int) -> int:
        return 100 if number == 1 else 0

    def _kind(self, number: int) -> int:
        return self._page(number)[self._start(number)] if 1 <= number <= self.count else 0

    def _cells(self, number: int) -> int:
        at = self._start(number) + 3
        return min(int.from_bytes(self._page(number)[at : at + 2], "big"), self._size // 4)

    def _children(self, number: int) -> list[int]:
        page, at = self._page(number), self._start(number)
        cells = [
            int.from_bytes(page[at + 12 + 2 * cell : at + 14 + 2 * cell], "big")
            for cell in range(self._cells(number))
        ]
        return [int.from_bytes(page[place : place + 4], "big") for place in (*cells, at + 8)]

    def _free(self) -> set[int]:
        free, trunk = set[int](), int.from_bytes(self._data[32:36], "big")
        while 1 <= trunk <= self.count and trunk not in free:
            page = self._page(trunk)
            many = min(int.from_bytes(page[4:8], "big"), self._size // 4 - 2)
            free |= {trunk, *struct.unpack(f">{many}I", page[8 : 8 + 4 * many])}
            trunk = int.from_bytes(page[:4], "big")
        return free

    def _row(self, page: bytes, at: int) -> Record:
        length, at = _varint(page, at)
        id, at = _varint(page, at)
        payload = self._payload(page, at, length)
        values, whole = _values(payload)
        return Record(id - (1 << 64) if id >> 63 else id, values, whole and len(payload) == length)

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        most, usable = self._usable - 35, self._usable
        if length <= most:
            return page[at : at + length]
        if length > len(self._data):
            raise ValueError(length)
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
        following = int.from_bytes(page[at + here : at + here + 4], "big")
        parts, left, seen = [page[at : at + here]], length - here, set[int]()
        while left > 0 and 1 <= following <= self.count and following not in seen:
            seen.add(following)
            more = self._page(following)
            parts.append(more[4 : 4 + min(left, usable - 4)])
            left -= usable - 4
            following = int.from_bytes(more[:4], "big")
        return b"".join(parts)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | data[at + 8], at + 9


def _values(payload: bytes) -> tuple[tuple[Value, ...], bool]:
    end, at = _varint(payload, 0)
    if end > len(payload):
        raise ValueError(end)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values, whole = [], at == end
    for kind in kinds:
        value, at, sound = _value(payload, at, kind)
        values.append(value)
        whole = whole and sound
    return tuple(values), whole


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int, bool]:
    if kind in (0, 8, 9):
        return (None, 0, 1)[max(kind - 7, 0)], at, True
    if kind in _INTEGERS or kind == 7:
        size = _INTEGERS.get(kind, 8)
        part = payload[at : at + size]
        if len(part) < size:
            raise ValueError(kind)
        number = (
            struct.unpack(">d", part)[0] if kind == 7 else int.from_bytes(part, "big", signed=True)
        )
        return number, at + size, True
    if kind < 12:
        raise ValueError(kind)
    size = (kind - 12) // 2
    part = payload[at : at + size]
    if not kind % 2:
        return part, at + size, len(part) == size
    text = part.decode("utf-8", "replace")
    return text, at + size, len(part) == size and text.encode() == part


def rows_of(pages: Pages, leaves: Sequence[int], fits: Fits) -> Iterator[Record]:
    """Yield the rows of leaves that fit a table."""
    for number in leaves:
        yield from filter(fits, pages.rows(number))
