"""When what pages leave behind is looked for: while nobody waits, not while a page opens."""

from __future__ import annotations

import asyncio
import gc

REST_SECONDS = 0.2
"""How long after a page was left one looks, while no other is."""

MOST_LEFT = 2
"""Pages that are left one after another before it is done between two."""

_YOUNG, _MIDDLE, _OLD = 700, 5, 100


def begin() -> None:
    """Leave what is there by now, the libraries, out of all looking, and look seldom unasked.

    A page that was left is a knot of objects, which only the collector unties; by itself it looks
    amid the reading of the next large one, which makes most objects, and takes as long as that.
    """
    gc.freeze()
    gc.enable()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


class Tidying:
    """Unties the pages that were left, in the app's event loop."""

    def __init__(self) -> None:
        self._left = 0
        self._next: asyncio.TimerHandle | None = None

    def page_left(self) -> None:
        """Tell that a page has given way to another, which is drawn by now."""
        self._left += 1
        if self._next is not None:
            self._next.cancel()
        wait = REST_SECONDS if self._left < MOST_LEFT else 0
        self._next = asyncio.get_running_loop().call_later(wait, self._tidy)

    def _tidy(self) -> None:
        self._left, self._next = 0, None
        gc.collect()
