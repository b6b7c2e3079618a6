"""Text styles as the terminal is told them (SGR and OSC 8), and the shortest way between two."""

from functools import lru_cache
from typing import NamedTuple

# The attributes that `rich` writes; anything else means that a frame is not understood.
_ATTRIBUTES = frozenset({"1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53"})
# Pairs that share one state on some terminals: which of them is told last makes a difference.
_PAIRS = tuple(map(frozenset, (("1", "2"), ("4", "21"), ("5", "6"), ("51", "52"))))


class Style(NamedTuple):
    """How a cell looks: colours as SGR parameters ("" for the default), attributes, link."""

    foreground: str = ""
    background: str = ""
    attributes: frozenset[str] = frozenset()
    link: str = ""


PLAIN = Style()


@lru_cache(4096)
def with_sgr(style: Style, parameters: str) -> Style | None:
    """Give the style after SGR `parameters` ("1;38;5;2"), or None when they are not understood."""
    codes = parameters.split(";") if parameters else ["0"]
    foreground, background, attributes, link = style
    at = 0
    while at < len(codes):
        code = codes[at]
        number = int(code) if code.isascii() and code.isdigit() else -1
        size = 1
        if code == "0":
            foreground, background, attributes = "", "", frozenset()
        elif code in _ATTRIBUTES:
            attributes |= {code}
        elif number in {38, 48}:
            size = {"5": 3, "2": 5}.get(codes[at + 1] if at + 1 < len(codes) else "", 0)
            colour = codes[at : at + size]
            if not size or len(colour) != size or not all(part.isdigit() for part in colour):
                return None
            if number == 38:
                foreground = ";".join(colour)
            else:
                background = ";".join(colour)
        elif 30 <= number <= 37 or 90 <= number <= 97:
            foreground = code
        elif 40 <= number <= 47 or 100 <= number <= 107:
            background = code
        elif number == 39:
            foreground = ""
        elif number == 49:
            background = ""
        else:
            return None
        at += size
    return Style(foreground, background, attributes, link)


@lru_cache(4096)
def change(before: Style, after: Style) -> str:
    """Give the shortest sequence that takes the terminal from one style to the other."""
    if before == after:
        return ""
    link = "" if before.link == after.link else f"\x1b]8;{after.link or ';'}\x1b\\"
    if before[:3] == after[:3]:
        return link
    parts = [*sorted(after.attributes, key=int), after.foreground, after.background]
    anew = ";".join(part for part in parts if part)
    ways = [f"\x1b[0;{anew}m" if anew else "\x1b[m"]
    added = after.attributes - before.attributes
    paired = any(added & pair and pair <= after.attributes for pair in _PAIRS)
    if before.attributes <= after.attributes and not paired:
        steps = sorted(added, key=int)
        if before.foreground != after.foreground:
            steps.append(after.foreground or "39")
        if before.background != after.background:
            steps.append(after.background or "49")
        ways.append(f"\x1b[{';'.join(steps)}m")
    return min(ways, key=len) + link
