"""What a command is, and the places that one goes to."""

from __future__ import annotations

from infoview_tui.values import dataclass

EVERYWHERE = "everywhere"
FIELD = "field"

KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "plus": "+",
    "asterisk": "*",
    "minus": "-",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


@dataclass(frozen=True)
class Command:
    """One thing that can be done.

    Attributes:
        id: its name for scripts and settings, `scope.action`.
        keys: default keys, the first one shown.
        label: the footer's word; "" leaves it out of the footer.
        help: what it does, a sentence without a full stop.
        needs: what the page must have for it (`row`, `interview` ...); the page says why not.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    needs: str = ""

    @property
    def scope(self) -> str:
        """The screen it belongs to, `everywhere`, or `field` for any text field."""
        return self.id.split(".")[0]

    @property
    def action(self) -> str:
        """The page's method is `do_<action>`."""
        return self.id.split(".")[1]

    @property
    def key(self) -> str:
        """The key as it is printed."""
        return key_name(self.keys[0])


def key_name(key: str) -> str:
    """Return a key the way it is printed on a keyboard."""
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return KEY_NAMES.get(key, key)


def scope(
    name: str, *rows: tuple[str, str, str, str] | tuple[str, str, str, str, str]
) -> tuple[Command, ...]:
    """Return the commands of a screen from rows of action, keys, label, help and needs."""
    return tuple(
        Command(f"{name}.{action}", tuple(keys.split()), label, help, *needs)
        for action, keys, label, help, *needs in rows
    )


PLACES = (
    ("today", "1", "f2", "Today"),
    ("people", "2", "f3", "People"),
    ("prepare", "3", "f4", "Prepare"),
    ("points", "4", "f5", "Points"),
    ("letters", "5", "f6", "Letters"),
    ("touch", "6", "f7", "Touch"),
    ("insights", "7", "f8", "Insights"),
)
