"""Looking up whom a half-typed name may mean, without ever holding up the typing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from infoview_tui.errors import InfoviewError

PATIENCE_SECONDS = 1.0
"""How long the key that takes an offer waits for one; a locked database must not hold up keys."""


class Offering:
    """Keeps the newest offer; an answer that comes when the text is another one is dropped.

    Args:
        look: looks a text up; "" is no offer.
        changed: told each time the offer to show is another one.

    """

    def __init__(
        self, look: Callable[[str], Awaitable[str]], changed: Callable[[str], None]
    ) -> None:
        self._look = look
        self._changed = changed
        self._wanted = ""
        self._found = ("", "")
        self._given_up = ""
        self._task: asyncio.Task[None] | None = None

    def ask(self, text: str) -> None:
        """Look a text up, "" for none, once the look-up before it is through."""
        self._wanted = text
        if not text:
            self._found = ("", "")
        if text == self._found[0]:
            self._changed(self._found[1])
        elif self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def of(self, text: str) -> str:
        """Return the offer for exactly this text; "" where none comes soon."""
        if text != self._wanted:
            self.ask(text)
        if self._found[0] != text and self._given_up != text and self._task is not None:
            await asyncio.wait({self._task}, timeout=PATIENCE_SECONDS)
        found, offer = self._found
        self._given_up = text if found != text else ""
        return offer if found == text else ""

    async def _run(self) -> None:
        while (text := self._wanted) != self._found[0]:
            try:
                offer = await self._look(text)
            except InfoviewError:
                offer = ""
            if text == self._wanted:
                self._found = text, offer
                self._changed(offer)
