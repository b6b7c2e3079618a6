"""What a page posts up to the app: another page, back, quit, paint again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import field
from typing import Any

from textual.message import Message

from infoview_tui.values import dataclass


@dataclass
class GoTo(Message):
    """Posted when another page is to open.

    `instead` closes this one for good; `says` is what the line of the other says first.
    """

    page: str
    values: dict[str, Any] = field(default_factory=dict)
    instead: bool = False
    says: str = ""


class Back(Message):
    """Posted when this page is done with."""


class Quit(Message):
    """Posted when the user has asked to quit and confirmed it."""


@dataclass
class Alert(Message):
    """Posted when the user is to look up; others may see `text`, so there is no name in it."""

    text: str


@dataclass
class EditOutside(Message):
    """Posted when a text is to be changed in the user's own editor.

    `done` is told what the editor left (None where that could not be read) and, in a sentence, why
    it did not end well, "" where it did; `wrote` what it saves while it is open.
    """

    text: str
    wrote: Callable[[str], None]
    done: Callable[[str | None, str], Awaitable[None]]


class Repaint(Message):
    """Posted when something else has written on the terminal."""
